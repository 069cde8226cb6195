//! Covers against every possible cover. In a universe of a few addresses all
//! sets, all covers and all budgets can be tried.

use std::{cmp::Reverse, net::IpAddr};

use amazonconnect::model::{Cover, CoverCurve, CoverError, IpVersion, Prefix, PrefixSet, cover};
use proptest::{collection::vec, prelude::*};

use crate::{
    intervals,
    properties::{any_prefix, prefix_of},
};

/// The prefix of `1 << log_size` addresses that starts at `base + offset`.
fn prefix_at(base: IpAddr, offset: u32, log_size: u8) -> Prefix {
    match base {
        IpAddr::V4(base) => Prefix::new(IpAddr::V4((u32::from(base) + offset).into()), 32 - log_size),
        IpAddr::V6(base) => Prefix::new(IpAddr::V6((u128::from(base) + u128::from(offset)).into()), 128 - log_size),
    }
    .unwrap()
}

/// The set of the addresses whose bits are set in `mask`.
fn set_of(base: IpAddr, mask: u32) -> PrefixSet {
    (0..32).filter(|bit| mask >> bit & 1 == 1).map(|bit| prefix_at(base, bit, 0)).collect()
}

/// All lists of disjoint prefixes inside the block, each prefix as (first
/// offset, log2 of its size).
fn all_disjoint_lists(first: u32, log_size: u8) -> Vec<Vec<(u32, u8)>> {
    let whole = vec![vec![(first, log_size)]];
    if log_size == 0 {
        return [vec![vec![]], whole].concat();
    }
    let (lower, upper) =
        (all_disjoint_lists(first, log_size - 1), all_disjoint_lists(first + (1 << (log_size - 1)), log_size - 1));
    let both = lower.iter().flat_map(|below| upper.iter().map(move |above| [&below[..], &above[..]].concat()));
    both.chain(whole).collect()
}

fn mask_of(list: &[(u32, u8)]) -> u32 {
    list.iter().map(|(first, log_size)| ((1_u32 << (1 << log_size)) - 1) << first).sum()
}

/// The documented order of equally good covers: at each branch of the wanted
/// set, broadest first, how many prefixes the lower half gets.
fn entries_for_lower_halves(wanted: u32, list: &[(u32, u8)], first: u32, log_size: u8, order: &mut Vec<usize>) {
    let block = |first: u32, log_size: u8| mask_of(&[(first, log_size)]);
    if log_size == 0 || list.len() <= 1 {
        return;
    }
    let middle = first + (1 << (log_size - 1));
    let (below, above): (Vec<_>, Vec<_>) = list.iter().partition(|(start, _)| *start < middle);
    if wanted & block(first, log_size - 1) != 0 && wanted & block(middle, log_size - 1) != 0 {
        order.push(below.len());
    }
    entries_for_lower_halves(wanted, &below, first, log_size - 1, order);
    entries_for_lower_halves(wanted, &above, middle, log_size - 1, order);
}

