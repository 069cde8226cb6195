//! How early `allow_by` is, by how often a ledger is planned and applied, with
//! and without recordings: the recorded years 2022 to 2025 against what AWS
//! really published. Never late; how early is printed. In debug builds a day a
//! plan, of 2024.

use super::{
    asks, at,
    replay::{empty_table, resolved},
};
use crate::rules::history::replay_when;
use amazonconnect::{
    guard::Examined,
    ledger::{LedgerArguments, Memory, remember},
    model::{Moment, PrefixSet},
    rules::{Merge, Permission, RuleSet},
};
use std::{collections::BTreeMap, sync::Arc};

const IS_WHOLE: bool = !cfg!(debug_assertions);
const FROM: &str = if IS_WHOLE { "2022" } else { "2024-05" };
const UNTIL: &str = if IS_WHOLE { "2026" } else { "2024-12" };
const HOUR: i64 = 3600;
const DAY: f64 = 86_400.0;

/// A publication with the rules that follow from it, and their addresses.
struct State {
    date: Moment,
    rules: Arc<RuleSet>,
    space: Arc<BTreeMap<Permission, PrefixSet>>,
}

/// Every publication that changes a row of the services, for each Region.
fn states(regions: &[&'static str]) -> Option<BTreeMap<&'static str, Vec<State>>> {
    let mut states: BTreeMap<&'static str, Vec<State>> = BTreeMap::new();
    replay_when(
        |date, _, _| (FROM..UNTIL).contains(&date),
        |date, ranges| {
            let examined = Examined::new(ranges, false);
            for region in regions {
                let Some(rules) = resolved(&examined, region, Merge::PerPort) else { continue };
                let known = states.entry(region).or_default();
                let (rules, space) = match known.last() {
                    Some(last) if *last.rules == rules => (Arc::clone(&last.rules), Arc::clone(&last.space)),
                    _ => {
                        let space =
                            rules.permissions().map(|(permission, _)| (permission, rules.prefixes(&permission))).collect();
                        (Arc::new(rules), Arc::new(space))
                    }
                };
                known.push(State { date: at(date), rules, space });
            }
        },
    )?;
    Some(states)
}

/// What one way to run a ledger shows.
struct Run {
    /// How early each alarm is, in days.
    early: Vec<f64>,
    /// How often a plan only recorded the document.
    recordings: usize,
}

fn run(states: &[State], every_hours: i64, record_interval_days: Option<u32>) -> Run {
    let (table, mut shown) = (empty_table(), Run { early: Vec::new(), recordings: 0 });
    let (first, last) = (states[0].date.unix(), states.last().unwrap().date.unix());
    let (mut memory, mut seen): (Option<Memory>, usize) = (None, usize::MAX);
    for now in (first..=last).step_by(usize::try_from(every_hours * HOUR).unwrap()) {
        let place = states.partition_point(|state| state.date.unix() <= now) - 1;
        if place == seen {
            continue;
        }
        seen = place;
        let state = &states[place];
        let arguments = LedgerArguments { record_interval_days, max_shrink_ratio: 1.0, ..asks(&state.rules, state.date) };
        let after = remember(memory.as_ref(), &arguments, &table).unwrap().memory;
        if let Some(before) = &memory
            && *before != after
        {
            let recorded = before.arguments.document.create_date;
            let between = || states[..=place].iter().skip_while(|state| state.date <= recorded);
            shown.recordings +=
                usize::from(before.effective == after.effective && before.arguments.rules == after.arguments.rules);
            for notice in after.notices.iter().filter(|notice| notice.appearance.first_seen == state.date) {
                let new: PrefixSet = notice.cidrs.iter().copied().collect();
                let has_some =
                    |state: &&State| state.space.get(&notice.permission).is_some_and(|space| !space.intersect(&new).is_empty());
                let truth = between().find(has_some).unwrap().date.plus_days(30).max(state.date);
                assert!(notice.allow_by <= truth, "{} is late: {truth}", notice.allow_by);
                shown.early.push((truth.unix() - notice.allow_by.unix()) as f64 / DAY);
            }
        }
        memory = Some(after);
    }
    shown.early.sort_by(f64::total_cmp);
    shown
}

#[test]
fn no_deadline_is_late_at_any_cadence() {
    let Some(states) = states(&["us-east-1", "eu-central-1"]) else { return };
    // Median, nine tenths and all, of the prototype over 2022 to 2026.
    let prototype = |region: &str, weekly| match (region, weekly) {
        ("us-east-1", false) => "3.3, 10.0, 30.0",
        ("us-east-1", true) => "2.7, 6.9",
        (_, false) => "4.8, 18.8, 30.0",
        (_, true) => "3.3, 6.9",
    };
    for (region, states) in &states {
        for hours in if IS_WHOLE { &[1, 24, 168, 960][..] } else { &[24] } {
            for interval in [None, Some(7)] {
                let Run { early, recordings } = run(states, *hours, interval);
                let at = |share: f64| early[((early.len() - 1) as f64 * share).round() as usize];
                let beside = if *hours == 24 {
                    format!("; the prototype: {}", prototype(region, interval.is_some()))
                } else {
                    String::new()
                };
                eprintln!(
                    "{region}, every {hours} h, record_interval_days {interval:?}: {} alarms, early by {:.1}, {:.1}, {:.1} days, {recordings} recordings{beside}",
                    early.len(),
                    at(0.5),
                    at(0.9),
                    at(1.0)
                );
                assert!(early.len() > 5 && at(1.0) <= 30.0);
            }
        }
    }
}
