//! Host name → addresses, as this machine resolves names. The client's own way
//! is the same, but hides that it was the name which failed.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;

/// The resolver of the system.
pub(super) struct SystemResolver;

/// A name without an address here.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) struct Unresolved(#[from] io::Error);

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The client puts the port in.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(Unresolved)?;
            let addresses: Addrs = Box::new(found.collect::<Vec<_>>().into_iter());
            Ok(addresses)
        })
    }
}
