//! Time as a ledger sees it: from document to document, never backwards.

use super::Memory;
use crate::model::Moment;

/// Where a document stands beside the recorded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// It is newer: time passes.
    Newer,
    /// It is of the same date: time stands still.
    Same,
    /// It is older: a rollback, a stale mirror, a lagging edge.
    Older,
}

/// The document's date and the recorded one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The date of the document at hand.
    pub document: Moment,
    /// The date of the recorded one.
    pub recorded: Moment,
}

impl Clock {
    /// The time at which `memory` is asked about a document of this date.
    pub const fn new(memory: &Memory, document: Moment) -> Self {
        Self { document, recorded: memory.arguments.document.create_date }
    }

    /// Whether time passes.
    pub fn advance(&self) -> Advance {
        match self.document.cmp(&self.recorded) {
            std::cmp::Ordering::Greater => Advance::Newer,
            std::cmp::Ordering::Equal => Advance::Same,
            std::cmp::Ordering::Less => Advance::Older,
        }
    }

    /// The newest date that the ledger knows of.
    pub fn now(&self) -> Moment {
        self.document.max(self.recorded)
    }
}
