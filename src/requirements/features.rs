//! Features beside voice and chat: attachments, scheduling, screen recording,
//! agent assist. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, Values, Way, sources::*};

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
        id: "dom-sr-extension",
        purpose: "browser extension for redaction, and its updates",
        values: Values::any(&["screenrecording.connect.aws"]),
        scope: RegionScope::None,
        needed_by: &[ScreenRecordingRedaction],
        url_paths: Values::any(&[
            "/chromeos/amazon-connect-extension/releases/updates.xml",
            "/chromeos/amazon-connect-extension/releases/amazon-connect-extension.crx",
            "/firefox/amazon-connect-extension/releases/updates.json",
            "/firefox/amazon-connect-extension/releases/amazon-connect-extension.xpi",
        ]),
        sources: &[SCREEN_RECORDING],
        read: "2026-11-22",
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
        needed_by: &[ScreenRecording],
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
        needed_by: &[ScreenRecording],
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
