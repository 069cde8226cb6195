//! Softphone media by name: AWS's TURN load balancers. Data only.

use super::{DeploymentTrait::*, Handling, RegionScope, Requirement, Transport, Values, sources::*};

/// The load balancers that AWS names.
const TURN_LOAD_BALANCERS: Values = Values::by_region(&[
    ("af-south-1", &["TurnNlb-29b8f2824c2958b8.elb.af-south-1.amazonaws.com"]),
    ("ap-northeast-1", &["TurnNlb-3c6ddabcbeb821d8.elb.ap-northeast-1.amazonaws.com"]),
    ("ap-northeast-2", &["TurnNlb-a2d59ac3f246f09a.elb.ap-northeast-2.amazonaws.com"]),
    ("ap-northeast-3", &["TurnNlb-fba2afb642c525c3.elb.ap-northeast-3.amazonaws.com"]),
    ("ap-southeast-1", &["TurnNlb-261982506d86d300.elb.ap-southeast-1.amazonaws.com"]),
    ("ap-southeast-2", &["TurnNlb-93f2de0c97c4316b.elb.ap-southeast-2.amazonaws.com"]),
    ("ca-central-1", &["TurnNlb-b019de6142240b9f.elb.ca-central-1.amazonaws.com"]),
    (
        "eu-central-1",
        &["TurnNlb-ea5316ebe2759cbc.elb.eu-central-1.amazonaws.com", "TurnNlb-cce94fede9926d70.elb.eu-central-1.amazonaws.com"],
    ),
    (
        "eu-west-2",
        &["TurnNlb-1dc64a459ead57ea.elb.eu-west-2.amazonaws.com", "TurnNlb-0c39b6a52bcdd446.elb.eu-west-2.amazonaws.com"],
    ),
    (
        "us-east-1",
        &[
            "TurnNlb-d76454ac48d20c1e.elb.us-east-1.amazonaws.com",
            "TurnNlb-31a7fe8a79c27929.elb.us-east-1.amazonaws.com",
            "TurnNlb-7a9b8e750cec315a.elb.us-east-1.amazonaws.com",
            "TurnNlb-d40f7ff9cdd63758.elb.us-east-1.amazonaws.com",
            "TurnNlb-7675623c965365c2.elb.us-east-1.amazonaws.com",
        ],
    ),
    ("us-gov-west-1", &["TurnNlb-d7c623c23f628042.elb.us-gov-west-1.amazonaws.com"]),
    (
        "us-west-2",
        &[
            "TurnNlb-8d79b4466d82ad0e.elb.us-west-2.amazonaws.com",
            "TurnNlb-dbc4ebb71307fda2.elb.us-west-2.amazonaws.com",
            "TurnNlb-13c884fe3673ed9f.elb.us-west-2.amazonaws.com",
            "TurnNlb-6bb66ee54ee32710.elb.us-west-2.amazonaws.com",
            "TurnNlb-ecc67f8fbd7a29f6.elb.us-west-2.amazonaws.com",
        ],
    ),
]);

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "turn-wildcard",
        purpose: "softphone media (TURN)",
        values: Values::any(&["TurnNlb-*.elb.{region}.amazonaws.com"]),
        transports: &[Transport::TURN],
        needed_by: &[CcpV1, CcpV2, AgentWorkspace, VdiEndpoint],
        not_needed_by: &[CcpMediaLess, VdiHost],
        alternatives: &["turn-named", "ipr-amazon-connect-media"],
        handling: Handling::MEDIA,
        sources: &[CCP_NETWORKING, VDI],
        read: "2026-11-22",
        note: "The wildcard is part of a label, which many firewalls cannot express.",
        ..Requirement::BASE
    },
    Requirement {
        id: "turn-named",
        purpose: "softphone media (TURN), named load balancers",
        values: TURN_LOAD_BALANCERS,
        scope: RegionScope::Named,
        transports: &[Transport::TURN],
        needed_by: &[CcpV1, CcpV2, AgentWorkspace, VdiEndpoint],
        only_with: &[ExactHosts],
        not_needed_by: &[CcpMediaLess, VdiHost],
        alternatives: &["turn-wildcard", "ipr-amazon-connect-media"],
        narrows: Some("turn-wildcard"),
        handling: Handling::MEDIA,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "The list grows: an earlier version of the page named three in us-east-1 and us-west-2, one in eu-central-1 and eu-west-2, none in ap-northeast-3.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dns-turn",
        purpose: "names of TURN load balancers to resolve and to reach in a test",
        values: TURN_LOAD_BALANCERS,
        scope: RegionScope::Named,
        transports: &[Transport::TURN],
        needed_by: &[Diagnostics],
        not_needed_by: &[CcpMediaLess, VdiHost],
        alternatives: &["turn-named"],
        handling: Handling::MEDIA,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "A wildcard can be neither resolved nor reached, these can. Clients must be able to resolve them even where a firewall allows ranges.",
        ..Requirement::BASE
    },
];
