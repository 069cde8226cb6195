//! RPCs: which are served, limits, cancellation, panics, missing results.

use std::time::{Duration, Instant};

use amazonconnect::plugin::proto::{
    health::{HealthCheckRequest, health_check_response::ServingStatus},
    tfplugin6::{self as wire, attribute_path::step::Selector},
};
use serde_json::json;
use tonic::Code;

use super::{
    client::{Plugin, encode, provider},
    fixture::{BUG_REPORTS, Fixture, NIL},
};

fn value(msgpack: &[u8]) -> Option<wire::DynamicValue> {
    Some(wire::DynamicValue { msgpack: msgpack.to_vec(), json: Vec::new() })
}

fn read(type_name: &str) -> wire::read_data_source::Request {
    wire::read_data_source::Request { type_name: type_name.to_owned(), config: value(NIL), ..Default::default() }
}

fn call(name: &str, arguments: &[&[u8]]) -> wire::call_function::Request {
    let arguments = arguments.iter().filter_map(|argument| value(argument)).collect();
    wire::call_function::Request { name: name.to_owned(), arguments }
}

/// The one diagnostic, which is an error with this summary.
#[track_caller]
fn only_error<'a>(diagnostics: &'a [wire::Diagnostic], summary: &str) -> &'a wire::Diagnostic {
    let [diagnostic] = diagnostics else { panic!("expected one diagnostic, found {diagnostics:?}") };
    assert_eq!(diagnostic.summary, summary, "{diagnostic:?}");
    assert_eq!(diagnostic.severity(), wire::diagnostic::Severity::Error);
    diagnostic
}

#[tokio::test]
async fn the_built_provider_answers_what_terraform_asks_first() {
    let plugin = Plugin::start().await;
    let schema = plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner();
    let capabilities = schema.server_capabilities.unwrap();
    assert!(capabilities.get_provider_schema_optional && capabilities.plan_destroy && !capabilities.move_resource_state);
    assert_eq!(schema.provider_meta, None, "no provider_meta is offered");
    assert!(schema.provider.is_some() && !schema.data_source_schemas.is_empty() && !schema.functions.is_empty());
    for schema in schema.data_source_schemas.values().chain(schema.resource_schemas.values()) {
        for attribute in &schema.block.as_ref().unwrap().attributes {
            assert!(attribute.r#type.is_empty() != attribute.nested_type.is_none(), "{}: one of both types", attribute.name);
        }
    }

    let metadata = plugin.provider().get_metadata(wire::get_metadata::Request {}).await.unwrap().into_inner();
    let names: Vec<_> = metadata.data_sources.iter().map(|source| &source.type_name).collect();
    assert!(schema.data_source_schemas.keys().eq(names), "sorted, and the same");
    assert!(schema.functions.keys().eq(metadata.functions.iter().map(|function| &function.name)));
    assert!(schema.resource_schemas.keys().eq(metadata.resources.iter().map(|resource| &resource.type_name)));
    let functions = plugin.provider().get_functions(wire::get_functions::Request {}).await.unwrap().into_inner();
    assert_eq!(functions.functions, schema.functions);
}

#[tokio::test]
async fn unknown_names_are_errors_that_name_them() {
    let plugin = Plugin::start().await;
    let name = "amazonconnect_unheard_of";
    // Configured or not makes no difference.
    for _ in 0..2 {
        let diagnostics = plugin.validate_data_source(name, &json!({})).await;
        assert!(diagnostics.iter().any(|diagnostic| diagnostic.detail.contains(name)), "{diagnostics:?}");
        let (state, diagnostics) = plugin.read_data_source(name, &json!({})).await;
        assert_eq!(state, None);
        assert!(diagnostics.iter().any(|diagnostic| diagnostic.detail.contains(name)), "{diagnostics:?}");
        let error = plugin.call_function(name, &[json!("a"), json!(null)]).await.unwrap_err();
        assert!(error.text.contains(name), "{}", error.text);
        plugin.configure(&json!(null)).await;
    }
}

#[tokio::test]
async fn what_is_not_served_answers_unimplemented() {
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    macro_rules! unimplemented_rpcs {
        ($($rpc:ident: $request:expr),* $(,)?) => {
            $(assert_eq!(provider.$rpc($request).await.err().map(|status| status.code()), Some(Code::Unimplemented), stringify!($rpc));)*
        };
    }
    unimplemented_rpcs! {
        get_resource_identity_schemas: wire::get_resource_identity_schemas::Request::default(),
        upgrade_resource_identity: wire::upgrade_resource_identity::Request::default(),
        move_resource_state: wire::move_resource_state::Request::default(),
        generate_resource_config: wire::generate_resource_config::Request::default(),
        validate_ephemeral_resource_config: wire::validate_ephemeral_resource_config::Request::default(),
        open_ephemeral_resource: wire::open_ephemeral_resource::Request::default(),
        renew_ephemeral_resource: wire::renew_ephemeral_resource::Request::default(),
        close_ephemeral_resource: wire::close_ephemeral_resource::Request::default(),
        validate_list_resource_config: wire::validate_list_resource_config::Request::default(),
        list_resource: wire::list_resource::Request::default(),
        validate_state_store_config: wire::validate_state_store::Request::default(),
        configure_state_store: wire::configure_state_store::Request::default(),
        read_state_bytes: wire::read_state_bytes::Request::default(),
        write_state_bytes: tokio_stream::empty::<wire::write_state_bytes::RequestChunk>(),
        lock_state: wire::lock_state::Request::default(),
        unlock_state: wire::unlock_state::Request::default(),
        get_states: wire::get_states::Request::default(),
        delete_state: wire::delete_state::Request::default(),
        validate_action_config: wire::validate_action_config::Request::default(),
        plan_action: wire::plan_action::Request::default(),
        invoke_action: wire::invoke_action::Request::default(),
    }
}

#[tokio::test]
async fn health_is_known_by_name() {
    let plugin = Plugin::start().await;
    let request = |service: &str| HealthCheckRequest { service: service.to_owned() };
    for service in ["plugin", ""] {
        let answer = plugin.health().check(request(service)).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving);
    }
    assert_eq!(plugin.health().check(request("other")).await.unwrap_err().code(), Code::NotFound);
    for (service, status) in [("plugin", ServingStatus::Serving), ("other", ServingStatus::ServiceUnknown)] {
        let mut changes = plugin.health().watch(request(service)).await.unwrap().into_inner();
        assert_eq!(changes.message().await.unwrap().unwrap().status(), status);
    }
}

