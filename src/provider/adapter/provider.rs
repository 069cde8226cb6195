//! A provider with its catalog, served.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{AttributePath, DataSource, Diagnostics, Function, Provider, Resource};

use super::{
    codec::decode,
    convert::{self, diagnostics, function_error},
    data_source::ServedDataSource,
    function::ServedFunction,
    resource::ServedResource,
};
use crate::{
    model::excerpt,
    plugin::{
        Diagnostic, FunctionError, ImportedResource, PlannedResource, ProviderNames, ProviderSchema, ResourceChange,
        ResourceState, Schema, ServedProvider,
    },
    provider::diagnostics::Report,
};

/// Everything that a provider offers, by name.
#[derive(Default)]
pub struct Catalog {
    data_sources: BTreeMap<&'static str, Box<dyn ServedDataSource>>,
    resources: BTreeMap<&'static str, Box<dyn ServedResource>>,
    functions: BTreeMap<&'static str, Box<dyn ServedFunction>>,
}

impl Catalog {
    /// Add a data source under its full name.
    pub fn data_source(mut self, name: &'static str, data_source: impl DataSource + 'static) -> Self {
        self.data_sources.insert(name, Box::new(data_source));
        self
    }

    /// Add a managed resource under its full name.
    pub fn resource(mut self, name: &'static str, resource: impl Resource + 'static) -> Self {
        self.resources.insert(name, Box::new(resource));
        self
    }

    /// Add a function.
    pub fn function(mut self, name: &'static str, function: impl Function + 'static) -> Self {
        self.functions.insert(name, Box::new(function));
        self
    }
}

/// Serves a typed provider and its catalog over the plugin transport.
pub struct Adapter<P> {
    provider: P,
    catalog: Catalog,
}

impl<P: Provider> Adapter<P> {
    /// An adapter for `provider`, whose own lists of data sources, resources
    /// and functions are not asked: `catalog` is the one list.
    pub fn new(provider: P, catalog: Catalog) -> Self {
        Self { provider, catalog }
    }
}

/// The item that the host asks for; an error if the schema does not list it.
fn find<'a, T: ?Sized>(
    diags: &mut Diagnostics,
    items: &'a BTreeMap<&'static str, Box<T>>,
    kind: &str,
    name: &str,
) -> Option<&'a T> {
    if let Some(item) = items.get(name) {
        return Some(item);
    }
    let summary = format!("Unknown {kind}");
    diags.report_error(
        AttributePath::root(),
        summary,
        format!("This provider has no {kind} \"{}\"; use a provider version that has it.", excerpt(name)),
    );
    None
}

/// The names of one kind.
fn names<T: ?Sized>(items: &BTreeMap<&'static str, Box<T>>) -> Vec<String> {
    items.keys().map(ToString::to_string).collect()
}

/// The schemas of one kind, by name; one without a schema is left out.
fn schemas<'a, T: ?Sized + 'a>(
    items: &'a BTreeMap<&'static str, Box<T>>,
    schema: impl Fn(&T, &mut Diagnostics) -> Option<tf_provider::schema::Schema>,
) -> Vec<(String, Schema)> {
    let mut unused = Diagnostics::default();
    items.iter().filter_map(|(name, item)| Some(((*name).to_owned(), convert::schema(&schema(item, &mut unused)?)))).collect()
}

#[async_trait]
impl<P: Provider> ServedProvider for Adapter<P> {
    fn names(&self) -> ProviderNames {
        ProviderNames {
            data_sources: names(&self.catalog.data_sources),
            resources: names(&self.catalog.resources),
            functions: names(&self.catalog.functions),
        }
    }

    fn schema(&self) -> ProviderSchema {
        let mut unused = Diagnostics::default();
        ProviderSchema {
            provider: self.provider.schema(&mut unused).map(|schema| convert::schema(&schema)).unwrap_or_default(),
            data_sources: schemas(&self.catalog.data_sources, |item, diags| item.schema(diags)),
            resources: schemas(&self.catalog.resources, |item, diags| item.schema(diags)),
            functions: self
                .catalog
                .functions
                .iter()
                .filter_map(|(name, item)| Some(((*name).to_owned(), convert::function(&item.schema(&mut unused)?))))
                .collect(),
        }
    }

