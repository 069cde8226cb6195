//! Stands where the catalog of data sources, resources and functions goes: one
//! data source that echoes, one function that gives back its argument.

use std::sync::Arc;

use async_trait::async_trait;

use crate::plugin::{
    Attribute, AttributeKind, Block, Diagnostic, Function, FunctionError, FunctionParameter, ImportedResource, PlannedResource,
    ProviderSchema, ProviderServer, ResourceChange, ResourceState, Schema, Severity,
};

/// The provider to serve.
#[must_use]
pub fn server() -> Arc<dyn ProviderServer> {
    Arc::new(Placeholder)
}

struct Placeholder;

fn unknown(kind: &str, name: &str) -> Vec<Diagnostic> {
    let summary = format!("Unknown {kind}");
    let detail = format!("This provider has no {kind} named \"{name}\".");
    vec![Diagnostic { severity: Severity::Error, summary, detail, path: Vec::new() }]
}

#[async_trait]
impl ProviderServer for Placeholder {
    fn schema(&self) -> ProviderSchema {
        let attribute = Attribute {
            name: "text".to_owned(),
            kind: AttributeKind::Type("\"string\"".to_owned()),
            description: "Any text.".to_owned(),
            required: true,
            optional: false,
            computed: false,
            sensitive: false,
            deprecated: false,
        };
        let block = Block { attributes: vec![attribute], description: "Echoes.".to_owned(), deprecated: false };
        let parameter = FunctionParameter {
            name: "value".to_owned(),
            type_json: "\"string\"".to_owned(),
            allow_null: true,
            allow_unknown: false,
            description: "Any text.".to_owned(),
        };
        let function = Function {
            parameters: vec![parameter],
            variadic: None,
            return_type: "\"string\"".to_owned(),
            summary: "Echoes".to_owned(),
            description: "Gives back its argument.".to_owned(),
            deprecation_message: String::new(),
        };
        ProviderSchema {
            provider: Schema::default(),
            data_sources: vec![("amazonconnect_echo".to_owned(), Schema { version: 0, block })],
            resources: Vec::new(),
            functions: vec![("echo".to_owned(), function)],
        }
    }

    async fn validate_provider_config(&self, _config: Vec<u8>) -> Vec<Diagnostic> {
        Vec::new()
    }

    async fn configure(&self, _terraform_version: String, _config: Vec<u8>) -> Vec<Diagnostic> {
        Vec::new()
    }

    async fn validate_data_source(&self, type_name: &str, _config: Vec<u8>) -> Vec<Diagnostic> {
        if type_name == "amazonconnect_echo" { Vec::new() } else { unknown("data source", type_name) }
    }

    async fn read_data_source(&self, type_name: &str, config: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        if type_name == "amazonconnect_echo" { (Some(config), Vec::new()) } else { (None, unknown("data source", type_name)) }
    }

    async fn validate_resource(&self, type_name: &str, _config: Vec<u8>) -> Vec<Diagnostic> {
        unknown("resource", type_name)
    }

    async fn upgrade_resource(&self, type_name: &str, _version: i64, _state: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
        (None, unknown("resource", type_name))
    }

    async fn read_resource(&self, type_name: &str, _current: ResourceState) -> (Option<ResourceState>, Vec<Diagnostic>) {
        (None, unknown("resource", type_name))
    }

    async fn plan_resource(&self, type_name: &str, _change: ResourceChange) -> (Option<PlannedResource>, Vec<Diagnostic>) {
        (None, unknown("resource", type_name))
    }

    async fn apply_resource(&self, type_name: &str, _change: ResourceChange) -> (Option<ResourceState>, Vec<Diagnostic>) {
        (None, unknown("resource", type_name))
    }

    async fn import_resource(&self, type_name: &str, _id: &str) -> (Vec<ImportedResource>, Vec<Diagnostic>) {
        (Vec::new(), unknown("resource", type_name))
    }

    async fn call_function(&self, name: &str, arguments: Vec<Vec<u8>>) -> Result<Vec<u8>, FunctionError> {
        let known = if name == "echo" { arguments.into_iter().next() } else { None };
        known.ok_or_else(|| FunctionError { text: format!("this provider has no function \"{name}\""), argument: None })
    }
}
