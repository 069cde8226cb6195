//! The provider, ready to be served.

use std::sync::Arc;

use super::{adapter::Adapter, catalog::catalog, config::AmazonConnect, documents::Documents};
use crate::plugin::ProviderServer;

/// A provider that is not configured yet; one for each process.
pub fn server() -> Arc<dyn ProviderServer> {
    let documents = Documents::default();
    let catalog = catalog(&documents);
    Arc::new(Adapter::new(AmazonConnect::new(documents), catalog))
}
