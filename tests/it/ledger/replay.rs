//! AWS's publications from 2017-07-20 to 2025-12-31, remembered one after the
//! other, for Regions of Amazon Connect in every `merge` mode: a document alone
//! is no reason, and every step with a reason is lawful. In debug builds two
//! Regions, from 2024 on.

use super::{asks, at, laws::assert_lawful};
use crate::rules::history::{replay_when, rules_of};
use amazonconnect::{
    guard::{Examined, GuardDefect, SERVICES},
    ip_ranges::Entry,
    ledger::{LedgerArguments, Memory, remember},
    model::Region,
    publications::Publications,
    requirements::{CONNECT_REGIONS, Offer},
    rules::{ConfiguredRules, Merge, NetworkDeployment, RuleSet},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
};

const IS_WHOLE: bool = !cfg!(debug_assertions);
/// The first date of the part.
const FROM: &str = if IS_WHOLE { "2017" } else { "2024-06" };
const UNTIL: &str = if IS_WHOLE { "9999" } else { "2025" };
/// Regions are independent of each other.
const THREADS: usize = 2;
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

/// What a Region's rules follow from.
type Source = (Vec<Entry>, Vec<GuardDefect>);

/// A Region's ledgers, one for each way to merge.
struct Replay {
    region: &'static str,
    source: Source,
    /// What the source resolves to, or nothing where it is refused.
    required: Vec<(Merge, Option<RuleSet>)>,
    ledgers: BTreeMap<Merge, Memory>,
    figures: Figures,
}

impl Replay {
    fn new(region: &'static str) -> Self {
        Self { region, source: Source::default(), required: Vec::new(), ledgers: BTreeMap::new(), figures: Figures::default() }
    }

    fn publish(&mut self, date: &str, examined: &Examined, table: &Publications) {
        // S3 of two Regions is needed everywhere.
        let own = |entry: &&Entry| [self.region, "GLOBAL", "us-east-1", "us-west-2"].contains(&entry.region.as_str());
        let source = (examined.ranges().entries().filter(own).cloned().collect(), examined.defects_of(|_| true));
        if self.source != source {
            self.source = source;
            self.required = Merge::ALL.map(|merge| (merge, resolved(examined, self.region, merge))).into();
        }
        for (merge, required) in &self.required {
            let Some(required) = required else {
                self.figures.refused += 1;
                continue;
            };
            let before = self.ledgers.get(merge);
            if before.is_some_and(|before| before.arguments.required() == required && before.held.is_empty()) {
                continue;
            }
            let mut arguments =
                LedgerArguments { rules: ConfiguredRules(required.clone()), ..asks(&RuleSet::default(), at(date)) };
            let remembered = remember(before, &arguments, table).or_else(|_| {
                self.figures.shrinks += 1;
                arguments.max_shrink_ratio = 1.0;
                remember(before, &arguments, table)
            });
            let after = remembered.unwrap().memory;
            if let Some(before) = before {
                if *before == after {
                    continue;
                }
                assert_lawful(before, &after);
                self.figures.note(&after);
            }
            self.ledgers.insert(*merge, after);
        }
    }
}

impl Figures {
    fn note(&mut self, after: &Memory) {
        let date = after.arguments.document.create_date;
        self.changes += 1;
        self.alarms += after.notices.iter().filter(|notice| notice.appearance.first_seen == date).count();
        self.most_held = self.most_held.max(after.held.len());
        self.most_effective = self.most_effective.max(after.effective.len());
    }
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

#[test]
fn nine_years_of_every_region_are_lawful() {
    let all: Vec<&str> =
        CONNECT_REGIONS.iter().filter(|region| region.offer != Offer::NotListed).map(|region| region.code).collect();
    let regions = if IS_WHOLE { all } else { FEW.to_vec() };
    let table = empty_table();
    let mut replays: Vec<Replay> = regions.iter().copied().map(Replay::new).collect();
    let mut publications = 0;
    let replayed = replay_when(
        |date, _, _| (FROM..UNTIL).contains(&date),
        |date, ranges| {
            publications += 1;
            let examined = Examined::new(ranges, false);
            let (examined, table) = (&examined, &table);
            thread::scope(|scope| {
                for part in replays.chunks_mut(regions.len().div_ceil(THREADS)) {
                    scope.spawn(move || part.iter_mut().for_each(|replay| replay.publish(date, examined, table)));
                }
            });
        },
    );
    if replayed.is_none() {
        return;
    }
    for Replay { region, figures, .. } in &replays {
        let Figures { refused, changes, alarms, shrinks, most_held, most_effective } = figures;
        eprintln!(
            "{region}: {publications} publications, {refused} refused by the guards, {changes} changes, {alarms} alarms, 0 moved, {shrinks} mass changes, at most {most_held} held of {most_effective}"
        );
        assert!(*changes > 50 && *alarms > 10 && *most_held > 0, "{region}: the replay shows something");
    }
}
