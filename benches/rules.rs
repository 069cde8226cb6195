//! From the real document to rules: select, merge and resolve. The target is
//! 2 ms for one deployment; the budget adds one optimal cover for each group.

use amazonconnect::{
    fetch::BUNDLED_SNAPSHOT,
    ip_ranges::{IpRanges, snapshot},
    model::Region,
    rules::{Budget, DomainDeployment, Firewall, Merge, NetworkDeployment, resolve_domain_rules, resolve_network_rules},
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn document() -> Option<IpRanges> {
    snapshot::decode(BUNDLED_SNAPSHOT).ok().map(|snapshot| snapshot.ranges)
}

fn network(criterion: &mut Criterion) {
    let Some(ranges) = document() else { return };
    let mut group = criterion.benchmark_group("resolve_network_rules");
    let mut deployment = NetworkDeployment::new([Region::from("us-east-1")]);
    for merge in Merge::ALL {
        deployment.merge = merge;
        group.bench_function(merge.as_str(), |bencher| bencher.iter(|| resolve_network_rules(black_box(&ranges), &deployment)));
    }
    deployment.firewall = Firewall::Stateless;
    group.bench_function("stateless", |bencher| bencher.iter(|| resolve_network_rules(black_box(&ranges), &deployment)));
    deployment.firewall = Firewall::Stateful;
    deployment.budget = Some(Budget { max_cidrs: 60, max_overshoot_ratio: 1e9 });
    group.bench_function("budget_of_60", |bencher| bencher.iter(|| resolve_network_rules(black_box(&ranges), &deployment)));
    group.finish();
}

fn domains(criterion: &mut Criterion) {
    let mut deployment = DomainDeployment::new([Region::from("us-east-1")]);
    deployment.instance_alias = Some("my-company".to_owned());
    criterion.bench_function("resolve_domain_rules", |bencher| bencher.iter(|| resolve_domain_rules(black_box(&deployment))));
}

criterion_group!(benches, network, domains);
criterion_main!(benches);
