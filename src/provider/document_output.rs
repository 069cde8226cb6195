//! The `document` attribute, and what is said when there is no document.

use serde::{Deserialize, Serialize};
use tf_provider::{AttributePath, Diagnostics, schema::AttributeType};

use super::{
    attributes::object,
    diagnostics::{Report, sentence},
    documents::{Document, DocumentError},
};

/// What every data source says of the document that it read.
pub const DOCUMENT_DESCRIPTION: &str = "The document that was read: `create_date` (RFC 3339), `sync_token`, `sha256` of its bytes and \
     `origin` (its URL, or `bundled`). It changes several times a day: leave it out of tags, names and descriptions, use `digest` there.";

/// The `document` attribute's type.
pub fn document_type() -> AttributeType {
    object([
        ("create_date", AttributeType::String),
        ("sync_token", AttributeType::String),
        ("sha256", AttributeType::String),
        ("origin", AttributeType::String),
    ])
}

/// The `document` attribute's value.
#[derive(Debug, Serialize, Deserialize)]
pub struct DocumentOutput {
    create_date: String,
    sync_token: String,
    sha256: String,
    origin: String,
}

impl DocumentOutput {
    /// What is said of `document`.
    pub fn new(document: &Document) -> Self {
        Self {
            create_date: document.ranges.create_date().to_owned(),
            sync_token: document.ranges.sync_token().to_owned(),
            sha256: document.sha256.clone(),
            origin: document.origin.clone(),
        }
    }
}

/// Report that there is no document. Always `None`, to end a read with.
pub fn report_document_error<T>(diags: &mut Diagnostics, error: &DocumentError) -> Option<T> {
    diags.report_error(
        AttributePath::root(),
        "AWS's IP ranges could not be read",
        format!(
            "{}\nNo rules are given, since a part of them would cut off agents. A copy of the document can be used instead: set \
             ip_ranges_url = \"file:///path/to/ip-ranges.json\" in the provider block.",
            sentence(&error.to_string())
        ),
    );
    None
}
