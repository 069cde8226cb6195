//! `notice_status`: which notices are due at a moment.

use crate::{
    declaration::{Arguments, Declare, Function, Record, options, parameter},
    ledger::{Notice, NoticeRecord, Notices},
    model::{Moment, joined},
};
use serde::Serialize;
use std::convert::Infallible;

/// The optional arguments.
#[derive(Arguments)]
struct StatusOptions {
    /// For how many days before its `allow_by` a notice counts as `due`, from 0 to 365.
    #[argument(default = 7, min = 0, max = 365)]
    warn_days: u32,
}

/// Where notices stand.
#[derive(Debug, Serialize, Record)]
struct NoticeStatus {
    /// The worst there is: `overdue` where something had to be allowed by now, `due` where it has to be within `warn_days`, `open` where
    /// there is more time, `none` without notices.
    status: &'static str,
    /// The next moment by which something must be allowed (RFC 3339); null if none is to come.
    next_allow_by: Option<String>,
    /// The notices whose `allow_by` comes within `warn_days`, by that moment.
    due: Vec<NoticeRecord>,
    /// The notices whose `allow_by` has come.
    overdue: Vec<NoticeRecord>,
    /// All of it in a few sentences; never empty.
    message: String,
}

pub(super) fn function() -> Function {
    Declare {
        name: "notice_status",
        summary: "Tell which new space must be allowed by now",
        description: "Sorts notices by the time that is left until `allow_by`, for a condition in a `check` or a gate of a pipeline. It knows \
                      dates alone: whether the space is allowed somewhere is for `coverage` and `rules_diff` to say. A notice whose \
                      `full_traffic_at` has come is ignored.\n\n\
                      `now` is an argument, since a function reads no clock: `plantimestamp()` in a condition of a `check`, a \
                      `precondition` or a `postcondition`. In an output or an argument it changes every plan, and `timestamp()` is unknown \
                      while planning.",
    }
    .function(
        (
            parameter::<Notices>(
                "notices",
                "The `notices` of `amazonconnect_range_ledger`, or the result of `recent_notices`.",
            ),
            parameter::<Moment>("now", "The present moment (RFC 3339), such as `plantimestamp()`."),
            options::<StatusOptions>(),
        ),
        status,
    )
}

fn status((notices, now, given): (Notices, Moment, StatusOptions)) -> Result<NoticeStatus, Infallible> {
    let soon = now.plus_days(given.warn_days);
    let open = notices.open(now);
    let (overdue, coming) = open.split_at(open.partition_point(|notice| notice.allow_by <= now));
    let (due, later) = coming.split_at(coming.partition_point(|notice| notice.allow_by <= soon));
    let status = match (overdue.is_empty(), due.is_empty(), later.is_empty()) {
        (false, _, _) => "overdue",
        (true, false, _) => "due",
        (true, true, false) => "open",
        (true, true, true) => "none",
    };
    let parts = [("Had to be allowed by now", overdue), ("To be allowed soon", due), ("To be allowed later", later)];
    let said = parts.iter().filter(|(_, notices)| !notices.is_empty());
    let sentences = said.map(|(what, notices)| format!("{what}: {}.", joined(notices.iter().map(said_of), "; ")));
    let message = joined(sentences, " ");
    Ok(NoticeStatus {
        status,
        next_allow_by: coming.first().map(|notice| notice.allow_by.to_string()),
        due: due.iter().map(NoticeRecord::from).collect(),
        overdue: overdue.iter().map(NoticeRecord::from).collect(),
        message: if message.is_empty() { "No space is new.".to_owned() } else { message },
    })
}

