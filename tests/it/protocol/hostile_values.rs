//! Arbitrary bytes where a value belongs, in every RPC of the built provider and
//! for every data source, resource and function it has: each call is answered,
//! and the process lives on. A panic, though it would be answered, fails too.

use amazonconnect::plugin::proto::{health::HealthCheckRequest, tfplugin6 as wire};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::client::Plugin;

/// Bytes, some of them close to what is expected: a map of three names to
/// anything, deep arrays, claims of lengths that are not there.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let noise = vec(any::<u8>(), 0..64);
    let nested = (1_usize..3000).prop_map(|depth| vec![0x91; depth]);
    let claim = (prop::sample::select(vec![0xdd_u8, 0xdf, 0xc6, 0xdb, 0xc9]), any::<u32>())
        .prop_map(|(kind, length)| [&[kind][..], &length.to_be_bytes()].concat());
    let map = vec(any::<u8>(), 0..24).prop_map(|rest| [b"\x83\xa4text".as_slice(), &rest].concat());
    prop_oneof![4 => noise, 1 => nested, 1 => claim, 2 => map]
}

/// All names to call with, known ones first.
struct Names {
    data_sources: Vec<String>,
    resources: Vec<String>,
    functions: Vec<String>,
}

async fn names(plugin: &Plugin) -> Names {
    let metadata = plugin.provider().get_metadata(wire::get_metadata::Request {}).await.unwrap().into_inner();
    let with_unknown = |names: Vec<String>| names.into_iter().chain(["unknown".to_owned()]).collect();
    Names {
        data_sources: with_unknown(metadata.data_sources.into_iter().map(|source| source.type_name).collect()),
        resources: with_unknown(metadata.resources.into_iter().map(|resource| resource.type_name).collect()),
        functions: with_unknown(metadata.functions.into_iter().map(|function| function.name).collect()),
    }
}

/// Sends `bytes` everywhere; gives back every text that came as an answer.
async fn call_everything(plugin: &Plugin, names: &Names, bytes: &[u8], json: bool) -> Vec<String> {
    let value = || {
        let (msgpack, json) = if json { (Vec::new(), bytes.to_vec()) } else { (bytes.to_vec(), Vec::new()) };
        Some(wire::DynamicValue { msgpack, json })
    };
    let mut provider = plugin.provider();
    let mut diagnostics = Vec::new();
    macro_rules! call {
        ($rpc:ident, $request:expr) => {
            diagnostics.extend(provider.$rpc($request).await.unwrap().into_inner().diagnostics)
        };
    }
    call!(validate_provider_config, wire::validate_provider_config::Request { config: value() });
    call!(configure_provider, wire::configure_provider::Request { config: value(), ..Default::default() });
    for type_name in names.data_sources.iter().cloned() {
        let validate = wire::validate_data_resource_config::Request { type_name: type_name.clone(), config: value() };
        call!(validate_data_resource_config, validate);
        call!(read_data_source, wire::read_data_source::Request { type_name, config: value(), ..Default::default() });
    }
    for type_name in names.resources.iter().cloned() {
        let name = || type_name.clone();
        let validate = wire::validate_resource_config::Request { type_name: name(), config: value(), ..Default::default() };
        call!(validate_resource_config, validate);
        let raw_state = Some(wire::RawState { json: bytes.to_vec(), ..Default::default() });
        call!(upgrade_resource_state, wire::upgrade_resource_state::Request { type_name: name(), version: 0, raw_state });
        let read = wire::read_resource::Request {
            type_name: name(),
            current_state: value(),
            private: bytes.to_vec(),
            ..Default::default()
        };
        call!(read_resource, read);
        let plan = wire::plan_resource_change::Request {
            type_name: name(),
            prior_state: value(),
            proposed_new_state: value(),
            config: value(),
            prior_private: bytes.to_vec(),
            ..Default::default()
        };
        call!(plan_resource_change, plan);
        let apply = wire::apply_resource_change::Request {
            type_name: name(),
            prior_state: value(),
            planned_state: value(),
            config: value(),
            planned_private: bytes.to_vec(),
            ..Default::default()
        };
        call!(apply_resource_change, apply);
        let id = String::from_utf8_lossy(bytes).into_owned();
        call!(import_resource_state, wire::import_resource_state::Request { type_name, id, ..Default::default() });
    }
    let mut texts: Vec<String> = diagnostics.into_iter().map(|d| format!("{}: {}", d.summary, d.detail)).collect();
    for name in &names.functions {
        for count in 0..4 {
            let arguments = (0..count).filter_map(|_| value()).collect();
            let request = wire::call_function::Request { name: name.clone(), arguments };
            texts.extend(provider.call_function(request).await.unwrap().into_inner().error.map(|error| error.text));
        }
    }
    texts
}

