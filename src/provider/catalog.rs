//! The one list of what the provider offers.

use super::{
    adapter::Catalog,
    data_sources::{DomainRulesDataSource, IpRangesDataSource, NetworkRulesDataSource},
    documents::Documents,
    functions::{CidrAddressCount, CidrContains, CidrCover, CidrIntersect, CidrMerge, CidrSubtract},
};

/// Every data source and function, under its full name.
pub fn catalog(documents: &Documents) -> Catalog {
    Catalog::default()
        .data_source("amazonconnect_domain_rules", DomainRulesDataSource)
        .data_source("amazonconnect_ip_ranges", IpRangesDataSource::new(documents.clone()))
        .data_source("amazonconnect_network_rules", NetworkRulesDataSource::new(documents.clone()))
        .function("cidr_address_count", CidrAddressCount)
        .function("cidr_contains", CidrContains)
        .function("cidr_cover", CidrCover)
        .function("cidr_intersect", CidrIntersect)
        .function("cidr_merge", CidrMerge)
        .function("cidr_subtract", CidrSubtract)
}
