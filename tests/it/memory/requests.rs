//! A process a block or function: it is sent a shape in each place, and what it
//! ever took stays within what one request may take. Two megabytes each, since a
//! test build takes its time; the kind that was worst once is sent with eight.

use std::collections::BTreeSet;

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::json;

use super::{
    Meter,
    shapes::{DEEP, JSON, MESSAGEPACK},
};
use crate::{
    functions::{arguments, functions},
    protocol::{
        client::{Handshake, Plugin, encode, provider},
        process::{Process, as_host},
    },
    support::mirror::fixture_folder,
};

/// More text than any answer has: an answer shows the beginning of what was sent.
const MOST_TEXT: usize = 64 << 10;

/// A value in one of both forms.
#[derive(Clone, Copy)]
struct Hostile<'a> {
    name: &'a str,
    bytes: &'a [u8],
    is_json: bool,
}

impl Hostile<'_> {
    fn value(&self) -> wire::DynamicValue {
        let bytes = self.bytes.to_vec();
        if self.is_json {
            wire::DynamicValue { msgpack: Vec::new(), json: bytes }
        } else {
            wire::DynamicValue { msgpack: bytes, json: Vec::new() }
        }
    }

    /// The value alone, and as each kind of attribute of a block.
    fn configurations(&self, block: &wire::schema::Block) -> Vec<wire::DynamicValue> {
        let mut configurations = vec![self.value()];
        let mut seen = BTreeSet::new();
        for attribute in block.attributes.iter().filter(|attribute| !self.is_json && seen.insert(&attribute.r#type)) {
            let others = block.attributes.iter().filter(|other| other.name != attribute.name);
            let mut bytes = vec![0xde];
            bytes.extend(u16::try_from(block.attributes.len()).unwrap().to_be_bytes());
            bytes.extend(others.flat_map(|other| [encode(&json!(other.name)).msgpack, vec![0xc0]].concat()));
            bytes.extend(encode(&json!(attribute.name)).msgpack);
            bytes.extend(self.bytes);
            configurations.push(wire::DynamicValue { msgpack: bytes, json: Vec::new() });
        }
        configurations
    }
}

fn text(diagnostics: &[wire::Diagnostic]) -> usize {
    diagnostics.iter().map(|diagnostic| diagnostic.summary.len() + diagnostic.detail.len()).sum()
}

/// A process that was asked nothing hostile yet, and what it takes from then on.
struct Asked {
    plugin: Plugin,
    meter: Meter,
}

impl Asked {
    async fn fresh() -> Self {
        let plugin = Plugin::start().await;
        plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap();
        plugin.configure(&json!({ "bundled_ip_ranges": true })).await;
        plugin.read_data_source("amazonconnect_ip_ranges", &json!({})).await;
        let meter = Meter::new(&plugin.process);
        Self { plugin, meter }
    }

    /// Whether all requests together took what one with one hostile value may.
    fn is_within(&self, hostile: Hostile<'_>) -> bool {
        let (taken, most) = self.meter.taken(&self.plugin.process, hostile.bytes.len());
        taken <= most
    }

    /// Asserts that a request with `values` hostile ones took what it may, and
    /// that its answer has no more than `length` bytes of text.
    #[track_caller]
    fn check(&mut self, hostile: Hostile<'_>, values: usize, call: &str, length: usize) {
        let asked = format!("{} in {call}", hostile.name);
        self.meter.check(&self.plugin.process, values * hostile.bytes.len(), &asked);
        assert!(length <= MOST_TEXT, "{asked} is answered in {length} bytes");
        assert!(self.plugin.process.is_running(), "{asked}");
    }
}

