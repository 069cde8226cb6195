//! What a provider implements to be served. Values are MessagePack in
//! Terraform's encoding; the transport has already turned empty values into
//! nil and JSON into MessagePack.

use async_trait::async_trait;

use super::schema::{ProviderNames, ProviderSchema};

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The operation failed.
    Error,
    /// The operation went on.
    Warning,
}

/// A message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// One line.
    pub summary: String,
    /// Plain text, may have several lines.
    pub detail: String,
    /// The attribute at fault, from the root; empty for none.
    pub path: Vec<PathStep>,
}

/// One step of an attribute path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// Into an attribute of an object.
    Attribute(String),
    /// Into an element of a map.
    Key(String),
    /// Into an element of a list.
    Index(i64),
}

/// Why a function call failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionError {
    /// What the user reads.
    pub text: String,
    /// The argument at fault, counted from 0.
    pub argument: Option<i64>,
}

/// A resource's state with the provider's own bytes beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceState {
    /// The state; nil when the resource is gone.
    pub state: Vec<u8>,
    /// Kept by the host, not shown to the user.
    pub private: Vec<u8>,
}

/// The answer to a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedResource {
    /// The planned state; nil for a destroy.
    pub planned: ResourceState,
    /// Attributes whose change needs a new resource.
    pub requires_replace: Vec<Vec<PathStep>>,
}

/// What is asked of a plan or an apply: all values as the host sent them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceChange {
    /// The state before; nil for a create.
    pub prior: Vec<u8>,
    /// The proposed (plan) or planned (apply) state; nil for a destroy.
    pub proposed: Vec<u8>,
    /// The configuration.
    pub config: Vec<u8>,
    /// The private bytes of the prior state (plan) or of the plan (apply).
    pub private: Vec<u8>,
}

/// One resource found by an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedResource {
    /// The full type name.
    pub type_name: String,
    /// What was found.
    pub resource: ResourceState,
}

/// A provider, as the transport sees it.
///
/// Every method may be called concurrently. A method is dropped when the host
/// asks to stop, and a panic in one becomes a diagnostic: both are the
/// transport's work. A type or function name that the schema does not list is
/// answered with an error diagnostic by the implementor.
#[async_trait]
pub trait ServedProvider: Send + Sync + 'static {
    /// The names of all that [`Self::schema`] has, without the cost of making
    /// schemas.
    fn names(&self) -> ProviderNames;

    /// All schemas; the same at every call.
    fn schema(&self) -> ProviderSchema;

    /// Check the `provider` block; values may be unknown.
    async fn validate_provider_config(&self, config: Vec<u8>) -> Vec<Diagnostic>;

    /// Take the `provider` block; values may be unknown.
    async fn configure(&self, terraform_version: String, config: Vec<u8>) -> Vec<Diagnostic>;

    /// Check a data source's configuration; values may be unknown.
    async fn validate_data_source(&self, type_name: &str, config: Vec<u8>) -> Vec<Diagnostic>;

    /// Read a data source; `None` only beside an error.
    async fn read_data_source(&self, type_name: &str, config: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>);

    /// Check a resource's configuration; values may be unknown.
    async fn validate_resource(&self, type_name: &str, config: Vec<u8>) -> Vec<Diagnostic>;

    /// Bring a stored state of schema `version` to the current schema.
    async fn upgrade_resource(&self, type_name: &str, version: i64, state: Vec<u8>) -> (Option<Vec<u8>>, Vec<Diagnostic>);

    /// Refresh a resource.
    async fn read_resource(&self, type_name: &str, current: ResourceState) -> (Option<ResourceState>, Vec<Diagnostic>);

    /// Plan a create, update or destroy.
    async fn plan_resource(&self, type_name: &str, change: ResourceChange) -> (Option<PlannedResource>, Vec<Diagnostic>);

    /// Apply a planned create, update or destroy. On failure the state is what
    /// is true now, which for a failed destroy is the prior state.
    async fn apply_resource(&self, type_name: &str, change: ResourceChange) -> (Option<ResourceState>, Vec<Diagnostic>);

    /// Find a resource by its import id.
    async fn import_resource(&self, type_name: &str, id: &str) -> (Vec<ImportedResource>, Vec<Diagnostic>);

    /// Call a function.
    ///
    /// # Errors
    /// The text for the user, with the argument at fault.
    async fn call_function(&self, name: &str, arguments: Vec<Vec<u8>>) -> Result<Vec<u8>, FunctionError>;
}
