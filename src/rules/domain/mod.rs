//! The domain allow-list, AWS's recommended option: which names the agents'
//! network must let through.

mod certificate_cache;
mod deployment;
mod error;
mod expand;
mod local_connection;
mod resolve;
#[cfg(test)]
mod tests;
mod validate;

pub use certificate_cache::{CertificateCacheError, certificate_cache_timeout_hours};
pub use deployment::{DesktopOs, DomainDeployment};
pub use error::DomainError;
pub use local_connection::LocalConnection;
pub use resolve::{DomainRules, resolve_domain_rules};
