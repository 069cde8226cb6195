//! What holds for every rule set, whatever is in it.

use super::sample::{Pair, answered, any_pairs, home_count, home_net, labelled, set, with_slots};
use amazonconnect::{
    model::{Direction, IpProtocol, IpVersion, Prefix},
    render::*,
    rules::{Permission, RuleSet},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn requests(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().copied().filter(|(permission, _)| permission.is_request()).collect()
}

fn cidrs(pairs: &[Pair]) -> Vec<String> {
    sorted(pairs.iter().map(|(_, prefix)| prefix.to_string()).collect())
}

fn sorted(mut cidrs: Vec<String>) -> Vec<String> {
    cidrs.sort();
    cidrs
}

/// The pairs without one of them, and that one.
fn without(pairs: &[Pair], gone: prop::sample::Index) -> (Vec<Pair>, Pair) {
    let mut fewer = pairs.to_vec();
    let gone = fewer.remove(gone.index(pairs.len()));
    (fewer, gone)
}

/// What a network ACL's entry is called that allows the pair.
fn acl_key((permission, prefix): Pair) -> String {
    let Permission { direction, ip_protocol, ports, .. } = permission;
    format!("{direction}-{ip_protocol}-{ports}-{prefix}")
}

#[test]
fn nothing_in_nothing_out() {
    let (nothing, home) = (RuleSet::default(), home_net());
    assert!(security_group_rules(&nothing).unwrap().is_empty());
    assert!(network_acl_entries(&nothing, 100, MAX_RULE_NUMBER).unwrap().is_empty());
    for direction in Direction::ALL {
        assert_eq!(security_group_blocks(&nothing, direction).unwrap(), []);
        assert_eq!(network_acl_blocks(&nothing, direction, 100, MAX_RULE_NUMBER).unwrap(), []);
    }
    let lists = prefix_list_entries(&nothing, PrefixListOptions { count: Some(3), ..PrefixListOptions::new() }).unwrap();
    assert_eq!(lists, PrefixLists { lists: BTreeMap::new(), weights: FamilyCounts::default() });
    assert!(shard_rules(&nothing, 60, None).unwrap().is_empty());
    assert_eq!(network_firewall_stateless(&nothing, &home, 1).unwrap(), StatelessRuleGroup { capacity: 0, rules: vec![] });
    assert_eq!(network_firewall_stateful(&nothing, &home).unwrap(), StatefulRuleGroup { capacity: 0, rules: vec![] });
    assert_eq!(suricata_rules(&nothing, &SuricataOptions::new()).unwrap(), "");
    assert!(suricata_ip_sets(&nothing, &SuricataOptions::new()).unwrap().is_empty());
    for format in TextFormat::ALL {
        assert_eq!(render_text(&nothing, format, &TextOptions::default()).unwrap(), "", "{format:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_security_group_has_each_request_once(pairs in any_pairs(80)) {
        let rules = set(&pairs);
        let records = security_group_rules(&rules).unwrap();
        let expected = requests(&pairs);
        prop_assert_eq!(records.len(), expected.len());
        for (permission, prefix) in &expected {
            let record = &records[&permission.key(*prefix)];
            let cidr = Some(prefix.to_string());
            prop_assert!((record.cidr_ipv4 == cidr) != (record.cidr_ipv6 == cidr), "exactly one family");
            prop_assert!(record.cidr_ipv4.is_none() || record.cidr_ipv6.is_none());
        }
        let in_blocks: Vec<String> = Direction::ALL
            .into_iter()
            .flat_map(|direction| security_group_blocks(&rules, direction).unwrap())
            .flat_map(|block| [block.cidr_blocks, block.ipv6_cidr_blocks])
            .flatten()
            .inspect(|cidrs| assert!(!cidrs.is_empty(), "an empty list shows a difference for ever"))
            .flatten()
            .collect();
        prop_assert_eq!(sorted(in_blocks), cidrs(&expected));
    }

    #[test]
    fn network_acl_numbers_are_unique_in_a_direction(pairs in any_pairs(39), first in 1_u32..=32_000) {
        let expected: BTreeSet<String> = pairs.iter().map(|pair| acl_key(*pair)).collect();
        for rules in [set(&pairs), with_slots(&pairs)] {
            let records = network_acl_entries(&rules, first, MAX_RULE_NUMBER).unwrap();
            prop_assert_eq!(records.keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
            let numbers: BTreeSet<(bool, u32)> = records.values().map(|record| (record.egress, record.rule_number)).collect();
            prop_assert_eq!(numbers.len(), expected.len());
            prop_assert!(numbers.iter().all(|(_, number)| (first..=MAX_RULE_NUMBER).contains(number)));
            for direction in Direction::ALL {
                for block in network_acl_blocks(&rules, direction, first, MAX_RULE_NUMBER).unwrap() {
                    prop_assert!(numbers.contains(&(direction == Direction::Egress, block.rule_no)));
                }
            }
        }
    }

    #[test]
    fn a_slot_is_a_number_for_life(pairs in any_pairs(39), gone in any::<prop::sample::Index>()) {
        let before = network_acl_entries(&with_slots(&pairs), 100, MAX_RULE_NUMBER).unwrap();
        for (slot, pair) in (0_u32..).zip(&pairs) {
            let odd = u32::from(pair.1.version() == IpVersion::V6);
            let number = before[&acl_key(*pair)].rule_number;
            let is_first = pairs.iter().take(slot as usize).all(|earlier| acl_key(*earlier) != acl_key(*pair));
            prop_assert_eq!(number == 100 + 2 * slot + odd, is_first, "the lowest slot counts");
        }
        let gone = pairs[gone.index(pairs.len())];
        let kept = |place: usize| (0_u32..).zip(&pairs).filter(|(_, pair)| **pair != gone).nth(place).map(|(slot, _)| slot);
        let others: Vec<Pair> = pairs.iter().copied().filter(|pair| *pair != gone).collect();
        let fewer = labelled(&others, kept, |of| of.describe());
        let (mut before, mut after) = (before, network_acl_entries(&fewer, 100, MAX_RULE_NUMBER).unwrap());
        before.remove(&acl_key(gone));
        after.remove(&acl_key(gone));
        prop_assert_eq!(after, before);
    }

    #[test]
    fn network_acl_numbers_lie_in_the_range(pairs in any_pairs(39), first in 1_u32..=32_000, room in 0_u32..80) {
        let last = first + room;
        let result = network_acl_entries(&set(&pairs), first, last);
        let count = |of: Direction| {
            let keys: BTreeSet<String> = pairs.iter().filter(|pair| pair.0.direction == of).map(|pair| acl_key(*pair)).collect();
            u32::try_from(keys.len()).unwrap()
        };
        let needed = Direction::ALL.map(count).into_iter().max().unwrap();
        match result {
            Ok(records) => {
                prop_assert!(needed <= room + 1);
                prop_assert!(records.values().all(|record| (first..=last).contains(&record.rule_number)));
                let blocks = Direction::ALL.map(|direction| network_acl_blocks(&set(&pairs), direction, first, last).unwrap());
                prop_assert!(blocks.iter().flatten().all(|block| (first..=last).contains(&block.rule_no)));
            }
            Err(refused) => {
                prop_assert!(needed > room + 1);
                let text = refused.to_string();
                let (_, named) = text.split_once("; last_rule_number = ").expect("the range is far from its end");
                let enough: u32 = named.split(' ').next().unwrap().parse().unwrap();
                // The first direction that is too long says what it needs.
                prop_assert!(enough > last && Direction::ALL.map(count).contains(&(enough - first + 1)), "{}", text);
            }
        }
    }

    /// Without slots a number may move, but only where two rules want one.
    #[test]
    fn network_acl_numbers_seldom_move(pairs in any_pairs(39), gone in any::<prop::sample::Index>()) {
        let before = network_acl_entries(&set(&pairs), 1, MAX_RULE_NUMBER).unwrap();
        let after = network_acl_entries(&set(&without(&pairs, gone).0), 1, MAX_RULE_NUMBER).unwrap();
        let moved = after.iter().filter(|(key, record)| before[*key] != **record).count();
        prop_assert!(moved <= 1, "{moved} moved");
    }

    #[test]
    fn prefix_lists_hold_each_request_once_and_change_alone(pairs in any_pairs(400), new in any::<prop::sample::Index>()) {
        let all = prefix_list_entries(&set(&pairs), PrefixListOptions::new()).unwrap().lists;
        let in_lists: Vec<String> =
            all.values().flat_map(|list| list.entries.iter().map(|entry| entry.cidr.clone())).collect();
        prop_assert_eq!(sorted(in_lists), cidrs(&requests(&pairs)));
        for (key, list) in &all {
            prop_assert!((list.entries.len()..=100).contains(&list.max_entries), "{}", key);
            prop_assert!(list.entries.iter().all(|entry| entry.cidr.contains(':') == (list.address_family == "IPv6")));
        }
        let (fewer, new) = without(&pairs, new);
        let before = prefix_list_entries(&set(&fewer), PrefixListOptions::new()).unwrap().lists;
        let touched = before.keys().chain(all.keys()).filter(|key| before.get(*key) != all.get(*key)).collect::<BTreeSet<_>>();
        let splits = all.len() > before.len() && touched.len() == 2;
        let alone = touched.len() == usize::from(new.0.is_request());
        prop_assert!(alone || splits, "{:?} touched {:?}", new, touched);
    }

    #[test]
    fn shards_hold_each_rule_once_within_the_size(pairs in any_pairs(200), size in 1_u32..80) {
        let counts = |pairs: &[Pair]| {
            let mut families: BTreeMap<_, u32> = BTreeMap::new();
            for (permission, prefix) in pairs {
                *families.entry((permission.direction, prefix.version())).or_default() += 1;
            }
            families.into_values().collect::<Vec<u32>>()
        };
        let fewest = counts(&pairs).into_iter().map(|count| count.div_ceil(size)).max().unwrap();
        prop_assume!(fewest <= 100);
        let shards = shard_rules(&set(&pairs), size, None).unwrap();
        prop_assert_eq!(shards.len(), fewest as usize);
        let pairs_of = |part: &RuleSet| part.iter().map(|rule| (rule.permission, rule.prefix)).collect::<Vec<Pair>>();
        for shard in shards.values() {
            prop_assert!(counts(&pairs_of(shard)).into_iter().all(|count| count <= size));
        }
        let mut given = pairs.clone();
        given.sort();
        let mut found: Vec<Pair> = shards.values().flat_map(pairs_of).collect();
        found.sort();
        prop_assert_eq!(found, given);
    }

    #[test]
    fn order_of_the_input_does_not_matter(pairs in any_pairs(39)) {
        let reversed: Vec<Pair> = pairs.iter().rev().copied().collect();
        let (one, other) = (set(&pairs), set(&reversed));
        prop_assert_eq!(shard_rules(&one, 3, None), shard_rules(&other, 3, None));
        prop_assert_eq!(network_acl_entries(&one, 32_700, MAX_RULE_NUMBER), network_acl_entries(&other, 32_700, MAX_RULE_NUMBER));
        prop_assert_eq!(security_group_blocks(&one, Direction::Egress), security_group_blocks(&other, Direction::Egress));
        prop_assert_eq!(prefix_list_entries(&one, PrefixListOptions::new()), prefix_list_entries(&other, PrefixListOptions::new()));
        prop_assert_eq!(suricata_rules(&one, &SuricataOptions::new()), suricata_rules(&other, &SuricataOptions::new()));
        prop_assert_eq!(network_firewall_stateful(&one, &home_net()), network_firewall_stateful(&other, &home_net()));
        let group = |pairs: &[Pair]| network_firewall_stateless(&set(&answered(pairs)), &home_net(), 7).unwrap();
        prop_assert_eq!(group(&pairs), group(&reversed));
        for format in TextFormat::ALL {
            let text = |rules: &RuleSet| render_text(rules, format, &TextOptions::default());
            prop_assert_eq!(text(&one), text(&other));
        }
    }

    #[test]
    fn stateful_rules_pair_each_request_with_each_home_prefix(pairs in any_pairs(60)) {
        let group = network_firewall_stateful(&set(&pairs), &home_net()).unwrap();
        let expected: usize = requests(&pairs).iter().map(|(_, prefix)| home_count(prefix.version())).sum();
        prop_assert_eq!(group.capacity, expected);
        let sids: BTreeSet<&String> = group.rules.iter().flat_map(|rule| &rule.rule_option[0].settings).collect();
        prop_assert_eq!(sids.len(), expected);
        for rule in &group.rules {
            prop_assert_eq!(rule.header.source.contains(':'), rule.header.destination.contains(':'), "families never mix");
        }
    }

    #[test]
    fn stateless_capacity_is_the_sum_of_products(pairs in any_pairs(60)) {
        let is_answered = |request: &Permission| pairs.iter().any(|(of, _)| request.is_answered_by(of));
        let all_are = pairs.iter().all(|(of, _)| !of.is_request() || is_answered(of));
        prop_assert_eq!(network_firewall_stateless(&set(&pairs), &home_net(), 1).is_ok(), all_are);
        let pairs = answered(&pairs);
        let group = network_firewall_stateless(&set(&pairs), &home_net(), 1).unwrap();
        let permissions: BTreeSet<Permission> = pairs.iter().map(|(permission, _)| *permission).collect();
        let priorities: BTreeSet<u32> = group.rules.iter().map(|rule| rule.priority).collect();
        prop_assert_eq!((priorities.len(), group.rules.len()), (permissions.len(), permissions.len()));
        // A prefix counts once for each home prefix, and twice that where it needs ACK or RST.
        let flags = |of: &Permission| if !of.is_request() && of.ip_protocol == IpProtocol::Tcp { 2 } else { 1 };
        let sum: usize = pairs.iter().map(|(of, prefix)| flags(of) * home_count(prefix.version())).sum();
        prop_assert_eq!(group.capacity, sum);
    }

    #[test]
    fn suricata_sets_hold_each_request_once_within_the_limits(pairs in any_pairs(1200)) {
        let text = suricata_rules(&set(&pairs), &SuricataOptions::new()).unwrap();
        let sets = suricata_ip_sets(&set(&pairs), &SuricataOptions::new()).unwrap();
        prop_assert_eq!(text.lines().count(), sets.len());
        prop_assert_eq!(sorted(sets.values().flatten().cloned().collect()), cidrs(&requests(&pairs)));
        let mut sids = BTreeSet::new();
        for line in text.lines() {
            let name = line.split(['$', ' ']).find(|word| sets.contains_key(*word)).expect("a rule names its set");
            prop_assert!(name.len() <= 32 && name.starts_with(|first: char| first.is_ascii_alphabetic()));
            let expanded = line.len() + sets[name].iter().map(|cidr| cidr.len() + 1).sum::<usize>() + HOME_NET_RESERVE;
            prop_assert!(expanded <= MAX_RULE_LENGTH, "{expanded} characters");
            let sid: u32 = line.split("sid:").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
            prop_assert!(ADDRESS_SIDS.contains(&sid) && sids.insert(sid));
        }
    }

    #[test]
    fn text_names_each_prefix_and_ends_in_a_newline(pairs in any_pairs(60)) {
        for format in TextFormat::ALL {
            let wanted: BTreeSet<Prefix> = pairs
                .iter()
                .filter(|(permission, prefix)| match format {
                    TextFormat::PlainIpv4 => permission.is_request() && prefix.version() == IpVersion::V4,
                    TextFormat::PlainIpv6 => permission.is_request() && prefix.version() == IpVersion::V6,
                    TextFormat::CiscoIos | TextFormat::Junos | TextFormat::Nftables => true,
                    _ => permission.is_request(),
                })
                .map(|(_, prefix)| *prefix)
                .collect();
            let Ok(text) = render_text(&set(&pairs), format, &TextOptions::default()) else {
                let traffic: BTreeSet<_> =
                    requests(&pairs).iter().map(|(of, _)| (of.direction, of.ip_protocol, of.ports)).collect();
                prop_assert!(format.as_str().starts_with("plain") && (wanted.is_empty() || traffic.len() > 1), "{:?} refused", format);
                continue;
            };
            prop_assert!((text.ends_with('\n') || wanted.is_empty()) && text.is_ascii());
            prop_assert_eq!(text.is_empty(), wanted.is_empty());
            for prefix in wanted {
                let address = prefix.network().to_string();
                prop_assert!(text.contains(&address), "{:?} lacks {}", format, prefix);
            }
        }
    }

    /// The point of the sets: prefixes change in them, the rules do not.
    #[test]
    fn suricata_rules_stay_when_prefixes_change(pairs in any_pairs(100), gone in any::<prop::sample::Index>()) {
        let pairs = requests(&pairs);
        prop_assume!(!pairs.is_empty());
        let (fewer, gone) = without(&pairs, gone);
        prop_assume!(fewer.iter().any(|(permission, _)| *permission == gone.0));
        let (before, after) = (set(&pairs), set(&fewer));
        prop_assert_eq!(suricata_rules(&after, &SuricataOptions::new()).unwrap(), suricata_rules(&before, &SuricataOptions::new()).unwrap());
        prop_assert_ne!(suricata_ip_sets(&after, &SuricataOptions::new()).unwrap(), suricata_ip_sets(&before, &SuricataOptions::new()).unwrap());
    }
}
