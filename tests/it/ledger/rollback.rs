//! Older documents: what a ledger makes of going back.

use super::{
    asks, at, day, https,
    steps::{effective, named, since_day_0},
};
use amazonconnect::ledger::{LedgerArguments, LedgerWarning};

#[test]
fn an_older_document_drops_nothing_and_stays_unrecorded() {
    let mut ledger = since_day_0(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]);
    let (two, three) = (https(&["10.0.0.0/24", "10.0.1.0/24"]), https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]));
    ledger.apply(&asks(&two, day(10)));
    let newest = ledger.apply(&asks(&three, day(30))).memory;
    let back = ledger.apply(&asks(&two, day(29)));
    assert!(
        matches!(back.warnings[..], [LedgerWarning::OlderDocument { document, recorded }] if (document, recorded) == (day(29), day(30)))
    );
    assert_eq!(back.memory.effective, newest.effective);
    let held = back.memory.held.values().next().unwrap();
    assert_eq!((held.removed_at, held.drop_at), (day(30), day(44)), "time does not go backwards");
    assert_eq!(back.memory.arguments.document, newest.arguments.document);
    // Nor does it pass while documents are old: another old one is still old.
    assert_eq!(ledger.apply(&asks(&two, day(5))).memory, back.memory);
    assert_eq!(ledger.apply(&asks(&two, day(44))).memory.changes.dropped, ["egress-tcp-443-10.0.2.0/24"]);
}

#[test]
fn a_rollback_without_a_hold_narrows_at_once() {
    let mut ledger = since_day_0(&["10.0.0.0/24", "10.0.1.0/24"]);
    let no_hold = LedgerArguments { hold_removed_days: 0, ..asks(&https(&["10.0.0.0/24"]), at("2026-12-01T00:00:00Z")) };
    assert_eq!(effective(&ledger.apply(&no_hold).memory), named(&[("10.0.0.0/24", 0)]));
}

/// The newest document had it: it says nothing of what lay between the older one and its return.
#[test]
fn what_a_rollback_took_is_dated_by_the_document_that_lacked_it() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let (both, old) = (["10.0.0.0/24", "10.0.1.0/24"], ["10.0.0.0/24"]);
    let no_hold = |prefixes: &[&str], date| LedgerArguments { hold_removed_days: 0, ..asks(&https(prefixes), date) };
    ledger.apply(&no_hold(&both, day(10)));
    let back = ledger.apply(&no_hold(&old, day(5))).memory;
    assert_eq!((back.arguments.document.create_date, back.next_not_seen_at), (day(10), day(5)));
    let rolled_back = ledger.memory.clone();
    // By another document, and by the newest one again.
    for date in [20, 10] {
        ledger.memory.clone_from(&rolled_back);
        let again = ledger.apply(&no_hold(&both, day(date))).memory;
        let dates: Vec<_> = again.notices.iter().map(|notice| (notice.appearance.not_seen_at, notice.allow_by)).collect();
        assert_eq!(dates, [(day(5), day(35))], "day {date}");
    }
}

#[test]
fn a_rollback_that_holds_forgets_nothing_of_the_newest_document() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.1.0/24"]), day(60)));
    let back = ledger.apply(&asks(&https(&["10.0.0.0/24"]), day(10))).memory;
    assert_eq!((back.held.len(), back.next_not_seen_at), (1, day(60)));
    let newer = ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]), day(61))).memory;
    let new = newer.notices.iter().find(|notice| notice.appearance.first_seen == day(61)).unwrap();
    assert_eq!((new.appearance.not_seen_at, new.allow_by), (day(60), day(90)));
}
