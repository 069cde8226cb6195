//! The `document` attribute, and what is said when there is no document.

use serde::Serialize;
use tf_provider::{AttributePath, Diagnostics};

use crate::{
    declaration::Record,
    provider::{
        diagnostics::{Report as _, sentence},
        documents::{Document, DocumentError},
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

/// Report that a document is not what it must be, and how to take it all the same.
pub fn report_unbelievable(diags: &mut Diagnostics, text: &str, document: &Document) {
    let detail = format!(
        "{text}\nIf you have compared the document with earlier ones and it is right, accept it, and no other, in the provider \
         block:\n  accept_document_sha256 = \"{}\"",
        document.sha256
    );
    diags.report_error(AttributePath::root(), "The document is not believable", detail);
}

/// Report that there is no document. Always `None`, to end a read with.
pub fn report_document_error<T>(diags: &mut Diagnostics, error: &DocumentError) -> Option<T> {
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
