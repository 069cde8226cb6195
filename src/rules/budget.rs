//! Holds rules within a budget of prefixes.
//!
//! In: the addresses of each permission, and a budget. Out: for each permission
//! the same addresses, or the superset that adds the fewest; an error with
//! figures where that adds more than is accepted, or where no prefixes that a
//! rule may hold are that few.
//!
//! `max_cidrs` counts each permission on its own. `max_rules` counts direction
//! and family, as security groups and network ACLs do, over all permissions,
//! requests and replies; it is split so that all together add the fewest
//! addresses. The accepted ratio holds for each permission. Both budgets hold
//! where both are given. A greater budget never fails where a smaller one fits.

mod counted;
mod excess;
mod limit;
#[cfg(test)]
mod tests;

pub use excess::{Excess, Price, Scope, Shortfall};
pub use limit::{Budget, Fitted};

use super::Permission;
use crate::model::{Direction, IpVersion, PrefixSet};
use counted::Counted;
use std::collections::BTreeMap;

/// The prefixes of each permission of `wanted`, whose sets are of its family.
///
/// # Errors
/// Every permission, and every direction and family, that does not fit.
pub fn fit(wanted: &BTreeMap<Permission, PrefixSet>, budget: &Budget) -> Result<BTreeMap<Permission, Fitted>, Excess> {
    let mut counted: BTreeMap<(Direction, IpVersion), Vec<(Permission, &PrefixSet)>> = BTreeMap::new();
    for (permission, set) in wanted {
        counted.entry((permission.direction, permission.ip_version)).or_default().push((*permission, set));
    }
    let (mut fitted, mut shortfalls) = (BTreeMap::new(), Vec::new());
    for ((direction, ip_version), members) in counted {
        match Counted::new(&members, budget) {
            Err(found) => shortfalls.extend(found),
            Ok(None) => fitted.extend(members.into_iter().map(|(permission, set)| (permission, exact(set)))),
            Ok(Some(counted)) => match counted.fit(Scope::Family { direction, ip_version }) {
                Ok(found) => fitted.extend(members.into_iter().map(|(permission, _)| permission).zip(found)),
                Err(found) => shortfalls.extend(found),
            },
        }
    }
    if shortfalls.is_empty() { Ok(fitted) } else { Err(Excess { budget: *budget, shortfalls }) }
}

fn exact(set: &PrefixSet) -> Fitted {
    Fitted { prefixes: set.iter().collect(), extra: 0, ratio: 0.0, fewest: set.len(), room: None }
}
