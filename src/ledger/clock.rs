//! Time as a ledger sees it: from document to document, never backwards.

use super::Memory;
use crate::{declaration::Refuse, model::Moment, publications::Publications};

/// Ten years: no binary is so much older than its documents.
const LONGEST_USE_DAYS: u32 = 3_653;

/// A document is dated later than any that there can be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "create_date is {create_date}, more than ten years after the table of first publications inside the provider, of {table}: no publication of AWS has that date. Correct the file or the mirror that it comes from; if the date is right, update the provider"
)]
pub struct FutureDocument {
    /// The date of the document.
    create_date: Moment,
    /// The date of the table.
    table: Moment,
}

impl Refuse for FutureDocument {
    fn argument(&self) -> Option<&str> {
        Some("create_date")
    }
}

/// Refuses a document from a future that cannot be. Recorded, it would stop time;
/// its notices would give time until then.
///
/// # Errors
/// `FutureDocument` with both dates.
pub fn refuse_future(create_date: Moment, publications: &Publications) -> Result<(), FutureDocument> {
    let table = publications.date();
    if create_date > table.plus_days(LONGEST_USE_DAYS) {
        return Err(FutureDocument { create_date, table });
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
