//! The document that rules come from, as far as memory needs it.

use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read_object},
    model::{Moment, is_sha256},
};
use std::fmt;

/// A SHA-256 digest: 64 hexadecimal digits, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sha256(String);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromValue for Sha256 {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "a SHA-256 digest, 64 hexadecimal digits".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        match value {
            Value::Text(digits) if is_sha256(digits) => Ok(Self(digits.to_ascii_lowercase())),
            _ => Err(vec![Mistake::unexpected(value, &Self::expected())]),
        }
    }
}

/// A document by its date and digest.
#[derive(Debug, Clone, PartialEq, Eq, Arguments)]
pub struct DocumentStamp {
    /// When AWS published it (RFC 3339): the ledger's "now".
    #[argument(required)]
    pub create_date: Moment,
    /// SHA-256 (hex) of its bytes.
    #[argument(required)]
    pub sha256: Sha256,
    /// AWS's number of the publication; not used.
    pub sync_token: Option<String>,
    /// Where it was read; not used.
    pub origin: Option<String>,
}

impl FromValue for DocumentStamp {
    fn shape() -> Shape {
        Shape::Nested(Self::declarations())
    }

    fn expected() -> String {
        "a document, such as the `document` of amazonconnect_network_rules".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_object(value, "a document").map_err(Mistake::of_texts)
    }
}
