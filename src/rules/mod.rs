//! What a network must allow, as data: firewall rules and domain rules, and
//! the resolution of a deployment's requirements to them. Pure.

mod domain_rule;
mod firewall_rule;

pub use domain_rule::{DomainMatch, DomainRule};
pub use firewall_rule::FirewallRule;
