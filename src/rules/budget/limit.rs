//! What a budget is, and what rules within it are.

use crate::{
    model::{Direction, IpVersion, Prefix},
    rules::Permission,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many prefixes rules may have, and what may be allowed for that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// The most prefixes of one permission.
    pub max_cidrs: Option<usize>,
    /// The most prefixes of one direction and family, over all permissions.
    pub max_rules: Option<usize>,
    /// How many extra addresses are accepted for each wanted one.
    pub max_overshoot_ratio: f64,
}

impl Budget {
    /// Which permissions are beyond it with so many prefixes, on their own or
    /// together with the others of their direction and family.
    pub fn exceeded_by(&self, counts: &BTreeMap<Permission, usize>) -> BTreeSet<Permission> {
        let family = |permission: &Permission| (permission.direction, permission.ip_version);
        let mut together: BTreeMap<(Direction, IpVersion), usize> = BTreeMap::new();
        for (permission, count) in counts {
            *together.entry(family(permission)).or_default() += count;
        }
        let exceeds = |permission: &Permission, count: usize| {
            let beside = together.get(&family(permission)).copied().unwrap_or_default();
            self.max_cidrs.is_some_and(|max| count > max) || self.max_rules.is_some_and(|max| beside > max)
        };
        counts.iter().filter(|(permission, count)| exceeds(permission, **count)).map(|(permission, _)| *permission).collect()
    }
}

/// The prefixes that stand for the addresses of one permission.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Sorted and disjoint; they hold at least what was wanted.
    pub prefixes: Vec<Prefix>,
    /// How many addresses were not wanted.
    pub extra: u128,
    /// The same for each wanted one.
    pub ratio: f64,
    /// The fewest prefixes within the accepted ratio.
    pub fewest: usize,
    /// How many prefixes fewer the budget could be, of this permission or of its
    /// direction and family; `None` where nothing had to be covered.
    pub room: Option<usize>,
}
