//! What a stateless firewall must let back in, and out again. Data only.
//!
//! The ports are the client's ephemeral ports. AWS names them for softphone
//! media alone; the rest is derived, since no session survives without it.

use super::Way::{Inbound, Outbound};
use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, sources::*};

const MEDIA: &[&str] = &["ipr-amazon-connect-media"];
const TCP_SESSIONS: &[&str] = &[
    "ipr-ec2-signalling",
    "ipr-cloudfront-static",
    "ipr-s3-signin",
    "ipr-s3-uploads",
    "ipr-chime-meetings",
    "cidr-chime-meetings",
    "cidr-voice-connector",
    "ipr-chime-voiceconnector",
];
const CALLS_TO_CONNECTORS: &[&str] = &["cidr-voice-connector", "ipr-chime-voiceconnector", "cidr-voice-focus-carriers"];
const CALLS_FROM_CONNECTORS: &[&str] =
    &["cidr-voice-connector-calling", "ipr-chime-voiceconnector-calling", "cidr-voice-focus-carriers"];
const VIDEO_MEDIA: &[&str] = &["ipr-chime-meetings", "cidr-chime-meetings"];

const TCP_NOTE: &str = "No AWS page says it, but a stateless firewall drops the answers of TCP sessions without it.";
const VIDEO_NOTE: &str =
    "No AWS page says it, but a stateless firewall drops the answers of UDP media without it, as for the softphone.";
const VOICE_NOTE: &str =
    "No AWS page says it, but a stateless firewall drops the answers of UDP signalling and media without it.";
const OTHER_NOTE: &str =
    "For clients whose ephemeral ports differ from the systems that AWS names: `ephemeral_ports` narrows the range.";

const RETURN: Requirement = Requirement { scope: RegionScope::None, way: Inbound, read: "2026-11-22", ..Requirement::BASE };

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "ephemeral-windows",
        purpose: "return media, Windows clients",
        kind: Kind::ReturnTraffic { of: MEDIA },
        transports: &[Transport::udp_range(49152, 65535)],
        needed_by: &[StatelessWindows],
        sources: &[CCP_NETWORKING, WHITEPAPER],
        ..RETURN
    },
    Requirement {
        id: "ephemeral-linux",
        purpose: "return media, Linux clients",
        kind: Kind::ReturnTraffic { of: MEDIA },
        transports: &[Transport::udp_range(32768, 61000)],
        needed_by: &[StatelessLinux],
        sources: &[CCP_NETWORKING],
        note: "The page names no protocol for this range; UDP is taken from its Windows line.",
        ..RETURN
    },
    Requirement {
        id: "ephemeral-other",
        purpose: "return media, other clients",
        kind: Kind::ReturnTraffic { of: MEDIA },
        transports: &[Transport::udp_range(1024, 65535)],
        needed_by: &[StatelessOther],
        status: Status::Derived,
        sources: &[CCP_NETWORKING],
        note: OTHER_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-tcp-windows",
        purpose: "answers of TCP sessions, Windows clients",
        kind: Kind::ReturnTraffic { of: TCP_SESSIONS },
        transports: &[Transport::tcp_range(49152, 65535)],
        needed_by: &[StatelessWindows],
        status: Status::Derived,
        note: TCP_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-tcp-linux",
        purpose: "answers of TCP sessions, Linux clients",
        kind: Kind::ReturnTraffic { of: TCP_SESSIONS },
        transports: &[Transport::tcp_range(32768, 61000)],
        needed_by: &[StatelessLinux],
        status: Status::Derived,
        note: TCP_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-tcp-other",
        purpose: "answers of TCP sessions, other clients",
        kind: Kind::ReturnTraffic { of: TCP_SESSIONS },
        transports: &[Transport::tcp_range(1024, 65535)],
        needed_by: &[StatelessOther],
        status: Status::Derived,
        note: OTHER_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-video-windows",
        purpose: "return media of video calling, Windows clients",
        kind: Kind::ReturnTraffic { of: VIDEO_MEDIA },
        transports: &[Transport::udp_range(49152, 65535)],
        needed_by: &[StatelessWindows],
        status: Status::Derived,
        note: VIDEO_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-video-linux",
        purpose: "return media of video calling, Linux clients",
        kind: Kind::ReturnTraffic { of: VIDEO_MEDIA },
        transports: &[Transport::udp_range(32768, 61000)],
        needed_by: &[StatelessLinux],
        status: Status::Derived,
        note: VIDEO_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-video-other",
        purpose: "return media of video calling, other clients",
        kind: Kind::ReturnTraffic { of: VIDEO_MEDIA },
        transports: &[Transport::udp_range(1024, 65535)],
        needed_by: &[StatelessOther],
        status: Status::Derived,
        note: OTHER_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-voice-windows",
        purpose: "answers to SIP and media that an external voice system sends, Windows clients",
        kind: Kind::ReturnTraffic { of: CALLS_TO_CONNECTORS },
        transports: &[Transport::udp_range(49152, 65535)],
        needed_by: &[StatelessWindows],
        only_with: &[ExternalVoice],
        status: Status::Derived,
        note: VOICE_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-voice-linux",
        purpose: "answers to SIP and media that an external voice system sends, Linux clients",
        kind: Kind::ReturnTraffic { of: CALLS_TO_CONNECTORS },
        transports: &[Transport::udp_range(32768, 61000)],
        needed_by: &[StatelessLinux],
        only_with: &[ExternalVoice],
        status: Status::Derived,
        note: VOICE_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-voice-other",
        purpose: "answers to SIP and media that an external voice system sends, other clients",
        kind: Kind::ReturnTraffic { of: CALLS_TO_CONNECTORS },
        transports: &[Transport::udp_range(1024, 65535)],
        needed_by: &[StatelessOther],
        only_with: &[ExternalVoice],
        status: Status::Derived,
        note: OTHER_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-udp-voice-connector",
        purpose: "answers to SIP and media that a Voice Connector sends",
        kind: Kind::ReturnTraffic { of: CALLS_FROM_CONNECTORS },
        transports: &[Transport::udp_range(1024, 65535)],
        way: Outbound,
        needed_by: &[StatelessWindows, StatelessLinux, StatelessOther],
        only_with: &[ExternalVoice],
        status: Status::Derived,
        note: VOICE_NOTE,
        ..RETURN
    },
    Requirement {
        id: "return-tcp-voice-connector",
        purpose: "answers to TCP sessions that a Voice Connector opens",
        kind: Kind::ReturnTraffic { of: CALLS_FROM_CONNECTORS },
        transports: &[Transport::tcp_range(1024, 65535)],
        way: Outbound,
        needed_by: &[StatelessWindows, StatelessLinux, StatelessOther],
        only_with: &[ExternalVoice],
        status: Status::Derived,
        note: "No AWS page says it, but a stateless firewall drops the answers without it. The ports are AWS's, which no page narrows: `ephemeral_ports` does not change them.",
        ..RETURN
    },
];
