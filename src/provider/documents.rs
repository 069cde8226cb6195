//! The document that all data sources of one walk share: fetched and parsed
//! once, however many of them there are.

use std::sync::{Arc, PoisonError, RwLock};

use super::{acquire::acquire, clock, document::Document, document_error::DocumentError, wanted::Wanted};
use crate::fetch::Once;

/// What the `provider` block asks for.
#[derive(Debug, Clone)]
pub enum Settings {
    /// Everything is known.
    Known(Box<Wanted>),
    /// An argument of the `provider` block will only be known after apply.
    Unknown {
        /// Its name.
        attribute: &'static str,
    },
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
    match settings {
        None => Err(DocumentError::NotConfigured),
        Some(Settings::Unknown { attribute }) => Err(DocumentError::UnknownSettings { attribute }),
        Some(Settings::Known(wanted)) => acquire(wanted, clock::now()).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::{Source, sha256_hex};

    async fn of(folder: &tempfile::TempDir, json: &str) -> Result<Arc<Document>, Arc<DocumentError>> {
        let path = folder.path().join("ip-ranges.json");
        std::fs::write(&path, json).unwrap();
        let documents = Documents::default();
        let source = Source::parse(&format!("file://{}", path.display())).unwrap();
        documents.configure(Settings::Known(Box::new(Wanted::of(source))));
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
        documents.configure(Settings::Known(Box::new(Wanted::of(Source::Bundled))));
        let document = documents.document().await.unwrap();
        assert_eq!((document.sha256.len(), document.origin.as_str()), (64, "bundled"));
        assert_ne!(document.sha256, sha256_hex(crate::fetch::BUNDLED_SNAPSHOT.as_bytes()));
    }
}
