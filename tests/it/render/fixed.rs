//! Parts whose number is fixed: shards and prefix lists. What is in one follows
//! from each rule alone, whatever comes or goes beside it.

use super::sample::{Pair, any_pairs, set, with_slots};
use amazonconnect::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::*,
    rules::{Permission, RuleSet},
};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr},
};

/// `count` IPv4 pairs for tcp/443.
fn many(count: u32) -> RuleSet {
    let prefix = |index| Prefix::new(IpAddr::V4(Ipv4Addr::from(0x0100_0000 + index * 0x200)), 24).unwrap();
    let permission =
        |prefix: Prefix| Permission::request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), prefix.version());
    set(&(0..count).map(prefix).map(|prefix| (permission(prefix), prefix)).collect::<Vec<Pair>>())
}

/// The part of each rule by its key.
pub fn shard_of_each(shards: &BTreeMap<String, RuleSet>) -> BTreeMap<String, String> {
    let keys = |(shard, part): (&String, &RuleSet)| part.iter().map(|rule| (rule.key(), shard.clone())).collect::<Vec<_>>();
    shards.iter().flat_map(keys).collect()
}

/// The list of each entry, by the port range's part of its key.
pub fn list_of_each(lists: &BTreeMap<String, PrefixList>) -> BTreeMap<(String, String), String> {
    let place =
        |key: &str, entry: &PrefixListEntry| ((key.rsplit_once('-').unwrap().0.to_owned(), entry.cidr.clone()), key.to_owned());
    lists.iter().flat_map(|(key, list)| list.entries.iter().map(move |entry| place(key, entry))).collect()
}

/// Whether what is in both is in one place.
fn agree<K: Ord, V: Eq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> bool {
    one.iter().all(|(key, place)| other.get(key).is_none_or(|known| known == place))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_shard_of_a_fixed_count_is_made_of_the_rule_alone(
        (one, other) in (any_pairs(80), any_pairs(80)),
        count in 1_usize..20,
    ) {
        // Some are in both, whatever chance says.
        let other: Vec<Pair> = one.iter().step_by(2).chain(&other).copied().collect::<BTreeSet<_>>().into_iter().collect();
        let cut = |pairs: &[Pair]| shard_rules(&set(pairs), 200, Some(count)).unwrap();
        let (first, second) = (cut(&one), cut(&other));
        for shards in [&first, &second] {
            let names: Vec<String> = (0..count).map(|shard| format!("{shard:02}")).collect();
            prop_assert_eq!(shards.keys().collect::<Vec<_>>(), names.iter().collect::<Vec<_>>(), "empty ones too");
        }
        let (first, second) = (shard_of_each(&first), shard_of_each(&second));
        prop_assert_eq!((first.len(), second.len()), (one.len(), other.len()));
        prop_assert!(agree(&first, &second));
    }

    #[test]
    fn lists_of_a_fixed_count_are_made_of_the_entry_alone(
        (one, other) in (any_pairs(80), any_pairs(80)),
        count in 1_usize..8,
    ) {
        let other: Vec<Pair> = one.iter().step_by(2).chain(&other).copied().collect::<BTreeSet<_>>().into_iter().collect();
        let options = PrefixListOptions { count: Some(count), ..PrefixListOptions::new() };
        let cut = |pairs: &[Pair]| prefix_list_entries(&set(pairs), options).unwrap();
        let (first, second) = (cut(&one), cut(&other));
        for (pairs, cut) in [(&one, &first), (&other, &second)] {
            let permissions: BTreeSet<Permission> = pairs.iter().map(|pair| pair.0).filter(Permission::is_request).collect();
            prop_assert_eq!(cut.lists.len(), permissions.len() * count, "empty ones too");
            prop_assert!(cut.lists.values().all(|list| list.max_entries == 100 && list.entries.len() <= 100));
        }
        prop_assert!(agree(&list_of_each(&first.lists), &list_of_each(&second.lists)));
        // Those of a port range in both are the same lists, entries aside.
        let shape = |lists: &PrefixLists| -> BTreeMap<String, usize> {
            lists.lists.iter().map(|(key, list)| (key.clone(), list.max_entries)).collect()
        };
        prop_assert!(agree(&shape(&first), &shape(&second)));
    }

    #[test]
    fn the_count_that_a_refusal_of_lists_names_fits_the_region(
        pairs in any_pairs(120),
        size in 1_usize..=20,
        count in 1_usize..=100,
    ) {
        let rules = set(&pairs);
        let lists = |count| prefix_list_entries(&rules, PrefixListOptions { size, count: Some(count) });
        if let Err(error) = lists(count) {
            let text = error.to_string();
            prop_assert!(text.contains(&format!("count is {count}, but ")), "{}", text);
            let lowest = (1..=100).find(|count| lists(*count).is_ok());
            match lowest {
                Some(enough) => prop_assert_eq!(named(&text), enough, "{}", text),
                None => prop_assert!(text.contains("; no count would do: raise size, "), "{}", text),
            }
        }
    }

    #[test]
    fn weights_are_the_sums_of_max_entries(pairs in any_pairs(200), size in 1_usize..=100) {
        let options = PrefixListOptions { size, count: None };
        let Ok(PrefixLists { lists, weights }) = prefix_list_entries(&set(&pairs), options) else {
            prop_assert!(size < 40, "200 prefixes take less than 100 lists");
            return Ok(());
        };
        let sum = |direction: &str, family: &str| -> usize {
            let of_it = lists.values().filter(|list| (list.direction, list.address_family) == (direction, family));
            of_it.map(|list| list.max_entries).sum()
        };
        let FamilyCounts { egress_ipv4, egress_ipv6, ingress_ipv4, ingress_ipv6 } = weights;
        prop_assert_eq!((egress_ipv4, egress_ipv6), (sum("egress", "IPv4"), sum("egress", "IPv6")));
        prop_assert_eq!((ingress_ipv4, ingress_ipv6), (sum("ingress", "IPv4"), sum("ingress", "IPv6")));
        prop_assert!(lists.values().all(|list| (list.entries.len()..=size).contains(&list.max_entries)));
    }
}