const UNIVERSES: [&str; 4] = ["0.0.0.0", "255.255.255.248", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff8"];

#[test]
fn every_set_of_eight_addresses_has_its_best_cover_for_every_budget() {
    let lists = all_disjoint_lists(0, 3);
    assert_eq!(lists.len(), 677); // 1 + (1 + (1 + 2²)²)²
    for wanted in 0..1_u32 << 8 {
        for budget in 1..=8 {
            let possible = lists.iter().filter(|list| list.len() <= budget && mask_of(list) & wanted == wanted);
            let best = possible.min_by_key(|list| {
                let mut order = Vec::new();
                entries_for_lower_halves(wanted, list, 0, 3, &mut order);
                (mask_of(list).count_ones(), list.len(), order)
            });
            let best = best.expect("the whole universe covers everything");
            for base in UNIVERSES.map(|text| text.parse().unwrap()) {
                let found = cover(&set_of(base, wanted), budget).unwrap();
                let expected: Vec<Prefix> = best.iter().map(|(first, log_size)| prefix_at(base, *first, *log_size)).collect();
                assert_eq!(found.prefixes, expected, "{wanted:08b} by {budget}");
                assert_eq!(found.extra, u128::from((mask_of(best) & !wanted).count_ones()));
            }
        }
    }
}

#[test]
fn every_set_of_sixteen_addresses_costs_the_least_for_every_budget() {
    // The fewest prefixes of each set of addresses, from all disjoint lists.
    let mut fewest = vec![u32::MAX; 1 << 16];
    for list in all_disjoint_lists(0, 4) {
        let fewest = &mut fewest[mask_of(&list) as usize];
        *fewest = (*fewest).min(list.len() as u32);
    }
    let budgets = [1, 2, 3, 4, 5, 6, 7, 8];
    // All supersets within a budget: the best one of a set is the set itself,
    // or the best one of the set with one more address.
    let best = budgets.map(|budget| {
        let mut best = vec![u32::MAX; 1 << 16];
        let by_size = {
            let mut masks: Vec<u32> = (0..1 << 16).collect();
            masks.sort_by_key(|mask| Reverse(mask.count_ones()));
            masks
        };
        for mask in by_size {
            best[mask as usize] = if fewest[mask as usize] <= budget {
                mask.count_ones()
            } else {
                let wider = (0..16).map(|bit| mask | 1 << bit).filter(|wider| *wider != mask);
                wider.map(|wider| best[wider as usize]).min().unwrap()
            };
        }
        best
    });
    let base = "192.0.2.16".parse().unwrap();
    for wanted in 1..1_u32 << 16 {
        let set = set_of(base, wanted);
        let curve = CoverCurve::new(&set, 8, |_| true).unwrap();
        let costs = budgets.map(|budget| curve.extra(budget as usize).unwrap());
        let expected = [0, 1, 2, 3, 4, 5, 6, 7].map(|row: usize| u128::from(best[row][wanted as usize] - wanted.count_ones()));
        assert_eq!(costs, expected, "{wanted:016b}");
    }
}

/// A set of one family that is not the whole of it.
fn set_of_one_family() -> impl Strategy<Value = PrefixSet> {
    prop::sample::select(&IpVersion::ALL).prop_flat_map(|version| {
        let narrow = prefix_of(version).prop_filter("broad", |prefix| prefix.len() > 3);
        prop_oneof![vec(narrow, 0..40), vec(prefix_of(version), 0..3)].prop_map(PrefixSet::from_iter)
    })
}

proptest! {
    #[test]
    fn a_cover_is_a_superset_within_the_budget_at_the_stated_price(wanted in set_of_one_family(), budget in 1..45_usize) {
        let Cover { prefixes, extra } = cover(&wanted, budget).unwrap();
        prop_assert!(prefixes.len() <= budget);
        let listed = prefixes.len();
        let prefixes = PrefixSet::from_iter(prefixes);
        prop_assert_eq!(prefixes.len(), listed, "of any prefixes, no two are halves of one");
        let (got, asked) = (intervals::of_set(&prefixes), intervals::of_set(&wanted));
        prop_assert_eq!(&intervals::intersection(&got, &asked), &asked);
        prop_assert_eq!(prefixes.subtract(&wanted).address_count(), extra.into());
        if budget >= wanted.len() {
            prop_assert_eq!((prefixes, extra), (wanted, 0));
        }
    }

    #[test]
    fn a_greater_budget_never_costs_more_and_never_wastes_an_entry(wanted in set_of_one_family()) {
        let curve = CoverCurve::new(&wanted, 45, |_| true).unwrap();
        let mut before: Option<Cover> = None;
        for budget in 1..=45 {
            let cover = cover(&wanted, budget).unwrap();
            prop_assert_eq!(&curve.cover(budget).unwrap(), &cover);
            prop_assert_eq!(curve.extra(budget), Some(cover.extra));
            if let Some(before) = before {
                prop_assert!(cover.extra <= before.extra);
                // One more entry is only used where it saves addresses.
                prop_assert_eq!(cover.extra == before.extra, cover == before);
            }
            before = Some(cover);
        }
    }

    #[test]
    fn mixed_families_are_refused(prefixes in vec(any_prefix(), 0..6), budget in 0..4_usize) {
        let set = PrefixSet::from_iter(prefixes);
        let [ipv4, ipv6] = IpVersion::ALL.map(|version| set.of(version).len());
        let expected = match (ipv4, ipv6, budget) {
            (1.., 1.., _) => Some(CoverError::MixedFamilies { ipv4, ipv6 }),
            (_, _, 0) => Some(CoverError::NoBudget),
            _ => None,
        };
        prop_assert_eq!(cover(&set, budget).err(), expected);
        prop_assert_eq!(CoverCurve::new(&set, budget, |_| true).err(), expected);
    }
}

#[test]
fn an_empty_set_has_an_empty_cover() {
    let empty = PrefixSet::default();
    assert_eq!(cover(&empty, 1), Ok(Cover { prefixes: vec![], extra: 0 }));
    let curve = CoverCurve::new(&empty, 1, |_| false).unwrap();
    assert_eq!([7, 1, 0].map(|budget| curve.extra(budget)), [Some(0); 3]);
    assert_eq!(curve.fewest(|_| true), 0);
    assert_eq!(cover(&empty, 0), Err(CoverError::NoBudget));
}

#[test]
fn one_prefix_may_have_to_cover_the_whole_family() {
    for (ends, whole, extra) in [
        (["0.0.0.0/32", "255.255.255.255/32"], "0.0.0.0/0", (1_u128 << 32) - 2),
        (["::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"], "::/0", u128::MAX - 1),
    ] {
        let wanted: PrefixSet = ends.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
        let found = cover(&wanted, 1).unwrap();
        assert_eq!(found, Cover { prefixes: vec![whole.parse::<Prefix>().unwrap()], extra });
    }
}

#[test]
fn budgets_may_exceed_the_search_and_the_set() {
    let wanted = set(&["10.0.0.0/32", "10.0.0.3/32", "10.0.0.5/32"]);
    let curve = CoverCurve::new(&wanted, 1, |_| true).unwrap();
    assert_eq!([0, 1, 2, 3, usize::MAX].map(|budget| curve.extra(budget)), [None, Some(5), Some(5), Some(0), Some(0)]);
    assert_eq!([6, 5, 4, 0].map(|most| curve.fewest(|extra| extra <= most)), [1, 1, 3, 3]);
    assert_eq!(curve.cover(0), None);
}

fn set(texts: &[&str]) -> PrefixSet {
    texts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect()
}

/// Whether `inner` lies in one of `blocks`; each is (first offset, log2 of its size).
fn lies_in(inner: (u32, u8), blocks: &[(u32, u8)]) -> bool {
    blocks.iter().any(|block| mask_of(&[inner]) & !mask_of(&[*block]) == 0)
}

/// Holds the covers of `wanted`, of prefixes inside `permitted` blocks and
/// members of the set alone, against every list of the universe.
fn assert_best_of_permitted(base: IpAddr, wanted: u32, permitted: &[(u32, u8)], lists: &[Vec<(u32, u8)>], log_size: u8) {
    let set = set_of(base, wanted);
    let blocks: Vec<Prefix> = permitted.iter().map(|(first, log_size)| prefix_at(base, *first, *log_size)).collect();
    let permits = |prefix: Prefix| blocks.iter().any(|block| block.contains(prefix));
    let curve = CoverCurve::new(&set, 1 << log_size, permits).unwrap();
    let is_member = |part: (u32, u8)| set.as_slice().contains(&prefix_at(base, part.0, part.1));
    let allowed: Vec<_> = lists
        .iter()
        .filter(|list| mask_of(list) & wanted == wanted)
        .filter(|list| list.iter().all(|part| is_member(*part) || lies_in(*part, permitted)))
        .collect();
    for budget in 1..=1 << log_size {
        let best = allowed.iter().filter(|list| list.len() <= budget).min_by_key(|list| {
            let mut order = Vec::new();
            entries_for_lower_halves(wanted, list, 0, log_size, &mut order);
            (mask_of(list).count_ones(), list.len(), order)
        });
        let expected = best.map(|list| Cover {
            prefixes: list.iter().map(|(first, log_size)| prefix_at(base, *first, *log_size)).collect(),
            extra: u128::from((mask_of(list) & !wanted).count_ones()),
        });
        assert_eq!(curve.extra(budget), expected.as_ref().map(|cover| cover.extra), "{wanted:b} by {budget} in {permitted:?}");
        assert_eq!(curve.cover(budget), expected, "{wanted:b} by {budget} in {permitted:?}");
        // A greater budget never fails where a smaller one fits, nor costs more.
        if let Some(cover) = expected {
            assert!(curve.extra(budget + 1).is_some_and(|extra| extra <= cover.extra));
            assert!(curve.fewest(|extra| extra <= cover.extra) <= budget);
        } else {
            assert!(curve.fewest(|_| true) > budget);
        }
    }
}

#[test]
fn every_set_of_four_addresses_has_its_best_cover_of_permitted_prefixes() {
    let lists = all_disjoint_lists(0, 2);
    assert_eq!(lists.len(), 26);
    for base in UNIVERSES.map(|text| text.parse().unwrap()) {
        for wanted in 0..1_u32 << 4 {
            // Each list is a way to permit: what lies in its members.
            for permitted in &lists {
                assert_best_of_permitted(base, wanted, permitted, &lists, 2);
            }
        }
    }
}

proptest! {
    #[test]
    fn the_best_cover_of_eight_addresses_is_of_permitted_prefixes(
        wanted in 0..1_u32 << 8,
        permitted in prop::sample::select(all_disjoint_lists(0, 3)),
        base in prop::sample::select(&UNIVERSES),
    ) {
        assert_best_of_permitted(base.parse().unwrap(), wanted, &permitted, &all_disjoint_lists(0, 3), 3);
    }

    #[test]
    fn covers_for_rules_may_be_rules(wanted in set_of_one_family(), budget in 1..45_usize) {
        let curve = CoverCurve::new(&wanted, 45, Prefix::may_be_a_rule).unwrap();
        let any = cover(&wanted, budget).unwrap();
        match curve.cover(budget) {
            Some(cover) => {
                prop_assert!(cover.extra >= any.extra && curve.extra(budget + 1).is_some_and(|extra| extra <= cover.extra));
                prop_assert!(cover.prefixes.iter().all(|prefix| wanted.as_slice().contains(prefix) || prefix.may_be_a_rule()));
            }
            None => prop_assert!(any.prefixes.iter().any(|prefix| !prefix.may_be_a_rule())),
        }
    }
}

#[test]
fn a_greater_budget_does_not_choose_what_is_not_permitted() {
    // The cheapest cover by 4 of any prefixes holds 198.51.100.0/22, which is not public.
    let wanted = set(&["198.51.101.0/24", "198.51.102.0/23", "20.0.0.0/24", "20.0.2.0/24", "20.0.4.0/22"]);
    assert!(cover(&wanted, 4).unwrap().prefixes.contains(&"198.51.100.0/22".parse().unwrap()));
    let curve = CoverCurve::new(&wanted, 5, Prefix::may_be_a_rule).unwrap();
    assert_eq!([1, 2, 3, 4, 5].map(|budget| curve.extra(budget)), [None, None, Some(512), Some(512), Some(0)]);
    assert_eq!(curve.cover(4), curve.cover(3));
    assert_eq!(curve.fewest(|_| true), 3);
}

#[test]
fn two_permitted_halves_are_not_joined() {
    // 20.0.0.0/7 would be too broad.
    let wanted = set(&["20.0.0.0/9", "20.192.0.0/10", "21.0.0.0/10", "21.128.0.0/9"]);
    let curve = CoverCurve::new(&wanted, 2, Prefix::may_be_a_rule).unwrap();
    let expected = ["20.0.0.0/8", "21.0.0.0/8"].map(|text| text.parse::<Prefix>().unwrap());
    assert_eq!(curve.cover(2).unwrap().prefixes, expected);
    assert_eq!(curve.extra(1), None);
}
