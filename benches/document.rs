//! Parsing the newest real document, and decoding the bundled snapshot.

#![allow(missing_docs, reason = "criterion's macros make undocumented functions")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a benchmark is its own test")]

use amazonconnect::{
    fetch::{BUNDLED_SNAPSHOT, sha256_hex},
    guard::{is_published, judge},
    ip_ranges::{Merge, Selection, parse, select, snapshot},
    model::IpVersion,
};
use criterion::{Criterion, criterion_group, criterion_main};
use flate2::read::GzDecoder;
use std::{collections::BTreeSet, fs::File, hint::black_box, io::Read as _};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/documents/2026-08-22-15-17-05.json.gz");

fn document(c: &mut Criterion) {
    c.bench_function("decode the bundled snapshot", |b| b.iter(|| snapshot::decode(black_box(BUNDLED_SNAPSHOT)).unwrap()));
    let Ok(file) = File::open(DOCUMENT) else {
        eprintln!("skipped: {DOCUMENT} is absent");
        return;
    };
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    c.bench_function("parse the document", |b| b.iter(|| parse(black_box(&bytes)).unwrap()));
    c.bench_function("digest the document", |b| b.iter(|| sha256_hex(black_box(&bytes))));
    let ranges = parse(&bytes).unwrap();
    let selection = Selection {
        services: BTreeSet::from(["EC2".into()]),
        regions: Some(BTreeSet::from(["us-east-1".into(), "GLOBAL".into()])),
        network_border_groups: None,
        ip_versions: None,
        merge: Merge::None,
    };
    c.bench_function("judge the document", |b| b.iter(|| judge(black_box(&ranges))));
    c.bench_function("ask what is published", |b| {
        b.iter(|| is_published("S3", black_box(Some("us-west-2")), IpVersion::V6, ranges.create_date()));
    });
    c.bench_function("select EC2 of a Region", |b| b.iter(|| select(black_box(&ranges), &selection).unwrap()));
}

criterion_group!(benches, document);
criterion_main!(benches);
