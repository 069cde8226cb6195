//! Which document the `provider` block asks for, and what may stand in for it.

use std::{path::PathBuf, time::Duration};

use crate::fetch::{Access, Source, cache::Slot};

/// How old a document may be before it is warned about: AWS publishes three a day.
pub const DEFAULT_MAX_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What is known before anything is read.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where the document is.
    pub source: Source,
    /// How it is reached.
    pub access: Access,
    /// The digest of the document that the guards shall let through.
    pub accepted: Option<String>,
    /// The digest that the document must have.
    pub pinned: Option<String>,
    /// Where good documents are kept.
    pub cache_dir: Option<PathBuf>,
    /// How long after it was fetched a kept document may stand in.
    pub max_stale: Duration,
    /// How old a document may be.
    pub max_age: Duration,
}

impl Wanted {
    /// The document at `source`, with nothing else asked.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            access: Access::default(),
            accepted: None,
            pinned: None,
            cache_dir: None,
            max_stale: Duration::ZERO,
            max_age: DEFAULT_MAX_AGE,
        }
    }

    /// Where its document is kept: nowhere if nobody wants that, or if it is on
    /// this machine already.
    pub fn slot(&self) -> Option<Slot> {
        let slot = Slot::of(self.cache_dir.as_deref()?, &self.source, self.access.limits.request_timeout)?;
        Some(match &self.pinned {
            Some(sha256) => slot.pinned(sha256),
            None => slot,
        })
    }
}
