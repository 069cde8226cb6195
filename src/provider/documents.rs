//! The document that all data sources of one walk share: fetched and parsed
//! once, however many of them there are.

use std::sync::{Arc, PoisonError, RwLock};

use crate::{
    fetch::{FetchError, Format, Limits, Once, Source, fetch},
    ip_ranges::{
        IpRanges, ParseError, parse,
        snapshot::{self, SnapshotError},
    },
};

/// What the `provider` block asks for.
#[derive(Debug, Clone)]
pub enum Settings {
    /// Everything is known.
    Known {
        /// Where the document is.
        source: Source,
        /// How long and how large a download may be.
        limits: Limits,
    },
    /// An argument of the `provider` block will only be known after apply.
    Unknown {
        /// Its name.
        attribute: &'static str,
    },
}

/// A parsed document with where it came from.
#[derive(Debug)]
pub struct Document {
    /// The ranges.
    pub ranges: IpRanges,
    /// Hex SHA-256 of the document's bytes as AWS published them.
    pub sha256: String,
    /// The URL without credentials, or `bundled`.
    pub origin: String,
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
    /// The snapshot in the binary is damaged.
    #[error("the bundled snapshot cannot be used: {0}; this is a bug of the provider")]
    Bundled(#[from] SnapshotError),
}

/// Hands out the document; cheap to clone, all clones share it.
#[derive(Clone)]
pub struct Documents {
    walk: Arc<RwLock<Arc<Walk>>>,
}

/// One configuration of the provider, and the document read under it.
struct Walk {
    settings: Option<Settings>,
    document: Once<Arc<Document>, Arc<DocumentError>>,
}

impl Default for Documents {
    fn default() -> Self {
        Self { walk: Arc::new(RwLock::new(Arc::new(Walk { settings: None, document: Once::new() }))) }
    }
}

impl Documents {
    /// Be as before the first walk.
    pub fn forget(&self) {
        self.start(None);
    }

    /// Start a new walk: what was read under earlier settings is forgotten.
    pub fn configure(&self, settings: Settings) {
        self.start(Some(settings));
    }

    fn start(&self, settings: Option<Settings>) {
        let walk = Walk { settings, document: Once::new() };
        *self.walk.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(walk);
    }

    /// The document; the first caller reads it, the others wait for it.
    ///
    /// # Errors
    /// What prevented it; the same for every caller of the walk.
    pub async fn document(&self) -> Result<Arc<Document>, Arc<DocumentError>> {
        let walk = self.walk.read().unwrap_or_else(PoisonError::into_inner).clone();
        walk.document.get_or_make(|| async { read(walk.settings.as_ref()).await.map(Arc::new).map_err(Arc::new) }).await
    }
}

async fn read(settings: Option<&Settings>) -> Result<Document, DocumentError> {
    let (source, limits) = match settings {
        None => return Err(DocumentError::NotConfigured),
        Some(Settings::Unknown { attribute }) => return Err(DocumentError::UnknownSettings { attribute }),
        Some(Settings::Known { source, limits }) => (source, limits),
    };
    let fetched = fetch(source, limits).await?;
    let (ranges, sha256) = match fetched.format {
        Format::Json => match parse(&fetched.bytes) {
            Ok(ranges) => (ranges, fetched.sha256),
            Err(error) => return Err(DocumentError::Parse { origin: fetched.origin, error }),
        },
        Format::Snapshot => {
            let snapshot = snapshot::decode(&String::from_utf8_lossy(&fetched.bytes))?;
            (snapshot.ranges, snapshot.sha256)
        }
    };
    Ok(Document { ranges, sha256, origin: fetched.origin })
}
