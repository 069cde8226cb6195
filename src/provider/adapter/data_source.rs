//! A data source behind one erased trait.

use async_trait::async_trait;
use tf_provider::{DataSource, Diagnostics, schema::Schema};

use super::codec::{NIL, decode, encode};

#[async_trait]
pub(super) trait ServedDataSource: Send + Sync {
    fn schema(&self, diags: &mut Diagnostics) -> Option<Schema>;
    async fn validate(&self, diags: &mut Diagnostics, config: &[u8]);
    async fn read(&self, diags: &mut Diagnostics, config: &[u8]) -> Option<Vec<u8>>;
}

#[async_trait]
impl<T: DataSource> ServedDataSource for T {
    fn schema(&self, diags: &mut Diagnostics) -> Option<Schema> {
        DataSource::schema(self, diags)
    }

    async fn validate(&self, diags: &mut Diagnostics, config: &[u8]) {
        if let Some(config) = decode(diags, config) {
            DataSource::validate(self, diags, config).await;
        }
    }

    async fn read(&self, diags: &mut Diagnostics, config: &[u8]) -> Option<Vec<u8>> {
        let (config, no_meta) = (decode(diags, config)?, decode(diags, NIL)?);
        let state = DataSource::read(self, diags, config, no_meta).await?;
        encode(diags, &state)
    }
}
