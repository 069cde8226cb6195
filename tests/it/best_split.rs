//! Splits of one budget between several sets, against every split there is.

use amazonconnect::model::{CoverCurve, CoverSplit, IpVersion, Prefix, PrefixSet, Split, SplitPart};
use proptest::{collection::vec, prelude::*};

use crate::properties::prefix_of;

/// Every way to give each of `bounds` a number within them.
fn all_splits(bounds: &[(usize, usize)]) -> Vec<Vec<usize>> {
    bounds.iter().fold(vec![vec![]], |splits, (fewest, most)| {
        let longer = |split: Vec<usize>| (*fewest..=*most).map(move |entries| [&split[..], &[entries]].concat());
        splits.into_iter().flat_map(longer).collect()
    })
}

/// The documented best of all splits, by trying them.
fn best_by_trial(parts: &[SplitPart<'_>], total: usize) -> Option<Split> {
    let bounds: Vec<_> = parts
        .iter()
        .map(|part| {
            let exact = part.curve.wanted().len();
            ((*part.entries.start()).min(exact), (*part.entries.end()).min(exact))
        })
        .collect();
    let possible = all_splits(&bounds).into_iter().filter(|entries| entries.iter().sum::<usize>() <= total);
    let priced = possible.filter_map(|entries| {
        let extras = parts.iter().zip(&entries).map(|(part, entries)| part.curve.extra(*entries));
        Some((extras.sum::<Option<u128>>()?, entries))
    });
    let best = priced.min_by_key(|(extra, entries)| {
        let from_the_last: Vec<_> = entries.iter().rev().copied().collect();
        (*extra, entries.iter().sum::<usize>(), from_the_last)
    });
    best.map(|(extra, entries)| Split { entries, extra })
}

/// Sets that cluster, so that curves have steps of all sizes. IPv4 keeps sums
/// far from overflow.
fn some_set() -> impl Strategy<Value = PrefixSet> {
    let cluster = (0..4_u32, 0..32_u32, 24..=32_u8).prop_map(|(block, number, len)| {
        let address = (20 + block) << 24 | number << 5;
        Prefix::new(std::net::IpAddr::V4((address & (u32::MAX << (32 - len))).into()), len).unwrap()
    });
    let anywhere = prefix_of(IpVersion::V4).prop_filter("broad", |prefix| prefix.len() > 8);
    vec(prop_oneof![4 => cluster, 1 => anywhere], 0..6).prop_map(PrefixSet::from_iter)
}

proptest! {
    #[test]
    fn the_best_split_is_the_best_of_all(
        sets in vec((some_set(), 0..4_usize, 1..8_usize, 1..8_usize), 0..4),
        totals in vec(0..24_usize, 1..4),
        rules: bool,
    ) {
        let permits = |prefix: Prefix| !rules || prefix.may_be_a_rule();
        let curves: Vec<_> =
            sets.iter().map(|(set, _, _, searched)| CoverCurve::new(set, *searched, permits).unwrap()).collect();
        let parts: Vec<_> = curves
            .iter()
            .zip(&sets)
            .map(|(curve, (_, fewest, most, _))| SplitPart { curve, entries: *fewest..=*most })
            .collect();
        let greatest = totals.iter().copied().max().unwrap();
        let split = CoverSplit::new(&parts, greatest);
        for total in totals {
            let expected = best_by_trial(&parts, total);
            prop_assert_eq!(split.as_ref().and_then(|split| split.best(total)), expected.clone(), "{}", total);
            prop_assert_eq!(CoverSplit::fewest(&parts).is_some_and(|fewest| fewest <= total), expected.is_some());
        }
    }

    #[test]
    fn a_greater_total_never_costs_more_and_each_cover_is_as_long_as_told(sets in vec(some_set(), 1..4)) {
        let curves: Vec<_> = sets.iter().map(|set| CoverCurve::new(set, 8, |_| true).unwrap()).collect();
        let parts: Vec<_> = curves.iter().map(|curve| SplitPart { curve, entries: 1..=usize::MAX }).collect();
        let exact: usize = sets.iter().map(PrefixSet::len).sum();
        let split = CoverSplit::new(&parts, usize::MAX).unwrap();
        let mut before = u128::MAX;
        for total in CoverSplit::fewest(&parts).unwrap()..=exact + 1 {
            let best = split.best(total).unwrap();
            prop_assert!(best.extra <= before);
            before = best.extra;
            for (curve, entries) in curves.iter().zip(best.entries) {
                prop_assert_eq!(curve.cover(entries).unwrap().prefixes.len(), entries);
            }
        }
        prop_assert_eq!(before, 0);
    }
}

fn set(texts: &[&str]) -> PrefixSet {
    texts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect()
}

#[test]
fn a_greedy_choice_would_be_wrong() {
    // The second prefix saves nothing in the first set and much in the second;
    // with one more to give, the first set has both.
    let first = set(&["20.0.0.0/32", "20.0.0.85/32", "20.0.0.170/32", "20.0.0.255/32"]);
    let second = set(&["30.0.0.0/32", "30.0.0.3/32", "30.0.0.64/32", "30.0.0.67/32"]);
    let curves = [&first, &second].map(|set| CoverCurve::new(set, 4, |_| true).unwrap());
    let extras = |curve: &CoverCurve<'_>| [1, 2, 3, 4].map(|budget| curve.extra(budget).unwrap());
    let parts = curves.each_ref().map(|curve| SplitPart { curve, entries: 1..=4 });
    let split = CoverSplit::new(&parts, 8).unwrap();
    let (a, b) = (extras(&curves[0]), extras(&curves[1]));
    assert_eq!((a, b), ([252, 252, 126, 0], [124, 4, 2, 0]));
    assert_eq!([3, 4].map(|total| split.best(total).unwrap().entries), [[1, 2], [3, 1]]);
    for total in 2..=8 {
        let pairs = (1..total).flat_map(|of_a| Some(a.get(of_a - 1)? + b.get(total - of_a - 1)?));
        assert_eq!(Some(split.best(total).unwrap().extra), pairs.min(), "{total}: {a:?} {b:?}");
    }
}

#[test]
fn bounds_that_nothing_keeps_are_refused() {
    let (wide, empty) = (set(&["20.0.0.0/32", "20.0.0.2/32", "60.0.0.0/32"]), PrefixSet::default());
    let curves = [&wide, &empty].map(|set| CoverCurve::new(set, 3, Prefix::may_be_a_rule).unwrap());
    let parts = |most: usize| curves.each_ref().map(|curve| SplitPart { curve, entries: 1..=most });
    // 20.0.0.0/30 and 60.0.0.0/32 have no common prefix that may be a rule.
    assert_eq!(CoverSplit::fewest(&parts(3)), Some(2));
    assert_eq!(CoverSplit::fewest(&parts(1)), None);
    assert!(CoverSplit::new(&parts(1), 100).is_none());
    assert!(CoverSplit::new(&parts(3), 1).is_none());
    let split = CoverSplit::new(&parts(3), 10).unwrap();
    assert_eq!(split.best(1), None);
    assert_eq!(split.best(2), Some(Split { entries: vec![2, 0], extra: 2 }));
    assert_eq!(split.best(usize::MAX), Some(Split { entries: vec![3, 0], extra: 0 }));
    assert_eq!(CoverSplit::new(&[], 0).unwrap().best(0), Some(Split { entries: vec![], extra: 0 }));
}

#[test]
fn sums_beyond_128_bits_count_as_the_greatest() {
    let ends = set(&["::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"]);
    let curve = CoverCurve::new(&ends, 2, |_| true).unwrap();
    let parts = [1, 1, 2].map(|fewest| SplitPart { curve: &curve, entries: fewest..=2 });
    let split = CoverSplit::new(&parts, 6).unwrap();
    assert_eq!(split.best(4), Some(Split { entries: vec![1, 1, 2], extra: u128::MAX }));
    assert_eq!(split.best(5), Some(Split { entries: vec![2, 1, 2], extra: u128::MAX - 1 }));
    assert_eq!(split.best(6), Some(Split { entries: vec![2, 2, 2], extra: 0 }));
}
