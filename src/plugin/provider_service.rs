//! The `tfplugin6.Provider` service over a [`ServedProvider`]: requests in →
//! answers out, every call through the [`Guard`]. What the provider may not do
//! is caught here: an answer that is missing without an error is a provider bug.
//! RPCs that are not here answer UNIMPLEMENTED.

use std::sync::Arc;

use tonic::{Request, Response, Status};

use super::{
    guard::Guard,
    json::ValueError,
    proto::tfplugin6::{self as wire, provider_server::Provider},
    schema::ProviderNames,
    schema_wire::{functions_to_wire, provider_schema_to_wire, server_capabilities},
    served_provider::{
        Diagnostic, FunctionError, ImportedResource, PlannedResource, ResourceChange, ResourceState, ServedProvider,
    },
    wire::{diagnostics_to_wire, function_error_to_wire, has_errors, path_to_wire, unreadable, value_from_wire, value_to_wire},
};

/// Serves one provider.
pub(super) struct ProviderService {
    pub provider: Arc<dyn ServedProvider>,
    pub guard: Guard,
}

/// More arguments than any function takes. Each is a byte or two on the wire,
/// and fifty in memory.
const MOST_ARGUMENTS: usize = 1_000;

type Answer<T> = Result<Response<T>, Status>;

impl ProviderService {
    /// Runs a call that answers with diagnostics alone.
    async fn diagnose(
        &self,
        rpc: &'static str,
        subject: &str,
        call: impl Future<Output = Result<Vec<Diagnostic>, ValueError>>,
    ) -> Vec<wire::Diagnostic> {
        let diagnostics = match self.guard.run(rpc, subject, call).await {
            Ok(Ok(diagnostics)) => diagnostics,
            Ok(Err(error)) => vec![unreadable(rpc, &error)],
            Err(diagnostic) => vec![diagnostic],
        };
        diagnostics_to_wire(diagnostics)
    }

    /// Runs a call that answers with a result, or with `None` and an error.
    async fn obtain<T>(
        &self,
        rpc: &'static str,
        subject: &str,
        call: impl Future<Output = Called<T>>,
    ) -> (Option<T>, Vec<wire::Diagnostic>) {
        self.settle(rpc, self.guard.run(rpc, subject, call).await)
    }

    /// What the host hears of a call that was to give a result.
    fn settle<T>(&self, rpc: &'static str, outcome: Result<Called<T>, Diagnostic>) -> (Option<T>, Vec<wire::Diagnostic>) {
        let (result, mut diagnostics) = match outcome {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => (None, vec![unreadable(rpc, &error)]),
            Err(diagnostic) => (None, vec![diagnostic]),
        };
        if result.is_none() && !has_errors(&diagnostics) {
            diagnostics.push(self.guard.provider_bug(rpc, "it gave neither a result nor an error"));
        }
        (result, diagnostics_to_wire(diagnostics))
    }
}

/// What a call gave with its diagnostics, or why its value could not be read.
type Called<T> = Result<(Option<T>, Vec<Diagnostic>), ValueError>;

#[tonic::async_trait]
impl Provider for ProviderService {
    async fn get_metadata(&self, _: Request<wire::get_metadata::Request>) -> Answer<wire::get_metadata::Response> {
        use wire::get_metadata::{DataSourceMetadata, FunctionMetadata, ResourceMetadata, Response as Metadata};

        let names = self.guard.run("GetMetadata", "", async { self.provider.names() }).await;
        Ok(Response::new(match names {
            Err(diagnostic) => Metadata { diagnostics: diagnostics_to_wire(vec![diagnostic]), ..Default::default() },
            Ok(ProviderNames { data_sources, resources, functions }) => Metadata {
                server_capabilities: Some(server_capabilities()),
                data_sources: data_sources.into_iter().map(|type_name| DataSourceMetadata { type_name }).collect(),
                resources: resources.into_iter().map(|type_name| ResourceMetadata { type_name }).collect(),
                functions: functions.into_iter().map(|name| FunctionMetadata { name }).collect(),
                ..Default::default()
            },
        }))
    }

    async fn get_provider_schema(
        &self,
        _: Request<wire::get_provider_schema::Request>,
    ) -> Answer<wire::get_provider_schema::Response> {
        let schema = self.guard.run("GetProviderSchema", "", async { self.provider.schema() }).await;
        Ok(Response::new(match schema {
            Ok(schema) => provider_schema_to_wire(schema),
            Err(diagnostic) => {
                wire::get_provider_schema::Response { diagnostics: diagnostics_to_wire(vec![diagnostic]), ..Default::default() }
            }
        }))
    }

    async fn get_functions(&self, _: Request<wire::get_functions::Request>) -> Answer<wire::get_functions::Response> {
        let schema = self.guard.run("GetFunctions", "", async { self.provider.schema() }).await;
        Ok(Response::new(match schema {
            Ok(schema) => {
                wire::get_functions::Response { functions: functions_to_wire(schema.functions), diagnostics: Vec::new() }
            }
            Err(diagnostic) => {
                wire::get_functions::Response { diagnostics: diagnostics_to_wire(vec![diagnostic]), ..Default::default() }
            }
        }))
    }

