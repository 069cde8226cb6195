//! Option 1 of AWS's page: the domains of the Contact Control Panel. Data only.

use super::{DeploymentTrait::*, Handling, RegionScope, Requirement, Status, Values, sources::*};

/// What AWS's networking page names at least, the agent workspace and the page
/// at which agents without SAML sign in.
const PATHS: Values = Values::any(&["/ccp-v2", "/agent-app-v2/", "/api", "/auth/authorize", "/awas/api", "/login"]);

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-telecom-rtc-v1",
        purpose: "signalling of the earlier CCP",
        values: Values::any(&["rtc*.connect-telecom.{region}.amazonaws.com"]),
        needed_by: &[CcpV1],
        handling: Handling::SIGNALLING,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "Web sockets. The wildcard is part of a label, which many firewalls cannot express. The earlier CCP does not exist in GovCloud.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-transport-v2",
        purpose: "web socket of the current CCP and of chat",
        values: Values::any(&["*.transport.connect.{region}.amazonaws.com"]),
        needed_by: &[CcpV2, CcpMediaLess, AgentWorkspace, Chat, VdiHost],
        handling: Handling::SIGNALLING,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-instance-any",
        purpose: "the web application of any instance",
        values: Values::any(&["*.my.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        not_needed_by: &[GovCloud],
        url_paths: PATHS,
        alternatives: &["dom-instance"],
        handling: Handling::UNINSPECTED,
        sources: &[CCP_NETWORKING, AGENT_WORKSPACE, NEW_SIGN_IN],
        read: "2026-11-24",
        note: "Where the alias is not known. It allows the instances of every customer.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-instance",
        purpose: "the instance's web application",
        values: Values::any(&["{instance_alias}.my.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        not_needed_by: &[GovCloud],
        url_paths: PATHS,
        alternatives: &["dom-instance-any"],
        narrows: Some("dom-instance-any"),
        handling: Handling::UNINSPECTED,
        sources: &[CCP_NETWORKING, AGENT_WORKSPACE, NEW_SIGN_IN, UPDATE_DOMAIN],
        read: "2026-11-24",
        note: "The paths are for proxies that match paths: the networking page's minimum, the agent workspace's, and `/login` of sign-in without SAML. TLS 1.2 or newer. With Global Resiliency the replica has an alias of its own.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-instance-legacy",
        purpose: "the instance's web application at its old domain",
        values: Values::any(&["{instance_alias}.awsapps.com"]),
        scope: RegionScope::None,
        needed_by: &[LegacyDomain],
        not_needed_by: &[GovCloud],
        url_paths: Values::any(&[
            "/connect/ccp-v2",
            "/connect/agent-app-v2/",
            "/connect/api",
            "/connect/auth/authorize",
            "/connect/awas/api",
            "/connect/login",
        ]),
        replaced_by: &["dom-instance"],
        status: Status::Deprecated,
        handling: Handling::UNINSPECTED,
        sources: &[CCP_NETWORKING, AGENT_WORKSPACE, UPDATE_DOMAIN],
        read: "2026-11-24",
        note: "For instances created before 2021-03-31 that were not moved.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-instance-govcloud-any",
        purpose: "the web application of any instance in GovCloud",
        values: Values::any(&["*.govcloud.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        only_with: &[GovCloud],
        alternatives: &["dom-instance-govcloud"],
        handling: Handling::UNINSPECTED,
        sources: &[GOVCLOUD],
        read: "2026-11-24",
        note: "Takes the place of `*.my.connect.aws`; only the GovCloud page says so. It allows the instances of every customer.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-instance-govcloud",
        purpose: "the instance's web application in GovCloud",
        values: Values::any(&["{instance_alias}.govcloud.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        only_with: &[GovCloud],
        alternatives: &["dom-instance-govcloud-any"],
        narrows: Some("dom-instance-govcloud-any"),
        handling: Handling::UNINSPECTED,
        sources: &[GOVCLOUD],
        read: "2026-11-24",
        note: "AWS's pages show an instance at its alias below `govcloud.connect.aws`.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-static-connect",
        purpose: "static assets at the new domain",
        values: Values::any(&["*.static.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        sources: &[CCP_NETWORKING, UPDATE_DOMAIN],
        read: "2026-11-24",
        note: "In the minimum list of the networking page in one of its versions, and on the page about moving domains; neither names a port: 443 as for every other web asset.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-cloudfront-wildcard",
        purpose: "static assets",
        values: Values::any(&["*.cloudfront.net"]),
        scope: RegionScope::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        alternatives: &["dom-cloudfront-static", "ipr-cloudfront-static"],
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-cloudfront-static",
        purpose: "static assets, named distributions",
        values: Values::by_region(&[
            ("ap-northeast-1", &["d3h58onr8hrozw.cloudfront.net", "d13ljas036gz6c.cloudfront.net"]),
            ("ap-northeast-2", &["d11ouwvqpq1ads.cloudfront.net"]),
            ("ap-southeast-1", &["d2g7up6vqvaq2o.cloudfront.net", "d12o1dl1h4w0xc.cloudfront.net"]),
            ("ap-southeast-2", &["d2190hliw27bb8.cloudfront.net", "d3mgrlqzmisce5.cloudfront.net"]),
            ("eu-central-1", &["d1n9s7btyr4f0n.cloudfront.net", "d3tqoc05lsydd3.cloudfront.net"]),
            ("eu-west-2", &["dl32tyuy2mmv6.cloudfront.net", "d2p8ibh10q5exz.cloudfront.net"]),
            ("us-east-1", &["dd401jc05x2yk.cloudfront.net", "d1f0uslncy85vb.cloudfront.net"]),
            ("us-west-2", &["d38fzyjx9jg8fj.cloudfront.net", "d366s8lxuwna4d.cloudfront.net"]),
        ]),
        scope: RegionScope::Named,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        only_with: &[ExactHosts],
        alternatives: &["dom-cloudfront-wildcard", "ipr-cloudfront-static"],
        narrows: Some("dom-cloudfront-wildcard"),
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "For ca-central-1 the page says that `*.my.connect.aws` serves them; af-south-1, ap-northeast-3 and us-gov-west-1 are not listed.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-telemetry",
        purpose: "client telemetry",
        values: Values::any(&["*.telemetry.connect.{region}.amazonaws.com"]),
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        handling: Handling::TELEMETRY,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-participant",
        purpose: "participant service (chat)",
        values: Values::any(&["participant.connect.{region}.amazonaws.com"]),
        needed_by: &[Chat, CcpV2, AgentWorkspace, VdiHost],
        handling: Handling::UNINSPECTED,
        sources: &[CCP_NETWORKING, ENDPOINTS],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-participant-fips",
        purpose: "participant service (chat), FIPS endpoint",
        values: Values::by_region(&[
            ("us-east-1", &["participant.connect-fips.us-east-1.amazonaws.com"]),
            ("us-west-2", &["participant.connect-fips.us-west-2.amazonaws.com"]),
        ]),
        scope: RegionScope::Named,
        needed_by: &[FipsClient],
        alternatives: &["dom-participant"],
        sources: &[ENDPOINTS],
        read: "2026-11-22",
        note: "For API clients that ask for FIPS endpoints; no page says that the agent's browser does.",
        ..Requirement::BASE
    },
];
