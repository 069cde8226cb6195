//! The `document` attribute, and what is said when there is no document.

use std::sync::Arc;

use serde::Serialize;
use tf_provider::{AttributePath, Diagnostics};

use crate::{
    declaration::Record,
    provider::{
        diagnostics::{Report as _, sentence},
        document::Document,
        document_error::DocumentError,
        documents::Documents,
        strictness::Strictness,
    },
};

/// The document that was read.
#[derive(Debug, Serialize, Record)]
pub struct DocumentRecord {
    /// When AWS published it (RFC 3339).
    create_date: String,
    /// AWS's number of the publication.
    sync_token: String,
    /// SHA-256 (hex) of its bytes.
    sha256: String,
    /// Its URL, or `bundled`.
    origin: String,
}

impl From<&Document> for DocumentRecord {
    fn from(document: &Document) -> Self {
        Self {
            create_date: document.examined.ranges().create_date().to_owned(),
            sync_token: document.examined.ranges().sync_token().to_owned(),
            sha256: document.sha256.clone(),
            origin: document.origin.clone(),
        }
    }
}

/// The document of this walk, with what users should know of it reported; `None`
/// with an error if there is none.
pub async fn read_document(documents: &Documents, strictness: &Strictness, diags: &mut Diagnostics) -> Option<Arc<Document>> {
    match documents.document().await {
        Ok(document) => {
            for note in &document.notes {
                strictness.report(diags, note.kind(), AttributePath::root(), sentence(&note.to_string(), None));
            }
            Some(document)
        }
        Err(error) => report_document_error(diags, &error),
    }
}

/// Report that a document is not what it must be, and how to take it all the same.
pub fn report_unbelievable(diags: &mut Diagnostics, text: &str, document: &Document) {
    let without_copy = document.without_copy.as_ref().map_or_else(String::new, |text| format!("\n{text}"));
    let detail = format!(
        "{text}{without_copy}\nIf you have compared the document with earlier ones and it is right, accept it, and no other, in the provider \
         block:\n  accept_document_sha256 = \"{}\"",
        document.sha256
    );
    diags.report_error(AttributePath::root(), "The document is not believable", detail);
}

/// Report that there is no document. Always `None`, to end a read with.
fn report_document_error<T>(diags: &mut Diagnostics, error: &DocumentError) -> Option<T> {
    diags.report_error(
        AttributePath::root(),
        "AWS's IP ranges could not be read",
        format!(
            "{}\nNo rules are given, since a part of them would cut off agents. A copy of the document can be used instead: set \
             ip_ranges_url = \"file:///path/to/ip-ranges.json\" in the provider block.",
            sentence(&error.to_string(), None)
        ),
    );
    None
}
