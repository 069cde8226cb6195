//! What does not fit a budget, and what other budgets would cost.

use super::limit::Budget;
use crate::{
    model::{Direction, IpVersion, shortest_rule_length},
    rules::Permission,
};
use std::fmt;

/// Rules in a security group, in each direction and family
/// (vpc/latest/userguide/amazon-vpc-limits.html, read 2026-11-22).
const SECURITY_GROUP_RULES: usize = 60;
/// Entries of a prefix list (same page, read 2026-11-22).
const PREFIX_LIST_ENTRIES: usize = 1000;

/// Rules that do not fit a budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Excess {
    /// The budget that is too small.
    pub budget: Budget,
    /// What does not fit; at least one.
    pub shortfalls: Vec<Shortfall>,
}

/// What a budget counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One permission: `max_cidrs`.
    Permission(Permission),
    /// All permissions of a direction and family: `max_rules`.
    Family {
        /// Egress or ingress.
        direction: Direction,
        /// The family.
        ip_version: IpVersion,
    },
}

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// What was counted.
    pub scope: Scope,
    /// The budget for it.
    pub budget: usize,
    /// How many prefixes an exact list has.
    pub exact: usize,
    /// What other budgets cost, ascending.
    pub prices: Vec<Price>,
    /// The smallest budget within the accepted ratio.
    pub fitting: Price,
}

/// What a number of prefixes costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// The number of prefixes.
    pub cidrs: usize,
    /// The fewest extra addresses, and the greatest ratio of a permission; `None`
    /// if there is no such cover at any price.
    pub extra: Option<(u128, f64)>,
}

impl Shortfall {
    /// The argument that is too small.
    const fn argument(&self) -> &'static str {
        match self.scope {
            Scope::Permission(_) => "max_cidrs",
            Scope::Family { .. } => "max_rules",
        }
    }

    /// Whether there is a cover of so few prefixes at any price.
    fn is_possible(&self) -> bool {
        self.prices.iter().any(|price| price.cidrs == self.budget && price.extra.is_some())
    }
}

impl Excess {
    /// The argument that is too small, of the first that does not fit.
    pub fn argument(&self) -> Option<&'static str> {
        self.shortfalls.first().map(Shortfall::argument)
    }
}

impl std::error::Error for Excess {}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rules do not fit the budget")?;
        self.shortfalls.iter().try_for_each(|shortfall| shortfall.describe(f, self.budget.max_overshoot_ratio))
    }
}

impl Shortfall {
    fn describe(&self, f: &mut fmt::Formatter<'_>, max_ratio: f64) -> fmt::Result {
        let (argument, Self { budget, exact, .. }) = (self.argument(), self);
        let ip_version = match self.scope {
            Scope::Permission(permission) => {
                write!(f, "\n{permission}: an exact list has {exact} CIDRs, {argument} is {budget}")?;
                permission.ip_version
            }
            Scope::Family { direction, ip_version } => {
                write!(
                    f,
                    "\n{direction} {ip_version}: exact lists of all port ranges have {exact} CIDRs, {argument} is {budget}"
                )?;
                ip_version
            }
        };
        if self.is_possible() {
            write!(f, "\n  the best cover allows more extra addresses than max_overshoot_ratio = {max_ratio}")?;
        } else {
            let shortest = shortest_rule_length(ip_version);
            write!(
                f,
                "\n  there is no cover of so few: nothing broader than /{shortest} becomes a rule, and nothing with addresses that are not public"
            )?;
        }
        write!(f, "\n  {argument:>9}  {:>40}  {:>12}", "extra addresses", "ratio")?;
        for Price { cidrs, extra } in &self.prices {
            match extra {
                Some((extra, ratio)) => write!(f, "\n  {cidrs:>9}  {extra:>40}  {ratio:>12.6}")?,
                None => write!(f, "\n  {cidrs:>9}  {:>40}", "impossible")?,
            }
        }
        if let Price { cidrs, extra: Some((extra, _)) } = self.fitting {
            write!(f, "\n  {argument} = {cidrs} would do, with {extra} extra addresses")?;
        }
        write!(
            f,
            "\n  for an exact list, security groups of {SECURITY_GROUP_RULES} rules: {}, or prefix lists of {PREFIX_LIST_ENTRIES} entries: {}",
            exact.div_ceil(SECURITY_GROUP_RULES),
            exact.div_ceil(PREFIX_LIST_ENTRIES)
        )
    }
}
