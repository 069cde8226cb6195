//! AWS's documents: the snapshot in the binary, and the whole ones that lie
//! beside the repository.

use amazonconnect::{
    fetch::BUNDLED_SNAPSHOT,
    guard::Examined,
    ip_ranges::{IpRanges, parse, snapshot},
};

use crate::shared_data;

/// The snapshot of 2026-08-22 that the binary carries.
pub fn bundled() -> IpRanges {
    snapshot::decode(BUNDLED_SNAPSHOT).unwrap().ranges
}

/// A whole document by its file name without `.json.gz`.
pub fn document(name: &str) -> Option<IpRanges> {
    Some(parse(&shared_data::document(name)?).unwrap())
}

/// A document as rules are resolved from it; nothing in it was accepted.
pub fn examined(ranges: &IpRanges) -> Examined {
    Examined::new(ranges.clone(), false)
}
