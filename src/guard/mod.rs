//! What a believable `ip-ranges.json` looks like: a document and tables made
//! from history → what in it is thin, grown or too broad.
//!
//! A document is judged at its own date, service by service, family by family,
//! and Region by Region where history is steady enough. What counts are merged
//! global-unicast addresses, since AWS splits and joins rows. The tables are
//! written by `cargo xtask history`; nothing in them is typed by hand.
//! Pure: knows no clock; where a date is held against now, now is an argument.

mod absence;
mod defect;
mod examined;
pub mod freshness;
mod judge;
mod limits;
mod presence;
mod series;

pub use absence::{Absence, absences};
pub use defect::{DefectKind, GuardDefect};
pub use examined::Examined;
pub use judge::judge;
pub use limits::{Bounds, GROWN_FACTOR, SERVICES, SHRUNK_PERCENT};
pub use presence::is_published;
pub use series::{Series, series};
