//! The one list of what the provider offers.

use super::{
    adapter::Catalog,
    functions::{CidrAddressCount, CidrContains, CidrCover, CidrIntersect, CidrMerge, CidrSubtract},
};

/// Every function, under its full name.
pub fn catalog() -> Catalog {
    Catalog::default()
        .function("cidr_address_count", CidrAddressCount)
        .function("cidr_contains", CidrContains)
        .function("cidr_cover", CidrCover)
        .function("cidr_intersect", CidrIntersect)
        .function("cidr_merge", CidrMerge)
        .function("cidr_subtract", CidrSubtract)
}