    async fn validate_provider_config(
        &self,
        request: Request<wire::validate_provider_config::Request>,
    ) -> Answer<wire::validate_provider_config::Response> {
        let wire::validate_provider_config::Request { config } = request.into_inner();
        let call = async { Ok(self.provider.validate_provider_config(value_from_wire(config)?).await) };
        let diagnostics = self.diagnose("ValidateProviderConfig", "", call).await;
        Ok(Response::new(wire::validate_provider_config::Response { diagnostics }))
    }

    async fn configure_provider(
        &self,
        request: Request<wire::configure_provider::Request>,
    ) -> Answer<wire::configure_provider::Response> {
        let wire::configure_provider::Request { terraform_version, config, client_capabilities: _ } = request.into_inner();
        let call = async { Ok(self.provider.configure(terraform_version, value_from_wire(config)?).await) };
        let diagnostics = self.diagnose("ConfigureProvider", "", call).await;
        Ok(Response::new(wire::configure_provider::Response { diagnostics }))
    }

    async fn stop_provider(&self, _: Request<wire::stop_provider::Request>) -> Answer<wire::stop_provider::Response> {
        tracing::debug!("the host stops all calls");
        self.guard.lifecycle.stop_calls();
        Ok(Response::new(wire::stop_provider::Response { error: String::new() }))
    }

    async fn validate_data_resource_config(
        &self,
        request: Request<wire::validate_data_resource_config::Request>,
    ) -> Answer<wire::validate_data_resource_config::Response> {
        let wire::validate_data_resource_config::Request { type_name, config } = request.into_inner();
        let call = async { Ok(self.provider.validate_data_source(&type_name, value_from_wire(config)?).await) };
        let diagnostics = self.diagnose("ValidateDataResourceConfig", &type_name, call).await;
        Ok(Response::new(wire::validate_data_resource_config::Response { diagnostics }))
    }

    async fn read_data_source(
        &self,
        request: Request<wire::read_data_source::Request>,
    ) -> Answer<wire::read_data_source::Response> {
        let wire::read_data_source::Request { type_name, config, provider_meta: _, client_capabilities: _ } =
            request.into_inner();
        let (provider, name) = (Arc::clone(&self.provider), type_name.clone());
        let call = async move { Ok(provider.read_data_source(&name, value_from_wire(config)?).await) };
        // Parses a whole document: on the server's own threads a stop would wait.
        let outcome = self.guard.run_computation("ReadDataSource", &type_name, call).await;
        let (state, diagnostics) = self.settle("ReadDataSource", outcome);
        Ok(Response::new(wire::read_data_source::Response { state: state.map(value_to_wire), diagnostics, deferred: None }))
    }

    async fn call_function(&self, request: Request<wire::call_function::Request>) -> Answer<wire::call_function::Response> {
        let wire::call_function::Request { name, arguments } = request.into_inner();
        let (provider, function) = (Arc::clone(&self.provider), name.clone());
        let call = async move {
            if arguments.len() > MOST_ARGUMENTS {
                let text = format!("{} arguments were given: expected {MOST_ARGUMENTS} at most", arguments.len());
                return Err(FunctionError { text, argument: None });
            }
            let mut values = Vec::with_capacity(arguments.len());
            for (index, argument) in (0..).zip(arguments) {
                let text = |error: ValueError| FunctionError { text: error.to_string(), argument: Some(index) };
                values.push(value_from_wire(Some(argument)).map_err(text)?);
            }
            provider.call_function(&function, values).await
        };
        let result = self.guard.run_computation("CallFunction", &name, call).await;
        let outcome = result.unwrap_or_else(|Diagnostic { summary, detail, .. }| {
            Err(FunctionError { text: format!("{summary}: {detail}"), argument: None })
        });
        Ok(Response::new(match outcome {
            Ok(value) => wire::call_function::Response { result: Some(value_to_wire(value)), error: None },
            Err(error) => wire::call_function::Response { result: None, error: Some(function_error_to_wire(error)) },
        }))
    }

    async fn validate_resource_config(
        &self,
        request: Request<wire::validate_resource_config::Request>,
    ) -> Answer<wire::validate_resource_config::Response> {
        let wire::validate_resource_config::Request { type_name, config, client_capabilities: _ } = request.into_inner();
        let call = async { Ok(self.provider.validate_resource(&type_name, value_from_wire(config)?).await) };
        let diagnostics = self.diagnose("ValidateResourceConfig", &type_name, call).await;
        Ok(Response::new(wire::validate_resource_config::Response { diagnostics }))
    }

