//! What users should know of a document that is used all the same.

use super::{document_error::Refusal, span};
use crate::{fetch::cache::CacheError, model::Moment, rules::WarningKind};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    /// It is older than wanted.
    #[error(
        "the document is of {published}, {} old, and max_age allows {}: AWS changes its ranges about three times a day; renew the copy or the mirror, or pin the document with ip_ranges_sha256 if its age is meant",
        span::aged(*.age),
        span::told(*.max_age)
    )]
    Aged {
        /// Its date.
        published: Moment,
        /// Its age in seconds.
        age: u64,
        /// How many seconds are allowed.
        max_age: u64,
    },
    /// Its two dates disagree.
    #[error(
        "the document's createDate is \"{create_date}\" and its syncToken \"{sync_token}\", which should be the same moment: it is taken to be of {published}"
    )]
    Dates {
        /// What `createDate` says.
        create_date: String,
        /// What `syncToken` says.
        sync_token: String,
        /// What it is taken for.
        published: Moment,
    },
    /// A kept copy is used instead.
    #[error(
        "{refusal:#}.\nUsed instead: the copy of {published} in cache_dir, which the source served or confirmed {} ago; max_stale allows {}.",
        span::aged(*.age),
        span::told(*.max_stale)
    )]
    CopyUsed {
        /// Why not the source's.
        refusal: Refusal,
        /// The date of the copy.
        published: Moment,
        /// How many seconds ago it was fetched.
        age: u64,
        /// How many seconds are allowed.
        max_stale: u64,
    },
    /// It is used, but not kept.
    #[error("{refusal:#}.\nIt is used as far as it can be, but not kept in cache_dir. {without_copy}")]
    NotKept {
        /// Why not.
        refusal: Refusal,
        /// Why no copy stands in.
        without_copy: String,
    },
    /// The cache cannot be read or written.
    #[error("the cache is not used: {0}")]
    Cache(CacheError),
}

impl Note {
    /// What it is about.
    pub const fn kind(&self) -> WarningKind {
        match self {
            Self::Aged { .. } => WarningKind::DocumentAged,
            Self::Dates { .. } => WarningKind::DocumentDates,
            Self::CopyUsed { refusal: Refusal::Older { .. }, .. } | Self::NotKept { refusal: Refusal::Older { .. }, .. } => {
                WarningKind::DocumentOlder
            }
            Self::CopyUsed { .. } => WarningKind::DocumentCached,
            Self::NotKept { .. } | Self::Cache(_) => WarningKind::CacheUnusable,
        }
    }
}
