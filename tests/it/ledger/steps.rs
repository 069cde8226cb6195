//! Single steps, each with what it shows.

use super::{Ledger, asks, at, day, https, old, sha256, table};
use amazonconnect::{
    declaration::FromValue as _,
    ledger::{LedgerArguments, LedgerWarning, Memory, Notice, remember},
    model::{Moment, Prefix, PrefixSet},
    publications::Publications,
    rules::{ConfiguredRules, RuleSet},
};

fn set(prefixes: &[&str]) -> PrefixSet {
    prefixes.iter().map(|text| text.parse::<Prefix>().unwrap()).collect()
}

/// A ledger of these rules since day 0, whose space is old.
pub fn since_day_0(prefixes: &[&str]) -> Ledger {
    let mut ledger = Ledger::new(old(prefixes));
    ledger.apply(&asks(&https(prefixes), day(0)));
    ledger
}

pub fn effective(memory: &Memory) -> Vec<(String, u32)> {
    memory.effective.iter().map(|rule| (rule.prefix.to_string(), rule.slot.unwrap())).collect()
}

pub fn named(effective: &[(&str, u32)]) -> Vec<(String, u32)> {
    effective.iter().map(|(prefix, slot)| ((*prefix).to_owned(), *slot)).collect()
}

/// Each notice: its prefixes, not seen at, first seen, allow by.
fn notices(memory: &Memory) -> Vec<(String, Moment, Moment, Moment)> {
    let one = |notice: &Notice| {
        let prefixes: Vec<String> = notice.cidrs.iter().map(ToString::to_string).collect();
        (prefixes.join(" "), notice.appearance.not_seen_at, notice.appearance.first_seen, notice.allow_by)
    };
    memory.notices.iter().map(one).collect()
}

fn wide(rules: &RuleSet, moment: Moment) -> LedgerArguments {
    LedgerArguments { max_shrink_ratio: 1.0, ..asks(rules, moment) }
}

#[test]
fn a_prefix_that_grows_stays_beside_its_successor() {
    let mut ledger = since_day_0(&["44.192.0.0/13", "10.0.0.0/24"]);
    let memory = ledger.apply(&asks(&https(&["44.192.0.0/12", "10.0.0.0/24"]), day(3))).memory;
    assert_eq!(effective(&memory), named(&[("10.0.0.0/24", 0), ("44.192.0.0/12", 2), ("44.192.0.0/13", 1)]));
    assert_eq!(notices(&memory), [("44.200.0.0/13".to_owned(), day(0), day(3), day(30))]);
    assert_eq!(memory.changes.added, ["egress-tcp-443-44.192.0.0/12"]);
    assert_eq!(memory.changes.held, ["egress-tcp-443-44.192.0.0/13"]);
    let held = memory.held.values().next().unwrap();
    assert_eq!((held.removed_at, held.drop_at, held.appearance), (day(3), day(17), None));

    // The day before it is due nothing is to be done; when it is, it goes.
    let same = https(&["44.192.0.0/12", "10.0.0.0/24"]);
    assert_eq!(ledger.apply(&asks(&same, day(16))).memory, memory);
    let memory = ledger.apply(&asks(&same, day(17))).memory;
    assert_eq!(effective(&memory), named(&[("10.0.0.0/24", 0), ("44.192.0.0/12", 2)]));
    assert_eq!(memory.changes.dropped, ["egress-tcp-443-44.192.0.0/13"]);
    // The number that was freed is taken by the next, but not in the same change.
    let memory = ledger.apply(&asks(&https(&["44.192.0.0/12", "10.0.0.0/24", "10.0.1.0/24"]), day(18))).memory;
    assert_eq!(effective(&memory)[1], ("10.0.1.0/24".to_owned(), 1));
}

