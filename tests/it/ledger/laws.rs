//! Laws that hold for any history of rules, documents and arguments.

use super::{Ledger, asks, day, old, state::state_of, value};
use amazonconnect::{
    declaration::FromValue as _,
    ledger::{LedgerArguments, Memory, Notice, remember},
    model::{PortRange, Prefix, PrefixSet},
    rules::{Permission, RuleSet},
};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A prefix of a universe of 16 addresses, of either family: any of its 31.
fn prefix() -> impl Strategy<Value = String> {
    (0_u8..16, 0_u8..=4, proptest::bool::weighted(0.3)).prop_map(|(address, bits, is_ipv6)| {
        let network = (address >> bits) << bits;
        if is_ipv6 { format!("2600::{network:x}/{}", 128 - bits) } else { format!("10.0.0.{network}/{}", 32 - bits) }
    })
}

/// Rules in four permissions, two of which share a port, and one of replies.
pub fn rules() -> impl Strategy<Value = RuleSet> {
    proptest::collection::vec((prefix(), 0_usize..4), 1..10).prop_map(|prefixes| {
        let rule = |(cidr, of): (String, usize)| match of {
            0 => json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr": cidr, "services": ["EC2"] }),
            1 => json!({ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478, "cidr": cidr }),
            2 => json!({ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3479, "cidr": cidr, "services": ["EC2"] }),
            _ => json!({ "direction": "ingress", "flow": "return", "ip_protocol": "udp", "from_port": 49152, "to_port": 65535,
                "source_from_port": 3478, "source_to_port": 3478, "cidr": cidr }),
        };
        RuleSet::from_value(&value(prefixes.into_iter().map(rule).collect())).unwrap()
    })
}

/// Merges the prefixes of each permission, as `merge = "per_port"` does.
pub fn merged(rules: &RuleSet) -> RuleSet {
    let parts = |permission: Permission, prefix: Prefix| {
        let set = rules.prefixes(&permission);
        set.iter().filter(|whole| whole.contains(prefix)).collect::<Vec<_>>()
    };
    rules.replaced(parts)
}

#[derive(Debug, Clone)]
struct Step {
    rules: RuleSet,
    date: u32,
    hold_removed_days: u32,
    record_interval_days: Option<u32>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        rules(),
        -3_i64..12,
        prop_oneof![Just(0_u32), Just(3), Just(14)],
        proptest::option::weighted(0.2, 1_u32..9),
        any::<bool>(),
    );
    proptest::collection::vec(step, 1..12).prop_map(|steps| {
        let mut date: i64 = 10;
        let step = |(rules, days, hold_removed_days, record_interval_days, is_merged): (RuleSet, i64, u32, Option<u32>, bool)| {
            date = (date + days).max(1);
            let rules = if is_merged { merged(&rules) } else { rules };
            Step { rules, date: u32::try_from(date).unwrap(), hold_removed_days, record_interval_days }
        };
        steps.into_iter().map(step).collect()
    })
}

fn arguments(step: &Step) -> LedgerArguments {
    LedgerArguments {
        hold_removed_days: step.hold_removed_days,
        record_interval_days: step.record_interval_days,
        max_shrink_ratio: 1.0,
        ..asks(&step.rules, day(step.date))
    }
}

/// What is permitted, prefix by prefix.
pub type Lines = BTreeSet<(Permission, Prefix)>;

pub fn lines(rules: &RuleSet) -> Lines {
    rules.iter().map(|rule| (rule.permission, rule.prefix)).collect()
}

