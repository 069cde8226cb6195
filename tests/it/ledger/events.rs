//! What AWS once did, by name and day, and what a ledger makes of it. Dates:
//! AWS's publications as they are recorded. What is refused before a ledger sees
//! it is given to the ledger all the same: rows that somebody took as they were.

use super::{Ledger, asks, at, https, replay::empty_table, table, value};
use crate::rules::{
    documents::{bundled, examined},
    history::{replay_when, rules_of},
};
use amazonconnect::{
    declaration::FromValue as _,
    guard::Examined,
    ip_ranges::IpRanges,
    ledger::{Appearance, LedgerArguments, LedgerError, Memory},
    model::{Moment, Prefix, PrefixSet, Region},
    publications::Publications,
    requirements::{CONNECT_REGIONS, Offer},
    rules::{Merge, NetworkDeployment, RuleSet},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn deployment<'a>(regions: impl IntoIterator<Item = &'a str>) -> NetworkDeployment {
    NetworkDeployment::new(regions.into_iter().map(Region::from).collect())
}

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

fn wide(rules: &RuleSet, moment: Moment) -> LedgerArguments {
    LedgerArguments { max_shrink_ratio: 1.0, ..asks(rules, moment) }
}

/// The number of a prefix of media, and the dates of its space, required or held.
fn known(memory: &Memory, prefix: Prefix) -> Option<(u32, Option<Appearance>)> {
    let line = memory.effective.iter().find(|rule| rule.prefix == prefix && rule.permission.ports.first() == 3478)?;
    let held = memory.held.get(&(line.permission, prefix)).and_then(|hold| hold.appearance);
    let covers = |space: PrefixSet| space.contains(prefix);
    let mut notices = memory.notices.iter().filter(|notice| notice.permission == line.permission);
    let noticed = notices.find(|notice| covers(notice.space())).map(|notice| notice.appearance);
    Some((line.slot.unwrap(), held.or(noticed)))
}

#[test]
fn eleven_rows_inside_the_known_19_are_no_news() {
    const ADDED: &str = "2024-07-18T12:53:09Z";
    let offered = CONNECT_REGIONS.iter().filter(|region| region.offer != Offer::NotListed).map(|region| region.code);
    let regions: Vec<&str> = offered.filter(|region| !region.starts_with("us-gov")).collect();
    let mut ledgers: BTreeMap<Merge, Ledger> = Merge::ALL.map(|merge| (merge, Ledger::new(empty_table()))).into();
    let mut last = String::new();
    let replayed = replay_when(
        |date, _, _| ("2024-07-17"..=ADDED).contains(&date),
        |date, ranges| {
            date.clone_into(&mut last);
            let examined = Examined::new(ranges, false);
            for (merge, ledger) in &mut ledgers {
                let rules = rules_of(&examined, &NetworkDeployment { merge: *merge, ..deployment(regions.iter().copied()) });
                let before = ledger.memory.clone();
                let memory = ledger.apply(&asks(&rules.unwrap(), at(date))).memory;
                let media = |memory: &Memory| {
                    memory.notices.iter().filter(|notice| notice.permission.ports.first() == 3478).cloned().collect::<Vec<_>>()
                };
                // On its first day a ledger that knows nothing older notices everything.
                assert!(before.is_none_or(|before| !media(&before).is_empty() && media(&before) == media(&memory)), "{date}");
            }
        },
    );
    if replayed.is_none() {
        return;
    }
    assert_eq!(last, ADDED);
    for (merge, ledger) in ledgers {
        let changes = ledger.memory.unwrap().changes;
        let media: Vec<_> = changes.added.iter().filter(|key| key.contains("-3478-15.193.")).collect();
        // The eleventh is of a Region that is not asked for here.
        assert_eq!(media.len(), if merge == Merge::None { 10 } else { 0 }, "{merge:?}: {media:?}");
    }
}

