//! The slots that a ledger may have given to rules: all have one, or none has.

use super::{RenderError, error::RenderErrorKind};
use crate::{
    model::{Direction, IpVersion},
    rules::RuleSet,
};
use std::collections::BTreeMap;

/// Whether the rules have slots.
///
/// # Errors
/// `SharedSlot` if two of one direction and family have the same.
pub(super) fn have_slots(target: &'static str, rules: &RuleSet) -> Result<bool, RenderError> {
    let mut owners: BTreeMap<(Direction, IpVersion, u32), String> = BTreeMap::new();
    for rule in rules.iter() {
        let Some(slot) = rule.slot else { return Ok(false) };
        let key = rule.key();
        let place = (rule.permission.direction, rule.permission.ip_version, slot);
        if let Some(first) = owners.insert(place, key.clone()) {
            return Err(RenderErrorKind::SharedSlot { slot, first, second: key }.of(target));
        }
    }
    Ok(true)
}