#[test]
fn without_a_hold_a_successor_is_still_there_first() {
    let mut ledger = since_day_0(&["44.192.0.0/13", "10.0.0.0/24"]);
    let no_hold = |prefixes: &[&str], date| LedgerArguments { hold_removed_days: 0, ..wide(&https(prefixes), date) };
    let memory = ledger.apply(&no_hold(&["44.192.0.0/12"], day(3))).memory;
    assert_eq!(effective(&memory), named(&[("44.192.0.0/12", 2), ("44.192.0.0/13", 1)]), "what nothing replaces goes at once");
    assert_eq!(memory.changes.dropped, ["egress-tcp-443-10.0.0.0/24"]);
    // Even before there is another document.
    let memory = ledger.apply(&no_hold(&["44.192.0.0/12"], day(3))).memory;
    assert_eq!(effective(&memory), named(&[("44.192.0.0/12", 2)]));
}

#[test]
fn what_comes_back_within_a_wider_prefix_stays_until_that_is_there() {
    let mut ledger = since_day_0(&["10.0.0.0/24", "10.0.9.0/24"]);
    ledger.apply(&asks(&https(&["10.0.9.0/24"]), day(1)));
    // Due, and back in the same step as a part of what is created by it.
    let back = https(&["10.0.0.0/23", "10.0.9.0/24"]);
    let memory = ledger.apply(&asks(&back, day(20))).memory;
    assert_eq!(memory.changes.added, ["egress-tcp-443-10.0.0.0/23"]);
    assert_eq!((memory.changes.dropped.len(), memory.held.len()), (0, 1));
    let memory = ledger.apply(&asks(&back, day(21))).memory;
    assert_eq!(memory.changes.dropped, ["egress-tcp-443-10.0.0.0/24"]);
}

/// `udp` to two prefixes, at these ports.
fn media(first: u16, last: u16) -> RuleSet {
    let rule = serde_json::json!([{ "direction": "egress", "ip_protocol": "udp", "from_port": first, "to_port": last,
        "cidrs": ["10.0.0.0/24", "10.0.1.0/24"], "services": ["EC2"] }]);
    RuleSet::from_value(&super::value(rule)).unwrap()
}

#[test]
fn ports_that_grow_are_there_before_the_old_ones_go() {
    let no_hold = |rules: &RuleSet, date| LedgerArguments { hold_removed_days: 0, ..wide(rules, date) };
    let mut ledger = Ledger::new(old(&[]));
    ledger.apply(&no_hold(&media(3478, 3478), day(0)));
    let memory = ledger.apply(&no_hold(&media(3478, 3479), day(1))).memory;
    assert_eq!((memory.changes.added.len(), memory.changes.dropped.len(), memory.held.len()), (2, 0, 2));
    let memory = ledger.apply(&no_hold(&media(3478, 3479), day(1))).memory;
    assert_eq!((memory.changes.dropped.len(), memory.held.len()), (2, 0));
    // Nothing of it is required any more at other ports.
    let memory = ledger.apply(&no_hold(&media(443, 443), day(2))).memory;
    assert_eq!((memory.changes.dropped.len(), memory.held.len()), (2, 0));
}

#[test]
fn ports_that_grow_are_no_mass_change_and_ports_that_go_are() {
    let mut ledger = Ledger::new(old(&[]));
    ledger.apply(&asks(&media(3478, 3478), day(0)));
    assert!(ledger.try_apply(&asks(&media(3478, 3479), day(1))).is_ok());
    assert!(ledger.try_apply(&asks(&media(3478, 3478), day(2))).is_err());
}

#[test]
fn a_flap_keeps_number_and_dates() {
    let (with, without) = (https(&["10.0.0.0/24", "1.178.86.0/24"]), https(&["10.0.0.0/24"]));
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let first = ledger.apply(&asks(&with, day(1))).memory;
    assert_eq!(notices(&first), [("1.178.86.0/24".to_owned(), day(0), day(1), day(30))]);
    for date in (2..20).step_by(2) {
        let away = ledger.apply(&asks(&without, day(date))).memory;
        assert!(away.notices.is_empty(), "nothing to do for what is not required");
        assert_eq!(away.held.values().next().unwrap().appearance, Some(first.notices[0].appearance));
        assert_eq!(away.effective, first.effective);
        let back = ledger.apply(&asks(&with, day(date + 1))).memory;
        assert_eq!((&back.effective, &back.notices, back.held.len()), (&first.effective, &first.notices, 0));
        assert_eq!(back.changes, Default::default());
    }
}

