//! The first day of a ledger: it remembers nothing, so what it notices is what
//! the table of first publications tells, as whoever has no ledger is told it.

use super::{Ledger, asks, at, https, value};
use amazonconnect::{
    declaration::FromValue as _,
    ledger::{Appearance, Notice, NoticePeriod, first_notices},
    model::{Moment, Service},
    publications::Publications,
    rules::RuleSet,
};
use serde_json::json;

const TABLE: &str = "amazonconnect-publications 1
newest 2026-08-22T15:17:05Z
parts 4
[EC2]
1000000000 10.0.0.0/9
1783728000 10.128.0.0/16
1787270400 10.129.0.0/24 10.130.0.0/24
";

fn table() -> Publications {
    Publications::read(TABLE).unwrap()
}

/// `tcp/443` to these prefixes of EC2, and the replies from there.
fn with_replies(prefixes: &[&str]) -> RuleSet {
    let replies = json!([{ "direction": "ingress", "flow": "return", "ip_protocol": "tcp", "from_port": 49152, "to_port": 65535,
        "source_from_port": 443, "source_to_port": 443, "cidrs": prefixes, "services": ["EC2"] }]);
    https(prefixes).joined(&RuleSet::from_value(&value(replies)).unwrap())
}

/// `not seen, first seen, allow by, full: prefixes` of each notice.
fn noticed(document: &str, prefixes: &[&str]) -> Vec<String> {
    let (rules, document) = (with_replies(prefixes), at(document));
    let notices = first_notices(&rules, document, NoticePeriod::default(), &table());
    assert_eq!(Ledger::new(table()).apply(&asks(&rules, document)).memory.notices, notices);
    let line = |notice: Notice| {
        assert!(notice.permission.is_request());
        assert_eq!(notice.services, [Service::from("EC2")]);
        let dates = [notice.appearance.not_seen_at, notice.appearance.first_seen, notice.allow_by, notice.full_traffic_at];
        let cidrs: Vec<String> = notice.cidrs.iter().map(ToString::to_string).collect();
        format!("{}: {}", dates.map(Moment::date).join(" "), cidrs.join(" "))
    };
    notices.into_iter().map(line).collect()
}

#[test]
fn young_space_has_the_date_of_its_publication() {
    let dated = "2026-08-21 2026-08-21 2026-09-20 2026-10-04: 10.129.0.0/24 10.130.0.0/24";
    let ramp = "2026-07-11 2026-07-11 2026-08-10 2026-08-24: 10.128.0.0/16";
    assert_eq!(noticed("2026-08-22T15:17:05Z", &["10.0.0.0/8"]), [ramp, dated]);
    assert_eq!(noticed("2026-08-23T23:59:59Z", &["10.0.0.0/9", "10.128.0.0/24"]), [ramp.replace("/16", "/24")]);
    assert_eq!(noticed("2026-08-24T00:00:00Z", &["10.0.0.0/9", "10.128.0.0/24"]), [""; 0], "the ramp has ended");
    assert_eq!(noticed("2026-08-22T15:17:05Z", &["10.0.0.0/9"]), [""; 0]);
}

#[test]
fn space_that_the_table_lacks_is_younger_than_the_table() {
    let unknown = "2026-08-22 2026-09-30 2026-09-30 2026-11-13: 11.0.0.0/8";
    assert_eq!(noticed("2026-09-30T00:00:00Z", &["10.0.0.0/9", "11.0.0.0/8"]), [unknown]);
    assert_eq!(noticed("2026-08-22T15:17:05Z", &["11.0.0.0/8"]), [""; 0], "the table's own document");
}

#[test]
fn an_older_document_knows_nothing_that_came_later() {
    assert_eq!(noticed("2026-08-01T00:00:00Z", &["10.0.0.0/8"]), ["2026-07-11 2026-07-11 2026-08-10 2026-08-24: 10.128.0.0/16"]);
    assert_eq!(noticed("2020-01-01T00:00:00Z", &["10.0.0.0/8", "11.0.0.0/8"]), [""; 0]);
}

/// A document has space before the table dates it: of the row that had it then the
/// table knows nothing, so a document that lacked it tells, and else nobody.
#[test]
fn space_that_the_table_dates_later_than_its_document_is_as_if_unknown() {
    let mut ledger = Ledger::new(table());
    ledger.apply(&asks(&https(&["10.0.0.0/9"]), at("2026-08-01T00:00:00Z")));
    let later = at("2026-08-10T00:00:00Z");
    let memory = ledger.apply(&asks(&https(&["10.0.0.0/9", "10.129.0.0/24"]), later)).memory;
    let dates: Vec<_> = memory.notices.iter().map(|notice| notice.appearance).collect();
    assert_eq!(dates, [Appearance { not_seen_at: at("2026-08-01T00:00:00Z"), first_seen: later }]);
    // By the table's own date on it tells.
    let memory = Ledger::new(table()).apply(&asks(&https(&["10.129.0.0/24"]), at("2026-08-21T00:00:00Z"))).memory;
    assert_eq!((memory.notices.len(), memory.notices[0].appearance.not_seen_at), (1, at("2026-08-21T00:00:00Z")));
}
