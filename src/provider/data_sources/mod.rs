//! The data sources: a file or folder each with the schema, the state struct
//! and the calls into the core.

mod domain_rules;
mod ip_ranges;
mod network_rules;

pub use domain_rules::DomainRulesDataSource;
pub use ip_ranges::IpRangesDataSource;
pub use network_rules::NetworkRulesDataSource;
