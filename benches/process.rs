//! The life of the provider's process as its host sees it: from start to
//! handshake, and from the host's farewell to the end of the process.

#![allow(missing_docs, reason = "criterion's macros make undocumented functions")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a benchmark is its own test"
)]

#[path = "../tests/it/protocol/client.rs"]
mod client;
#[path = "../tests/it/protocol/process.rs"]
mod process;

use amazonconnect::plugin::proto::{go_plugin::Empty, tfplugin6::get_provider_schema::Request};
use client::Plugin;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use process::{Process, host_command};
use serde_json::{Value, json};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/documents/2026-08-22-15-17-05.json.gz");

/// Far more than an end takes.
const END_LIMIT: Duration = Duration::from_secs(5);

/// From the call to the end of the process, which closes its output.
async fn close(plugin: Plugin) -> Duration {
    let started = Instant::now();
    plugin.controller().shutdown(Empty {}).await.unwrap();
    assert!(plugin.process.stdout_closes_within(END_LIMIT));
    started.elapsed()
}

/// The document of this repository's neighbour as a file.
fn document(folder: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(std::fs::File::open(DOCUMENT).ok()?), &mut bytes).unwrap();
    let path = folder.join("ip-ranges.json");
    std::fs::write(&path, bytes).unwrap();
    Some(format!("file://{}", path.display()))
}

/// Every attribute of a data source, null but for `given`.
async fn config(plugin: &Plugin, type_name: &str, given: &Value) -> Value {
    let schema = plugin.provider().get_provider_schema(Request {}).await.unwrap().into_inner();
    let block = match type_name {
        "" => schema.provider.unwrap(),
        name => schema.data_source_schemas[name].clone(),
    };
    let attributes = block.block.unwrap().attributes;
    attributes
        .into_iter()
        .map(|attribute| (attribute.name.clone(), given[&attribute.name].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A provider that is about to read its first block.
async fn ready(url: &str) -> (Plugin, Value) {
    let plugin = Plugin::start().await;
    let provider = config(&plugin, "", &json!({ "ip_ranges_url": url })).await;
    let block = config(&plugin, "amazonconnect_network_rules", &json!({ "regions": ["us-east-1"] })).await;
    let diagnostics = plugin.configure(&provider).await;
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    (plugin, block)
}

/// From the request to the answer, first as bytes.
async fn read(plugin: &Plugin, block: &Value) -> Duration {
    let started = Instant::now();
    let (state, diagnostics) = plugin.read_data_source("amazonconnect_network_rules", block).await;
    let elapsed = started.elapsed();
    assert!(state.is_some(), "{diagnostics:?}");
    elapsed
}

fn process(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let mut group = c.benchmark_group("process");
    group.sample_size(50);
    group.bench_function("start to handshake", |b| {
        b.iter_custom(|times| {
            (0..times)
                .map(|_| {
                    let folder = tempfile::tempdir().unwrap();
                    let started = Instant::now();
                    let process = Process::start(host_command(folder.path()));
                    process.next_line().unwrap();
                    started.elapsed()
                })
                .sum()
        });
    });
    group.bench_function("close to end, nothing read", |b| {
        b.iter_custom(|times| (0..times).map(|_| runtime.block_on(async { close(Plugin::start().await).await })).sum());
    });
    let folder = tempfile::tempdir().unwrap();
    if let Some(url) = document(folder.path()) {
        group.bench_with_input(BenchmarkId::from_parameter("first block"), &url, |b, url| {
            b.iter_custom(|times| {
                (0..times)
                    .map(|_| {
                        runtime.block_on(async {
                            let (plugin, block) = ready(url).await;
                            read(&plugin, &block).await
                        })
                    })
                    .sum()
            });
        });
        group.bench_with_input(BenchmarkId::from_parameter("close to end, document read"), &url, |b, url| {
            b.iter_custom(|times| {
                (0..times)
                    .map(|_| {
                        runtime.block_on(async {
                            let (plugin, block) = ready(url).await;
                            read(&plugin, &block).await;
                            close(plugin).await
                        })
                    })
                    .sum()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, process);
criterion_main!(benches);