#[test]
fn a_flap_within_a_merged_prefix_keeps_its_dates_too() {
    // Merged by port, two rows are one prefix: the younger one brings it and takes it away.
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let (old, both) = (https(&["10.0.0.0/24"]), https(&["10.0.0.0/23"]));
    let first = ledger.apply(&asks(&both, day(1))).memory;
    let expected = [("10.0.1.0/24".to_owned(), day(0), day(1), day(30))];
    assert_eq!(notices(&first), expected);
    let away = ledger.apply(&asks(&old, day(2))).memory;
    assert!(away.notices.is_empty() && away.held.len() == 1);
    assert_eq!(away.held.values().next().unwrap().appearance, Some(first.notices[0].appearance));
    let back = ledger.apply(&asks(&both, day(3))).memory;
    assert_eq!(notices(&back), expected, "the half that was there all the time has none");
    assert_eq!(back.effective, first.effective);
}

#[test]
fn rows_inside_known_space_are_no_news() {
    let mut ledger = since_day_0(&["15.193.0.0/19"]);
    let memory = ledger.apply(&asks(&https(&["15.193.0.0/19", "15.193.4.0/24", "15.193.5.0/24"]), day(3))).memory;
    assert_eq!(memory.changes.added.len(), 2);
    assert!(memory.notices.is_empty());
}

#[test]
fn a_pinned_document_drops_nothing_and_says_so() {
    let mut ledger = since_day_0(&["10.0.0.0/24", "10.0.1.0/24"]);
    let pinned = ledger.apply(&asks(&https(&["10.0.0.0/24"]), day(0)));
    let [LedgerWarning::PinnedDocument { document, held: 1, drop_at }] = pinned.warnings[..] else {
        panic!("{:?}", pinned.warnings)
    };
    assert_eq!((document, drop_at), (day(0), day(14)));
    let newer = ledger.apply(&asks(&https(&["10.0.0.0/24"]), day(1)));
    assert_eq!((newer.memory, newer.warnings), (pinned.memory, Vec::new()));
}

#[test]
fn a_new_document_alone_changes_nothing_and_a_recording_does() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let rules = https(&["10.0.0.0/24"]);
    let before = ledger.memory.clone().unwrap();
    assert_eq!(ledger.apply(&asks(&rules, day(300))).memory, before);
    let recording = |date| LedgerArguments { record_interval_days: Some(7), ..asks(&rules, date) };
    assert_eq!(ledger.apply(&recording(day(300))).memory.arguments.document.create_date, day(300), "an argument changed");
    assert_eq!(ledger.apply(&recording(day(306))).memory.arguments.document.create_date, day(300));
    let recorded = ledger.apply(&recording(day(307))).memory;
    assert_eq!(recorded.arguments.document.create_date, day(307));
    assert_eq!((recorded.changes, recorded.effective), (Default::default(), before.effective));
}

#[test]
fn notices_follow_the_periods_and_end_with_the_ramp() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let rules = https(&["10.0.0.0/24", "10.0.1.0/24"]);
    let memory = ledger.apply(&asks(&rules, day(40))).memory;
    assert_eq!(notices(&memory), [("10.0.1.0/24".to_owned(), day(0), day(40), day(40))], "by now, but not before it was seen");
    assert_eq!(memory.notices[0].full_traffic_at, day(84));
    let longer = LedgerArguments { notice_days: 60, ramp_days: 1, ..asks(&rules, day(41)) };
    let memory = ledger.apply(&longer).memory;
    assert_eq!((memory.notices[0].allow_by, memory.notices[0].full_traffic_at), (day(60), day(101)));
    // An ended notice leaves with the next change, not before.
    assert_eq!(ledger.apply(&LedgerArguments { document: super::stamp(day(150)), ..longer.clone() }).memory, memory);
    let changed = LedgerArguments { document: super::stamp(day(151)), hold_removed_days: 7, ..longer };
    assert!(ledger.apply(&changed).memory.notices.is_empty());
}

