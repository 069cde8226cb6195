//! Time as a ledger sees it: from document to document, never backwards.

use super::{LedgerArguments, LedgerError, Memory};
use crate::{model::Moment, publications::Publications};

/// Ten years: no binary is so much older than its documents.
const LONGEST_USE_DAYS: u32 = 3_653;

/// Refuses a document from a future that cannot be. Recorded, it would stop time.
///
/// # Errors
/// `Future` with both dates.
pub fn refuse_future(arguments: &LedgerArguments, publications: &Publications) -> Result<(), LedgerError> {
    let (create_date, table) = (arguments.document.create_date, publications.date());
    if create_date > table.plus_days(LONGEST_USE_DAYS) {
        return Err(LedgerError::Future { create_date, table });
    }
    Ok(())
}

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