/// The rows of AMAZON_CONNECT that a Region uses, as rules.
fn media_rows(ranges: &IpRanges, region: &str) -> RuleSet {
    let is_used = |labelled: &Region| labelled.as_str() == region || labelled.is_global();
    let rows = ranges.entries().filter(|entry| entry.service.as_str() == "AMAZON_CONNECT" && is_used(&entry.region));
    let rule = |prefix: Prefix| {
        json!({ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478, "cidr": prefix.to_string(),
            "services": ["AMAZON_CONNECT"] })
    };
    RuleSet::from_value(&value(rows.map(|entry| rule(entry.prefix)).collect())).unwrap()
}

/// A row that went and came back.
struct Absence {
    /// From when to when publications are looked at; the first has it not yet.
    days: (&'static str, &'static str),
    region: &'static str,
    row: &'static str,
    first: &'static str,
    gone: &'static str,
    back: &'static str,
    /// Whether the rules of the Region are refused meanwhile.
    is_refused: bool,
}

/// Every publication, remembered: what becomes of number and dates.
fn keeps_number_and_dates(absence: &Absence) {
    let row = prefix(absence.row);
    let (mut of_rows, mut of_rules) = (Ledger::new(empty_table()), Ledger::new(empty_table()));
    let mut shown: Vec<(String, bool, bool)> = Vec::new();
    let mut first = [None, None];
    let replayed = replay_when(
        |date, _, _| (absence.days.0..absence.days.1).contains(&date),
        |date, ranges| {
            let is_there = (absence.first..absence.gone).contains(&date) || date >= absence.back;
            let rows = media_rows(&ranges, absence.region);
            let is_listed = rows.iter().any(|rule| rule.prefix == row);
            assert_eq!(is_listed, is_there, "{date}");
            let before = of_rows.memory.clone();
            let refused = of_rows.try_apply(&asks(&rows, at(date)));
            if let Err(error) = refused {
                assert!(matches!(error, LedgerError::Shrink { .. }) && !is_listed, "{date}: {error}");
                assert_eq!(of_rows.memory, before);
                of_rows.apply(&wide(&rows, at(date)));
            }
            let deployment = NetworkDeployment { merge: Merge::None, ..deployment([absence.region]) };
            let resolved = rules_of(&Examined::new(ranges, false), &deployment);
            shown.push((date.to_owned(), is_listed, resolved.is_some()));
            if let Some(rules) = resolved {
                of_rules.apply(&wide(&rules, at(date)));
            }
            for (memory, first) in [&of_rows, &of_rules].map(|ledger| ledger.memory.as_ref()).into_iter().zip(&mut first) {
                let now = memory.and_then(|memory| known(memory, row));
                if date >= absence.first {
                    let (slot, dates) = now.expect("it stays");
                    assert_eq!(dates.expect("it is dated").first_seen, at(absence.first), "{date}");
                    assert_eq!(*first.get_or_insert((slot, dates)), (slot, dates), "{date}");
                } else {
                    assert_eq!(now, None, "{date}");
                }
            }
        },
    );
    if replayed.is_none() {
        return;
    }
    let away: Vec<_> = shown.iter().filter(|(date, ..)| (absence.gone..absence.back).contains(&date.as_str())).collect();
    assert!(!away.is_empty() && away.iter().all(|(.., is_resolved)| *is_resolved != absence.is_refused), "{away:?}");
    for memory in [of_rows.memory.unwrap(), of_rules.memory.unwrap()] {
        assert!(memory.held.keys().all(|(_, held)| *held != row), "it is back");
    }
}

#[test]
fn the_19_that_vanished_for_a_day_keeps_number_and_dates() {
    keeps_number_and_dates(&Absence {
        days: ("2019-12-01", "2019-12-20"),
        region: "us-east-1",
        row: "15.193.0.0/19",
        first: "2019-12-16T22:23:10Z",
        gone: "2019-12-17T00:23:10Z",
        back: "2019-12-17T23:03:10Z",
        is_refused: false,
    });
}

#[test]
fn the_40_that_vanished_for_five_days_keeps_number_and_dates() {
    keeps_number_and_dates(&Absence {
        days: ("2025-05-25", "2025-06-25"),
        region: "eu-west-2",
        row: "2600:f0f2:7100::/40",
        first: "2025-05-27T18:03:21Z",
        gone: "2025-06-17T18:03:23Z",
        back: "2025-06-23T00:13:21Z",
        is_refused: true,
    });
}

