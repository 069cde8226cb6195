//! A number for each prefix of a direction and family, for life.
//!
//! In: the numbers that are taken. Out: those that new prefixes get, the lowest
//! free ones. A number that is freed in the same change is still taken: a delete
//! and a create would race for it.

use crate::{
    model::{Direction, IpVersion},
    rules::{PrefixRule, RuleSet},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is unique among themselves.
type Family = (Direction, IpVersion);

/// The numbers of one direction and family.
#[derive(Default)]
struct Numbers {
    taken: BTreeSet<u32>,
    /// All below are taken.
    next: u32,
}

impl Numbers {
    fn lowest_free(&mut self) -> u32 {
        while self.taken.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}

/// `rules` with their numbers: those that `before` has, and new ones.
pub fn with_slots(rules: &RuleSet, before: &RuleSet) -> RuleSet {
    let mut families: BTreeMap<Family, Numbers> = BTreeMap::new();
    let family = |rule: &PrefixRule<'_>| (rule.permission.direction, rule.permission.ip_version);
    for rule in before.iter() {
        families.entry(family(&rule)).or_default().taken.extend(rule.slot);
    }
    rules.numbered(|rule| {
        let known = before.line(&rule.permission, rule.prefix).and_then(|line| line.slot);
        known.unwrap_or_else(|| families.entry(family(rule)).or_default().lowest_free())
    })
}