#[tokio::test]
async fn large_messages_pass_and_larger_ones_are_refused_cleanly() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    let argument = vec![0x01; 16 << 20];
    let response = provider.call_function(call("echo", &[&argument])).await.unwrap().into_inner();
    assert!(response.result.unwrap().msgpack == argument);
    let response = provider.read_data_source(read(&format!("zeros_{}", 64 << 20))).await.unwrap().into_inner();
    assert_eq!(response.state.unwrap().msgpack.len(), 64 << 20);
    let status = provider.read_data_source(read(&format!("zeros_{}", 256 << 20))).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange, "{status}");
    let response = provider.read_data_source(read("echo")).await.unwrap().into_inner();
    assert_eq!(response.state, value(NIL));
}

#[tokio::test]
async fn a_request_over_the_limit_is_refused_and_the_server_goes_on() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    assert!(provider.call_function(call("echo", &[&vec![0x01; 257 << 20]])).await.is_err());
    assert!(provider.call_function(call("echo", &[&[0x01]])).await.unwrap().into_inner().error.is_none());
}

#[tokio::test]
async fn stop_cancels_calls_under_way_and_no_later_ones() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    let (mut reading, mut computing) = (provider.clone(), provider.clone());
    let (mut planning, mut applying) = (provider.clone(), provider.clone());
    let reading = tokio::spawn(async move { reading.read_data_source(read("slow")).await.unwrap().into_inner() });
    let computing = tokio::spawn(async move { computing.call_function(call("busy", &[])).await.unwrap().into_inner() });
    let request = wire::plan_resource_change::Request { type_name: "busy".to_owned(), ..Default::default() };
    let planning = tokio::spawn(async move { planning.plan_resource_change(request).await.unwrap().into_inner() });
    let request =
        wire::apply_resource_change::Request { type_name: "busy".to_owned(), prior_state: value(&[0x01]), ..Default::default() };
    let applying = tokio::spawn(async move { applying.apply_resource_change(request).await.unwrap().into_inner() });
    tokio::time::sleep(Duration::from_millis(200)).await;

    let start = Instant::now();
    let answer = provider.stop_provider(wire::stop_provider::Request {}).await.unwrap().into_inner();
    assert_eq!(answer.error, "");
    let (response, function) = (reading.await.unwrap(), computing.await.unwrap());
    let (planned, applied) = (planning.await.unwrap(), applying.await.unwrap());
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    let diagnostic = only_error(&response.diagnostics, "Operation cancelled");
    assert!(diagnostic.detail.contains("ReadDataSource"));
    assert!(function.error.unwrap().text.starts_with("Operation cancelled"));
    only_error(&planned.diagnostics, "Operation cancelled");
    only_error(&applied.diagnostics, "Operation cancelled");
    assert_eq!(applied.new_state, value(&[0x01]), "an apply that is stopped has changed nothing");

    let later = provider.read_data_source(read("echo")).await.unwrap().into_inner();
    assert!(later.diagnostics.is_empty() && later.state.is_some());
}

