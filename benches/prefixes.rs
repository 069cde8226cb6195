//! How long merging and covering take as their input grows.
//!
//! `cargo bench --bench prefixes`; one group with `-- merge` or `-- cover`. The
//! targets: 1,000,000 random IPv4 prefixes merged in under 0.5 s, a cover of
//! 180 by 60 in under 1 ms and of 100,000 by 1,000 in under 1 s.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at a defect of its own")]

use std::{hint::black_box, net::IpAddr, time::Duration};

use amazonconnect::model::{CoverCurve, CoverSplit, IpVersion, Prefix, PrefixSet, SplitPart, cover};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// The same random numbers at every run.
struct Numbers(u64);

impl Numbers {
    /// xorshift64*.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// `count` prefixes as AWS sizes them, anywhere: /16 to /32, or /36 to /64.
fn random_prefixes(version: IpVersion, count: usize) -> Vec<Prefix> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let prefix = || {
        let (address, choice) = (numbers.next(), numbers.next());
        match version {
            IpVersion::V4 => {
                let len = 16 + choice % 17;
                let network = address as u32 & (u32::MAX << (32 - len));
                Prefix::new(IpAddr::V4(network.into()), len as u8).unwrap()
            }
            IpVersion::V6 => {
                let len = 36 + choice % 29;
                let network = (u128::from(address) << 64) & (u128::MAX << (128 - len));
                Prefix::new(IpAddr::V6(network.into()), len as u8).unwrap()
            }
        }
    };
    std::iter::repeat_with(prefix).take(count).collect()
}

/// A set of exactly `count` members: hosts or /64s far apart, so that nothing merges.
fn scattered(version: IpVersion, count: usize) -> PrefixSet {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut set = PrefixSet::default();
    while set.len() < count {
        let missing = count - set.len();
        let more = std::iter::repeat_with(|| numbers.next()).take(missing).map(|number| match version {
            IpVersion::V4 => Prefix::new(IpAddr::V4((number as u32 & !1).into()), 32).unwrap(),
            IpVersion::V6 => Prefix::new(IpAddr::V6((u128::from(number & !1) << 64).into()), 64).unwrap(),
        });
        set = set.iter().chain(more).collect();
    }
    set
}

fn merge(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("merge");
    for version in IpVersion::ALL {
        for count in [1_000, 10_000, 100_000, 1_000_000] {
            let prefixes = random_prefixes(version, count);
            group.throughput(Throughput::Elements(count as u64));
            group.bench_function(BenchmarkId::new(version.as_str(), count), |bencher| {
                bencher.iter_batched(
                    || prefixes.clone(),
                    |prefixes| prefixes.into_iter().collect::<PrefixSet>(),
                    BatchSize::LargeInput,
                );
            });
        }
    }
    group.finish();
}

fn cover_growing_set(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cover/to_1000_from");
    for version in IpVersion::ALL {
        for count in [2_000, 10_000, 100_000] {
            let wanted = scattered(version, count);
            group.bench_function(BenchmarkId::new(version.as_str(), count), |bencher| {
                bencher.iter(|| cover(black_box(&wanted), 1_000).unwrap());
            });
        }
    }
    group.finish();
}

fn cover_growing_budget(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cover/from_10000_to");
    let wanted = scattered(IpVersion::V4, 10_000);
    for budget in [10, 100, 1_000, 5_000, 9_999] {
        group.bench_function(BenchmarkId::from_parameter(budget), |bencher| {
            bencher.iter(|| cover(black_box(&wanted), budget).unwrap());
        });
    }
    group.finish();
}

/// As many blocks as CloudFront has for IPv4: 180.
fn cover_like_cloudfront(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cover/cloudfront_like");
    let wanted: PrefixSet = random_prefixes(IpVersion::V4, 180).into_iter().collect();
    assert_eq!(wanted.len(), 180);
    group.bench_function("180_to_60", |bencher| bencher.iter(|| cover(black_box(&wanted), 60).unwrap()));
    group.bench_function("curve_for_rules", |bencher| {
        bencher.iter(|| CoverCurve::new(black_box(&wanted), 180, Prefix::may_be_a_rule).unwrap());
    });
    group.finish();
}

/// One budget for six sets as long as EC2's in a Region.
fn split(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("split");
    let sets: Vec<_> = (495..501).map(|count| scattered(IpVersion::V4, count)).collect();
    let curves: Vec<_> = sets.iter().map(|set| CoverCurve::new(set, set.len(), Prefix::may_be_a_rule).unwrap()).collect();
    let parts: Vec<_> = curves.iter().map(|curve| SplitPart { curve, entries: 1..=usize::MAX }).collect();
    for total in [1_500, 2_500, 2_900] {
        group.bench_function(BenchmarkId::new("6_sets_of_500", total), |bencher| {
            bencher.iter(|| CoverSplit::new(black_box(&parts), total).unwrap().best(total).unwrap());
        });
    }
    group.finish();
}

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for version in IpVersion::ALL {
        let texts: Vec<String> = random_prefixes(version, 10_000).iter().map(ToString::to_string).collect();
        group.throughput(Throughput::Elements(10_000));
        group.bench_function(BenchmarkId::new(version.as_str(), 10_000), |bencher| {
            bencher.iter(|| texts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect::<Vec<_>>());
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = merge, cover_growing_set, cover_growing_budget, cover_like_cloudfront, split, parse
}
criterion_main!(benches);
