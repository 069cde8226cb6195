//! What holds for every rule set, whatever is in it.

use super::sample::{any_rules, home_net, with_slots, without_slots};
use amazonconnect::{
    model::{Direction, IpVersion},
    render::*,
    rules::FirewallRule,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn cidrs(rules: &[FirewallRule]) -> Vec<String> {
    let mut cidrs: Vec<String> = rules.iter().map(|rule| rule.prefix.to_string()).collect();
    cidrs.sort();
    cidrs
}

fn sorted(mut cidrs: Vec<String>) -> Vec<String> {
    cidrs.sort();
    cidrs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_security_group_has_each_rule_once(rules in any_rules(80)) {
        let records = security_group_rules(&rules).unwrap();
        prop_assert_eq!(records.len(), rules.len());
        for rule in &rules {
            let record = &records[&rule.key()];
            let cidr = Some(rule.prefix.to_string());
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
        prop_assert_eq!(sorted(in_blocks), cidrs(&rules));
    }

    #[test]
    fn network_acl_numbers_are_unique_in_a_direction(rules in any_rules(39), first in 1_u32..=32_000) {
        for entries in [without_slots(rules.clone()), with_slots(rules.clone())] {
            let records = network_acl_entries(&entries, first).unwrap();
            let numbers: BTreeSet<(bool, u32)> = records.values().map(|record| (record.egress, record.rule_number)).collect();
            prop_assert_eq!(numbers.len(), rules.len());
            prop_assert!(numbers.iter().all(|(_, number)| (first..=MAX_RULE_NUMBER).contains(number)));
            for direction in Direction::ALL {
                for block in network_acl_blocks(&entries, direction, first).unwrap() {
                    prop_assert!(numbers.contains(&(direction == Direction::Egress, block.rule_no)));
                }
            }
        }
    }

    #[test]
    fn a_slot_is_a_number_for_life(rules in any_rules(39), gone in any::<prop::sample::Index>()) {
        let entries = with_slots(rules);
        let before = network_acl_entries(&entries, 100).unwrap();
        let mut fewer = entries.clone();
        let gone = fewer.remove(gone.index(entries.len()));
        if !fewer.is_empty() {
            let mut expected = before;
            expected.remove(&gone.rule.key());
            prop_assert_eq!(network_acl_entries(&fewer, 100).unwrap(), expected);
        }
    }

    /// Without slots a number may move, but only where two rules want one.
    #[test]
    fn network_acl_numbers_seldom_move(rules in any_rules(39), gone in any::<prop::sample::Index>()) {
        let before = network_acl_entries(&without_slots(rules.clone()), 1).unwrap();
        let mut fewer = rules.clone();
        fewer.remove(gone.index(rules.len()));
        if !fewer.is_empty() {
            let after = network_acl_entries(&without_slots(fewer), 1).unwrap();
            let moved = after.iter().filter(|(key, record)| before[*key] != **record).count();
            prop_assert!(moved <= 1, "{moved} moved");
        }
    }

    #[test]
    fn prefix_lists_hold_each_prefix_once_and_change_alone(rules in any_rules(400), new in any::<prop::sample::Index>()) {
        let all = prefix_list_entries(&rules).unwrap();
        let in_lists: Vec<String> =
            all.values().flat_map(|list| list.entries.iter().map(|entry| entry.cidr.clone())).collect();
        prop_assert_eq!(sorted(in_lists), cidrs(&rules));
        for (key, list) in &all {
            prop_assert!((list.entries.len()..=100).contains(&list.max_entries), "{}", key);
            prop_assert!(list.entries.iter().all(|entry| entry.cidr.contains(':') == (list.address_family == "IPv6")));
        }
        let mut fewer = rules.clone();
        let new = fewer.remove(new.index(rules.len()));
        if !fewer.is_empty() {
            let before = prefix_list_entries(&fewer).unwrap();
            let touched: BTreeSet<&String> =
                before.keys().chain(all.keys()).filter(|key| before.get(*key) != all.get(*key)).collect();
            let splits = all.len() > before.len() && touched.len() == 2;
            prop_assert!(touched.len() == 1 || splits, "{} touched {:?}", new.key(), touched);
        }
    }

    #[test]
    fn shards_hold_each_rule_once_within_the_size(rules in any_rules(200), size in 1_u32..80) {
        let mut families: BTreeMap<_, u32> = BTreeMap::new();
        for rule in &rules {
            *families.entry((rule.direction, rule.prefix.version())).or_default() += 1;
        }
        let fewest = families.values().map(|count| count.div_ceil(size)).max().unwrap();
        prop_assume!(fewest <= 100);
        let shards = shard_rules(&without_slots(rules.clone()), size).unwrap();
        prop_assert_eq!(shards.len(), fewest as usize);
        for shard in shards.values() {
            let mut families: BTreeMap<_, u32> = BTreeMap::new();
            for rule in shard {
                *families.entry((rule.direction, rule.prefix.version())).or_default() += 1;
            }
            prop_assert!(families.values().all(|count| *count <= size));
        }
        let mut keys: Vec<String> = shards.values().flatten().map(FirewallRule::key).collect();
        keys.sort();
        let mut expected: Vec<String> = rules.iter().map(FirewallRule::key).collect();
        expected.sort();
        prop_assert_eq!(keys, expected);
    }

    #[test]
    fn order_of_the_input_does_not_matter(rules in any_rules(39)) {
        let mut reversed = rules.clone();
        reversed.reverse();
        prop_assert_eq!(shard_rules(&without_slots(rules.clone()), 3), shard_rules(&without_slots(reversed.clone()), 3));
        prop_assert_eq!(
            network_acl_entries(&without_slots(rules.clone()), 32_700),
            network_acl_entries(&without_slots(reversed.clone()), 32_700)
        );
        prop_assert_eq!(security_group_blocks(&rules, Direction::Egress), security_group_blocks(&reversed, Direction::Egress));
        prop_assert_eq!(prefix_list_entries(&rules), prefix_list_entries(&reversed));
        prop_assert_eq!(suricata_rules(&rules), suricata_rules(&reversed));
        prop_assert_eq!(
            network_firewall_stateful(&rules, &home_net()),
            network_firewall_stateful(&reversed, &home_net())
        );
    }

    #[test]
    fn stateful_rules_pair_each_prefix_with_each_home_prefix(rules in any_rules(60)) {
        let home = home_net();
        let group = network_firewall_stateful(&rules, &home).unwrap();
        let pairs: usize =
            rules.iter().map(|rule| home.iter().filter(|own| own.version() == rule.prefix.version()).count()).sum();
        prop_assert_eq!(group.capacity, pairs);
        let sids: BTreeSet<&String> = group.rules.iter().flat_map(|rule| &rule.rule_option[0].settings).collect();
        prop_assert_eq!(sids.len(), pairs);
        for rule in &group.rules {
            prop_assert_eq!(rule.header.source.contains(':'), rule.header.destination.contains(':'), "families never mix");
        }
    }

    #[test]
    fn stateless_capacity_is_the_sum_of_products(rules in any_rules(60)) {
        let both = Direction::ALL.into_iter().all(|direction| rules.iter().any(|rule| rule.direction == direction));
        let group = network_firewall_stateless(&rules, &home_net(), 1);
        prop_assert_eq!(group.is_ok(), both);
        if let Ok(group) = group {
            let priorities: BTreeSet<u32> = group.rules.iter().map(|rule| rule.priority).collect();
            prop_assert_eq!(priorities.len(), group.rules.len());
            let sum: usize =
                group.rules.iter().map(|rule| rule.sources.len() * rule.destinations.len() * rule.source_ports.len()).sum();
            prop_assert_eq!(group.capacity, sum);
            // The generator's ingress rules alone end at port 65535.
            let remote: usize = group
                .rules
                .iter()
                .map(|rule| if rule.destination_ports[0].to_port == 65_535 { rule.sources.len() } else { rule.destinations.len() })
                .sum();
            prop_assert_eq!(remote, rules.len());
        }
    }

    #[test]
    fn suricata_sets_hold_each_prefix_once_within_the_limits(rules in any_rules(1200)) {
        let text = suricata_rules(&rules).unwrap();
        let sets = suricata_ip_sets(&rules).unwrap();
        prop_assert_eq!(text.lines().count(), suricata_capacity(&rules).unwrap());
        prop_assert_eq!(sorted(sets.values().flatten().cloned().collect()), cidrs(&rules));
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
    fn text_names_each_prefix_and_ends_in_a_newline(rules in any_rules(60)) {
        for format in TextFormat::ALL {
            let family = |rule: &FirewallRule| match format {
                TextFormat::PlainIpv4 => rule.prefix.version() == IpVersion::V4,
                TextFormat::PlainIpv6 => rule.prefix.version() == IpVersion::V6,
                _ => true,
            };
            let Ok(text) = render_text(&rules, format.as_str()) else {
                prop_assert!(!rules.iter().any(family), "{:?} refused", format);
                continue;
            };
            prop_assert!(text.ends_with('\n') && text.is_ascii());
            for rule in rules.iter().filter(|rule| family(rule)) {
                let cidr = rule.prefix.network().to_string();
                prop_assert!(text.contains(&cidr), "{:?} lacks {}", format, cidr);
            }
            let mut reversed = rules.clone();
            reversed.reverse();
            prop_assert_eq!(&text, &render_text(&reversed, format.as_str()).unwrap());
        }
    }

    /// The point of the sets: prefixes change in them, the rules do not.
    #[test]
    fn suricata_rules_stay_when_prefixes_change(rules in any_rules(100), gone in any::<prop::sample::Index>()) {
        let gone = &rules[gone.index(rules.len())];
        let group = |rule: &FirewallRule| (rule.direction, rule.ip_protocol, rule.ports, rule.prefix.version());
        let fewer: Vec<FirewallRule> = rules.iter().filter(|rule| *rule != gone).cloned().collect();
        prop_assume!(fewer.iter().any(|rule| group(rule) == group(gone)));
        prop_assert_eq!(suricata_rules(&fewer).unwrap(), suricata_rules(&rules).unwrap());
        prop_assert_ne!(suricata_ip_sets(&fewer).unwrap(), suricata_ip_sets(&rules).unwrap());
    }
}