#[tokio::test]
async fn a_call_that_nobody_waits_for_ends() {
    let fixture = Fixture::start().await;
    let reaches = async |count: usize| {
        let deadline = Instant::now() + Duration::from_secs(5);
        while fixture.reads() != count {
            assert!(Instant::now() < deadline, "{} reads instead of {count}", fixture.reads());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let reading: Vec<_> = (0..3)
        .map(|_| {
            let mut reading = provider(&fixture.channel);
            tokio::spawn(async move { reading.read_data_source(read("slow")).await })
        })
        .collect();
    reaches(3).await;
    reading[0].abort();
    reaches(2).await;
    // The others go on.
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(fixture.reads(), 2);
    reading[1..].iter().for_each(tokio::task::JoinHandle::abort);
    reaches(0).await;
}

#[tokio::test]
async fn a_panic_is_a_provider_bug_and_the_server_goes_on() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    let check = |diagnostics: &[wire::Diagnostic]| {
        let detail = &only_error(diagnostics, "Provider bug").detail;
        assert!(detail.contains("the fixture ") && detail.contains(BUG_REPORTS), "{detail}");
        assert!(!detail.contains("second line") && !detail.contains("fixture.rs"), "{detail}");
    };
    check(&provider.get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner().diagnostics);
    // Names are had without the schemas, which would panic.
    let metadata = provider.get_metadata(wire::get_metadata::Request {}).await.unwrap().into_inner();
    assert!(metadata.diagnostics.is_empty() && metadata.data_sources[0].type_name == "slow", "{metadata:?}");
    check(&provider.get_functions(wire::get_functions::Request {}).await.unwrap().into_inner().diagnostics);
    let request = wire::validate_provider_config::Request { config: None };
    check(&provider.validate_provider_config(request).await.unwrap().into_inner().diagnostics);
    check(&provider.read_data_source(read("panics")).await.unwrap().into_inner().diagnostics);
    let response = provider.call_function(call("panics", &[])).await.unwrap().into_inner();
    let error = response.error.unwrap();
    assert!(error.text.starts_with("Provider bug") && error.text.contains(BUG_REPORTS), "{}", error.text);
    assert!(provider.read_data_source(read("echo")).await.unwrap().into_inner().diagnostics.is_empty());
}

#[tokio::test]
async fn a_missing_result_without_an_error_is_a_provider_bug() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    let response = provider.read_data_source(read("silent")).await.unwrap().into_inner();
    only_error(&response.diagnostics, "Provider bug");
    let response = provider.read_data_source(read("fails")).await.unwrap().into_inner();
    let steps = &only_error(&response.diagnostics, "Failed").attribute.as_ref().unwrap().steps;
    assert_eq!(steps[0].selector, Some(Selector::AttributeName("list".to_owned())));
    assert_eq!(steps[1].selector, Some(Selector::ElementKeyInt(3)));
}

