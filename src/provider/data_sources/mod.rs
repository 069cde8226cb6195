//! The data sources: a file each with the results and one call into the core.
//! The arguments are declared in the core.

mod document;
mod domain_rules;
mod ip_ranges;
mod network_rules;

pub use domain_rules::DomainRulesQuery;
pub use ip_ranges::IpRangesQuery;
pub use network_rules::NetworkRulesQuery;
