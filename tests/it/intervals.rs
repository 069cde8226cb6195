//! Sets of addresses as intervals of numbers: slow, plain, and without a word
//! of the code under test. In: prefixes. Out: sorted, separate intervals, and
//! the fewest prefixes that cover exactly them.

use std::net::IpAddr;

use amazonconnect::model::{IpVersion, Prefix, PrefixSet};

/// First and last address, both included, of one family.
pub type Interval = (IpVersion, u128, u128);

/// The interval of one prefix.
pub fn of_prefix(prefix: Prefix) -> Interval {
    let first = match prefix.network() {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    };
    let hosts = prefix.version().bits() - prefix.len();
    let more = if hosts == 128 { u128::MAX } else { (1_u128 << hosts) - 1 };
    (prefix.version(), first, first + more)
}

/// The separate intervals of a set, in order.
pub fn of_set(set: &PrefixSet) -> Vec<Interval> {
    union(set.iter().map(of_prefix))
}

/// The addresses of all `intervals`, without overlaps and gaps of nothing.
pub fn union(intervals: impl IntoIterator<Item = Interval>) -> Vec<Interval> {
    let mut sorted = Vec::from_iter(intervals);
    sorted.sort_unstable();
    let mut joined: Vec<Interval> = Vec::new();
    for (version, first, last) in sorted {
        match joined.last_mut() {
            Some(before) if before.0 == version && first <= before.2.saturating_add(1) => before.2 = before.2.max(last),
            _ => joined.push((version, first, last)),
        }
    }
    joined
}

/// The addresses that are in both.
pub fn intersection(ours: &[Interval], theirs: &[Interval]) -> Vec<Interval> {
    let pairs = ours.iter().flat_map(|our| theirs.iter().map(move |their| (our, their)));
    let common =
        pairs.filter(|(our, their)| our.0 == their.0).map(|(our, their)| (our.0, our.1.max(their.1), our.2.min(their.2)));
    union(common.filter(|(_, first, last)| first <= last))
}

/// The addresses that are in none.
pub fn complement(intervals: &[Interval]) -> Vec<Interval> {
    let mut gaps = Vec::new();
    for (version, greatest) in [(IpVersion::V4, u128::from(u32::MAX)), (IpVersion::V6, u128::MAX)] {
        let mut next = Some(0);
        for (_, first, last) in intervals.iter().filter(|interval| interval.0 == version) {
            if let Some(start) = next.filter(|start| start < first) {
                gaps.push((version, start, first - 1));
            }
            next = if *last == greatest { None } else { Some(last + 1) };
        }
        gaps.extend(next.map(|start| (version, start, greatest)));
    }
    gaps
}

/// The fewest prefixes that cover exactly the `intervals`, found by halving the
/// whole address space, in order.
pub fn fewest_prefixes(intervals: &[Interval]) -> Vec<Prefix> {
    let mut prefixes = Vec::new();
    for (version, greatest) in [(IpVersion::V4, u128::from(u32::MAX)), (IpVersion::V6, u128::MAX)] {
        halve((version, 0, greatest), intervals, &mut prefixes);
    }
    prefixes
}

fn halve(space: Interval, wanted: &[Interval], prefixes: &mut Vec<Prefix>) {
    let (version, first, last) = space;
    let inside: Vec<Interval> = intersection(wanted, &[space]);
    if inside.is_empty() {
        return;
    }
    if inside == [space] {
        let host_bits = 128 - (last - first).leading_zeros() as u8;
        let network = match version {
            IpVersion::V4 => IpAddr::V4((first as u32).into()),
            IpVersion::V6 => IpAddr::V6(first.into()),
        };
        prefixes.push(Prefix::new(network, version.bits() - host_bits).unwrap());
        return;
    }
    let middle = first + (last - first) / 2;
    halve((version, first, middle), &inside, prefixes);
    halve((version, middle + 1, last), &inside, prefixes);
}
