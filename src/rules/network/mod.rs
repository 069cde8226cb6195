//! The network rules: which prefixes, ports, protocols and directions a
//! firewall must allow, from a document and a deployment.
//!
//! demand (rows × document → prefixes) → contributions to each permission →
//! merge → budget → rules.

mod adding_argument;
mod completeness;
mod contributions;
mod demand;
mod deployment;
mod digest;
mod error;
mod gap;
mod merge;
mod resolve;
#[cfg(test)]
mod tests;
mod validate;
mod voice_route;
mod within_budget;

pub use deployment::{ClientOs, Firewall, Merge, NetworkDeployment};
pub use digest::digest;
pub use error::ResolveError;
pub use gap::Gap;
pub use resolve::{NetworkRules, resolve_network_rules};
pub use voice_route::VoiceRoute;
pub use within_budget::Overshoot;
