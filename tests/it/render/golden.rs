//! What each rendering gives for one small rule set: the contract with users.

use super::sample;
use amazonconnect::{model::Direction, render::*};
use insta::{assert_json_snapshot, assert_snapshot};

#[test]
fn security_group() {
    assert_json_snapshot!("security_group_rules", security_group_rules(&sample::stateless()).unwrap());
    let blocks = |direction| security_group_blocks(&sample::stateful(), direction).unwrap();
    assert_json_snapshot!("security_group_blocks", blocks(Direction::Egress));
    assert_eq!(blocks(Direction::Ingress), [], "a stateful deployment has no ingress rules");
}

#[test]
fn security_group_counts_families_apart() {
    let counts = security_group_counts(&sample::stateless()).unwrap();
    let counts: Vec<_> = counts.iter().map(|count| format!("{count:?}")).collect();
    assert_json_snapshot!("security_group_counts", counts);
}

#[test]
fn network_acl() {
    let entries = sample::without_slots(sample::stateless());
    assert_json_snapshot!("network_acl_entries", network_acl_entries(&entries, 100).unwrap());
    let blocks = |entries: &[Entry], direction| network_acl_blocks(entries, direction, 100).unwrap();
    assert_json_snapshot!("network_acl_blocks_with_slots", blocks(&sample::with_slots(sample::stateless()), Direction::Egress));
    assert_eq!(blocks(&sample::without_slots(sample::stateful()), Direction::Ingress), []);
}

#[test]
fn prefix_list() {
    assert_json_snapshot!("prefix_list_entries", prefix_list_entries(&sample::stateful()).unwrap());
}

#[test]
fn shards() {
    let keys = |entries: Vec<Entry>| {
        let shards = shard_rules(&entries, 2).unwrap();
        shards
            .into_iter()
            .map(|(shard, rules)| (shard, rules.iter().map(|rule| rule.key()).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    assert_json_snapshot!("shard_rules", keys(sample::without_slots(sample::stateful())));
    assert_json_snapshot!("shard_rules_with_slots", keys(sample::with_slots(sample::stateful())));
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
    assert_snapshot!("suricata_rules", suricata_rules(&sample::stateless()).unwrap());
    assert_json_snapshot!("suricata_ip_sets", suricata_ip_sets(&sample::stateless()).unwrap());
}

#[test]
fn text() {
    for format in TextFormat::ALL {
        assert_snapshot!(format!("text_{}", format.as_str()), render_text(&sample::stateless(), format.as_str()).unwrap());
    }
}

#[test]
fn domains() {
    let rules = sample::domains();
    assert_json_snapshot!("network_firewall_domains", network_firewall_domains(&rules).unwrap());
    assert_json_snapshot!("dns_firewall_domains", dns_firewall_domains(&rules).unwrap());
    assert_json_snapshot!("pan_os_urls", pan_os_urls(&rules).unwrap());
    let suricata = suricata_domains(&rules).unwrap();
    assert_snapshot!("suricata_domains", suricata.rules_string);
    assert_json_snapshot!("suricata_domains_left_out", suricata.left_out);
    let squid = squid_acls(&rules).unwrap();
    assert_snapshot!("squid_acls", squid.text);
    assert_json_snapshot!("squid_acls_left_out", squid.left_out);
}