fn said_of(notice: &Notice) -> String {
    format!("{} ({} addresses) by {}", notice.permission, notice.address_count(), notice.allow_by)
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    fn notice(allow_by: &str, full: &str, cidr: &str) -> Value {
        json!({ "not_seen_at": "2026-08-01T00:00:00Z", "first_seen": "2026-08-02T00:00:00Z", "allow_by": allow_by, "full_traffic_at": full,
            "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "ip_version": "ipv4", "services": ["EC2"],
            "cidrs": [cidr] })
    }

    fn notices() -> Value {
        json!([
            notice("2026-08-31T00:00:00Z", "2026-09-15T00:00:00Z", "10.1.0.0/24"),
            notice("2026-08-20T00:00:00Z", "2026-09-03T00:00:00Z", "10.0.0.0/16"),
        ])
    }

    fn at(now: &str) -> Value {
        call("notice_status", json!([notices(), now])).unwrap()
    }

    #[test]
    fn the_status_is_the_worst_and_what_has_ended_is_ignored() {
        for (now, status, next) in [
            ("2026-08-12T23:59:59Z", "open", json!("2026-08-20T00:00:00Z")),
            ("2026-08-13T00:00:00Z", "due", json!("2026-08-20T00:00:00Z")),
            ("2026-08-19T23:59:59Z", "due", json!("2026-08-20T00:00:00Z")),
            ("2026-08-20T00:00:00Z", "overdue", json!("2026-08-31T00:00:00Z")),
            ("2026-09-02T23:59:59Z", "overdue", Value::Null),
            ("2026-09-14T23:59:59Z", "overdue", Value::Null),
            ("2026-09-15T00:00:00Z", "none", Value::Null),
        ] {
            let found = at(now);
            assert_eq!((&found["status"], &found["next_allow_by"]), (&json!(status), &next), "{now}");
        }
        assert_eq!(at("2026-09-03T00:00:00Z")["overdue"].as_array().unwrap().len(), 1, "the other has ended");
    }

    #[test]
    fn the_message_tells_permission_addresses_and_date() {
        insta::assert_snapshot!(at("2026-08-25T02:00:00+02:00")["message"].as_str().unwrap(), @"Had to be allowed by now: egress tcp/443 ipv4 (65536 addresses) by 2026-08-20T00:00:00Z. To be allowed soon: egress tcp/443 ipv4 (256 addresses) by 2026-08-31T00:00:00Z.");
        assert_eq!(at("2026-10-01T00:00:00Z")["message"], "No space is new.");
        let none = call("notice_status", json!([[], "2026-08-25T00:00:00Z"])).unwrap();
        assert_eq!((&none["status"], &none["message"]), (&json!("none"), &json!("No space is new.")));
    }

    #[test]
    fn warn_days_moves_the_line() {
        let with =
            |days: Value| call("notice_status", json!([notices(), "2026-08-12T00:00:00Z", { "warn_days": days }])).unwrap();
        assert_eq!(
            (&with(json!(8))["status"], &with(json!(7))["status"], &with(json!("0"))["status"]),
            (&json!("due"), &json!("open"), &json!("open"))
        );
        assert_refused(
            "notice_status",
            json!([[], "2026-08-12T00:00:00Z", { "warn_days": 366 }]),
            2,
            "expected an integer from 0 to 365",
        );
    }

    #[test]
    fn what_is_no_moment_and_no_notice_is_refused() {
        assert_refused("notice_status", json!([[], "today"]), 1, "now is \"today\": expected a date and time (RFC 3339)");
        assert_refused("notice_status", json!([[], null]), 1, "now is null");
        assert_refused("notice_status", json!(["x", "2026-08-12T00:00:00Z"]), 0, "notices is \"x\": expected a list of notices");
        let mut late = notice("soon", "2026-09-15T00:00:00Z", "10.0.0.0/16");
        assert_refused("notice_status", json!([[late], "2026-08-12T00:00:00Z"]), 0, "notices[0].allow_by is \"soon\"");
        late["allow_by"] = Value::Null;
        assert_refused("notice_status", json!([[late], "2026-08-12T00:00:00Z"]), 0, "notices[0].allow_by is null");
    }
}
