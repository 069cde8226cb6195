//! What stands around the agents: API clients, diagnostics, this provider's
//! own download, routing, settings. No firewall rule comes from here. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Values, Way, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-api",
        purpose: "API endpoints of Connect and its companions",
        values: Values::any(&[
            "connect.{region}.amazonaws.com",
            "contact-lens.{region}.amazonaws.com",
            "profile.{region}.amazonaws.com",
            "cases.{region}.amazonaws.com",
            "app-integrations.{region}.amazonaws.com",
        ]),
        needed_by: &[ApiClient],
        sources: &[ENDPOINTS, REGIONS],
        read: "2026-11-22",
        note: "Not every API exists in every Region. FIPS forms exist in us-east-1, us-west-2 and ca-central-1.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-endpoint-test",
        purpose: "endpoint test utility",
        values: Values::any(&["tools.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[Diagnostics],
        sources: &[CHECK_TOOL],
        read: "2026-11-22",
        note: "The page that tests an agent's connection, network and browser.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-ip-ranges-file",
        purpose: "this provider's own download",
        values: Values::any(&["ip-ranges.amazonaws.com"]),
        scope: RegionScope::None,
        needed_by: &[TerraformRun],
        sources: &[IP_RANGES_PAGE],
        read: "2026-11-22",
        note: "AWS announces changes at arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged; notices may arrive out of order.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dx-received-communities",
        purpose: "routes to Connect over a public virtual interface, as AWS marks them",
        kind: Kind::BgpCommunity,
        values: Values::any(&["7224:8100", "7224:8200"]),
        transports: &[],
        needed_by: &[DirectConnect],
        sources: &[ROUTING_AND_BGP, CCP_NETWORKING],
        read: "2026-11-22",
        note: "AWS's ASN is 7224. 8100: the location's Region; 8200: its continent; none: elsewhere. Every route carries NO_EXPORT. Routing does not replace an allow-list.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dx-sent-communities",
        purpose: "how far AWS carries the routes that you announce",
        kind: Kind::BgpCommunity,
        values: Values::any(&["7224:9100", "7224:9200", "7224:9300"]),
        transports: &[],
        way: Way::Inbound,
        needed_by: &[DirectConnect],
        sources: &[ROUTING_AND_BGP],
        read: "2026-11-22",
        note: "9100: the local Region; 9200: the continent; 9300: every public Region, which is the default.",
        ..Requirement::BASE
    },
    Requirement {
        id: "approved-origins",
        purpose: "sites that embed the CCP",
        kind: Kind::Setting,
        values: Values::any(&["approved origins of the instance"]),
        scope: RegionScope::None,
        transports: &[],
        way: Way::None,
        needed_by: &[AgentWorkspace],
        sources: &[APP_INTEGRATION],
        read: "2026-11-22",
        note: "A setting of the instance that the browser enforces. The domains of a CRM are its vendor's to list.",
        ..Requirement::BASE
    },
    Requirement {
        id: "certificate-cache",
        purpose: "time-out of a proxy's certificate cache",
        kind: Kind::Setting,
        values: Values::any(&["length of a shift plus its breaks"]),
        scope: RegionScope::None,
        transports: &[],
        way: Way::None,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "Where a proxy or firewall inspects TLS, its cache of certificates should outlast a whole shift, breaks and lunch included, so that no certificate is renewed while agents work.",
        ..Requirement::BASE
    },
];
