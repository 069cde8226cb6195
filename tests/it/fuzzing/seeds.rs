//! Where fuzzing starts: small cuts of real documents, good arguments of every
//! call. The files in `fuzz/seeds` are these; `FUZZ_SEEDS=write` writes them.

use std::{collections::BTreeMap, fs, time::Duration};

use amazonconnect::{
    fetch::{
        BUNDLED_SNAPSHOT, Source, Validator,
        cache::{Entry, Slot},
        sha256_hex,
    },
    provider::assemble,
};
use serde_json::{Value, json};

use super::{folder, harness::TARGETS, inputs};
use crate::{functions::arguments, protocol::client::encode, shared_data::newest_document};

/// The first rows of each list of AWS's document, in its layout.
fn cut(document: &str) -> String {
    let list = |key: &str| {
        let rows = document.split_once(&format!("\"{key}\": [\n")).unwrap().1;
        rows.split_inclusive("    }").take(6).collect::<String>()
    };
    let head = document.split_once("  \"prefixes\"").unwrap().0;
    format!("{head}  \"prefixes\": [\n{}\n  ],\n  \"ipv6_prefixes\": [\n{}\n  ]\n}}", list("prefixes"), list("ipv6_prefixes"))
}

/// The head of the snapshot and the first rows.
fn cut_snapshot() -> String {
    let lines: Vec<&str> = BUNDLED_SNAPSHOT.lines().take(30).collect();
    let rows = lines[6..].iter().filter(|line| !line.starts_with('[')).count();
    let counted = lines.iter().map(|line| if line.starts_with("rows ") { format!("rows {rows}\n") } else { format!("{line}\n") });
    counted.collect()
}

/// Values as the harness takes several.
fn several(values: &[Vec<u8>]) -> Vec<u8> {
    let with_length = |value: &Vec<u8>| [&u16::try_from(value.len()).unwrap().to_le_bytes()[..], value].concat();
    values.iter().flat_map(with_length).collect()
}

/// An argument of this name and type as hosts send it.
fn argument(name: &str, of: &str) -> Vec<u8> {
    let value = arguments::good(name, of.as_bytes());
    if of == "\"dynamic\"" { arguments::dynamic(&value).msgpack } else { encode(&value).msgpack }
}