/// Well-formed values of this depth: arrays and maps, bare and as attributes
/// that a schema has and that none has.
fn nested(depth: usize) -> Vec<Vec<u8>> {
    let arrays = [vec![0x91; depth], vec![0xc0]].concat();
    let maps = [b"\x81\xa1a".repeat(depth), vec![0xc0]].concat();
    let attribute = |name: &str, value: &[u8]| {
        let length = u8::try_from(name.len()).unwrap();
        [&[0x81, 0xd9, length], name.as_bytes(), value].concat()
    };
    let within = |value: &Vec<u8>| ["ip_ranges_url", "services", "no_such_attribute"].map(|name| attribute(name, value));
    let attributes: Vec<Vec<u8>> = [&arrays, &maps].into_iter().flat_map(within).collect();
    [vec![arrays, maps], attributes].concat()
}

/// The same in JSON.
fn nested_json(depth: usize) -> Vec<Vec<u8>> {
    let arrays = "[".repeat(depth) + "null" + &"]".repeat(depth);
    let maps = "{\"a\":".repeat(depth) + "null" + &"}".repeat(depth);
    let within = |name: &str| format!("{{\"{name}\":{arrays}}}").into_bytes();
    vec![within("ip_ranges_url"), within("no_such_attribute"), arrays.into_bytes(), maps.into_bytes()]
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_any_depth_are_answered() {
    let mut plugin = Plugin::start().await;
    let names = names(&plugin).await;
    for depth in [400, 1_000, 100_000] {
        let binary = nested(depth).into_iter().map(|bytes| (bytes, false));
        for (bytes, json) in binary.chain(nested_json(depth).into_iter().map(|bytes| (bytes, true))) {
            let texts = call_everything(&plugin, &names, &bytes, json).await;
            assert!(plugin.process.is_running(), "depth {depth}");
            assert!(!texts.is_empty(), "depth {depth}: nobody objected");
            for text in texts {
                assert!(!text.starts_with("Provider bug"), "depth {depth}: {text}");
                assert!(text.len() < 10_000, "depth {depth}: a message of {} bytes", text.len());
            }
        }
    }
    plugin.health().check(HealthCheckRequest::default()).await.unwrap();
}

#[test]
fn any_bytes_are_answered() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut plugin = runtime.block_on(Plugin::start_with(|command| {
        command.env("RUST_BACKTRACE", "1");
    }));
    let names = runtime.block_on(names(&plugin));
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&(bytes(), any::<bool>()), |(bytes, json)| {
        for text in runtime.block_on(call_everything(&plugin, &names, &bytes, json)) {
            prop_assert!(!text.starts_with("Provider bug"), "{}", text);
            prop_assert!(!text.contains("stack backtrace") && !text.contains(".rs:"), "{}", text);
        }
        Ok(())
    });
    outcome.unwrap();
    runtime.block_on(plugin.health().check(HealthCheckRequest::default())).unwrap();
    assert!(plugin.process.is_running());
}
