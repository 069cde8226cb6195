//! External voice systems at an Amazon Chime SDK Voice Connector. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, Values, Way, sources::*};

const SIP_AND_MEDIA: &[Transport] =
    &[Transport::tcp(5060), Transport::tcp(5061), Transport::udp(5060), Transport::udp_range(5000, 65000)];

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "cidr-voice-connector",
        purpose: "SIP trunk to a Voice Connector: signalling and media",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: Values::by_region(&[
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
        ]),
        scope: RegionScope::Named,
        transports: SIP_AND_MEDIA,
        way: Way::Both,
        needed_by: &[ExternalVoice],
        alternatives: &["ipr-chime-voiceconnector"],
        sources: &[CHIME_ADMIN],
        read: "2026-11-22",
        note: "Ports 5060 and 5061 carry signalling, 5000-65000 media. Connect's own page about external voice was not read. The IPv6 prefixes are published as EC2 and AMAZON only.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-chime-voiceconnector",
        purpose: "SIP trunk to a Voice Connector, as published in ip-ranges.json",
        kind: Kind::IpRanges { service: "CHIME_VOICECONNECTOR" },
        transports: SIP_AND_MEDIA,
        way: Way::Both,
        needed_by: &[ExternalVoice],
        alternatives: &["cidr-voice-connector"],
        status: Status::Derived,
        sources: &[CHIME_ADMIN, IP_RANGES],
        read: "2026-11-22",
        note: "The page names prefixes, not this service code; each of its IPv4 prefixes is a row of the code. The code has rows in 22 Regions, none of them IPv6.",
        ..Requirement::BASE
    },
    Requirement {
        id: "cidr-voice-focus-carriers",
        purpose: "media of Voice Focus for carriers",
        kind: Kind::Prefixes { service: "CHIME_VOICECONNECTOR" },
        values: Values::by_region(&[("us-east-1", &["99.77.254.0/24"]), ("us-west-2", &["99.77.232.0/24"])]),
        scope: RegionScope::Named,
        transports: &[Transport::udp_range(5000, 65000)],
        way: Way::Both,
        needed_by: &[ExternalVoice],
        sources: &[CHIME_ADMIN],
        read: "2026-11-22",
        ..Requirement::BASE
    },
];
