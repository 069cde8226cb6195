//! Holds a group of rules within a budget of prefixes.
//!
//! In: the merged prefixes of a group, the budget. Out: the same, or the
//! superset that adds the fewest addresses; an error with figures if these are
//! more than the user allowed.

use super::{Budget, Group};
use crate::model::{CoverCurve, Prefix, PrefixSet, shortest_rule_length};
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
    /// Budgets with the fewest extra addresses that each allows, ascending; None
    /// for a budget that no permitted prefixes keep.
    pub prices: Vec<(usize, Option<u128>)>,
    /// The smallest budget within the ratio, and its extra addresses.
    pub fitting: (usize, u128),
    /// Whether any permitted prefixes keep the budget, at whatever price.
    pub is_possible: bool,
}

/// The prefixes that stand for `wanted`, and how many addresses they add if they
/// are a cover rather than `wanted` itself.
///
/// # Errors
/// The group's figures if the best cover exceeds the allowed ratio, or if there
/// is none of prefixes that a rule may hold.
pub(super) fn cover_within(
    group: Group,
    wanted: &PrefixSet,
    budget: Budget,
) -> Result<(Vec<Prefix>, Option<Overshoot>), Box<BudgetExcess>> {
    let exact = || Ok((wanted.iter().collect(), None));
    if wanted.len() <= budget.max_cidrs {
        return exact();
    }
    // One family and a budget above 0: the arguments are checked, so the curve exists.
    let Ok(curve) = CoverCurve::new(wanted, wanted.len(), Prefix::may_be_a_rule) else { return exact() };
    let addresses = count(wanted);
    let fits = |extra: u128| ratio(extra, addresses) <= budget.max_overshoot_ratio;
    let cover = curve.cover(budget.max_cidrs);
    match cover {
        Some(cover) if fits(cover.extra) => {
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
            let fitting = curve.fewest(fits);
            Err(Box::new(BudgetExcess {
                group,
                budget,
                exact_cidrs: wanted.len(),
                wanted_addresses: addresses,
                prices: priced.into_iter().map(|cidrs| (cidrs, curve.extra(cidrs))).collect(),
                fitting: (fitting, curve.extra(fitting).unwrap_or_default()),
                is_possible: cover.is_some(),
            }))
        }
    }
}

/// The addresses of a set of one family that is not everything: below 2^128.
fn count(set: &PrefixSet) -> u128 {
    set.address_count().to_u128().unwrap_or(u128::MAX)
}

fn ratio(extra: u128, wanted: u128) -> f64 {
    if wanted == 0 { 0.0 } else { extra as f64 / wanted as f64 }
}

impl fmt::Display for BudgetExcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Budget { max_cidrs, max_overshoot_ratio } = self.budget;
        writeln!(f, "{}: an exact list has {} CIDRs, max_cidrs is {max_cidrs}", self.group, self.exact_cidrs)?;
        if self.is_possible {
            writeln!(f, "  the best cover allows more extra addresses than max_overshoot_ratio = {max_overshoot_ratio}")?;
        } else {
            let shortest = shortest_rule_length(self.group.ip_version);
            writeln!(
                f,
                "  no {max_cidrs} CIDRs cover the list: nothing broader than /{shortest} becomes a rule, and nothing with addresses that are not public"
            )?;
        }
        writeln!(f, "  {:>9}  {:>40}  {:>12}", "max_cidrs", "extra addresses", "ratio")?;
        for (cidrs, extra) in &self.prices {
            match extra {
                Some(extra) => writeln!(f, "  {cidrs:>9}  {extra:>40}  {:>12.6}", ratio(*extra, self.wanted_addresses))?,
                None => writeln!(f, "  {cidrs:>9}  {:>40}", "impossible")?,
            }
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