/// A table of day 20 that has 10.0.0.0/24 since long, 10.0.1.0/24 since day 10,
/// 10.0.3.0/24 since long and 10.0.2.0/24 not at all.
fn dated() -> Publications {
    let (long, since_10) = (set(&["10.0.0.0/24", "10.0.3.0/24"]), set(&["10.0.1.0/24"]));
    table(day(20), [(at("2020-01-01T00:00:00Z"), &long), (day(10), &since_10)])
}

#[test]
fn a_new_ledger_knows_what_is_young() {
    let rules = https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]);
    let memory = Ledger::new(dated()).apply(&asks(&rules, day(30))).memory;
    let young = ("10.0.1.0/24".to_owned(), day(10), day(10), day(40));
    assert_eq!(notices(&memory), [young.clone(), ("10.0.2.0/24".to_owned(), day(20), day(30), day(50))]);
    // A document older than the table: nothing says of unknown space that it is young.
    assert_eq!(notices(&Ledger::new(dated()).apply(&asks(&rules, day(15))).memory), [young]);
    // At the end of the ramp of the first, only the other is left.
    assert_eq!(notices(&Ledger::new(dated()).apply(&asks(&rules, day(54))).memory).len(), 1);
    assert_eq!(notices(&Ledger::new(dated()).apply(&asks(&rules, day(53))).memory).len(), 2);
}

#[test]
fn the_table_dates_what_a_ledger_sees_for_the_first_time() {
    let mut ledger = Ledger::new(dated());
    ledger.apply(&asks(&https(&["10.0.0.0/24"]), day(5)));
    let rules = https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"]);
    let memory = ledger.apply(&asks(&rules, day(30))).memory;
    assert_eq!(memory.changes.added.len(), 3, "old space that was switched on is added and raises no notice");
    let young = ("10.0.1.0/24".to_owned(), day(10), day(10), day(40));
    assert_eq!(notices(&memory), [young, ("10.0.2.0/24".to_owned(), day(20), day(30), day(50))]);
}

#[test]
fn a_document_of_the_far_future_is_refused_and_a_recorded_one_silences_nothing() {
    let (one, two) = (https(&["10.0.0.0/24"]), https(&["10.0.0.0/24", "10.0.1.0/24"]));
    let far = day(0).plus_days(3_653);
    for mut ledger in [Ledger::new(old(&["10.0.0.0/24"])), since_day_0(&["10.0.0.0/24"])] {
        let late = asks(&two, Moment::from_unix(far.unix() + 1).unwrap());
        let error = ledger.try_apply(&late).unwrap_err().to_string();
        assert!(error.contains("2037-01-01T00:00:01Z") && error.contains("2027-01-01T00:00:00Z"), "{error}");
        assert!(ledger.try_apply(&asks(&two, far)).is_ok());
    }
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    ledger.apply(&asks(&one, day(1)));
    ledger.memory.as_mut().unwrap().arguments.document = super::stamp(far.plus_days(9_999));
    let memory = ledger.apply(&asks(&two, day(3))).memory;
    assert_eq!(notices(&memory), [("10.0.1.0/24".to_owned(), day(0), day(3), day(30))]);
    // What is held keeps its dates as well.
    let away = ledger.apply(&asks(&one, day(4))).memory;
    assert_eq!(away.held.values().next().unwrap().appearance, Some(memory.notices[0].appearance));
}

#[test]
fn the_recorded_document_dates_only_what_it_was_asked_for() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    let recording = |rules: &RuleSet, date| LedgerArguments { record_interval_days: Some(1), ..asks(rules, date) };
    ledger.apply(&recording(&https(&["10.0.0.0/24"]), day(10)));
    // A feature is switched on: the table alone says since when its space may be there.
    let with_media = https(&["10.0.0.0/24"]).joined(&media(3478, 3478));
    let memory = ledger.apply(&recording(&with_media, day(12))).memory;
    assert_eq!(notices(&memory), [("10.0.1.0/24".to_owned(), day(0), day(12), day(30))]);
    // The same permission in another document: that did not have it at day 12.
    let wider = https(&["10.0.0.0/24", "10.0.5.0/24"]).joined(&media(3478, 3478));
    assert!(notices(&ledger.apply(&recording(&wider, day(13))).memory).contains(&(
        "10.0.5.0/24".to_owned(),
        day(12),
        day(13),
        day(42)
    )));
}

