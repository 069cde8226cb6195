//! Why there is no document, and why the source's is not used.

use crate::{
    fetch::{FetchError, cache::CacheError},
    ip_ranges::{ParseError, snapshot::SnapshotError},
    model::Moment,
};

/// Why a source's document is not used, or not without a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes could not be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The bytes are no document.
    #[error("the document from {origin} cannot be used: {error}")]
    Parse {
        /// Where it came from.
        origin: String,
        /// What is wrong with it.
        error: ParseError,
    },
    /// It is another document than the one asked for.
    #[error(
        "the document from {origin} has the SHA-256 {found}, but ip_ranges_sha256 is {expected}: AWS has published another one since, or the copy was changed; compare the two, then name the new digest, or serve the document that was pinned"
    )]
    Digest {
        /// Where it came from.
        origin: String,
        /// Its digest.
        found: String,
        /// The digest asked for.
        expected: String,
    },
    /// Its date is still to come.
    #[error(
        "the document from {origin} is of {published}, which is still to come by this machine's clock: check the clock; if it is right, the document is not as AWS published it: use an earlier copy, or name this very document in ip_ranges_sha256"
    )]
    Future {
        /// Where it came from.
        origin: String,
        /// Its date.
        published: Moment,
    },
    /// The guards refuse a part of it, which perhaps nobody needs.
    #[error("the document from {origin} is not believable: {doubt}")]
    Doubted {
        /// Where it came from.
        origin: String,
        /// What speaks against it.
        doubt: String,
    },
    /// The source served a newer one before.
    #[error(
        "{origin} serves the document of {published}, but served that of {last} before: a server or a mirror lags behind, or an old copy was put back; try again, and check the source; if the older one is right, remove the copy from cache_dir"
    )]
    Older {
        /// Where it came from.
        origin: String,
        /// Its date.
        published: Moment,
        /// The date of the one kept.
        last: Moment,
    },
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A data source was read before the provider was configured.
    #[error("the provider was not configured before a data source was read; this is a bug of the host or of the provider")]
    NotConfigured,
    /// The `provider` block depends on something that is not known yet.
    #[error(
        "{attribute} of the provider block is not known yet, so the document cannot be read; give it a value that does not depend on \
         resources, or apply those first with -target"
    )]
    UnknownSettings {
        /// The argument.
        attribute: &'static str,
    },
    /// The source's document cannot be used, and nothing stands in for it.
    #[error("{refusal}{}", after(.without_copy.as_deref()))]
    Refused {
        /// Why not.
        refusal: Box<Refusal>,
        /// Why no kept copy stands in, if one was looked for.
        without_copy: Option<String>,
    },
    /// Somebody else may have made what is in the cache.
    #[error("cache_dir cannot be used: {0}")]
    Cache(CacheError),
    /// The snapshot in the binary is damaged.
    #[error("the bundled snapshot cannot be used: {0}; this is a bug of the provider")]
    Bundled(#[from] SnapshotError),
}

impl From<Refusal> for DocumentError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused { refusal: Box::new(refusal), without_copy: None }
    }
}

/// A sentence of its own behind another.
fn after(sentence: Option<&str>) -> String {
    sentence.map_or_else(String::new, |sentence| format!(".\n{sentence}"))
}