    async fn validate_provider_config(&self, config: Vec<u8>) -> Vec<Diagnostic> {
        let mut diags = Diagnostics::default();
        if let Some(config) = decode(&mut diags, &config) {
            self.provider.validate(&mut diags, config).await;
        }
        diagnostics(diags)
    }

    async fn configure(&self, terraform_version: String, config: Vec<u8>) -> Vec<Diagnostic> {
        let mut diags = Diagnostics::default();
        if let Some(config) = decode(&mut diags, &config) {
            self.provider.configure(&mut diags, terraform_version, config).await;
        }
        diagnostics(diags)
    }

    async fn validate_data_source(&self, type_name: &str, config: Vec<u8>) -> Vec<Diagnostic> {
        let mut diags = Diagnostics::default();
        if let Some(data_source) = find(&mut diags, &self.catalog.data_sources, "data source", type_name) {
            data_source.validate(&mut diags, &config).await;
        }
        diagnostics(diags)
    }

    async fn read_data_source(&self, type_name: &str, config: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let state = match find(&mut diags, &self.catalog.data_sources, "data source", type_name) {
            Some(data_source) => data_source.read(&mut diags, &config).await,
            None => None,
        };
        // A state beside an error would be used by nobody and hide a bug.
        let state = state.filter(|_| diags.errors.is_empty());
        (state, diagnostics(diags))
    }

    async fn validate_resource(&self, type_name: &str, config: Vec<u8>) -> Vec<Diagnostic> {
        let mut diags = Diagnostics::default();
        if let Some(resource) = find(&mut diags, &self.catalog.resources, "resource", type_name) {
            resource.validate(&mut diags, &config).await;
        }
        diagnostics(diags)
    }

    async fn upgrade_resource(&self, type_name: &str, version: i64, state: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let state = match find(&mut diags, &self.catalog.resources, "resource", type_name) {
            Some(resource) => resource.upgrade(&mut diags, version, &state).await,
            None => None,
        };
        (state, diagnostics(diags))
    }

    async fn read_resource(&self, type_name: &str, current: ResourceState) -> (Option<ResourceState>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let state = match find(&mut diags, &self.catalog.resources, "resource", type_name) {
            Some(resource) => resource.read(&mut diags, &current).await,
            None => None,
        };
        (state, diagnostics(diags))
    }

    async fn plan_resource(&self, type_name: &str, change: ResourceChange) -> (Option<PlannedResource>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let planned = match find(&mut diags, &self.catalog.resources, "resource", type_name) {
            Some(resource) => resource.plan(&mut diags, &change).await,
            None => None,
        };
        (planned, diagnostics(diags))
    }

    async fn apply_resource(&self, type_name: &str, change: ResourceChange) -> (Option<ResourceState>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let state = match find(&mut diags, &self.catalog.resources, "resource", type_name) {
            // What failed changed nothing that we know of: the prior state
            // stays, so that the host forgets no resource.
            Some(resource) => {
                resource.apply(&mut diags, &change).await.or(Some(ResourceState { state: change.prior, private: change.private }))
            }
            None => None,
        };
        (state, diagnostics(diags))
    }

    async fn import_resource(&self, type_name: &str, id: &str) -> (Vec<ImportedResource>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let imported = match find(&mut diags, &self.catalog.resources, "resource", type_name) {
            Some(resource) => resource.import(&mut diags, id).await,
            None => None,
        };
        let imported = imported.map(|resource| ImportedResource { type_name: type_name.to_owned(), resource });
        (imported.into_iter().collect(), diagnostics(diags))
    }

    async fn call_function(&self, name: &str, arguments: Vec<Vec<u8>>) -> Result<Vec<u8>, FunctionError> {
        let mut diags = Diagnostics::default();
        let result = match find(&mut diags, &self.catalog.functions, "function", name) {
            Some(function) => function.call(&mut diags, &arguments).await,
            None => None,
        };
        match result.filter(|_| diags.errors.is_empty()) {
            Some(result) => Ok(result),
            None => Err(function_error(diags)),
        }
    }
}
