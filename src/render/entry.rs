//! A rule, and the permanent slot that a ledger may have given it.

use super::RenderError;
use crate::{model::Direction, rules::FirewallRule};
use std::collections::BTreeMap;

/// What targets with numbers or shards take: a rule, with its slot if a ledger
/// remembers one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule.
    pub rule: FirewallRule,
    /// The small number that a ledger keeps for this rule for life.
    pub slot: Option<u32>,
}

impl From<FirewallRule> for Entry {
    fn from(rule: FirewallRule) -> Self {
        Self { rule, slot: None }
    }
}

/// The slot of each entry by key, or `None` if no entry has one.
///
/// # Errors
/// `MixedSlots` if only some have one; `SharedSlot` if two of one direction
/// have the same.
pub(super) fn slots(target: &'static str, entries: &[Entry]) -> Result<Option<BTreeMap<String, u32>>, RenderError> {
    if entries.iter().all(|entry| entry.slot.is_none()) {
        return Ok(None);
    }
    let mut slots = BTreeMap::new();
    let mut owners: BTreeMap<(Direction, u32), String> = BTreeMap::new();
    for entry in entries {
        let key = entry.rule.key();
        let Some(slot) = entry.slot else { return Err(RenderError::MixedSlots { target, key }) };
        if let Some(first) = owners.insert((entry.rule.direction, slot), key.clone()) {
            return Err(RenderError::SharedSlot { target, slot, first, second: key });
        }
        slots.insert(key, slot);
    }
    Ok(Some(slots))
}