/// The count that a refusal names.
fn named(text: &str) -> usize {
    let (_, rest) = text.split_once("; count = ").unwrap_or_else(|| panic!("{text} names no count"));
    rest.split_once(' ').unwrap().0.parse().unwrap()
}

#[test]
fn the_count_that_a_refusal_names_fits_and_none_below_does() {
    let rules = many(429);
    let text = shard_rules(&rules, 60, Some(5)).unwrap_err().to_string();
    assert!(text.starts_with("shards: count is 5, but a shard of size 60 would have "), "{text}");
    assert!(text.contains(" egress ipv4 rules; count = "), "{text}");
    let enough = named(&text);
    assert!(shard_rules(&rules, 60, Some(enough)).is_ok());
    assert!((5..enough).all(|count| shard_rules(&rules, 60, Some(count)).is_err()));

    let lists = |count| prefix_list_entries(&rules, PrefixListOptions { size: 60, count: Some(count) });
    let text = lists(5).unwrap_err().to_string();
    assert!(text.starts_with("prefix list: count is 5, but a list of size 60 would have "), "{text}");
    assert!(text.contains(" entries of egress tcp/443 ipv4; count = "), "{text}");
    let enough = named(&text);
    assert!(lists(enough).is_ok());
    assert!((5..enough).all(|count| lists(count).is_err()));
}

#[test]
fn where_no_count_fits_the_refusal_says_what_else_would() {
    let text = shard_rules(&many(429), 1, Some(100)).unwrap_err().to_string();
    assert!(text.contains("; no count would do: raise size, or set max_rules"), "{text}");
    let lists = prefix_list_entries(&many(429), PrefixListOptions { size: 1, count: Some(100) });
    let text = lists.unwrap_err().to_string();
    assert!(text.contains("; no count would do: raise size, set max_cidrs"), "{text}");
}

/// Two permissions with 30 prefixes each.
fn twice_thirty() -> RuleSet {
    let of =
        |direction| move |rule: amazonconnect::rules::PrefixRule<'_>| (Permission { direction, ..rule.permission }, rule.prefix);
    let rules = many(30);
    let pairs: Vec<Pair> =
        Direction::ALL.into_iter().flat_map(|direction| rules.iter().map(of(direction)).collect::<Vec<_>>()).collect();
    set(&pairs)
}

#[test]
fn the_lists_of_all_permissions_together_are_what_a_region_holds() {
    let refused = |size, count| prefix_list_entries(&twice_thirty(), PrefixListOptions { size, count }).unwrap_err().to_string();
    assert_eq!(
        refused(100, Some(100)),
        "prefix list: count is 100, but so many lists for each of 2 directions, protocols, port ranges and families are 200, but the limit is 100 in a Region; count = 1 would do; or set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules"
    );
    assert!(refused(20, Some(51)).contains("are 102, but the limit is 100 in a Region; count = "), "{}", refused(20, Some(51)));
    assert!(prefix_list_entries(&twice_thirty(), PrefixListOptions { size: 20, count: Some(50) }).is_ok());
    let none = refused(1, Some(1));
    assert!(none.contains("no count would do: raise size, set max_cidrs"), "50 lists would not do, and 100 are too many: {none}");
    let many = many(101);
    let refused = prefix_list_entries(&many, PrefixListOptions { size: 1, count: None }).unwrap_err().to_string();
    assert_eq!(
        refused,
        "prefix list: 101 lists of at most 1 prefixes, but the limit is 100; raise size, set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules"
    );
}

#[test]
fn a_slot_keeps_its_shard_with_a_count_as_without() {
    let pairs: Vec<Pair> = many(7).iter().map(|rule| (rule.permission, rule.prefix)).collect();
    let rules = with_slots(&pairs);
    let mut without = shard_rules(&rules, 3, None).unwrap();
    assert_eq!(without.len(), 3);
    let with = shard_rules(&rules, 3, Some(4)).unwrap();
    without.insert("03".to_owned(), RuleSet::default());
    assert_eq!(with, without);
    let text = shard_rules(&rules, 3, Some(2)).unwrap_err().to_string();
    assert_eq!(named(&text), 3, "{text}");
    assert!(text.contains("the slots of the ledger take 3 shards of 3"), "{text}");
}

#[test]
fn no_rules_give_a_fixed_number_of_empty_shards() {
    let shards = shard_rules(&RuleSet::default(), 60, Some(2)).unwrap();
    assert_eq!(shards, BTreeMap::from([("00".to_owned(), RuleSet::default()), ("01".to_owned(), RuleSet::default())]));
}
