//! What each rendering gives for one small rule set: the contract with users.

use super::sample;
use amazonconnect::{model::Direction, render::*, rules::RuleSet};
use insta::{assert_json_snapshot, assert_snapshot};

#[test]
fn security_group() {
    assert_json_snapshot!("security_group_rules", security_group_rules(&sample::stateful()).unwrap());
    let blocks = |direction| security_group_blocks(&sample::stateful(), direction).unwrap();
    assert_json_snapshot!("security_group_blocks", blocks(Direction::Egress));
    assert_eq!(blocks(Direction::Ingress), [], "a stateful deployment has no ingress rules");
}

#[test]
fn network_acl() {
    assert_json_snapshot!("network_acl_entries", network_acl_entries(&sample::stateless(), 100, MAX_RULE_NUMBER).unwrap());
    let blocks = |rules: &RuleSet, direction| network_acl_blocks(rules, direction, 100, MAX_RULE_NUMBER).unwrap();
    let slotted = sample::with_slots(&sample::stateless_pairs());
    assert_json_snapshot!("network_acl_blocks_with_slots", blocks(&slotted, Direction::Egress));
    assert_eq!(blocks(&sample::stateful(), Direction::Ingress), []);
}

#[test]
fn prefix_list() {
    assert_json_snapshot!("prefix_list_entries", prefix_list_entries(&sample::stateful(), PrefixListOptions::new()).unwrap());
}

#[test]
fn shards() {
    let keys = |rules: RuleSet| {
        let shards = shard_rules(&rules, 2, None).unwrap();
        let keys = |part: RuleSet| part.iter().map(|rule| rule.key()).collect::<Vec<_>>();
        shards.into_iter().map(|(shard, part)| (shard, keys(part))).collect::<Vec<_>>()
    };
    assert_json_snapshot!("shard_rules", keys(sample::stateful()));
    assert_json_snapshot!("shard_rules_with_slots", keys(sample::with_slots(&sample::stateful_pairs())));
}

#[test]
fn network_firewall() {
    let home_net = sample::home_net();
    assert_json_snapshot!(
        "network_firewall_stateless",
        network_firewall_stateless(&sample::stateless(), &home_net, 100).unwrap()
    );
    assert_json_snapshot!("network_firewall_stateful", network_firewall_stateful(&sample::stateful(), &home_net).unwrap());
}

#[test]
fn suricata() {
    assert_snapshot!("suricata_rules", suricata_rules(&sample::stateful(), &SuricataOptions::new()).unwrap());
    assert_json_snapshot!("suricata_ip_sets", suricata_ip_sets(&sample::stateful(), &SuricataOptions::new()).unwrap());
}

#[test]
fn text() {
    for format in TextFormat::ALL {
        assert_snapshot!(format!("text_{}", format.as_str()), render_text(&sample::stateless(), format).unwrap());
    }
}

#[test]
fn domains() {
    let rules = sample::domain_set();
    assert_json_snapshot!("network_firewall_domains", network_firewall_domains(&rules).unwrap());
    assert_json_snapshot!("dns_firewall_domains", dns_firewall_domains(&rules).unwrap());
    let suricata = suricata_domains(&rules).unwrap();
    assert_snapshot!("suricata_domains", suricata.rules_string);
    assert_json_snapshot!("suricata_domains_left_out", suricata.left_out);
    for format in DomainFormat::ALL {
        let RenderedDomains { text, entries, left_out } = render_domains(&rules, format).unwrap();
        assert_snapshot!(format!("domains_{format}"), text);
        assert_json_snapshot!(format!("domains_{format}_left_out"), left_out);
        if format != DomainFormat::Fortios {
            assert_eq!(entries, text.lines().collect::<Vec<_>>(), "{format}");
        }
    }
    insta::assert_debug_snapshot!("domains_fortios_entries", render_domains(&rules, DomainFormat::Fortios).unwrap().entries);
}