    async fn upgrade_resource_state(
        &self,
        request: Request<wire::upgrade_resource_state::Request>,
    ) -> Answer<wire::upgrade_resource_state::Response> {
        let wire::upgrade_resource_state::Request { type_name, version, raw_state } = request.into_inner();
        // A flatmap is older than this provider: there is none to read.
        let json = raw_state.unwrap_or_default().json;
        let call = async {
            let state = value_from_wire(Some(wire::DynamicValue { json, msgpack: Vec::new() }))?;
            Ok(self.provider.upgrade_resource(&type_name, version, state).await)
        };
        let (state, diagnostics) = self.obtain("UpgradeResourceState", &type_name, call).await;
        Ok(Response::new(wire::upgrade_resource_state::Response { upgraded_state: state.map(value_to_wire), diagnostics }))
    }

    async fn read_resource(&self, request: Request<wire::read_resource::Request>) -> Answer<wire::read_resource::Response> {
        let wire::read_resource::Request { type_name, current_state, private, .. } = request.into_inner();
        // Whatever fails, the host keeps what it has.
        let unchanged = (current_state.clone(), private.clone());
        let call = async {
            let current = ResourceState { state: value_from_wire(current_state)?, private };
            Ok(self.provider.read_resource(&type_name, current).await)
        };
        let (resource, diagnostics) = self.obtain("ReadResource", &type_name, call).await;
        let (new_state, private) = resource.map_or(unchanged, state_to_wire);
        Ok(Response::new(wire::read_resource::Response { new_state, private, diagnostics, deferred: None, new_identity: None }))
    }

    async fn plan_resource_change(
        &self,
        request: Request<wire::plan_resource_change::Request>,
    ) -> Answer<wire::plan_resource_change::Response> {
        let wire::plan_resource_change::Request { type_name, prior_state, proposed_new_state, config, prior_private, .. } =
            request.into_inner();
        let (provider, name) = (Arc::clone(&self.provider), type_name.clone());
        let call = async move {
            let change = ResourceChange {
                prior: value_from_wire(prior_state)?,
                proposed: value_from_wire(proposed_new_state)?,
                config: value_from_wire(config)?,
                private: prior_private,
            };
            Ok(provider.plan_resource(&name, change).await)
        };
        let outcome = self.guard.run_computation("PlanResourceChange", &type_name, call).await;
        let (plan, diagnostics) = self.settle("PlanResourceChange", outcome);
        let mut response = wire::plan_resource_change::Response { diagnostics, ..Default::default() };
        if let Some(PlannedResource { planned, requires_replace }) = plan {
            (response.planned_state, response.planned_private) = state_to_wire(planned);
            response.requires_replace = requires_replace.into_iter().map(path_to_wire).collect();
        }
        Ok(Response::new(response))
    }

    async fn apply_resource_change(
        &self,
        request: Request<wire::apply_resource_change::Request>,
    ) -> Answer<wire::apply_resource_change::Response> {
        let wire::apply_resource_change::Request { type_name, prior_state, planned_state, config, planned_private, .. } =
            request.into_inner();
        // When the provider cannot say what is true now, nothing has changed.
        let unchanged = (prior_state.clone(), planned_private.clone());
        let (provider, name) = (Arc::clone(&self.provider), type_name.clone());
        let call = async move {
            let change = ResourceChange {
                prior: value_from_wire(prior_state)?,
                proposed: value_from_wire(planned_state)?,
                config: value_from_wire(config)?,
                private: planned_private,
            };
            Ok(provider.apply_resource(&name, change).await)
        };
        let outcome = self.guard.run_computation("ApplyResourceChange", &type_name, call).await;
        let (resource, diagnostics) = self.settle("ApplyResourceChange", outcome);
        let (new_state, private) = resource.map_or(unchanged, state_to_wire);
        let response = wire::apply_resource_change::Response { new_state, private, diagnostics, ..Default::default() };
        Ok(Response::new(response))
    }

    async fn import_resource_state(
        &self,
        request: Request<wire::import_resource_state::Request>,
    ) -> Answer<wire::import_resource_state::Response> {
        let wire::import_resource_state::Request { type_name, id, .. } = request.into_inner();
        let call = async {
            let (found, diagnostics) = self.provider.import_resource(&type_name, &id).await;
            Ok((Some(found), diagnostics))
        };
        let (found, diagnostics) = self.obtain("ImportResourceState", &type_name, call).await;
        let imported = |ImportedResource { type_name, resource }| {
            let (state, private) = state_to_wire(resource);
            wire::import_resource_state::ImportedResource { type_name, state, private, identity: None }
        };
        let imported_resources = found.unwrap_or_default().into_iter().map(imported).collect();
        Ok(Response::new(wire::import_resource_state::Response { imported_resources, diagnostics, deferred: None }))
    }
}

fn state_to_wire(resource: ResourceState) -> (Option<wire::DynamicValue>, Vec<u8>) {
    let ResourceState { state, private } = resource;
    (Some(value_to_wire(state)), private)
}
