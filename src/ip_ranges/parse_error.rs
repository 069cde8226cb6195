//! Why bytes are no usable `ip-ranges.json`.
//!
//! Text from the document is shown printable and short. A place is a path such
//! as `prefixes[12].ip_prefix`, or a line and a column.

use crate::model::{IpVersion, PrefixError};

/// Why a document was refused. A refused document yields no row at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// No bytes, or blanks alone.
    #[error("the document is empty: expected AWS's ip-ranges.json; check what the source serves")]
    Empty,
    /// Markup where JSON should be.
    #[error(
        "the document looks like an HTML page, perhaps a proxy's: it starts with \"{found}\"; expected AWS's ip-ranges.json; check the URL and the proxy"
    )]
    Html {
        /// How it starts.
        found: String,
    },
    /// A compressed file.
    #[error("the document is compressed ({format}): expected plain JSON; decompress the copy before it is served")]
    Compressed {
        /// The compression.
        format: &'static str,
    },
    /// Not plain UTF-8.
    #[error("the document starts with {found}: expected plain UTF-8 without a byte order mark; save the copy as AWS serves it")]
    Encoding {
        /// What it starts with.
        found: &'static str,
    },
    /// Bytes that are no UTF-8 text.
    #[error(
        "the document is not UTF-8 text, from byte {offset} on: it is damaged or another file; fetch it again, and check the copy or the proxy"
    )]
    NotUtf8 {
        /// Where the first wrong byte stands, from 0.
        offset: usize,
    },
    /// The JSON ends early.
    #[error(
        "the document is truncated: its JSON ends unfinished at line {line}, column {column}, after {bytes} bytes; fetch it again, and check the copy or the proxy"
    )]
    Truncated {
        /// Line of the end, from 1.
        line: usize,
        /// Column of the end, from 0.
        column: usize,
        /// How long the document is.
        bytes: usize,
    },
    /// Not JSON.
    #[error("the document is not JSON: {cause} at line {line}, column {column}; expected AWS's ip-ranges.json, unchanged")]
    Syntax {
        /// What is wrong.
        cause: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 0.
        column: usize,
    },
    /// A value of another type, or a row without one of its keys.
    #[error("the document is not AWS's ip-ranges.json: {cause} at {place} (line {line}, column {column})")]
    Shape {
        /// What is wrong.
        cause: String,
        /// The path.
        place: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 0.
        column: usize,
    },
    /// A key of the top level is missing.
    #[error("the document has no {key:?}: expected AWS's ip-ranges.json, whole")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A key of the top level stands twice, so that readers disagree on it.
    #[error("the document has {key:?} twice: expected AWS's ip-ranges.json, unchanged")]
    DuplicateKey {
        /// The key.
        key: &'static str,
    },
    /// A list without rows.
    #[error("the document's list {key:?} is empty: AWS never publishes that; an empty list is never read as \"no rules needed\"")]
    EmptyList {
        /// The key.
        key: &'static str,
    },
    /// A row's prefix is none.
    #[error("{place} is wrong: {cause}")]
    Prefix {
        /// The path.
        place: String,
        /// Why.
        cause: PrefixError,
    },
    /// A row's prefix is of the family that belongs in the other list.
    #[error("{place} is of the wrong family: found {found:?}, expected {expected}")]
    ForeignFamily {
        /// The path.
        place: String,
        /// The prefix.
        found: String,
        /// The family of the list.
        expected: IpVersion,
    },
    /// A row that means every address.
    #[error("{place} is {found:?}, every address there is: AWS never publishes that, and no rule is made of it")]
    DefaultRoute {
        /// The path.
        place: String,
        /// The prefix.
        found: String,
    },
    /// A service, region or border group that is no name.
    #[error("{place} is no name: found \"{found}\", expected 1 to {max} printable ASCII characters")]
    Name {
        /// The path.
        place: String,
        /// The text, as far as it may be shown.
        found: String,
        /// The longest name.
        max: usize,
    },
    /// Neither date nor token tells when the document was made.
    #[error(
        "the document has no date: \"createDate\" is \"{create_date}\", expected \"YYYY-MM-DD-hh-mm-ss\", and \"syncToken\" is \"{sync_token}\", expected Unix time"
    )]
    Date {
        /// The date.
        create_date: String,
        /// The token.
        sync_token: String,
    },
}
