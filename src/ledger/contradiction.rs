//! What one part of a memory says and another denies.
//!
//! In: a memory as a state has it. Out: the first contradiction, or none. What
//! somebody changed by hand must not make a rule vanish in silence: the parts of
//! a state say the same thing several times over, and must agree. Slots and
//! notices stand there once: what is found of them is what no ledger writes.

use super::{Changes, Memory};
use crate::{
    model::PrefixSet,
    rules::{Permission, PrefixRule, RuleSet, digest},
};
use std::collections::{BTreeMap, BTreeSet};

/// The first contradiction in words.
pub fn contradiction(memory: &Memory, digest_of_effective: &str) -> Option<String> {
    of_rules(memory, digest_of_effective)
        .or_else(|| of_slots(&memory.effective))
        .or_else(|| of_held(memory))
        .or_else(|| of_notices(memory))
        .or_else(|| of_next_date(memory))
        .or_else(|| of_changes(memory))
}

/// What is effective is required or held, and nothing is both.
fn of_rules(memory: &Memory, digest_of_effective: &str) -> Option<String> {
    let (required, effective) = (memory.arguments.required(), &memory.effective);
    let lacks = |rules: &RuleSet, rule: &PrefixRule<'_>| rules.line(&rule.permission, rule.prefix).is_none();
    let is_held = |rule: &PrefixRule<'_>| memory.held.contains_key(&(rule.permission, rule.prefix));
    if let Some(rule) = required.iter().find(|rule| lacks(effective, rule)) {
        return Some(format!("effective_rules lacks {:?}, which rules requires", rule.key()));
    }
    if let Some(rule) = effective.iter().find(|rule| lacks(required, rule) != is_held(rule)) {
        let found = if is_held(&rule) { "held although rules requires it" } else { "neither in rules nor in held" };
        return Some(format!("{:?} of effective_rules is {found}", rule.key()));
    }
    if let Some((permission, prefix)) =
        memory.held.keys().find(|(permission, prefix)| effective.line(permission, *prefix).is_none())
    {
        return Some(format!("held has {:?}, which effective_rules lacks", permission.key(*prefix)));
    }
    let is_its_own = digest(&effective.rules()) == digest_of_effective;
    (!is_its_own).then(|| "its digest is not that of effective_rules".to_owned())
}

/// Every prefix has a slot, which no other of its direction and family has.
fn of_slots(effective: &RuleSet) -> Option<String> {
    let mut slots = BTreeSet::new();
    let is_not_its_own = |rule: &PrefixRule<'_>| {
        rule.slot.is_none() || !slots.insert((rule.permission.direction, rule.permission.ip_version, rule.slot))
    };
    let rule = effective.iter().find(is_not_its_own)?;
    Some(format!("the slot of {:?} in effective_rules is missing or not its own", rule.key()))
}

/// The dates of what is held follow from each other, and none is of the future.
fn of_held(memory: &Memory) -> Option<String> {
    let (hold_days, recorded) = (memory.arguments.hold_removed_days, memory.arguments.document.create_date);
    memory.held.iter().find_map(|((permission, prefix), hold)| {
        let (key, removed_at, drop_at) = (permission.key(*prefix), hold.removed_at, hold.drop_at);
        if drop_at != removed_at.plus_days(hold_days) {
            return Some(format!(
                "held drops {key:?} at {drop_at}, which is not {hold_days} days after {removed_at}, its removed_at"
            ));
        }
        let dates = hold.appearance.map_or((removed_at, removed_at), |dates| (dates.not_seen_at, dates.first_seen));
        let are_in_order = dates.0 <= dates.1 && dates.1.max(removed_at) <= recorded;
        (!are_in_order)
            .then(|| format!("held has dates for {key:?} that are not in order, or later than document, of {recorded}"))
    })
}

/// The dates of notices follow from each other, and their space is required, with
/// one notice each.
fn of_notices(memory: &Memory) -> Option<String> {
    let (period, recorded) = (memory.arguments.period(), memory.arguments.document.create_date);
    let mut noticed: BTreeMap<Permission, Vec<PrefixSet>> = BTreeMap::new();
    for notice in &memory.notices {
        let (of, dates) = (notice.permission, notice.appearance);
        let is_dated = dates.not_seen_at <= dates.first_seen
            && (notice.allow_by, notice.full_traffic_at) == (dates.allow_by(period), dates.full_traffic_at(period));
        if !is_dated {
            return Some(format!(
                "notices has dates for {of} that do not follow from not_seen_at, first_seen, notice_days and ramp_days: allow_by {}, full_traffic_at {}",
                notice.allow_by, notice.full_traffic_at
            ));
        }
        if dates.first_seen > recorded {
            return Some(format!("notices first saw {of} at {}, later than document, of {recorded}", dates.first_seen));
        }
        noticed.entry(of).or_default().push(notice.space());
    }
    noticed.into_iter().find_map(|(of, spaces)| {
        let all: PrefixSet = spaces.iter().flat_map(PrefixSet::iter).collect();
        if !memory.arguments.required().prefixes(&of).contains_set(&all) {
            return Some(format!("notices has prefixes for {of} that rules does not require"));
        }
        let is_twice = all.address_count() != spaces.iter().map(PrefixSet::address_count).sum();
        is_twice.then(|| format!("notices has prefixes for {of} that another notice has"))
    })
}

/// What is known of the next notices is known by a document, hence not after the newest.
fn of_next_date(memory: &Memory) -> Option<String> {
    let (next, recorded) = (memory.next_not_seen_at, memory.arguments.document.create_date);
    (next > recorded).then(|| format!("next_not_seen_at is {next}, later than document, of {recorded}"))
}

/// What the last apply changed is as it left it.
fn of_changes(memory: &Memory) -> Option<String> {
    if memory.changes == Changes::default() {
        return None;
    }
    let effective: BTreeSet<String> = memory.effective.iter().map(|rule| rule.key()).collect();
    let held: BTreeSet<String> = memory.held.keys().map(|(permission, prefix)| permission.key(*prefix)).collect();
    let stray = |name: &str, keys: &[String], is_right: &dyn Fn(&String) -> bool| {
        let key = keys.iter().find(|key| !is_right(key))?;
        Some(format!("changes says {name} {key:?}, which effective_rules and held deny"))
    };
    stray("added", &memory.changes.added, &|key| effective.contains(key))
        .or_else(|| stray("held", &memory.changes.held, &|key| held.contains(key)))
        .or_else(|| stray("dropped", &memory.changes.dropped, &|key| !effective.contains(key)))
}
