//! Features beside voice and chat: attachments, scheduling, screen recording,
//! agent assist. Data only.

use super::{DeploymentTrait::*, Handling, Kind, RegionScope, Requirement, Status, Transport, Values, Way, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-s3-attachments",
        purpose: "attachments",
        values: Values::any(&["{attachments_bucket}.s3.{source_region}.amazonaws.com"]),
        scope: RegionScope::SourceRegion,
        needed_by: &[Attachments],
        alternatives: &["ipr-s3-uploads"],
        sources: &[CCP_NETWORKING, ATTACHMENTS],
        read: "2026-11-22",
        note: "The page writes {region}: a bucket lies in one Region, with Global Resiliency the source's. A bucket of the replica needs a rule of its own.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-scheduling-upload",
        purpose: "upload of time-off balances and allowances",
        values: Values::any(&[
            "bm-prod-{region}-cell-1-uploadservice-staging.s3.{region}.amazonaws.com",
            "bm-prod-{region}-cell-2-uploadservice-staging.s3.{region}.amazonaws.com",
        ]),
        needed_by: &[SchedulingUpload],
        alternatives: &["ipr-s3-uploads"],
        handling: Handling::EXCEPTION,
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "The page asks for them as exceptions of a proxy.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-sr-auth",
        purpose: "authentication of the screen recording client",
        values: Values::any(&["{instance_alias}.my.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[ScreenRecording],
        not_needed_by: &[GovCloud],
        url_paths: Values::any(&["/taps/client/auth"]),
        sources: &[SCREEN_RECORDING],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-sr-upload",
        purpose: "upload of screen recordings",
        values: Values::any(&["connect-recording-staging-*.s3.dualstack.{region}.amazonaws.com"]),
        needed_by: &[ScreenRecording],
        alternatives: &["ipr-s3-uploads"],
        sources: &[SCREEN_RECORDING],
        read: "2026-11-22",
        note: "The wildcard is part of a label. AWS keeps the exact names at https://screenrecording.connect.aws/config/connect-recording-endpoint-allowlist.json, which was not read.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-sr-client-chromeos",
        purpose: "screen recording client for ChromeOS, and its updates",
        values: Values::any(&["screenrecording.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[ScreenRecordingChromeOs],
        sources: &[SCREEN_RECORDING, CLIENT_APPLICATION],
        read: "2026-11-24",
        note: "Devices read `/chromeos/amazon-connect-client-iwa/releases/update_manifest.json`, with redaction or without. AWS recommends every path of the host, for clients to come.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-sr-client-windows",
        purpose: "download of the screen recording client for Windows",
        values: Values::any(&["d4yqf2f7seiym.cloudfront.net"]),
        scope: RegionScope::None,
        needed_by: &[ScreenRecordingWindows],
        only_with: &[ExactHosts],
        alternatives: &["dom-cloudfront-wildcard", "ipr-cloudfront-static"],
        sources: &[CLIENT_APPLICATION],
        read: "2026-11-24",
        note: "Without exact hosts it lies inside `*.cloudfront.net`. For the device that downloads the client: an administrator's, where he distributes it.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-sr-extension",
        purpose: "browser extension for redaction, and its updates",
        values: Values::any(&["screenrecording.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[ScreenRecordingRedaction],
        sources: &[SCREEN_RECORDING],
        read: "2026-11-24",
        note: "Browsers read `updates.xml` or `updates.json` and the extension itself, below `/chromeos/amazon-connect-extension/releases/` or `/firefox/amazon-connect-extension/releases/`. AWS recommends every path of the host, for extensions to come.",
        ..Requirement::BASE
    },
    Requirement {
        id: "loop-sr-windows",
        purpose: "CCP to the screen recording client on the same Windows device",
        kind: Kind::Loopback,
        values: Values::any(&["127.0.0.1"]),
        scope: RegionScope::None,
        transports: &[Transport::tcp(5431)],
        way: Way::Local,
        needed_by: &[ScreenRecordingWindows],
        sources: &[SCREEN_RECORDING],
        read: "2026-11-22",
        note: "For host firewalls and browser policies (Chrome and Edge 147, Firefox 154); no network firewall sees it.",
        ..Requirement::BASE
    },
    Requirement {
        id: "loop-sr-chromeos",
        purpose: "CCP to the screen recording client on the same ChromeOS device",
        kind: Kind::Loopback,
        values: Values::any(&["127.0.0.1"]),
        scope: RegionScope::None,
        transports: &[Transport::tcp(35431)],
        way: Way::Local,
        needed_by: &[ScreenRecordingChromeOs],
        sources: &[SCREEN_RECORDING],
        read: "2026-11-22",
        note: "An older version of the page said 25431.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-agent-assist-ui",
        purpose: "user interface of agent assist",
        values: Values::any(&["ui.wisdom.{region}.prod.internal.clover.aws.dev", "wisdom.{region}.amazonaws.com"]),
        needed_by: &[AgentAssist],
        status: Status::Unverified,
        sources: &[ENDPOINTS],
        read: "2026-11-22",
        note: "Listed as service endpoints of ten Regions; no page says that the agent's browser needs them.",
        ..Requirement::BASE
    },
];
