//! Recent publications with rows taken away: a Region or a whole service left
//! with 70, 50, 10 or 0 % of its addresses is refused wherever the table guards.

use super::counts::{Publication, count, replay};
use amazonconnect::{
    guard::{Series, series},
    model::{AddressCount, Prefix},
};
use std::collections::BTreeMap;

/// Documents of 2025-09 and later.
const RECENT: i64 = 1_756_684_800;

/// In which order rows are taken away.
#[derive(Debug, Clone, Copy)]
pub(super) enum Choice {
    FirstPart,
    LastPart,
    EveryNth,
    Random,
}

const CHOICES: [Choice; 4] = [Choice::FirstPart, Choice::LastPart, Choice::EveryNth, Choice::Random];

/// The rows in the order in which they go.
pub(super) fn in_order(rows: &BTreeMap<Prefix, usize>, choice: Choice) -> Vec<Prefix> {
    let mut order: Vec<(usize, Prefix)> = rows.keys().copied().enumerate().collect();
    match choice {
        Choice::FirstPart => {}
        Choice::LastPart => order.reverse(),
        // Every tenth row first, then the ones after them, and so on.
        Choice::EveryNth => order.sort_by_key(|(index, _)| (index % 10, *index)),
        Choice::Random => order.sort_by_key(|(index, _)| (*index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)),
    }
    order.into_iter().map(|(_, prefix)| prefix).collect()
}

/// As few rows have gone as must for `percent` of the addresses to be all that
/// remains: those that do.
pub(super) fn remaining(order: &[Prefix], percent: u128) -> &[Prefix] {
    let left = |gone: usize| count(order[gone..].iter().copied());
    let most = left(0).to_u128().unwrap() / 100 * percent;
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if left(middle).to_u128().unwrap() <= most {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    &order[low..]
}

fn thinned(order: &[Prefix], percent: u128) -> AddressCount {
    count(remaining(order, percent).iter().copied())
}

/// Thins every recent publication, or the first one of each month: thinning is
/// slow, and few rows change.
fn refuses_every_thinning(of_each_month: bool) {
    let guarded: Vec<Series<'static>> = series().filter(Series::guards_shrinking).collect();
    let (mut tried, mut documents, mut missed) = (0, 0, Vec::new());
    let mut last_month = String::new();
    let publications = replay(|publication: &Publication<'_>| {
        if publication.time < RECENT || (of_each_month && publication.date[..7] == *last_month) {
            return;
        }
        publication.date[..7].clone_into(&mut last_month);
        documents += 1;
        for series in &guarded {
            let key = (series.service.to_owned(), series.ip_version, series.region.map(ToOwned::to_owned));
            let rows = &publication.rows[&key];
            for choice in CHOICES {
                let order = in_order(rows, choice);
                for percent in [70, 50, 10, 0] {
                    tried += 1;
                    let left = thinned(&order, percent);
                    if series.judge(left, publication.date).is_none() {
                        missed.push(format!("{key:?} {choice:?} {percent} % at {}: {left} left", publication.date));
                    }
                }
            }
        }
    });
    if publications.is_none() {
        return;
    }
    eprintln!("{documents} documents, {tried} thinnings tried, {} not refused", missed.len());
    assert!(documents >= 5 && tried > 10_000);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_first_document_of_each_recent_month_may_not_be_thinned() {
    refuses_every_thinning(true);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "a million thinnings: run with --release")]
fn no_recent_document_may_be_thinned() {
    refuses_every_thinning(false);
}
