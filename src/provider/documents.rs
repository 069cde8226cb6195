//! The document that all data sources of one walk share: fetched and parsed
//! once, however many of them there are.

use std::{
    sync::{Arc, PoisonError, RwLock},
    thread,
};

use crate::{
    fetch::{Access, FetchError, Format, Once, Source, fetch, sha256_hex},
    guard::Examined,
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
        /// How it is reached.
        access: Box<Access>,
        /// The digest of the document that the guards shall let through.
        accepted: Option<String>,
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
    /// The ranges, and what the guards say of them.
    pub examined: Arc<Examined>,
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
    let (source, access, accepted) = match settings {
        None => return Err(DocumentError::NotConfigured),
        Some(Settings::Unknown { attribute }) => return Err(DocumentError::UnknownSettings { attribute }),
        Some(Settings::Known { source, access, accepted }) => (source, access, accepted),
    };
    let fetched = fetch(source, access).await?;
    let (ranges, sha256) = match fetched.format {
        Format::Json => {
            let (ranges, sha256) = parse_and_digest(&fetched.bytes);
            (ranges.map_err(|error| DocumentError::Parse { origin: fetched.origin.clone(), error })?, sha256)
        }
        Format::Snapshot => {
            let snapshot = snapshot::decode(&String::from_utf8_lossy(&fetched.bytes))?;
            (snapshot.ranges, snapshot.sha256)
        }
    };
    let accepted = accepted.as_deref() == Some(&*sha256);
    let examined = Arc::new(Examined::new(ranges, accepted));
    let beside = Arc::clone(&examined);
    // The guards take as long as resolution does, so they work beside it. A
    // machine without a thread left makes them work when they are asked.
    let _ = thread::Builder::new().spawn(move || {
        beside.defects();
    });
    Ok(Document { examined, sha256, origin: fetched.origin })
}

/// The digest takes a third of the time that parsing does, so it is made beside
/// it. Computes for milliseconds: data sources are read where that holds up
/// neither another call nor a stop.
fn parse_and_digest(bytes: &[u8]) -> (Result<IpRanges, ParseError>, String) {
    thread::scope(|scope| {
        let digest = thread::Builder::new().spawn_scoped(scope, || sha256_hex(bytes));
        let ranges = parse(bytes);
        // A machine may have no thread left: then it is made here.
        let digest = digest.ok().and_then(|digest| digest.join().ok()).unwrap_or_else(|| sha256_hex(bytes));
        (ranges, digest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn of(folder: &tempfile::TempDir, json: &str) -> Result<Arc<Document>, Arc<DocumentError>> {
        let path = folder.path().join("ip-ranges.json");
        std::fs::write(&path, json).unwrap();
        let documents = Documents::default();
        let source = Source::parse(&format!("file://{}", path.display())).unwrap();
        documents.configure(Settings::Known { source, access: Box::default(), accepted: None });
        documents.document().await
    }

    #[tokio::test]
    async fn the_digest_is_of_the_bytes_and_a_defect_names_the_origin() {
        let folder = tempfile::tempdir().unwrap();
        let row = r#"{"ip_prefix":"15.193.0.0/19","region":"GLOBAL","service":"AMAZON_CONNECT"}"#;
        let json = format!(r#"{{"syncToken":"1787411825","createDate":"2026-08-22-15-17-05","prefixes":[{row}]}}"#);
        let document = of(&folder, &json).await.unwrap();
        assert_eq!(
            (document.examined.ranges().rows("AMAZON_CONNECT").len(), &document.sha256),
            (1, &sha256_hex(json.as_bytes()))
        );
        let error = of(&folder, "{}").await.unwrap_err().to_string();
        assert!(error.contains(&document.origin) && error.contains("no \"syncToken\""), "{error}");
    }

    #[tokio::test]
    async fn the_bundled_document_keeps_the_digest_of_its_original() {
        let documents = Documents::default();
        documents.configure(Settings::Known { source: Source::Bundled, access: Box::default(), accepted: None });
        let document = documents.document().await.unwrap();
        assert_eq!((document.sha256.len(), document.origin.as_str()), (64, "bundled"));
        assert_ne!(document.sha256, sha256_hex(crate::fetch::BUNDLED_SNAPSHOT.as_bytes()));
    }
}
