//! AWS's document `ip-ranges.json`: its rows, how it is parsed, how rows are
//! selected from it, and the compact snapshot of it that the binary carries.
//! Pure: bytes and arguments in, rows or an error out.

mod collector;
mod document;
mod entries;
mod groups;
mod layout;
mod parse;
mod parse_error;
mod publication_time;
mod row;
mod select;
mod select_error;
mod slots;
pub mod snapshot;
mod usages;

pub use entries::{Entry, IpRanges, Usage};
pub use parse::parse;
pub use parse_error::ParseError;
pub use select::{Merge, Selection, merged, select};
pub use select_error::SelectError;
