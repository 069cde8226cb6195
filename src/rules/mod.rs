//! What a network must allow, as data: firewall rules and domain rules, and
//! the resolution of a deployment's requirements to them. Pure.

mod argument;
mod domain;
mod domain_rule;
mod firewall_rule;
mod network;
mod region_check;
mod warning;
mod workstation;

pub use argument::Argument;
pub use domain::{
    CertificateCacheError, DomainDeployment, DomainError, DomainRules, certificate_cache_timeout_hours, resolve_domain_rules,
};
pub use domain_rule::{DomainMatch, DomainRule};
pub use firewall_rule::FirewallRule;
pub use network::{
    Budget, BudgetExcess, ClientOs, Firewall, Group, Merge, NetworkDeployment, NetworkRules, Overshoot, ResolveError, digest,
    resolve_network_rules,
};
pub use region_check::RegionError;
pub use warning::ResolveWarning;
pub use workstation::{CcpVersion, SignIn, VdiRole};
