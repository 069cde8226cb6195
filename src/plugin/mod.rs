//! The plugin protocol: everything between the process that Terraform or
//! OpenTofu starts and a [`ProviderServer`]. Knows neither tf-provider nor
//! Amazon Connect; tonic and prost types stay in here.

mod provider_server;
mod schema;

pub use provider_server::{
    Diagnostic, FunctionError, ImportedResource, PathStep, PlannedResource, ProviderServer, ResourceChange, ResourceState,
    Severity,
};
pub use schema::{
    Attribute, AttributeKind, Block, Function, FunctionParameter, NestedAttributes, Nesting, ProviderSchema, Schema,
};