/// A file of the cache, and its head without the last line.
fn kept() -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let slot = Slot::of(folder.path(), &Source::parse("https://example.com/x").unwrap(), Duration::from_secs(10)).unwrap();
    let entry = Entry {
        fetched: 1_787_411_999,
        published: 1_787_411_825,
        validator: Validator::new("\"a1\""),
        sha256: sha256_hex(b"{}"),
        bytes: b"{}".to_vec(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(slot.write(entry, i64::MAX)).unwrap();
    let whole = fs::read(slot.path()).unwrap();
    let head = whole.windows(5).rposition(|bytes| bytes == b"head ").unwrap();
    (whole.clone(), whole[..head].to_vec())
}

type Seeds = BTreeMap<(&'static str, String), Vec<u8>>;

/// The seeds that need no document.
fn seeds() -> Seeds {
    let mut seeds = Seeds::new();
    let mut add = |target, name: &str, bytes: Vec<u8>| drop(seeds.insert((target, name.to_owned()), bytes));
    add("snapshot", "bundled", cut_snapshot().into_bytes());
    let (whole, lines) = kept();
    add("cache", "whole", [b"\0".as_slice(), &whole].concat());
    add("cache", "sealed", [b"\x01".as_slice(), &lines, b"\0{}"].concat());
    let messagepack = |value: Value| encode(&value).msgpack;
    for (name, block) in [
        ("bundled", json!({ "bundled_ip_ranges": true, "warnings_as_errors": ["never_published"] })),
        ("url", json!({ "ip_ranges_url": "https://example.com/ip-ranges.json", "request_timeout": "1m 30s" })),
        ("digest", json!({ "ip_ranges_url": "file:///a.json", "accept_document_sha256": "0".repeat(64) })),
    ] {
        add("provider", name, messagepack(block));
    }
    for (number, (name, block)) in [
        ("domain_rules", json!({ "instance_alias": "my-company", "regions": ["us-east-1"], "region": "us-east-1" })),
        ("ip_ranges", json!({ "services": ["AMAZON_CONNECT"], "regions": ["GLOBAL"], "ip_versions": ["ipv4"], "merge": true })),
        ("network_rules", json!({ "regions": ["us-east-1"], "region": "us-east-1", "ip_versions": ["ipv4", "ipv6"] })),
    ]
    .into_iter()
    .enumerate()
    {
        add("data_source", name, [vec![u8::try_from(number).unwrap()], messagepack(block)].concat());
    }
    let note = |text: &str, id: Value| messagepack(json!({ "text": text, "place": null, "id": id, "revision": 1 }));
    let private = messagepack(json!({ "writes": 1 }));
    add("resource", "update", several(&[note("a", json!("x")), note("b", json!("x")), note("b", json!(null)), private.clone()]));
    add("resource", "create", several(&[vec![0xc0], note("a", json!(null)), note("a", json!(null)), vec![0xc0]]));
    add("resource", "destroy", several(&[note("a", json!("x")), vec![0xc0], vec![0xc0], private]));
    add("resource", "upgrade", several(&[note("a", json!("x"))]));
    for (number, (name, function)) in assemble().schema().functions.into_iter().enumerate() {
        let arguments: Vec<_> =
            function.parameters.iter().map(|parameter| argument(&parameter.name, &parameter.type_json)).collect();
        add("function", &name, [vec![u8::try_from(number).unwrap()], several(&arguments)].concat());
    }
    add("prefixes", "both", b"10.0.0.0/8\n15.193.0.0/19\n2600:f0f2:7100::/40\n::ffff:1.2.3.4/128\n8.8.8.8".to_vec());
    add("prefixes", "ipv4", b"10.0.0.0/9\n10.128.0.0/9\n10.1.0.0/24\n11.0.0.0/24".to_vec());
    add("ports", "range", b"49152-65535".to_vec());
    add("ports", "single", b"443".to_vec());
    add("rendered", "two", (0..12_u8).flat_map(|rule| [rule | rule << 5, rule * 3, 15, 193, rule, 0, 0]).collect());
    seeds
}

#[test]
fn the_files_are_the_seeds() {
    let mut seeds = seeds();
    if let Some(document) = newest_document() {
        seeds.insert(("document", "2026-08-22".to_owned()), cut(std::str::from_utf8(&document).unwrap()).into_bytes());
    }
    let writes = std::env::var("FUZZ_SEEDS").as_deref() == Ok("write");
    for (target, _) in TARGETS.iter().filter(|_| writes) {
        let _ = fs::remove_dir_all(folder("seeds", target));
        fs::create_dir_all(folder("seeds", target)).unwrap();
    }
    for ((target, name), bytes) in &seeds {
        let file = folder("seeds", target).join(name);
        if writes {
            fs::write(&file, bytes).unwrap();
        }
        assert!(fs::read(&file).is_ok_and(|found| found == *bytes), "{target}/{name} differs: FUZZ_SEEDS=write writes it");
    }
    // The document's stays where no document is at hand to cut it from.
    let found: usize = TARGETS
        .iter()
        .filter(|(target, _)| *target != "document")
        .map(|(target, _)| inputs(&folder("seeds", target)).len())
        .sum();
    assert_eq!(found, seeds.keys().filter(|(target, _)| *target != "document").count(), "a file is no seed any more");
}

/// A whole document goes through its target, too: it is too large to be a seed.
#[test]
fn a_whole_document_passes() {
    if let Some(document) = newest_document() {
        let (_, target) = TARGETS.into_iter().find(|(name, _)| *name == "document").unwrap();
        target(&document);
    }
}