/// What holds of every memory.
#[track_caller]
pub fn assert_sound(memory: &Memory) {
    let (effective, required) = (lines(&memory.effective), lines(memory.arguments.required()));
    let held: Lines = memory.held.keys().copied().collect();
    assert!(held.is_disjoint(&required), "what is held is not required");
    assert_eq!(effective, &held | &required, "what is effective is required or held");
    let mut slots = BTreeSet::new();
    for rule in memory.effective.iter() {
        assert!(
            slots.insert((rule.permission.direction, rule.permission.ip_version, rule.slot.unwrap())),
            "{} shares a slot",
            rule.key()
        );
    }
    let mut noticed: BTreeMap<Permission, PrefixSet> = BTreeMap::new();
    for notice in &memory.notices {
        let set: PrefixSet = notice.cidrs.iter().copied().collect();
        assert_eq!(set.as_slice(), notice.cidrs, "merged and in order");
        assert!(memory.arguments.required().prefixes(&notice.permission).contains_set(&set) && notice.permission.is_request());
        let others = noticed.entry(notice.permission).or_default();
        assert!(others.intersect(&set).is_empty(), "no space has two notices");
        *others = others.iter().chain(set.iter()).collect();
        assert!(notice.appearance.not_seen_at <= notice.appearance.first_seen && notice.appearance.first_seen <= notice.allow_by);
    }
}

fn has(ports: PortRange, port: u16) -> bool {
    ports.first() <= port && port <= ports.last()
}

/// Whether `of` lets a packet of `permission`'s kind pass to `port`, from `source`.
fn permits(of: &Permission, permission: &Permission, port: u16, source: Option<u16>) -> bool {
    let is_alike = (of.direction, of.flow, of.ip_protocol, of.ip_version)
        == (permission.direction, permission.flow, permission.ip_protocol, permission.ip_version);
    let from = match (of.source_ports, source) {
        (Some(ports), Some(source)) => has(ports, source),
        (None, None) => true,
        _ => false,
    };
    is_alike && has(of.ports, port) && from
}

/// The ports at which it may differ what is permitted.
fn edges(was: &Lines, required: &Lines, ports: impl Fn(&Permission) -> Option<PortRange>) -> impl Iterator<Item = u16> {
    let ranges: BTreeSet<PortRange> = was.iter().chain(required).filter_map(|(of, _)| ports(of)).collect();
    let edges: BTreeSet<u16> =
        ranges.iter().flat_map(|range| [range.first(), range.last(), range.last().saturating_add(1)]).collect();
    edges.into_iter()
}

/// What holds of every step.
#[track_caller]
pub fn assert_lawful(before: &Memory, after: &Memory) {
    assert_sound(after);
    let (was, is) = (lines(&before.effective), lines(&after.effective));
    let family = |permission: &Permission| (permission.direction, permission.ip_version);
    // Nobody moves, and what is held is held verbatim.
    for (permission, prefix) in was.intersection(&is) {
        let (old, new) =
            (before.effective.line(permission, *prefix).unwrap(), after.effective.line(permission, *prefix).unwrap());
        assert_eq!(old.slot, new.slot);
        assert!(old.label == new.label || !after.held.contains_key(&(*permission, *prefix)));
    }
    // New numbers are the lowest that were free before.
    let mut taken: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for rule in before.effective.iter() {
        taken.entry(family(&rule.permission)).or_default().extend(rule.slot);
    }
    let mut new: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for (permission, prefix) in is.difference(&was) {
        new.entry(family(permission)).or_default().extend(after.effective.line(permission, *prefix).unwrap().slot);
    }
    for (of, slots) in new {
        let used = taken.remove(&of).unwrap_or_default();
        let lowest: BTreeSet<u32> = (0..).filter(|slot| !used.contains(slot)).take(slots.len()).collect();
        assert_eq!(slots, lowest);
    }
    // Make before break.
    let required = lines(after.arguments.required());
    let staying: Lines = was.intersection(&is).copied().collect();
    for (permission, prefix) in was.difference(&is) {
        for port in edges(&was, &required, |of| Some(of.ports)).filter(|port| has(permission.ports, *port)) {
            let sources = edges(&was, &required, |of| of.source_ports).map(Some).chain([None]);
            for source in sources.filter(|source| permits(permission, permission, port, *source)) {
                let at = |lines: &Lines| -> PrefixSet {
                    lines.iter().filter(|(of, _)| permits(of, permission, port, source)).map(|(_, prefix)| *prefix).collect()
                };
                let needed = at(&required).part_in(*prefix);
                assert!(
                    at(&staying).contains_set(&needed),
                    "{} goes, and {needed:?} is needed at {port}",
                    permission.key(*prefix)
                );
            }
        }
    }
    // Space that stays required, or was held, keeps its dates until they end.
    let ended = |notice: &Notice| notice.full_traffic_at <= after.arguments.document.create_date;
    for notice in before.notices.iter().filter(|notice| !ended(notice)) {
        let set: PrefixSet = notice.cidrs.iter().copied().collect();
        let stays = set.intersect(&after.arguments.required().prefixes(&notice.permission));
        let same =
            after.notices.iter().filter(|other| other.permission == notice.permission && other.appearance == notice.appearance);
        let noticed: PrefixSet = same.flat_map(|other| other.cidrs.clone()).collect();
        assert!(noticed.contains_set(&stays));
    }
    // What the apply changed.
    let keys = |lines: &mut dyn Iterator<Item = &(Permission, Prefix)>| {
        lines.map(|(permission, prefix)| permission.key(*prefix)).collect::<Vec<_>>()
    };
    if before != after {
        assert_eq!(after.changes.added, keys(&mut is.difference(&was)));
        assert_eq!(after.changes.dropped, keys(&mut was.difference(&is)));
        assert_eq!(after.changes.held, keys(&mut after.held.keys().filter(|key| !before.held.contains_key(key))));
    }
    assert_eq!(Memory::from_state(&value(state_of(after))).as_ref(), Ok(after), "the state is the memory");
}