#[test]
fn space_of_a_region_that_joins_is_not_dated_by_a_document_that_was_not_asked_for_it() {
    // 10.0.2.0/24 of the other Region is newer than the table, and was published before the recorded document.
    let mut ledger = Ledger::new(table(day(0), [(at("2020-01-01T00:00:00Z"), &set(&["10.0.0.0/24", "10.0.8.0/24"]))]));
    ledger.apply(&LedgerArguments { record_interval_days: Some(1), ..asks(&https(&["10.0.0.0/24"]), day(20)) });
    let recorded = ledger.memory.clone();
    let joined = ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.2.0/24", "10.0.8.0/24"]), day(22))).memory;
    assert_eq!(notices(&joined), [("10.0.2.0/24".to_owned(), day(0), day(22), day(30))], "and not of day 20");
    // A table that is newer than both documents says nothing of what it lacks.
    let known = table(day(90), [(at("2020-01-01T00:00:00Z"), &set(&["10.0.0.0/24", "10.0.8.0/24"]))]);
    let mut lagging = Ledger::new(known);
    lagging.apply(&asks(&https(&["10.0.0.0/24"]), day(20)));
    let joined = lagging.apply(&asks(&https(&["10.0.0.0/24", "10.0.2.0/24", "10.0.8.0/24"]), day(22))).memory;
    assert_eq!(notices(&joined), [("10.0.2.0/24".to_owned(), day(20), day(22), day(50))]);
    // Of what AWS alone adds the recorded document is a witness, also beside what it had before: a share of 1 in 16.
    let mut moved = Ledger::new(table(day(0), [(at("2020-01-01T00:00:00Z"), &set(&["10.0.0.0/20", "10.0.16.0/24"]))]));
    moved.apply(&LedgerArguments { record_interval_days: Some(1), ..asks(&https(&["10.0.0.0/20"]), day(20)) });
    let flapped = moved.apply(&asks(&https(&["10.0.0.0/20", "10.0.16.0/24", "10.0.32.0/24"]), day(22))).memory;
    assert_eq!(notices(&flapped), [("10.0.32.0/24".to_owned(), day(20), day(22), day(50))]);
    ledger.memory = recorded;
    let grown = ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.2.0/24"]), day(22))).memory;
    assert_eq!(notices(&grown), [("10.0.2.0/24".to_owned(), day(20), day(22), day(50))]);
}

/// `tcp/443` to these prefixes of such services.
fn of_services(prefixes: &[&str], services: &[&str]) -> RuleSet {
    let rule = serde_json::json!([{ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
        "cidrs": prefixes, "services": services }]);
    RuleSet::from_value(&super::value(rule)).unwrap()
}

#[test]
fn a_new_ledger_raises_no_notice_of_rules_of_ones_own() {
    let added = |services: &[&str]| {
        let mut ledger = Ledger::new(old(&[]));
        let first = ledger.apply(&asks(&of_services(&["10.0.0.0/24"], services), day(3))).memory;
        (notices(&first), notices(&ledger.apply(&asks(&of_services(&["10.0.0.0/23"], services), day(5))).memory))
    };
    let named = |prefix: &str, not_seen_at, first_seen, allow_by| vec![(prefix.to_owned(), not_seen_at, first_seen, allow_by)];
    // Of what it is not about, the table says nothing, and a recorded document does.
    for services in [&[][..], &["KINESIS"]] {
        assert_eq!(added(services), (vec![], named("10.0.1.0/24", day(3), day(5), day(33))));
    }
    let (first, next) = added(&["EC2"]);
    assert_eq!((first, next.len()), (named("10.0.0.0/24", day(0), day(3), day(30)), 2));
}

