//! Memory read back from a state.
//!
//! In: the state's object. Out: the memory, or why it is none.

use super::{Changes, LedgerArguments, LedgerRecord, Memory, Notice, contradiction::contradiction, held_value::HeldPrefixes};
use crate::{
    declaration::{Arguments, Incomplete, Record as _, Value, read},
    model::{Moment, joined},
    rules::RuleSet,
};

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
    next_not_seen_at: Moment,
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
        let Computed { effective_rules, next_not_seen_at, notices, held, changes, digest } =
            read(&computed).map_err(unreadable)?;
        let holds: Vec<_> = held.into_iter().flat_map(HeldPrefixes::holds).collect();
        let listed = holds.len();
        let held = holds.into_iter().collect();
        let memory = Self { arguments, next_not_seen_at, effective: effective_rules, notices, held, changes };
        let twice = (memory.held.len() < listed).then(|| "held lists a prefix twice".to_owned());
        match twice.or_else(|| contradiction(&memory, &digest)) {
            None => Ok(memory),
            Some(text) => Err(StateError(text)),
        }
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
