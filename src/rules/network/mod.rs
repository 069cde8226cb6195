//! The network rules: which prefixes, ports, protocols and directions a
//! firewall must allow, from a document and a deployment.
//!
//! demand (rows × document → prefixes) → group (direction, protocol, ports,
//! family) → merge → budget → rules.

mod budget;
mod demand;
mod deployment;
mod digest;
mod error;
mod group;
mod merge;
mod resolve;
mod return_rules;
#[cfg(test)]
mod tests;

pub use budget::{BudgetExcess, Overshoot};
pub use deployment::{Budget, ClientOs, Firewall, Merge, NetworkDeployment};
pub use digest::digest;
pub use error::ResolveError;
pub use group::Group;
pub use resolve::{NetworkRules, resolve_network_rules};
