//! Holds a group of rules within a budget of prefixes.
//!
//! In: the merged prefixes of a group, the budget. Out: the same, or the
//! superset that adds the fewest addresses; an error with figures if these are
//! more than the user allowed.

use super::{
    Budget, Group,
    demand::{is_too_broad, shortest_length},
};
use crate::model::{Cover, CoverCurve, Prefix, PrefixSet};
use std::{collections::BTreeMap, fmt};

/// The budgets whose price an error lists.
const PRICED: [usize; 9] = [20, 40, 60, 80, 100, 120, 150, 200, 300];
/// Rules in a security group, in each direction and family
/// (vpc/latest/userguide/amazon-vpc-limits.html, read 2026-11-22).
const SECURITY_GROUP_RULES: usize = 60;
/// Entries of a prefix list (same page, read 2026-11-22).
const PREFIX_LIST_ENTRIES: usize = 1000;

/// What a group of rules allows beside what it must.
#[derive(Debug, Clone, PartialEq)]
pub struct Overshoot {
    /// The group.
    pub group: Group,
    /// How many prefixes an exact list has.
    pub exact_cidrs: usize,
    /// How many prefixes the rules have.
    pub cidrs: usize,
    /// How many addresses must be allowed.
    pub wanted_addresses: u128,
    /// How many more are.
    pub extra_addresses: u128,
    /// The extra as a multiple of the wanted addresses.
    pub ratio: f64,
}

/// A group that does not fit its budget, with the price of other budgets.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetExcess {
    /// The group.
    pub group: Group,
    /// The budget that is too small.
    pub budget: Budget,
    /// How many prefixes an exact list has.
    pub exact_cidrs: usize,
    /// How many addresses must be allowed.
    pub wanted_addresses: u128,
    /// Budgets with the fewest extra addresses that each allows, ascending.
    pub prices: Vec<(usize, u128)>,
    /// The smallest budget within the ratio, and its extra addresses.
    pub fitting: (usize, u128),
    /// A prefix of the best cover that no rule may hold: too broad, or not public throughout.
    pub unfit: Option<Prefix>,
}

/// The prefixes that stand for `wanted`, and how many addresses they add if they
/// are a cover rather than `wanted` itself.
///
/// # Errors
/// The group's figures if the best cover exceeds the allowed ratio or has a
/// prefix that is too broad for any rule.
pub(super) fn cover_within(
    group: Group,
    wanted: &PrefixSet,
    budget: Budget,
) -> Result<(PrefixSet, Option<Overshoot>), Box<BudgetExcess>> {
    if wanted.len() <= budget.max_cidrs {
        return Ok((wanted.clone(), None));
    }
    // One family and a budget above 0: the arguments are checked, so the curve exists.
    let Ok(curve) = CoverCurve::new(wanted, wanted.len()) else { return Ok((wanted.clone(), None)) };
    let addresses = count(wanted);
    let extra = |cidrs: usize| curve.extra(cidrs).unwrap_or_default();
    let fits =
        |cover: &Cover| ratio(cover.extra, addresses) <= budget.max_overshoot_ratio && cover.prefixes.iter().all(may_be_a_rule);
    let cover = curve.cover(budget.max_cidrs).ok();
    match cover {
        Some(cover) if fits(&cover) => {
            let overshoot = Overshoot {
                group,
                exact_cidrs: wanted.len(),
                cidrs: cover.prefixes.len(),
                wanted_addresses: addresses,
                extra_addresses: cover.extra,
                ratio: ratio(cover.extra, addresses),
            };
            Ok((cover.prefixes, Some(overshoot)))
        }
        cover => {
            let mut priced: Vec<usize> = PRICED.into_iter().filter(|cidrs| *cidrs < wanted.len()).collect();
            priced.extend([budget.max_cidrs, wanted.len()]);
            priced.sort_unstable();
            priced.dedup();
            let fitting = smallest(budget.max_cidrs, wanted.len(), |cidrs| curve.cover(cidrs).is_ok_and(|cover| fits(&cover)));
            Err(Box::new(BudgetExcess {
                group,
                budget,
                exact_cidrs: wanted.len(),
                wanted_addresses: addresses,
                prices: priced.into_iter().map(|cidrs| (cidrs, extra(cidrs))).collect(),
                fitting: (fitting, extra(fitting)),
                unfit: cover.and_then(|cover| cover.prefixes.iter().find(|prefix| !may_be_a_rule(*prefix))),
            }))
        }
    }
}

/// A cover may swallow private networks; no rule may.
fn may_be_a_rule(prefix: Prefix) -> bool {
    !is_too_broad(prefix) && prefix.is_global_unicast()
}

/// The addresses of a set of one family that is not everything: below 2^128.
fn count(set: &PrefixSet) -> u128 {
    set.address_count().to_u128().unwrap_or(u128::MAX)
}

fn ratio(extra: u128, wanted: u128) -> f64 {
    if wanted == 0 { 0.0 } else { extra as f64 / wanted as f64 }
}

/// The smallest number from `low` to `high` for which `holds`, if it holds for
/// every greater one and for `high`.
fn smallest(mut low: usize, mut high: usize, holds: impl Fn(usize) -> bool) -> usize {
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

impl fmt::Display for BudgetExcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Budget { max_cidrs, max_overshoot_ratio } = self.budget;
        writeln!(f, "{}: an exact list has {} CIDRs, max_cidrs is {max_cidrs}", self.group, self.exact_cidrs)?;
        match self.unfit {
            Some(prefix) => {
                let shortest = shortest_length(prefix.version());
                writeln!(
                    f,
                    "  the best cover would hold {prefix}: nothing broader than /{shortest} becomes a rule, and nothing with addresses that are not public"
                )?;
            }
            None => writeln!(f, "  the best cover allows more extra addresses than max_overshoot_ratio = {max_overshoot_ratio}")?,
        }
        writeln!(f, "  {:>9}  {:>40}  {:>12}", "max_cidrs", "extra addresses", "ratio")?;
        for (cidrs, extra) in &self.prices {
            writeln!(f, "  {cidrs:>9}  {extra:>40}  {:>12.6}", ratio(*extra, self.wanted_addresses))?;
        }
        let (cidrs, extra) = self.fitting;
        writeln!(f, "  max_cidrs = {cidrs} would do, with {extra} extra addresses")?;
        write!(
            f,
            "  for an exact list, security groups of {SECURITY_GROUP_RULES} rules: {}, or prefix lists of {PREFIX_LIST_ENTRIES} entries: {}",
            self.exact_cidrs.div_ceil(SECURITY_GROUP_RULES),
            self.exact_cidrs.div_ceil(PREFIX_LIST_ENTRIES)
        )
    }
}

impl BudgetExcess {
    /// The texts of several, one after the other.
    pub(super) fn texts(excesses: &[Self]) -> String {
        excesses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

/// The claims of a covered group need its prefixes as a set.
pub(super) fn to_set<T>(prefixes: &BTreeMap<Prefix, T>) -> PrefixSet {
    prefixes.keys().copied().collect()
}
