//! What a budget is, and what rules within it are.

use crate::model::Prefix;

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

/// The prefixes that stand for the addresses of one permission.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Sorted and disjoint; they hold at least what was wanted.
    pub prefixes: Vec<Prefix>,
    /// How many addresses were not wanted.
    pub extra: u128,
    /// The same for each wanted one.
    pub ratio: f64,
}