#[tokio::test]
async fn absent_and_json_values_reach_the_provider_as_messagepack() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    for config in [None, Some(wire::DynamicValue::default())] {
        let request =
            wire::configure_provider::Request { terraform_version: "1.2.3".to_owned(), config, client_capabilities: None };
        let response = provider.configure_provider(request).await.unwrap().into_inner();
        only_error(&response.diagnostics, "1.2.3");
    }
    let arguments = vec![
        wire::DynamicValue::default(),
        wire::DynamicValue { msgpack: Vec::new(), json: b"[1,null]".to_vec() },
        encode(&json!("a")),
    ];
    let request = wire::call_function::Request { name: "echo".to_owned(), arguments };
    let response = provider.call_function(request).await.unwrap().into_inner();
    assert_eq!(response.result.unwrap().msgpack, [0xc0, 0x92, 0x01, 0xc0, 0xa1, b'a']);

    let json = |text: &str| wire::DynamicValue { msgpack: Vec::new(), json: text.as_bytes().to_vec() };
    let request = wire::call_function::Request { name: "echo".to_owned(), arguments: vec![json("1"), json("{")] };
    let error = provider.call_function(request).await.unwrap().into_inner().error.unwrap();
    assert_eq!(error.function_argument, Some(1), "{}", error.text);
    let response = provider.call_function(call("fails", &[])).await.unwrap().into_inner();
    assert_eq!(response.error.unwrap().function_argument, Some(1));
    let request = wire::read_data_source::Request { config: Some(json("{")), ..read("echo") };
    let response = provider.read_data_source(request).await.unwrap().into_inner();
    only_error(&response.diagnostics, "Unreadable value");
}

#[tokio::test]
async fn a_resource_goes_through_its_life() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    let type_name = "echo".to_owned();

    let raw_state = Some(wire::RawState { json: b"{}".to_vec(), ..Default::default() });
    let request = wire::upgrade_resource_state::Request { type_name: type_name.clone(), version: 7, raw_state };
    let upgraded = provider.upgrade_resource_state(request).await.unwrap().into_inner();
    assert_eq!(upgraded.upgraded_state, value(b"7\x80"), "in MessagePack");

    let request = wire::plan_resource_change::Request {
        type_name: type_name.clone(),
        proposed_new_state: value(&[0x02]),
        prior_private: b"p".to_vec(),
        ..Default::default()
    };
    let planned = provider.plan_resource_change(request).await.unwrap().into_inner();
    assert_eq!((planned.planned_state, planned.planned_private.as_slice()), (value(&[0x02]), b"p+".as_slice()));
    assert_eq!(planned.requires_replace[0].steps[1].selector, Some(Selector::ElementKeyString("k".to_owned())));
    assert!(!planned.legacy_type_system);

    let request = wire::import_resource_state::Request { type_name, id: "an id".to_owned(), ..Default::default() };
    let imported = provider.import_resource_state(request).await.unwrap().into_inner();
    assert_eq!(imported.imported_resources[0].state, value(b"an id"));
}

#[tokio::test]
async fn a_failed_apply_or_refresh_leaves_the_state_as_it_was() {
    let fixture = Fixture::start().await;
    let mut provider = provider(&fixture.channel);
    for (type_name, summary) in [("fails", "Failed"), ("panics", "Provider bug"), ("silent", "Provider bug")] {
        let request = wire::apply_resource_change::Request {
            type_name: type_name.to_owned(),
            prior_state: value(&[0x01]),
            planned_state: value(NIL),
            planned_private: b"p".to_vec(),
            ..Default::default()
        };
        let applied = provider.apply_resource_change(request).await.unwrap().into_inner();
        only_error(&applied.diagnostics, summary);
        assert_eq!((applied.new_state, applied.private.as_slice()), (value(&[0x01]), b"p".as_slice()), "a failed destroy");

        let request = wire::read_resource::Request {
            type_name: type_name.to_owned(),
            current_state: value(&[0x05]),
            private: b"p".to_vec(),
            ..Default::default()
        };
        let refreshed = provider.read_resource(request).await.unwrap().into_inner();
        only_error(&refreshed.diagnostics, summary);
        assert_eq!((refreshed.new_state, refreshed.private.as_slice()), (value(&[0x05]), b"p".as_slice()));
    }
    let request = wire::apply_resource_change::Request {
        type_name: "echo".to_owned(),
        prior_state: value(&[0x01]),
        planned_state: value(NIL),
        config: value(&[0x03]),
        ..Default::default()
    };
    let applied = provider.apply_resource_change(request).await.unwrap().into_inner();
    assert!(applied.diagnostics.is_empty());
    assert_eq!((applied.new_state, applied.private.as_slice()), (value(NIL), [0x03].as_slice()));
}
