//! In-app, web and video calling, screen sharing: the Amazon Chime SDK. Data only.

use super::{DeploymentTrait::*, Handling, Kind, RegionScope, Requirement, Status, Transport, Values, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-chime",
        purpose: "in-app, web and video calling",
        values: Values::any(&["*.chime.aws"]),
        scope: RegionScope::None,
        transports: &[Transport::HTTPS, Transport::TURN],
        needed_by: &[Video],
        alternatives: &["ipr-chime-meetings"],
        handling: Handling::MEDIA,
        sources: &[VIDEO_CALLING, CHIME_DEVELOPER, CHIME_ADMIN],
        read: "2026-11-22",
        note: "Not supported in virtual desktops. Where UDP is blocked the Chime SDK tries TLS on port 443.",
        ..Requirement::BASE
    },
    Requirement {
        id: "cidr-chime-meetings",
        purpose: "in-app, web and video calling, as the pages name the ranges",
        kind: Kind::Prefixes { service: "CHIME_MEETINGS" },
        values: Values::any(&["99.77.128.0/18", "2600:f0f0:4100::/40"]),
        scope: RegionScope::None,
        transports: &[Transport::HTTPS, Transport::TURN],
        needed_by: &[Video],
        alternatives: &["ipr-chime-meetings", "dom-chime"],
        sources: &[VIDEO_CALLING, CHIME_DEVELOPER],
        read: "2026-11-22",
        note: "The IPv6 prefix stands on the Chime SDK's page only. Emitted beside the published rows, so that a row that goes missing for a day leaves no gap.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-chime-assets",
        purpose: "modules for Voice Focus, echo reduction and background blur",
        values: Values::any(&["*.sdkassets.chime.aws"]),
        scope: RegionScope::None,
        needed_by: &[Video],
        status: Status::Unverified,
        sources: &[CHIME_DEVELOPER, CHIME_ADMIN],
        read: "2026-11-22",
        note: "Named on the Chime SDK's pages, not on Connect's. Lies inside `*.chime.aws`.",
        ..Requirement::BASE
    },
];
