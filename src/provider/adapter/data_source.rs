//! A data source behind one erased trait.

use async_trait::async_trait;
use tf_provider::{AttributePath, DataSource, Diagnostics, schema::Schema};

use super::{
    codec::{NIL, decode, encode},
    unknown::unknown_attributes,
};
use crate::provider::diagnostics::Report;

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
        for name in unknown_attributes(config) {
            let detail = format!(
                "{name} is not known yet, but the data source was read. The host reads data sources only once their arguments are known; \
                 this is a bug of the host, and no default is taken in its place."
            );
            diags.report_error(AttributePath::new(name), "Unknown argument", detail);
        }
        if !diags.errors.is_empty() {
            return None;
        }
        let (config, no_meta) = (decode(diags, config)?, decode(diags, NIL)?);
        let state = DataSource::read(self, diags, config, no_meta).await?;
        encode(diags, &state)
    }
}
