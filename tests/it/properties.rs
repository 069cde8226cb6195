//! Laws of prefixes and prefix sets, held against interval arithmetic. The
//! generators prefer the ends of the address space and the extreme lengths,
//! where libraries have been wrong.

use std::net::IpAddr;

use amazonconnect::model::{AddressCount, IpVersion, Prefix, PrefixSet};
use ipnet::IpNet;
use proptest::{collection::vec, prelude::*};

use crate::intervals;

/// Any prefix; often at an end of the space, extreme, or beside others.
pub fn any_prefix() -> impl Strategy<Value = Prefix> {
    prop::sample::select(&IpVersion::ALL).prop_flat_map(prefix_of)
}

/// Any prefix of one family.
pub fn prefix_of(version: IpVersion) -> impl Strategy<Value = Prefix> {
    let bits = version.bits();
    let greatest = u128::MAX >> (128 - u32::from(bits));
    let address = prop_oneof![
        Just(0),
        Just(greatest),
        Just(greatest - 1),
        0..16_u128,
        (0..16_u128).prop_map(move |below| greatest - below),
        // A neighbourhood in which prefixes nest and touch.
        (0..32_u128).prop_map(move |number| ((greatest / 3) & !0xff) | number),
        0..=greatest,
    ];
    let len = prop_oneof![Just(0), Just(1), Just(bits - 1), Just(bits), bits - 6..=bits, bits - 6..=bits, 0..=bits];
    (address, len).prop_map(move |(address, len)| prefix_at(version, address, len))
}

fn prefix_at(version: IpVersion, address: u128, len: u8) -> Prefix {
    let host_bits = u32::from(version.bits() - len);
    let network = address.checked_shr(host_bits).map_or(0, |kept| kept << host_bits);
    let network = match version {
        IpVersion::V4 => IpAddr::V4((network as u32).into()),
        IpVersion::V6 => IpAddr::V6(network.into()),
    };
    Prefix::new(network, len).unwrap()
}

/// Prefixes as a document lists them: unsorted, repeated, nested, adjacent.
/// Broad ones are rare, or every set would be the whole space.
fn any_prefixes() -> impl Strategy<Value = Vec<Prefix>> {
    let narrow = any_prefix().prop_filter("broad", |prefix| prefix.len() > prefix.version().bits() - 8);
    prop_oneof![vec(any_prefix(), 0..6), vec(narrow, 0..60)]
}

fn any_set() -> impl Strategy<Value = PrefixSet> {
    any_prefixes().prop_map(PrefixSet::from_iter)
}

