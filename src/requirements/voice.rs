//! External voice systems at an Amazon Chime SDK Voice Connector. Data only.
//!
//! Calls to a Voice Connector go to ports of AWS. Calls from it go to the routes
//! that the customer gave it: host, port and protocol of up to ten are his own.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, Values, Way, sources::*};

const SIP_AND_MEDIA: &[Transport] =
    &[Transport::tcp(5060), Transport::tcp(5061), Transport::udp(5060), Transport::udp_range(5000, 65000)];
const MEDIA: &[Transport] = &[Transport::udp_range(5000, 65000)];
/// The argument that names the ports of the customer's routes.
const ROUTES: Option<&str> = Some("external_voice_routes");

/// The Voice Connectors that the page names.
const VOICE_CONNECTORS: Values = Values::by_region(&[
    ("ap-northeast-1", &["99.77.244.0/24", "2600:f0f0:c047::/48"]),
    ("ap-northeast-2", &["99.77.242.0/24", "2600:f0f0:c046::/48"]),
    ("ap-southeast-1", &["99.77.240.0/24", "2600:f0f0:c048::/48"]),
    ("ap-southeast-2", &["99.77.239.0/24", "2600:f0f0:c049::/48"]),
    ("ca-central-1", &["99.77.233.0/24", "2600:f0f0:c042::/48"]),
    ("eu-central-1", &["99.77.247.0/24", "2600:f0f0:c044::/48"]),
    ("eu-west-1", &["99.77.250.0/24", "2600:f0f0:c043::/48"]),
    ("eu-west-2", &["99.77.249.0/24", "2600:f0f0:c045::/48"]),
    ("us-east-1", &["3.80.16.0/23", "2600:f0f0:c040::/48"]),
    ("us-west-2", &["99.77.253.0/24", "2600:f0f0:c041::/48"]),
]);

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "cidr-voice-connector",
        purpose: "calls to a Voice Connector: signalling and media",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: VOICE_CONNECTORS,
        scope: RegionScope::Named,
        transports: SIP_AND_MEDIA,
        needed_by: &[ExternalVoice],
        alternatives: &["ipr-chime-voiceconnector"],
        sources: &[CHIME_ADMIN],
        read: "2026-11-22",
        note: "Ports 5060 and 5061 carry signalling, 5000-65000 media. The IPv6 prefixes are published as EC2 and AMAZON only.",
        ..Requirement::BASE
    },
    Requirement {
        id: "cidr-voice-connector-calling",
        purpose: "calls from a Voice Connector: signalling to your routes, and media",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: VOICE_CONNECTORS,
        scope: RegionScope::Named,
        transports: MEDIA,
        ports_argument: ROUTES,
        way: Way::Inbound,
        needed_by: &[ExternalVoice],
        alternatives: &["ipr-chime-voiceconnector-calling"],
        sources: &[CHIME_ADMIN, ORIGINATION_ROUTE],
        read: "2026-11-24",
        note: "Host, port and protocol (tcp or udp) of up to ten routes are yours to choose; AWS takes port 5060 where a route names none. TLS is tcp.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-chime-voiceconnector",
        purpose: "calls to a Voice Connector, as published in ip-ranges.json",
        kind: Kind::IpRanges { service: "CHIME_VOICECONNECTOR" },
        transports: SIP_AND_MEDIA,
        needed_by: &[ExternalVoice],
        alternatives: &["cidr-voice-connector"],
        status: Status::Derived,
        sources: &[CHIME_ADMIN, IP_RANGES],
        read: "2026-11-22",
        note: "The page names prefixes, not this service code; each of its IPv4 prefixes is a row of the code. The code has rows in 22 Regions, none of them IPv6.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-chime-voiceconnector-calling",
        purpose: "calls from a Voice Connector, as published in ip-ranges.json",
        kind: Kind::IpRanges { service: "CHIME_VOICECONNECTOR" },
        transports: MEDIA,
        ports_argument: ROUTES,
        way: Way::Inbound,
        needed_by: &[ExternalVoice],
        alternatives: &["cidr-voice-connector-calling"],
        status: Status::Derived,
        sources: &[CHIME_ADMIN, ORIGINATION_ROUTE, IP_RANGES],
        read: "2026-11-24",
        note: "As ipr-chime-voiceconnector, for the other way.",
        ..Requirement::BASE
    },
    Requirement {
        id: "cidr-voice-focus-carriers",
        purpose: "media of Voice Focus for carriers",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: Values::by_region(&[("us-east-1", &["99.77.254.0/24"]), ("us-west-2", &["99.77.232.0/24"])]),
        scope: RegionScope::Named,
        transports: MEDIA,
        way: Way::Both,
        needed_by: &[ExternalVoice],
        sources: &[CHIME_ADMIN],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "cidr-voice-connector-ipv6",
        purpose: "media of Voice Connectors of every Region, IPv6",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: Values::any(&["2600:f0f0:c040::/42"]),
        scope: RegionScope::None,
        transports: MEDIA,
        way: Way::Both,
        ..GUIDE
    },
    Requirement {
        id: "dom-voice-connector",
        purpose: "names of Voice Connectors and of all else at AWS",
        values: Values::any(&["*.amazonaws.com"]),
        scope: RegionScope::None,
        ..GUIDE
    },
    Requirement {
        id: "ipr-voice-connector-ec2",
        purpose: "what the Chime SDK's guide names beside Voice Connectors: EC2",
        kind: Kind::IpRanges { service: "EC2" },
        ..GUIDE
    },
    Requirement {
        id: "ipr-voice-connector-cloudfront",
        purpose: "what the Chime SDK's guide names beside Voice Connectors: CloudFront",
        kind: Kind::IpRanges { service: "CLOUDFRONT" },
        scope: RegionScope::AllRows,
        ..GUIDE
    },
    Requirement {
        id: "ipr-voice-connector-route53",
        purpose: "what the Chime SDK's guide names beside Voice Connectors: Route 53",
        kind: Kind::IpRanges { service: "ROUTE53" },
        scope: RegionScope::AllRows,
        ..GUIDE
    },
];

/// What the Chime SDK's guide names and nothing says that Amazon Connect needs.
const GUIDE: Requirement = Requirement {
    needed_by: &[ExternalVoice],
    sources: &[CHIME_ADMIN],
    status: Status::Unverified,
    read: "2026-11-24",
    note: "In the Chime SDK's guide, which does not say whether Amazon Connect's external voice needs it. Never becomes a rule.",
    ..Requirement::BASE
};
