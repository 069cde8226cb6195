//! The best split of one budget between several sets.
//!
//! In: a curve of best covers for each set, how many prefixes each may have,
//! and the most that all may have together. Out: for each set its number of
//! prefixes, so that the sets together have the fewest extra addresses; of
//! equally good splits the one with the fewest prefixes; of those the one that
//! gives the last set the fewest, then the one before it. The same input hence
//! gives the same split everywhere.
//!
//! Found by dynamic programming over the sets: the least sums of the first `j`
//! sets for each total follow from those of the first `j - 1`. A greedy choice
//! would be wrong, as what a further prefix saves does not shrink steadily. For
//! `s` sets of `n` prefixes the time grows with `s² × n²`.
//!
//! Totals are counted from the fewest prefixes with which each set is within
//! its own bounds, so that every place of a table is possible. A sum of extra
//! addresses that 128 bits do not hold counts as the greatest that they do.

use std::ops::RangeInclusive;

use super::CoverCurve;

/// A set that shares a budget.
#[derive(Debug, Clone)]
pub struct SplitPart<'a> {
    /// What each number of prefixes costs.
    pub curve: &'a CoverCurve<'a>,
    /// The fewest prefixes that the set may have, such as
    /// [`CoverCurve::fewest`] within a ratio, and the most, such as a budget of
    /// its own. What no cover has is left out: 1 means as few as possible. An
    /// empty set has none, and a set never more than an exact list.
    pub entries: RangeInclusive<usize>,
}

/// How many prefixes each set gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// For each set, in the order given: as many as its best cover has.
    pub entries: Vec<usize>,
    /// The extra addresses of all covers together.
    pub extra: u128,
}

/// The best splits between some sets for every budget up to a greatest one.
#[derive(Debug, Clone)]
pub struct CoverSplit {
    choices: Vec<Choice>,
    /// For the first 0, 1, 2 ... sets, all but the last: the least sum for each
    /// number of prefixes beyond the fewest. Never empty, never rises.
    sums: Vec<Vec<u128>>,
    /// The fewest prefixes of all sets together.
    fewest: usize,
    /// The most prefixes beyond them that can be of use.
    most_spare: usize,
}

/// What one set may choose from.
#[derive(Debug, Clone)]
struct Choice {
    fewest: usize,
    /// The extra addresses of `fewest` prefixes, of one more, and so on. Never
    /// empty, never rises.
    costs: Vec<u128>,
}

impl CoverSplit {
    /// Searches the best splits between `parts` of budgets up to `max_total`;
    /// None if there is none, as `max_total` is less than [`CoverSplit::fewest`]
    /// says.
    pub fn new(parts: &[SplitPart<'_>], max_total: usize) -> Option<Self> {
        let fewest = Self::fewest(parts)?;
        let spare = max_total.checked_sub(fewest)?;
        let choices: Vec<Choice> = parts.iter().map(|part| Choice::new(part, spare)).collect::<Option<_>>()?;
        let most_spare = choices.iter().map(|choice| choice.costs.len() - 1).sum::<usize>().min(spare);
        let mut sums = vec![vec![0]];
        // What the last set adds is only looked up for the budgets asked for.
        for choice in choices.split_last().map_or(&[] as &[_], |(_, before)| before) {
            let next = sums.last().map(|before| sums_with(before, &choice.costs, spare));
            sums.extend(next);
        }
        Some(Self { choices, sums, fewest, most_spare })
    }

    /// The smallest budget of all `parts` that keeps each within its bounds;
    /// None if the most that one may have is too few for it.
    pub fn fewest(parts: &[SplitPart<'_>]) -> Option<usize> {
        parts.iter().map(|part| bounds(part).map(|bounds| *bounds.start())).sum()
    }

    /// The best split of `total` prefixes; None if that is too few. A budget
    /// above `max_total` counts as that.
    pub fn best(&self, total: usize) -> Option<Split> {
        let spare = total.checked_sub(self.fewest)?.min(self.most_spare);
        let extra = self.least(spare);
        let spare = smallest(spare, |fewer| self.least(fewer) <= extra);
        Some(Split { entries: self.entries(spare), extra })
    }

    /// The least sum of all sets with exactly `spare` prefixes to spare.
    fn least(&self, spare: usize) -> u128 {
        let last = self.choices.iter().zip(&self.sums).next_back();
        last.and_then(|(choice, before)| choice.best(before, spare)).map_or(0, |(sum, _)| sum)
    }

    /// How many prefixes each set gets, with exactly `spare` to spare.
    fn entries(&self, mut spare: usize) -> Vec<usize> {
        let mut entries: Vec<usize> = Vec::with_capacity(self.choices.len());
        for (choice, before) in self.choices.iter().zip(&self.sums).rev() {
            let more = choice.best(before, spare).map_or(0, |(_, more)| more);
            entries.push(choice.fewest + more);
            spare -= more;
        }
        entries.reverse();
        entries
    }
}

impl Choice {
    /// The numbers within the bounds of `part`, up to `spare` above the fewest.
    fn new(part: &SplitPart<'_>, spare: usize) -> Option<Self> {
        let bounds = bounds(part)?;
        let (fewest, most) = (*bounds.start(), (*bounds.end()).min(bounds.start().saturating_add(spare)));
        let exact = part.curve.wanted().len();
        let extras: Vec<u128> = part.curve.extras().collect();
        // A curve that was searched less far than the bounds stays level, up to
        // the exact list.
        let cost = |entries: usize| match extras.get(entries - 1).or(extras.last()) {
            Some(extra) if entries < exact => *extra,
            _ => 0,
        };
        let costs = if exact == 0 { vec![0] } else { (fewest..=most).map(cost).collect() };
        Some(Self { fewest, costs })
    }

    /// The least sum of this set and those before it, whose least sums are
    /// `before`, with exactly `spare` prefixes to spare, and how many of them
    /// this set takes; the fewest of several answers.
    fn best(&self, before: &[u128], spare: usize) -> Option<(u128, usize)> {
        let sums = self.costs.iter().zip(0..=spare).filter_map(|(cost, more)| {
            let others = before.get(spare - more)?;
            Some((cost.saturating_add(*others), more))
        });
        sums.min()
    }
}

/// How many prefixes a set may have that has a cover with as many; None if
/// there is none.
fn bounds(part: &SplitPart<'_>) -> Option<RangeInclusive<usize>> {
    let exact = part.curve.wanted().len();
    let fewest = part.curve.fewest(|_| true).max(*part.entries.start()).min(exact);
    let most = exact.min(*part.entries.end());
    (fewest <= most).then_some(fewest..=most)
}

/// The least sums of some sets, which are `before`, and one more set.
fn sums_with(before: &[u128], costs: &[u128], spare: usize) -> Vec<u128> {
    let mut sums = vec![u128::MAX; (before.len() + costs.len() - 1).min(spare.saturating_add(1))];
    for (already, below) in before.iter().enumerate() {
        let Some(slots) = sums.get_mut(already..) else { break };
        for (sum, cost) in slots.iter_mut().zip(costs) {
            *sum = (*sum).min(below.saturating_add(*cost));
        }
    }
    sums
}

/// The smallest number up to `high` for which `holds`, if it holds for every
/// greater one and for `high`.
fn smallest(mut high: usize, holds: impl Fn(usize) -> bool) -> usize {
    let mut low = 0;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    high
}
