//! AWS's publications from 2017-07-20 to 2025-12-31, remembered one after the
//! other, for Regions of Amazon Connect in every `merge` mode: a document alone
//! is no reason, and every step with a reason is lawful. In debug builds two
//! Regions, from 2024 on.

use super::{asks, at, laws::assert_lawful};
use crate::rules::history::replay_when;
use amazonconnect::{
    guard::{Examined, SERVICES},
    ledger::{LedgerArguments, Memory, remember},
    model::Region,
    publications::Publications,
    requirements::{CONNECT_REGIONS, Offer},
    rules::{ConfiguredRules, Line, Merge, NetworkDeployment, RuleSet, resolve_network_rules},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

const IS_WHOLE: bool = !cfg!(debug_assertions);
/// The first date of the part.
const FROM: &str = if IS_WHOLE { "2017" } else { "2024-06" };
const UNTIL: &str = if IS_WHOLE { "9999" } else { "2025" };
const FEW: [&str; 2] = ["us-east-1", "eu-central-1"];

/// What a replay shows.
#[derive(Default)]
struct Figures {
    refused: usize,
    changes: usize,
    alarms: usize,
    shrinks: usize,
    most_held: usize,
    most_effective: usize,
}

/// A table that knows nothing but that nothing is older than it.
pub fn empty_table() -> Publications {
    let services: String = SERVICES.iter().map(|service| format!("[{service}]\n")).collect();
    Publications::read(&format!("amazonconnect-publications 1\nnewest 2017-01-01T00:00:00Z\nparts 0\n{services}")).unwrap()
}

/// The rules that a Region needs by a document, or `None` where it is refused.
pub fn resolved(examined: &Examined, region: &str, merge: Merge) -> Option<RuleSet> {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.merge = merge;
    rules_of(examined, &deployment)
}

/// The rules of a deployment by a document, or `None` where it is refused.
pub fn rules_of(examined: &Examined, deployment: &NetworkDeployment) -> Option<RuleSet> {
    let rules = resolve_network_rules(examined, deployment).ok()?.rules;
    let mut set = RuleSet::default();
    for rule in rules {
        let label = Arc::new(rule.label);
        for prefix in rule.prefixes {
            set.add(rule.permission, prefix, Line { label: Arc::clone(&label), slot: None }).unwrap();
        }
    }
    Some(set)
}

#[test]
fn nine_years_of_every_region_are_lawful() {
    let all: Vec<&str> =
        CONNECT_REGIONS.iter().filter(|region| region.offer != Offer::NotListed).map(|region| region.code).collect();
    let regions = if IS_WHOLE { all } else { FEW.to_vec() };
    let table = empty_table();
    let mut ledgers: BTreeMap<(&str, Merge), Memory> = BTreeMap::new();
    let (mut figures, mut publications): (BTreeMap<&str, Figures>, usize) = (BTreeMap::new(), 0);
    let replayed = replay_when(
        |date, _, _| (FROM..UNTIL).contains(&date),
        |date, ranges| {
            publications += 1;
            let examined = Examined::new(ranges, false);
            for region in &regions {
                for merge in Merge::ALL {
                    let shown = figures.entry(region).or_default();
                    let Some(required) = resolved(&examined, region, merge) else {
                        shown.refused += 1;
                        continue;
                    };
                    let before = ledgers.get(&(*region, merge));
                    if before.is_some_and(|before| *before.arguments.required() == required && before.held.is_empty()) {
                        continue;
                    }
                    let mut arguments =
                        LedgerArguments { rules: ConfiguredRules(required), ..asks(&RuleSet::default(), at(date)) };
                    let remembered = remember(before, &arguments, &table).or_else(|_| {
                        shown.shrinks += 1;
                        arguments.max_shrink_ratio = 1.0;
                        remember(before, &arguments, &table)
                    });
                    let after = remembered.unwrap().memory;
                    if let Some(before) = before {
                        if *before == after {
                            continue;
                        }
                        assert_lawful(before, &after);
                        let is_new = |notice: &&amazonconnect::ledger::Notice| notice.appearance.first_seen == at(date);
                        shown.changes += 1;
                        shown.alarms += after.notices.iter().filter(is_new).count();
                        shown.most_held = shown.most_held.max(after.held.len());
                        shown.most_effective = shown.most_effective.max(after.effective.len());
                    }
                    ledgers.insert((*region, merge), after);
                }
            }
        },
    );
    if replayed.is_none() {
        return;
    }
    for (region, Figures { refused, changes, alarms, shrinks, most_held, most_effective }) in &figures {
        eprintln!(
            "{region}: {publications} publications, {refused} refused by the guards, {changes} changes, {alarms} alarms, 0 moved, {shrinks} mass changes, at most {most_held} held of {most_effective}"
        );
        assert!(*changes > 50 && *alarms > 10 && *most_held > 0, "{region}: the replay shows something");
    }
}
