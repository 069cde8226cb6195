//! The provider with its catalog, ready to be served.

use std::sync::Arc;

use super::{adapter::Adapter, catalog::catalog, config::AmazonConnect, documents::Documents, strictness::Strictness};
use crate::plugin::ServedProvider;

/// A provider that is not configured yet; one for each process.
pub fn assemble() -> Arc<dyn ServedProvider> {
    let (documents, strictness) = (Documents::default(), Strictness::default());
    let catalog = catalog(&documents, &strictness);
    Arc::new(Adapter::new(AmazonConnect::new(documents, strictness), catalog))
}