#[test]
fn notices_that_have_ended_stay_ended() {
    let mut ledger = Ledger::new(dated());
    let rules = https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]);
    let period = |notice_days, date| LedgerArguments { notice_days, ramp_days: 0, ..asks(&rules, day(date)) };
    assert_eq!(notices(&ledger.apply(&period(1, 60)).memory), [("10.0.2.0/24".to_owned(), day(20), day(60), day(60))]);
    assert!(ledger.apply(&period(2, 62)).memory.notices.is_empty());
    // By the table a longer period has not ended, and by an older document neither has a short one.
    assert!(ledger.apply(&period(90, 63)).memory.notices.is_empty());
    assert!(ledger.apply(&period(2, 11)).memory.notices.is_empty());
}

#[test]
fn where_rules_overlap_the_oldest_service_dates() {
    let mut ledger = Ledger::new(old(&["10.0.4.0/24"]));
    let rule = |cidr: &str, service: &str| serde_json::json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": [cidr], "services": [service] });
    let rules = |rules: &[serde_json::Value]| RuleSet::from_value(&super::value(serde_json::json!(rules))).unwrap();
    let first = rule("10.8.0.0/16", "EC2");
    ledger.apply(&asks(&rules(std::slice::from_ref(&first)), day(1)));
    let joined = rules(&[first, rule("10.0.4.0/22", "ABC"), rule("10.0.4.0/24", "EC2")]);
    let memory = ledger.apply(&asks(&joined, day(2))).memory;
    let new: Vec<_> = memory.notices.iter().filter(|notice| notice.appearance.first_seen == day(2)).collect();
    let noticed: PrefixSet = new.iter().flat_map(|notice| notice.cidrs.clone()).collect();
    assert_eq!(noticed, set(&["10.0.5.0/24", "10.0.6.0/23"]), "and not 10.0.4.0/24, which EC2 has had for years");
}

#[test]
fn what_comes_back_in_one_prefix_is_noticed_until_the_last_of_it_ends() {
    let mut ledger = since_day_0(&["10.0.0.0/24"]);
    ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.2.0/24"]), day(1)));
    let both = https(&["10.0.0.0/24", "10.0.2.0/23"]);
    assert_eq!(ledger.apply(&asks(&both, day(20))).memory.notices.len(), 2);
    assert_eq!(ledger.apply(&asks(&both, day(35))).memory.held.len(), 0);
    ledger.apply(&wide(&https(&["10.0.0.0/24"]), day(42)));
    // Day 45 is the end of the first one's ramp.
    ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.9.0/24"]), day(46)));
    let back = ledger.apply(&asks(&both, day(47))).memory;
    assert_eq!(notices(&back), [("10.0.2.0/23".to_owned(), day(0), day(20), day(30))], "due, as it was, and not over");
}

#[test]
fn a_mass_change_is_refused_with_what_would_go() {
    let (ours, theirs) = (https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.3.0/24"]), https(&["10.0.0.0/24", "10.9.0.0/24"]));
    let mut ledger = since_day_0(&["10.0.0.0/24", "10.0.1.0/24", "10.0.3.0/24"]);
    let before = ledger.memory.clone();
    let error = ledger.try_apply(&asks(&theirs, day(1))).unwrap_err().to_string();
    insta::assert_snapshot!(error);
    assert_eq!(ledger.memory, before);
    // Half is not too much, and neither is what is merged.
    ledger.apply(&asks(&https(&["10.0.0.0/23"]), day(1)));
    ledger.memory = before;
    let accepted = |date| LedgerArguments { accept_shrink_sha256: Some(sha256(day(1))), ..asks(&theirs, date) };
    assert!(ledger.try_apply(&accepted(day(2))).is_err(), "of another document");
    // It names the document, hence lets other rules of it pass too.
    let others = LedgerArguments { rules: ConfiguredRules(https(&["10.77.0.0/24"])), ..accepted(day(1)) };
    assert!(remember(ledger.memory.as_ref(), &others, &ledger.publications).is_ok());
    assert_eq!(ledger.apply(&accepted(day(1))).memory.held.len(), 2);
    assert_eq!(ledger.apply(&wide(&ours, day(1))).memory.held.len(), 1);
}
