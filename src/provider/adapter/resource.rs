//! A managed resource behind one erased trait: what is a create, an update or
//! a destroy is decided here, from which values are nil.

use async_trait::async_trait;
use tf_provider::{AttributePath, Diagnostics, Resource, schema::Schema};

use super::{
    codec::{NIL, decode, encode},
    convert,
};
use crate::{
    plugin::{PlannedResource, ResourceChange, ResourceState},
    provider::diagnostics::Report,
};

#[async_trait]
pub(super) trait ServedResource: Send + Sync {
    fn schema(&self, diags: &mut Diagnostics) -> Option<Schema>;
    async fn validate(&self, diags: &mut Diagnostics, config: &[u8]);
    async fn upgrade(&self, diags: &mut Diagnostics, version: i64, state: &[u8]) -> Option<Vec<u8>>;
    async fn read(&self, diags: &mut Diagnostics, current: &ResourceState) -> Option<ResourceState>;
    async fn plan(&self, diags: &mut Diagnostics, change: &ResourceChange) -> Option<PlannedResource>;
    async fn apply(&self, diags: &mut Diagnostics, change: &ResourceChange) -> Option<ResourceState>;
    async fn import(&self, diags: &mut Diagnostics, id: &str) -> Option<ResourceState>;
}

fn is_nil(value: &[u8]) -> bool {
    value.is_empty() || value == NIL
}

/// Private bytes as the typed private state reads them: none is nil.
fn private(bytes: &[u8]) -> &[u8] {
    if bytes.is_empty() { NIL } else { bytes }
}

#[async_trait]
impl<T: Resource> ServedResource for T {
    fn schema(&self, diags: &mut Diagnostics) -> Option<Schema> {
        Resource::schema(self, diags)
    }

    async fn validate(&self, diags: &mut Diagnostics, config: &[u8]) {
        if let Some(config) = decode(diags, config) {
            Resource::validate(self, diags, config).await;
        }
    }

    /// A state of the current version is read and given back. tf-provider's own
    /// `upgrade` takes a type that cannot be made outside that crate, so older
    /// versions are refused.
    async fn upgrade(&self, diags: &mut Diagnostics, version: i64, state: &[u8]) -> Option<Vec<u8>> {
        let current = Resource::schema(self, diags)?.version;
        if version != current {
            diags.report_error(
                AttributePath::root(),
                "State of another schema version",
                format!(
                    "The stored state has schema version {version}, this provider has version {current}.\n\
                     Use the provider version that wrote the state, or remove the resource from the state and create it anew."
                ),
            );
            return None;
        }
        let state: T::State<'_> = decode(diags, state)?;
        encode(diags, &state)
    }

    async fn read(&self, diags: &mut Diagnostics, current: &ResourceState) -> Option<ResourceState> {
        let state = decode(diags, &current.state)?;
        let (private, no_meta) = (decode(diags, private(&current.private))?, decode(diags, NIL)?);
        let (state, private) = Resource::read(self, diags, state, private, no_meta).await?;
        Some(ResourceState { state: encode(diags, &state)?, private: encode(diags, &private)? })
    }

    async fn plan(&self, diags: &mut Diagnostics, change: &ResourceChange) -> Option<PlannedResource> {
        let no_meta = decode(diags, NIL)?;
        if is_nil(&change.proposed) {
            let (prior, private) = (decode(diags, &change.prior)?, decode(diags, private(&change.private))?);
            let private = Resource::plan_destroy(self, diags, prior, private, no_meta).await?;
            let planned = ResourceState { state: NIL.to_vec(), private: encode(diags, &private)? };
            return Some(PlannedResource { planned, requires_replace: Vec::new() });
        }
        let (proposed, config) = (decode(diags, &change.proposed)?, decode(diags, &change.config)?);
        let (state, private, replace) = if is_nil(&change.prior) {
            let (state, private) = Resource::plan_create(self, diags, proposed, config, no_meta).await?;
            (state, private, Vec::new())
        } else {
            let (prior, private) = (decode(diags, &change.prior)?, decode(diags, private(&change.private))?);
            Resource::plan_update(self, diags, prior, proposed, config, private, no_meta).await?
        };
        let planned = ResourceState { state: encode(diags, &state)?, private: encode(diags, &private)? };
        Some(PlannedResource { planned, requires_replace: replace.iter().map(convert::path).collect() })
    }

    async fn apply(&self, diags: &mut Diagnostics, change: &ResourceChange) -> Option<ResourceState> {
        let (private, no_meta) = (decode(diags, private(&change.private))?, decode(diags, NIL)?);
        if is_nil(&change.proposed) {
            let prior = decode(diags, &change.prior)?;
            Resource::destroy(self, diags, prior, private, no_meta).await?;
            return Some(ResourceState { state: NIL.to_vec(), private: Vec::new() });
        }
        let (planned, config) = (decode(diags, &change.proposed)?, decode(diags, &change.config)?);
        let (state, private) = if is_nil(&change.prior) {
            Resource::create(self, diags, planned, config, private, no_meta).await?
        } else {
            let prior = decode(diags, &change.prior)?;
            Resource::update(self, diags, prior, planned, config, private, no_meta).await?
        };
        Some(ResourceState { state: encode(diags, &state)?, private: encode(diags, &private)? })
    }

    async fn import(&self, diags: &mut Diagnostics, id: &str) -> Option<ResourceState> {
        let (state, private) = Resource::import(self, diags, id.to_owned()).await?;
        Some(ResourceState { state: encode(diags, &state)?, private: encode(diags, &private)? })
    }
}
