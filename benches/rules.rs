//! From the real document to rules: examine, select, merge and resolve. The
//! target is 2 ms for one deployment; the budgets add one optimal cover for each
//! permission.

use amazonconnect::{
    declaration::{Value, read},
    fetch::BUNDLED_SNAPSHOT,
    guard::Examined,
    ip_ranges::snapshot,
    rules::{DomainDeployment, NetworkDeployment, resolve_domain_rules, resolve_network_rules},
};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::hint::black_box;

fn document() -> Option<Examined> {
    snapshot::decode(BUNDLED_SNAPSHOT).ok().map(|snapshot| Examined::new(snapshot.ranges, false))
}

/// The arguments as configuration gives them.
fn arguments(json: serde_json::Value) -> Option<Value> {
    serde_json::from_value(json).ok()
}

fn network(criterion: &mut Criterion) {
    let Some(document) = document() else { return };
    let mut group = criterion.benchmark_group("resolve_network_rules");
    for (name, json) in [
        ("none", json!({ "regions": ["us-east-1"], "merge": "none" })),
        ("per_service", json!({ "regions": ["us-east-1"], "merge": "per_service" })),
        ("per_port", json!({ "regions": ["us-east-1"], "merge": "per_port" })),
        ("stateless", json!({ "regions": ["us-east-1"], "firewall": "stateless" })),
        ("max_cidrs_of_100", json!({ "regions": ["us-east-1"], "max_cidrs": 100, "max_overshoot_ratio": 1e9 })),
        ("max_rules_of_100", json!({ "regions": ["us-east-1"], "max_rules": 100, "max_overshoot_ratio": 1e9 })),
    ] {
        let Some(deployment) = arguments(json).and_then(|arguments| read::<NetworkDeployment>(&arguments).ok()) else { continue };
        assert!(resolve_network_rules(&document, &deployment).is_ok(), "{name} has no rules");
        group.bench_function(name, |bencher| bencher.iter(|| resolve_network_rules(black_box(&document), &deployment)));
    }
    group.finish();
}

fn domains(criterion: &mut Criterion) {
    let json = json!({ "regions": ["us-east-1"], "instance_alias": "my-company" });
    let Some(deployment) = arguments(json).and_then(|arguments| read::<DomainDeployment>(&arguments).ok()) else { return };
    criterion.bench_function("resolve_domain_rules", |bencher| bencher.iter(|| resolve_domain_rules(black_box(&deployment))));
}

criterion_group!(benches, network, domains);
criterion_main!(benches);
