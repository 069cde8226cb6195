//! Holds the rules of a deployment within its budgets.
//!
//! In: the prefixes of each permission with their claims, the budgets. Out: the
//! same, where too many prefixes are replaced by the best superset; what each
//! permission that was replaced allows besides. What is within stays as it is.

use super::{
    NetworkDeployment, ResolveError,
    contributions::Contribution,
    merge::{Claims, claimed},
};
use crate::{
    model::{Prefix, PrefixSet},
    rules::{
        Permission,
        budget::{Budget, fit},
    },
};
use std::collections::BTreeMap;

/// The prefixes of each permission, with who claims them.
pub(super) type Claimed = BTreeMap<Permission, BTreeMap<Prefix, Claims>>;

/// What a permission allows beside what it must.
#[derive(Debug, Clone, PartialEq)]
pub struct Overshoot {
    /// The permission.
    pub permission: Permission,
    /// How many prefixes an exact list has.
    pub exact_cidrs: usize,
    /// How many prefixes the rules have.
    pub cidrs: usize,
    /// How many addresses are allowed and not needed.
    pub extra_addresses: u128,
    /// The same for each needed one.
    pub ratio: f64,
    /// The fewest prefixes within the accepted ratio.
    pub fewest_cidrs: usize,
    /// How many prefixes fewer the budget could be: at 0 it is used up.
    pub room: usize,
}

/// Replaces what exceeds a budget.
///
/// # Errors
/// `Budget` with figures if no superset within the accepted ratio fits.
pub(super) fn within_budget(
    claims: &mut Claimed,
    contributions: &BTreeMap<Permission, Vec<Contribution<'_>>>,
    deployment: &NetworkDeployment,
) -> Result<Vec<Overshoot>, ResolveError> {
    let budget = Budget {
        max_cidrs: deployment.max_cidrs,
        max_rules: deployment.max_rules,
        max_overshoot_ratio: deployment.max_overshoot_ratio.unwrap_or_default(),
    };
    let exceeding = budget.exceeded_by(&claims.iter().map(|(permission, prefixes)| (*permission, prefixes.len())).collect());
    let exceeding = claims.iter().filter(|(permission, _)| exceeding.contains(permission));
    let wanted: BTreeMap<Permission, PrefixSet> =
        exceeding.map(|(permission, prefixes)| (*permission, prefixes.keys().copied().collect())).collect();
    let fitted = fit(&wanted, &budget).map_err(|excess| ResolveError::Budget { excess: Box::new(excess) })?;
    let mut overshoot = Vec::new();
    for (permission, fitted) in fitted {
        if let Some(asked) = contributions.get(&permission) {
            claims.insert(permission, claimed(&fitted.prefixes, asked));
        }
        if fitted.extra > 0 {
            overshoot.push(Overshoot {
                permission,
                exact_cidrs: wanted.get(&permission).map_or(0, PrefixSet::len),
                cidrs: fitted.prefixes.len(),
                extra_addresses: fitted.extra,
                ratio: fitted.ratio,
                fewest_cidrs: fitted.fewest,
                room: fitted.room.unwrap_or_default(),
            });
        }
    }
    Ok(overshoot)
}