/// As 1.178.86.0/24 did in ap-southeast-3 from 2026-06-19 to 2026-08-22.
#[test]
fn a_row_that_flaps_172_times_keeps_number_and_dates() {
    const FLAPS: i64 = 172;
    let (begin, end) = (at("2026-06-19T16:17:05Z"), at("2026-08-22T15:17:05Z"));
    let (without, with) = (https(&["3.0.0.0/15", "3.2.0.0/24"]), https(&["1.178.86.0/24", "3.0.0.0/15", "3.2.0.0/24"]));
    let row = prefix("1.178.86.0/24");
    let space = |rules: &RuleSet| rules.iter().map(|rule| rule.prefix).collect::<PrefixSet>();
    let unknown = table(at("2026-06-18T00:00:00Z"), [(at("2020-01-01T00:00:00Z"), &space(&without))]);
    // The bundled table dates the row; the other one has never heard of it.
    for (publications, published) in [(Publications::bundled().clone(), begin), (unknown, at("2026-06-19T00:00:00Z"))] {
        let mut ledger = Ledger::new(publications);
        ledger.apply(&asks(&without, at("2026-06-19T00:00:00Z")));
        let first = ledger.apply(&asks(&with, begin)).memory;
        let dates = Appearance { not_seen_at: published, first_seen: begin };
        let of_row =
            |memory: &Memory| memory.notices.iter().find(|notice| notice.space().contains(row)).map(|notice| notice.appearance);
        assert_eq!(of_row(&first), Some(dates));
        let over = first.notices[0].full_traffic_at;
        let step = (end.unix() - begin.unix()) / (2 * FLAPS);
        let mut noticed_at_returns = 0;
        for number in 1..=2 * FLAPS {
            let now = Moment::from_unix(begin.unix() + number * step).unwrap();
            let is_there = number % 2 == 0;
            let memory = ledger.apply(&asks(if is_there { &with } else { &without }, now)).memory;
            assert_eq!(memory.effective, first.effective, "{now}: no prefix, number or explanation changes");
            assert!(memory.changes.added.is_empty() && memory.changes.dropped.is_empty());
            let kept = if is_there { of_row(&memory) } else { memory.held.values().next().unwrap().appearance };
            assert_eq!(kept, (now < over).then_some(dates), "{now}");
            noticed_at_returns += usize::from(is_there && kept.is_some());
        }
        assert!((100..172).contains(&noticed_at_returns), "it flapped before and after the end of its notice");
    }
}

#[test]
fn video_calling_switched_on_raises_no_notice() {
    let (examined, date) = (examined(&bundled()), at("2026-08-22T15:17:05Z"));
    for region in ["us-east-1", "eu-central-1", "ap-southeast-2"] {
        let off = deployment([region]);
        let on = NetworkDeployment { video_calling: true, ..off.clone() };
        let [off, on] = [off, on].map(|deployment| rules_of(&examined, &deployment).unwrap());
        let own = RuleSet::from_value(&value(
            json!([{ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478,
            "cidrs": ["203.0.112.0/24"], "services": ["CHIME_MEETINGS"] }]),
        ))
        .unwrap();
        // In the same document, and in a later one.
        for later in [date, date.plus_days(3)] {
            let mut ledger = Ledger::new(Publications::bundled().clone());
            let before = ledger.apply(&asks(&off, date)).memory;
            let after = ledger.apply(&asks(&on, later)).memory;
            let added: BTreeSet<&String> = after.changes.added.iter().collect();
            assert!(added.iter().any(|key| key.contains("-3478-")), "{added:?}");
            assert_eq!(after.notices, before.notices, "{region}: its space is years old");
            // Space that the table does not know is news.
            let unknown = ledger.apply(&asks(&on.joined(&own), date.plus_days(4))).memory;
            assert_eq!(unknown.notices.len(), after.notices.len() + 1);
        }
    }
}