/// Asks the provider everything, with this value in each place where one goes: a
/// process for each block and each function, so that it is a request that is
/// measured, and not the sum of what all before it left behind.
async fn assert_bounded(hostile: Hostile<'_>) {
    let first = Asked::fresh().await;
    let schema = first.plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner();
    let functions = functions(&first.plugin).await;
    macro_rules! ask {
        ($asked:ident, $client:ident, $rpc:ident, $values:literal, $request:expr, $what:expr) => {{
            let answer = $client.$rpc($request).await.unwrap().into_inner();
            $asked.check(hostile, $values, &format!("{} of {}", stringify!($rpc), $what), text(&answer.diagnostics));
        }};
    }
    for (name, of) in schema.data_source_schemas {
        let mut asked = Asked::fresh().await;
        let mut client = asked.plugin.provider();
        for config in hostile.configurations(&of.block.unwrap()) {
            let (config, type_name) = (Some(config), name.clone());
            let validate = wire::validate_data_resource_config::Request { config: config.clone(), type_name: name.clone() };
            ask!(asked, client, validate_data_resource_config, 1, validate, name);
            let read = wire::read_data_source::Request { config, type_name, ..Default::default() };
            ask!(asked, client, read_data_source, 1, read, name);
        }
    }
    for (name, of) in schema.resource_schemas {
        let mut asked = Asked::fresh().await;
        let mut client = asked.plugin.provider();
        for config in hostile.configurations(&of.block.unwrap()) {
            let (config, type_name) = (Some(config), name.clone());
            let validate =
                wire::validate_resource_config::Request { config: config.clone(), type_name: name.clone(), ..Default::default() };
            ask!(asked, client, validate_resource_config, 1, validate, name);
            let (proposed_new_state, prior_state) = (config.clone(), Some(encode(&json!(null))));
            let plan =
                wire::plan_resource_change::Request { type_name, prior_state, proposed_new_state, config, ..Default::default() };
            ask!(asked, client, plan_resource_change, 2, plan, name);
        }
    }
    let mut seen = BTreeSet::new();
    for function in &functions {
        let parameters = function.schema.parameters.iter().chain(&function.schema.variadic_parameter).enumerate();
        let new: Vec<_> = parameters
            .filter(|(index, parameter)| {
                seen.insert(if function.is_dynamic(*index) { parameter.name.as_bytes() } else { &parameter.r#type })
            })
            .map(|(index, _)| index)
            .collect();
        if new.is_empty() {
            continue;
        }
        let mut asked = Asked::fresh().await;
        for index in new {
            let typed =
                (function.is_dynamic(index) && !hostile.is_json).then(|| arguments::behind(&json!("dynamic"), hostile.bytes));
            for argument in typed.into_iter().chain([hostile.value()]) {
                let request =
                    wire::call_function::Request { name: function.name.clone(), arguments: function.with(index, argument) };
                let mut answer = asked.plugin.provider().call_function(request.clone()).await.unwrap().into_inner();
                // On a busy machine a call takes another thread, which cannot use what those before it left.
                if !asked.is_within(hostile) {
                    asked = Asked::fresh().await;
                    answer = asked.plugin.provider().call_function(request).await.unwrap().into_inner();
                }
                let length = answer.error.map_or(0, |error| error.text.len());
                asked.check(hostile, 1, &format!("argument {index} of {}", function.name), length);
            }
        }
    }
    // The first process was idle since, and ends for that after a minute.
    let mut asked = Asked::fresh().await;
    let mut client = asked.plugin.provider();
    for config in hostile.configurations(&schema.provider.unwrap().block.unwrap()) {
        let validate = wire::validate_provider_config::Request { config: Some(config.clone()) };
        ask!(asked, client, validate_provider_config, 1, validate, "the provider");
        let configure = wire::configure_provider::Request { config: Some(config), ..Default::default() };
        ask!(asked, client, configure_provider, 1, configure, "the provider");
    }
}

async fn assert_all_bounded(shapes: &[(&str, super::shapes::Shape)], n: usize, is_json: bool) {
    for (name, shape) in shapes {
        assert_bounded(Hostile { name, bytes: &shape(n), is_json }).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn short_parts() {
    assert_all_bounded(&MESSAGEPACK[..12], 2 << 20, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_unknowns_and_long_parts() {
    assert_all_bounded(&MESSAGEPACK[12..], 2 << 20, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_and_json() {
    assert_all_bounded(&DEEP, 2 << 20, false).await;
    assert_all_bounded(&JSON, 2 << 20, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_megabytes_of_nulls() {
    assert_all_bounded(&MESSAGEPACK[..1], 8 << 20, false).await;
}

/// No value is as dear as a list of arguments without one.
#[tokio::test(flavor = "multi_thread")]
async fn millions_of_arguments() {
    let mut plugin = Plugin::start().await;
    functions(&plugin).await;
    let meter = Meter::new(&plugin.process);
    let arguments = vec![wire::DynamicValue::default(); 4 << 20];
    let bytes = 2 * arguments.len();
    let request = wire::call_function::Request { name: "cidr_merge".to_owned(), arguments };
    let error = plugin.provider().call_function(request).await.unwrap().into_inner().error.unwrap();
    assert!(error.text.contains("4194304 arguments were given"), "{}", error.text);
    meter.check(&plugin.process, bytes, "arguments without a value");
    assert!(plugin.process.is_running());
}

/// Also what the provider's own resource refuses before it reads: one of tests
/// takes any value.
#[tokio::test(flavor = "multi_thread")]
async fn states_of_resources() {
    let all = MESSAGEPACK.iter().chain(&DEEP).map(|(name, shape)| (*name, shape(2 << 20), false));
    for (name, bytes, is_json) in all.chain(JSON.iter().map(|(name, shape)| (*name, shape(2 << 20), true))) {
        let directory = tempfile::tempdir().unwrap();
        let mut command = std::process::Command::new(fixture_folder().join("terraform-provider-fixture"));
        as_host(command.env_clear().env("TMPDIR", directory.path()));
        let mut process = Process::start(command);
        let channel = Handshake::parse(&process.next_line().unwrap()).connect(None).await.unwrap();
        let mut client = provider(&channel);
        client.get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap();
        let meter = Meter::new(&process);
        let hostile = Hostile { name, bytes: &bytes, is_json };
        let (type_name, value) = (|| "fixture_note".to_owned(), || Some(hostile.value()));
        // A request may hold four values.
        macro_rules! ask {
            ($rpc:ident, $values:literal, $request:expr) => {{
                client.$rpc($request).await.unwrap();
                meter.check(&process, $values * bytes.len(), &format!("{name} in {}", stringify!($rpc)));
            }};
        }
        let raw_state = Some(wire::RawState { json: bytes.clone(), ..Default::default() });
        ask!(upgrade_resource_state, 1, wire::upgrade_resource_state::Request { type_name: type_name(), version: 1, raw_state });
        let validate = wire::validate_resource_config::Request { type_name: type_name(), config: value(), ..Default::default() };
        ask!(validate_resource_config, 1, validate);
        let private = bytes.clone();
        let read = wire::read_resource::Request { type_name: type_name(), current_state: value(), private, ..Default::default() };
        ask!(read_resource, 2, read);
        let plan = wire::plan_resource_change::Request {
            type_name: type_name(),
            prior_state: value(),
            proposed_new_state: value(),
            config: value(),
            prior_private: bytes.clone(),
            ..Default::default()
        };
        ask!(plan_resource_change, 4, plan);
        let apply = wire::apply_resource_change::Request {
            type_name: type_name(),
            prior_state: value(),
            planned_state: value(),
            config: value(),
            planned_private: bytes.clone(),
            ..Default::default()
        };
        ask!(apply_resource_change, 4, apply);
        assert!(process.is_running(), "{name}");
    }
}
