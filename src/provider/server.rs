//! The provider, ready to be served.

use std::sync::Arc;

use async_trait::async_trait;
use tf_provider::{Diagnostics, Provider, schema::Schema, value::ValueEmpty};

use super::{adapter::Adapter, attributes::schema, catalog::catalog};
use crate::plugin::ProviderServer;

/// A provider that needs no configuration.
struct AmazonConnect;

#[async_trait]
impl Provider for AmazonConnect {
    type Config<'a> = ValueEmpty;
    type MetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema("The `amazonconnect` provider works on CIDR prefixes.", []))
    }
}

/// The provider; one for each process.
pub fn server() -> Arc<dyn ProviderServer> {
    Arc::new(Adapter::new(AmazonConnect, catalog()))
}