proptest! {
    #[test]
    fn text_is_read_back_as_the_same_prefix(prefix in any_prefix()) {
        prop_assert_eq!(prefix.to_string().parse(), Ok(prefix));
    }

    #[test]
    fn any_text_is_refused_or_canonical_after_one_reading(text in "[0-9a-f:./%]{0,24}") {
        if let Ok(prefix) = text.parse::<Prefix>() {
            prop_assert_eq!(prefix.to_string().parse(), Ok(prefix));
            prop_assert_eq!(text.parse::<IpNet>().map(|net| net.trunc()), Ok(IpNet::from(prefix)));
        }
    }

    #[test]
    fn ipnet_reads_and_writes_the_same(prefix in any_prefix()) {
        let net = IpNet::from(prefix);
        prop_assert_eq!(net.to_string(), prefix.to_string());
        prop_assert_eq!(Prefix::try_from(net), Ok(prefix));
    }

    #[test]
    fn host_bits_are_refused(prefix in any_prefix(), address: u128) {
        let (version, first, last) = intervals::of_prefix(prefix);
        let inside = first | (address & (last - first));
        let address = match version {
            IpVersion::V4 => IpAddr::V4((inside as u32).into()),
            IpVersion::V6 => IpAddr::V6(inside.into()),
        };
        prop_assert_eq!(Prefix::new(address, prefix.len()).is_ok(), inside == first);
    }

    #[test]
    fn a_prefix_contains_what_lies_in_its_interval(outer in any_prefix(), inner in any_prefix()) {
        let (ours, theirs) = (intervals::of_prefix(outer), intervals::of_prefix(inner));
        prop_assert_eq!(outer.contains(inner), ours.0 == theirs.0 && ours.1 <= theirs.1 && theirs.2 <= ours.2);
    }

    #[test]
    fn a_set_is_the_fewest_prefixes_of_the_same_addresses(prefixes in any_prefixes()) {
        let addresses = intervals::union(prefixes.iter().copied().map(intervals::of_prefix));
        let set = PrefixSet::from_iter(prefixes);
        // Also: sorted, disjoint, nothing widened, families apart.
        prop_assert_eq!(set.as_slice(), intervals::fewest_prefixes(&addresses));
    }

    #[test]
    fn order_and_repetition_do_not_matter(prefixes in any_prefixes(), turn: prop::sample::Index) {
        let set: PrefixSet = prefixes.iter().copied().collect();
        let mut turned = prefixes.clone();
        if !turned.is_empty() {
            turned.rotate_left(turn.index(prefixes.len()));
        }
        turned.reverse();
        turned.extend(prefixes);
        prop_assert_eq!(&PrefixSet::from_iter(turned), &set);
        prop_assert_eq!(&set.iter().collect::<PrefixSet>(), &set);
    }

    #[test]
    fn intersection_and_difference_are_those_of_intervals(ours in any_set(), theirs in any_set()) {
        let (a, b) = (intervals::of_set(&ours), intervals::of_set(&theirs));
        prop_assert_eq!(ours.intersect(&theirs).iter().collect::<Vec<_>>(), intervals::fewest_prefixes(&intervals::intersection(&a, &b)));
        let difference = intervals::intersection(&a, &intervals::complement(&b));
        prop_assert_eq!(ours.subtract(&theirs).iter().collect::<Vec<_>>(), intervals::fewest_prefixes(&difference));
    }

    #[test]
    fn the_parts_make_the_whole(ours in any_set(), theirs in any_set()) {
        let (common, rest) = (ours.intersect(&theirs), ours.subtract(&theirs));
        prop_assert_eq!(&common.iter().chain(rest.iter()).collect::<PrefixSet>(), &ours);
        prop_assert!(rest.intersect(&theirs).is_empty());
        prop_assert_eq!(common.address_count() + rest.address_count(), ours.address_count());
        let [v4, v6] = IpVersion::ALL.map(|version| ours.of(version));
        prop_assert_eq!(v4.iter().chain(v6.iter()).collect::<PrefixSet>(), ours);
    }

    #[test]
    fn a_set_contains_what_lies_in_its_intervals(set in any_set(), other in any_set(), prefix in any_prefix()) {
        let addresses = intervals::of_set(&set);
        let lies_in = |part: Vec<intervals::Interval>| intervals::intersection(&part, &addresses) == part;
        prop_assert_eq!(set.contains(prefix), lies_in(vec![intervals::of_prefix(prefix)]));
        prop_assert_eq!(set.contains_set(&other), lies_in(intervals::of_set(&other)));
        prop_assert!(set.contains_set(&set.intersect(&other)));
    }

    #[test]
    fn addresses_are_counted_exactly(set in any_set()) {
        for version in IpVersion::ALL {
            let part = intervals::of_set(&set.of(version));
            // Each interval's count less one always fits.
            let ones = AddressCount::from(part.len() as u128);
            let count = part.iter().map(|(_, first, last)| AddressCount::from(last - first)).sum::<AddressCount>() + ones;
            prop_assert_eq!(set.of(version).address_count(), count);
        }
        prop_assert_eq!(set.address_count(), set.of(IpVersion::V4).address_count() + set.of(IpVersion::V6).address_count());
    }
}

#[test]
fn both_whole_families_are_one_prefix_each() {
    let halves = ["128.0.0.0/1", "::/1", "0.0.0.0/1", "8000::/1", "255.255.255.255/32"];
    let set: PrefixSet = halves.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
    assert_eq!(set.iter().map(|prefix| prefix.to_string()).collect::<Vec<_>>(), ["0.0.0.0/0", "::/0"]);
    assert_eq!(set.address_count().to_string(), "340282366920938463463374607436063178752");
    assert!(set.subtract(&set).is_empty());
}

#[test]
fn the_last_addresses_do_not_widen() {
    for (parts, merged) in [
        (vec!["255.255.255.254/31", "255.255.255.255/32"], vec!["255.255.255.254/31"]),
        (vec!["255.255.255.253/32", "255.255.255.254/31"], vec!["255.255.255.253/32", "255.255.255.254/31"]),
        (vec!["255.255.255.254/32", "255.255.255.255/32"], vec!["255.255.255.254/31"]),
        (
            vec!["ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", "::/128"],
            vec!["::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127"],
        ),
    ] {
        let set: PrefixSet = parts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
        assert_eq!(set.iter().map(|prefix| prefix.to_string()).collect::<Vec<_>>(), merged);
    }
}
