//! Option 2 of AWS's page: rows of `ip-ranges.json` by service. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "ipr-amazon-connect-media",
        purpose: "softphone media (TURN)",
        kind: Kind::IpRanges { service: "AMAZON_CONNECT" },
        scope: RegionScope::InstanceAndGlobal { global_by_choice: false },
        transports: &[Transport::TURN],
        needed_by: &[CcpV1, CcpV2, AgentWorkspace, VdiEndpoint],
        not_needed_by: &[CcpMediaLess, VdiHost],
        alternatives: &["turn-wildcard", "turn-named"],
        sources: &[CCP_NETWORKING, IP_RANGES, VDI],
        read: "2026-11-22",
        note: "GLOBAL and Region rows are both needed. The page of 2020 asked for GLOBAL only where no Region row existed, which today would drop the shared /19.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-ec2-signalling",
        purpose: "signalling and API endpoints",
        kind: Kind::IpRanges { service: "EC2" },
        scope: RegionScope::InstanceAndGlobal { global_by_choice: true },
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        alternatives: &["dom-transport-v2", "dom-telecom-rtc-v1", "dom-instance", "dom-telemetry", "dom-participant"],
        sources: &[CCP_NETWORKING, CCP_CONNECTIVITY],
        read: "2026-11-22",
        note: "The page's sentence can be read as Region rows alone where they exist; `ec2_global` chooses. GLOBAL adds 13 IPv4 and 9 IPv6 prefixes.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-cloudfront-static",
        purpose: "static assets",
        kind: Kind::IpRanges { service: "CLOUDFRONT" },
        scope: RegionScope::AllRows,
        needed_by: &[CcpV1, CcpV2, CcpMediaLess, AgentWorkspace, VdiHost],
        alternatives: &["dom-cloudfront-wildcard", "dom-cloudfront-static"],
        sources: &[CCP_NETWORKING, IP_RANGES],
        read: "2026-11-22",
        note: "Assets come from the edge nearest to the agent: 93 of 211 IPv4 rows carry a Region other than GLOBAL, and none may be left out.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-s3-signin",
        purpose: "assets of the new sign-in page",
        kind: Kind::IpRanges { service: "S3" },
        scope: RegionScope::InstanceAndFixed(&["us-east-1", "us-west-2"]),
        needed_by: &[NonSaml],
        alternatives: &["dom-s3-dualstack-signin"],
        sources: &[CCP_NETWORKING, NEW_SIGN_IN],
        read: "2026-11-22",
        note: "The table row names no condition; the sign-in page limits it to instances without SAML. New instances since 2026-04-07, all since 2026-10-07. GLOBAL rows are not needed.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-s3-uploads",
        purpose: "attachments, scheduling uploads and screen recordings in Amazon S3",
        kind: Kind::IpRanges { service: "S3" },
        needed_by: &[Attachments, SchedulingUpload, ScreenRecording],
        alternatives: &["dom-s3-attachments", "dom-scheduling-upload", "dom-sr-upload"],
        status: Status::Derived,
        sources: &[CCP_NETWORKING, ATTACHMENTS, SCREEN_RECORDING],
        read: "2026-11-22",
        note: "AWS names these buckets as domains only. Their addresses are the S3 rows of the Region, so a firewall without domain rules needs those.",
        ..Requirement::BASE
    },
    Requirement {
        id: "ipr-chime-meetings",
        purpose: "media and signalling of in-app, web and video calling",
        kind: Kind::IpRanges { service: "CHIME_MEETINGS" },
        scope: RegionScope::AllRows,
        transports: &[Transport::HTTPS, Transport::TURN],
        needed_by: &[Video],
        alternatives: &["cidr-chime-meetings", "dom-chime"],
        sources: &[CHIME_DEVELOPER, VIDEO_CALLING, IP_RANGES],
        read: "2026-11-22",
        note: "The IPv6 row came and went six times between 2025-03-25 and 2025-05-21.",
        ..Requirement::BASE
    },
    Requirement {
        id: "vdi-endpoint-media",
        purpose: "media from the agent's own device beside a virtual desktop",
        kind: Kind::Principle,
        transports: &[Transport::TURN],
        needed_by: &[VdiEndpoint],
        sources: &[VDI],
        read: "2026-11-22",
        note: "The device needs the media rows alone: ipr-amazon-connect-media, or turn-wildcard.",
        ..Requirement::BASE
    },
    Requirement {
        id: "vdi-host-signalling",
        purpose: "signalling from the session host of a virtual desktop",
        kind: Kind::Principle,
        needed_by: &[VdiHost],
        sources: &[VDI],
        read: "2026-11-22",
        note: "The host needs every tcp/443 row and no media row. Citrix, WorkSpaces, Azure Virtual Desktop and Windows 365 have pages; Omnissa is named without one.",
        ..Requirement::BASE
    },
];