fn ledger() -> Ledger {
    Ledger::new(old(&[]))
}

proptest! {
    #[test]
    fn every_step_is_lawful(steps in steps()) {
        let mut ledger = ledger();
        for step in &steps {
            let before = ledger.memory.clone();
            let after = ledger.apply(&arguments(step)).memory;
            match before {
                Some(before) => assert_lawful(&before, &after),
                None => assert_sound(&after),
            }
            // The same again is the same, at once and by any document that makes nothing due.
            let first_due = after.held.values().map(|hold| hold.drop_at).min();
            let until = after.arguments.record_interval_days.map(|days| after.arguments.document.create_date.plus_days(days));
            let mut again = arguments(step);
            again.document = super::stamp(after.arguments.document.create_date.plus_days(1));
            let is_due = [first_due, until].into_iter().flatten().any(|date| date <= again.document.create_date);
            if step.hold_removed_days > 0 && !is_due {
                prop_assert_eq!(&remember(Some(&after), &again, &ledger.publications).unwrap().memory, &after);
            }
        }
    }

    #[test]
    fn the_order_of_rules_does_not_matter(rules in rules(), later in rules()) {
        let reversed = |rules: &RuleSet| {
            let mut records = serde_json::to_value(amazonconnect::rules::records(&rules.rules())).unwrap();
            records.as_array_mut().unwrap().reverse();
            RuleSet::from_value(&value(records)).unwrap()
        };
        let run = |rules: &RuleSet, later: &RuleSet| {
            let mut ledger = ledger();
            let wide = |rules: &RuleSet, date| LedgerArguments { max_shrink_ratio: 1.0, ..asks(rules, day(date)) };
            ledger.apply(&wide(rules, 1));
            ledger.apply(&wide(later, 2)).memory
        };
        prop_assert_eq!(run(&rules, &later), run(&reversed(&rules), &reversed(&later)));
    }

    /// Whatever happens, with time enough nothing is left but what is required.
    #[test]
    fn nothing_is_held_for_ever(steps in steps()) {
        let mut ledger = ledger();
        for step in &steps {
            ledger.apply(&arguments(step));
        }
        let last = steps.last().unwrap();
        for date in [500, 520] {
            ledger.apply(&arguments(&Step { date, ..last.clone() }));
        }
        let memory = ledger.memory.unwrap();
        prop_assert_eq!(lines(&memory.effective), lines(&last.rules));
        prop_assert!(memory.held.is_empty());
    }
}
