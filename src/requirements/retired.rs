//! Gone from AWS's pages: kept so that old allow-lists can be explained. Never
//! becomes a rule. Data only.

use super::{DeploymentTrait::*, RegionScope, Requirement, Status, Values, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-execute-api-old",
        purpose: "API gateway hosts of the page of 2020",
        values: Values::any(&["*.execute-api.{region}.amazonaws.com"]),
        needed_by: &[CcpV1],
        status: Status::Retired,
        sources: &[CCP_NETWORKING_2020],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-telecom-old",
        purpose: "telecom hosts of the page of 2020",
        values: Values::by_region(&[
            ("ap-northeast-1", &["rtc.connect-telecom.ap-northeast-1.amazonaws.com"]),
            ("ap-southeast-1", &["rtc.cell-1.prod.ap-southeast-1.prod.connect.aws.a2z.com"]),
            ("ap-southeast-2", &["rtc.connect-telecom.ap-southeast-2.amazonaws.com"]),
            ("eu-central-1", &["rtc.connect-telecom.eu-central-1.amazonaws.com"]),
            ("eu-west-2", &["rtc.cell-1.prod.eu-west-2.prod.connect.aws.a2z.com"]),
            ("us-east-1", &["rtc.connect-telecom.us-east-1.amazonaws.com"]),
            ("us-west-2", &["rtc.connect-telecom.us-west-2.amazonaws.com"]),
        ]),
        scope: RegionScope::Named,
        needed_by: &[CcpV1],
        replaced_by: &["dom-telecom-rtc-v1"],
        status: Status::Retired,
        sources: &[CCP_NETWORKING_2020],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-voice-id-old",
        purpose: "API endpoint of Voice ID",
        values: Values::any(&["voiceid.{region}.amazonaws.com"]),
        needed_by: &[ApiClient],
        status: Status::Retired,
        sources: &[ENDPOINTS],
        read: "2026-11-22",
        note: "Support for Voice ID ended on 2026-05-20.",
        ..Requirement::BASE
    },
];
