//! What users should know although the ledger goes on.

use crate::{model::Moment, rules::WarningKind};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerWarning {
    /// The document is older than the recorded one.
    #[error(
        "document is of {document}, and the ledger has recorded one of {recorded}: a rollback, a stale mirror or a lagging edge. What it lacks is held, and nothing is dropped until there is a document that is no older"
    )]
    OlderDocument {
        /// Its date.
        document: Moment,
        /// The date of the recorded one.
        recorded: Moment,
    },
    /// The document is the recorded one, and something waits for a newer one.
    #[error(
        "document is still the recorded one, of {document}, and its date is the ledger's \"now\": {held} held prefixes wait for a newer one, the first until {drop_at}. Right after an apply that is as it should be; a pinned document never drops anything"
    )]
    PinnedDocument {
        /// Its date.
        document: Moment,
        /// How many prefixes are held.
        held: usize,
        /// When the first is due.
        drop_at: Moment,
    },
}

impl LedgerWarning {
    /// The argument it belongs to.
    pub const fn argument(&self) -> &'static str {
        "document"
    }

    /// What it is about, if it may be an error. That of a pinned document may not:
    /// right after an apply that holds something there is no newer one yet.
    pub const fn kind(&self) -> Option<WarningKind> {
        match self {
            Self::OlderDocument { .. } => Some(WarningKind::OlderDocument),
            Self::PinnedDocument { .. } => None,
        }
    }
}
