//! Memory read back from a state.
//!
//! In: the state's object. Out: the memory, or why it is none. What somebody
//! changed by hand must not make a rule vanish in silence: the parts of a state
//! say the same thing several times over, and must agree.

use super::{Changes, LedgerArguments, LedgerRecord, Memory, Notice, held_value::HeldPrefixes};
use crate::{
    declaration::{Arguments, Incomplete, Record as _, Value, read},
    model::joined,
    rules::{PrefixRule, RuleSet, digest},
};
use std::collections::BTreeSet;

/// Why a state is no memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StateError(String);

/// The computed attributes of a state.
#[derive(Arguments)]
struct Computed {
    /// See [`LedgerRecord`].
    #[argument(required)]
    effective_rules: RuleSet,
    /// See [`LedgerRecord`].
    #[argument(required)]
    notices: Vec<Notice>,
    /// See [`LedgerRecord`].
    #[argument(required)]
    held: Vec<HeldPrefixes>,
    /// See [`LedgerRecord`].
    #[argument(required)]
    changes: Changes,
    /// See [`LedgerRecord`].
    #[argument(required)]
    digest: String,
}

impl Memory {
    /// The memory in a state.
    ///
    /// # Errors
    /// `StateError` if a part cannot be read, or if two parts contradict each other.
    pub fn from_state(state: &Value) -> Result<Self, StateError> {
        let (computed, configured) = split(state);
        let arguments: LedgerArguments = read(&configured).map_err(unreadable)?;
        let Computed { effective_rules, notices, held, changes, digest } = read(&computed).map_err(unreadable)?;
        let held = held.into_iter().flat_map(HeldPrefixes::holds).collect();
        let memory = Self { arguments, effective: effective_rules, notices, held, changes };
        match memory.contradiction(&digest) {
            None => Ok(memory),
            Some(text) => Err(StateError(text)),
        }
    }

    /// What one part of the memory says and another denies.
    fn contradiction(&self, digest_of_effective: &str) -> Option<String> {
        let required = self.arguments.required();
        let lacks = |rules: &RuleSet, rule: &PrefixRule<'_>| rules.line(&rule.permission, rule.prefix).is_none();
        let is_held = |rule: &PrefixRule<'_>| self.held.contains_key(&(rule.permission, rule.prefix));
        if let Some(rule) = required.iter().find(|rule| lacks(&self.effective, rule)) {
            return Some(format!("effective_rules lacks {:?}, which rules requires", rule.key()));
        }
        if let Some(rule) = self.effective.iter().find(|rule| lacks(required, rule) != is_held(rule)) {
            let found = if is_held(&rule) { "held although rules requires it" } else { "neither in rules nor in held" };
            return Some(format!("{:?} of effective_rules is {found}", rule.key()));
        }
        if let Some((permission, prefix)) =
            self.held.keys().find(|(permission, prefix)| self.effective.line(permission, *prefix).is_none())
        {
            return Some(format!("held has {:?}, which effective_rules lacks", permission.key(*prefix)));
        }
        if digest(&self.effective.rules()) != digest_of_effective {
            return Some("its digest is not that of effective_rules".to_owned());
        }
        let mut slots = BTreeSet::new();
        for rule in self.effective.iter() {
            let place = (rule.permission.direction, rule.permission.ip_version, rule.slot);
            if rule.slot.is_none() || !slots.insert(place) {
                return Some(format!("the slot of {:?} in effective_rules is missing or not its own", rule.key()));
            }
        }
        let period = self.arguments.period();
        let is_dated = |notice: &&Notice| {
            let dates = notice.appearance;
            dates.not_seen_at <= dates.first_seen
                && (notice.allow_by, notice.full_traffic_at) == (dates.allow_by(period), dates.full_traffic_at(period))
        };
        if let Some(notice) = self.notices.iter().find(|notice| !is_dated(notice)) {
            return Some(format!(
                "notices has dates for {} that do not follow from not_seen_at, first_seen, notice_days and ramp_days: allow_by {}, full_traffic_at {}",
                notice.permission, notice.allow_by, notice.full_traffic_at
            ));
        }
        let hold_days = self.arguments.hold_removed_days;
        if let Some(((permission, prefix), hold)) =
            self.held.iter().find(|(_, hold)| hold.drop_at != hold.removed_at.plus_days(hold_days))
        {
            let (key, removed_at, drop_at) = (permission.key(*prefix), hold.removed_at, hold.drop_at);
            return Some(format!(
                "held drops {key:?} at {drop_at}, which is not {hold_days} days after {removed_at}, its removed_at"
            ));
        }
        let strays = |notice: &&Notice| !required.prefixes(&notice.permission).contains_set(&notice.space());
        let stray = self.notices.iter().find(strays)?;
        Some(format!("notices has prefixes for {} that rules does not require", stray.permission))
    }
}

/// The computed and the configured attributes.
fn split(state: &Value) -> (Value, Value) {
    let computed = LedgerRecord::fields();
    let is_computed = |name: &str| computed.iter().any(|field| field.name == name);
    let attributes = match state {
        Value::Object(attributes) => attributes.clone(),
        _ => Vec::new(),
    };
    let (computed, configured) = attributes.into_iter().partition(|(name, _)| is_computed(name));
    (Value::Object(computed), Value::Object(configured))
}

fn unreadable(Incomplete { defects }: Incomplete) -> StateError {
    match defects.is_empty() {
        true => StateError("a part of it is not known".to_owned()),
        false => StateError(joined(defects.iter().take(3).map(|defect| &defect.text), "; ")),
    }
}
