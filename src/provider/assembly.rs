//! The provider with its catalog, ready to be served.

use std::sync::Arc;

use super::{adapter::Adapter, catalog::catalog, config::AmazonConnect, documents::Documents};
use crate::plugin::ServedProvider;

/// A provider that is not configured yet; one for each process.
pub fn assemble() -> Arc<dyn ServedProvider> {
    let documents = Documents::default();
    let catalog = catalog(&documents);
    Arc::new(Adapter::new(AmazonConnect::new(documents), catalog))
}
