//! One process, asked the same again and again: what it holds does not grow.

use std::fs;

use amazonconnect::{
    fetch::sha256_hex,
    plugin::proto::{
        go_plugin::{ConnInfo, grpc_broker_client::GrpcBrokerClient, grpc_stdio_client::GrpcStdioClient},
        tfplugin6 as wire,
    },
};
use serde_json::{Value, json};
use tokio_stream::wrappers::ReceiverStream;

use super::status;
use crate::protocol::{
    client::{Plugin, channel, dial, encode, provider},
    process::{Process, bare_command},
};

/// What five thousand repetitions may leave: less than one of them takes.
const LEFT_BY_5000: usize = 8 << 20;

/// How often growth is measured: what leaks grows each time, and what an
/// allocator keeps for itself does not.
const ROUNDS: usize = 3;

/// Asserts that of several rounds of `times` repetitions one leaves no more than
/// its share; what the first fifth makes once and for all, such as threads and
/// their heaps, is apart.
async fn assert_flat<F: Future<Output = ()>>(process: &Process, times: usize, mut once: impl FnMut() -> F) {
    for _ in 0..times / 5 {
        once().await;
    }
    let files = open_files(process);
    let mut grown = Vec::new();
    for _ in 0..ROUNDS {
        let before = status(process, "VmRSS");
        for _ in 0..times {
            once().await;
        }
        grown.push(status(process, "VmRSS").saturating_sub(before));
        if grown.iter().any(|bytes| bytes * 5_000 / times <= LEFT_BY_5000) {
            break;
        }
    }
    assert!(grown.iter().any(|bytes| bytes * 5_000 / times <= LEFT_BY_5000), "rounds of {times} left {grown:?} bytes each");
    // A connection may be about to be closed.
    assert!(open_files(process) <= files + 2, "{files} open files became {}", open_files(process));
}

fn open_files(process: &Process) -> usize {
    fs::read_dir(format!("/proc/{}/fd", process.id())).unwrap().count()
}

/// As a plan does it in reattach mode: a connection of its own with the streams
/// that a host opens, the schema, the configuration, the reads.
async fn plan(network: &str, address: &str) {
    let channel = channel(dial(network, address).await).await.unwrap();
    let stdio = GrpcStdioClient::new(channel.clone()).stream_stdio(()).await.unwrap();
    let (offers, to_broker) = tokio::sync::mpsc::channel::<ConnInfo>(1);
    let broker = GrpcBrokerClient::new(channel.clone()).start_stream(ReceiverStream::new(to_broker)).await.unwrap();
    let mut provider = provider(&channel);
    provider.get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap();
    let config = Some(encode(&json!({ "bundled_ip_ranges": true })));
    let configure = wire::configure_provider::Request { config, ..Default::default() };
    provider.configure_provider(configure).await.unwrap();
    let read = wire::read_data_source::Request {
        type_name: "amazonconnect_ip_ranges".to_owned(),
        config: Some(encode(&json!({ "services": ["AMAZON_CONNECT"] }))),
        ..Default::default()
    };
    assert!(provider.read_data_source(read).await.unwrap().into_inner().state.is_some());
    provider.stop_provider(wire::stop_provider::Request {}).await.unwrap();
    drop((stdio, broker, offers));
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_on_a_developers_process() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare_command(directory.path());
    command.arg("--debug");
    let process = Process::start(command);
    let line = std::iter::from_fn(|| process.next_line()).find(|line| line.contains("TF_REATTACH_PROVIDERS=")).unwrap();
    let json = line.trim().strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
    let providers: Value = serde_json::from_str(json).unwrap();
    let address = &providers.as_object().unwrap().values().next().unwrap()["Addr"];
    let (network, address) = (address["Network"].as_str().unwrap(), address["String"].as_str().unwrap());
    assert_flat(&process, 250, || plan(network, address)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_on_one_connection() {
    let plugin = Plugin::start().await;
    plugin.configure(&json!({ "bundled_ip_ranges": true })).await;
    let once = || async {
        plugin.call_function("cidr_merge", &[json!(["10.0.0.0/9", "10.128.0.0/9"])]).await.unwrap();
        let (state, _) = plugin.read_data_source("amazonconnect_ip_ranges", &json!({ "services": ["AMAZON_CONNECT"] })).await;
        assert!(state.is_some());
    };
    assert_flat(&plugin.process, 2_500, once).await;
}

/// Each walk reads its file anew.
#[tokio::test(flavor = "multi_thread")]
async fn walks_that_read_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ip-ranges.json");
    let row = r#"{"ip_prefix":"15.193.0.0/19","region":"GLOBAL","service":"AMAZON_CONNECT"}"#;
    let document = format!(r#"{{"syncToken":"1787411825","createDate":"2026-08-22-15-17-05","prefixes":[{row}]}}"#);
    std::fs::write(&path, &document).unwrap();
    let plugin = Plugin::start().await;
    let once = || async {
        let url = format!("file://{}", path.display());
        let accepted = sha256_hex(document.as_bytes());
        plugin.configure(&json!({ "ip_ranges_url": url, "accept_document_sha256": accepted })).await;
        let (state, _) = plugin.read_data_source("amazonconnect_ip_ranges", &json!({ "services": ["AMAZON_CONNECT"] })).await;
        assert!(state.is_some());
    };
    assert_flat(&plugin.process, 1_000, once).await;
}

/// What is refused leaves as little.
#[tokio::test(flavor = "multi_thread")]
async fn refused_calls() {
    let plugin = Plugin::start().await;
    let once = || async {
        plugin.call_function("cidr_merge", &[json!(["10.0.0.1/9"])]).await.unwrap_err();
        plugin.configure(&json!({ "ip_ranges_url": "file:///nowhere" })).await;
        let (state, _) = plugin.read_data_source("amazonconnect_ip_ranges", &json!({})).await;
        assert!(state.is_none());
    };
    assert_flat(&plugin.process, 1_000, once).await;
}
