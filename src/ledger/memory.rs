//! What a ledger remembers: all that is in its state.

use super::{Appearance, LedgerArguments, Notice};
use crate::{
    declaration::{Arguments, FromValue, Mistake, Record, Shape, Value, read_object},
    model::{Moment, Prefix},
    rules::{Permission, RuleSet},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The memory after an apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// What it was told then. The document is the recorded one: the newest of
    /// those that came with a change.
    pub arguments: LedgerArguments,
    /// The date of the newest document that is known to lack what is not
    /// effective: after a rollback that held nothing older than the recorded one.
    pub next_not_seen_at: Moment,
    /// What is to be allowed: the required prefixes and the held ones, each with
    /// its slot.
    pub effective: RuleSet,
    /// The notices of what is required, of different space each, ordered by
    /// permission and date.
    pub notices: Vec<Notice>,
    /// The prefixes that are effective and not required as such.
    pub held: Held,
    /// What the last apply changed.
    pub changes: Changes,
}

/// Each held prefix of each permission.
pub type Held = BTreeMap<(Permission, Prefix), Hold>;

/// Since when a prefix is held, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hold {
    /// The date of the first document without it.
    pub removed_at: Moment,
    /// When it is no longer effective, if it is not required again before.
    pub drop_at: Moment,
    /// When the space of it that is gone appeared, if it had a notice: space that
    /// comes back keeps its dates.
    pub appearance: Option<Appearance>,
}

/// What an apply changed, by the keys that `for_each` uses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Record, Arguments)]
pub struct Changes {
    /// Prefixes that were not effective before.
    #[argument(default = Vec::new())]
    pub added: Vec<String>,
    /// Prefixes that are no longer required, and stay effective for now.
    #[argument(default = Vec::new())]
    pub held: Vec<String>,
    /// Prefixes that are no longer effective.
    #[argument(default = Vec::new())]
    pub dropped: Vec<String>,
}

impl FromValue for Changes {
    fn shape() -> Shape {
        Shape::Nested(Self::declarations())
    }

    fn expected() -> String {
        "what an apply changed, an object".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_object(value, "what an apply changed").map_err(Mistake::of_texts)
    }
}
