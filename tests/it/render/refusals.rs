//! What is refused, and in which words.

use super::sample::{self, rule, without_slots};
use amazonconnect::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::*,
    rules::{DomainMatch, DomainRule, FirewallRule},
};
use insta::assert_json_snapshot;
use std::net::{IpAddr, Ipv4Addr};

/// `count` IPv4 rules for tcp/443.
fn many(count: u32) -> Vec<FirewallRule> {
    (0..count)
        .map(|index| {
            let prefix = Prefix::new(IpAddr::V4(Ipv4Addr::from(0x0100_0000 + index * 0x200)), 24).unwrap();
            rule(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), prefix)
        })
        .collect()
}

fn message<T: std::fmt::Debug>(result: Result<T, RenderError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn empty_input_is_refused_everywhere() {
    let home = sample::home_net();
    assert_json_snapshot!(
        "refused_empty",
        [
            message(security_group_rules(&[])),
            message(security_group_blocks(&[], Direction::Ingress)),
            message(security_group_counts(&[])),
            message(network_acl_entries(&[], 100)),
            message(network_acl_blocks(&[], Direction::Egress, 100)),
            message(prefix_list_entries(&[])),
            message(shard_rules(&[], 60)),
            message(network_firewall_stateless(&[], &home, 1)),
            message(network_firewall_stateful(&[], &home)),
            message(suricata_rules(&[])),
            message(suricata_ip_sets(&[])),
            message(render_text(&[], "plain")),
            message(network_firewall_domains(&[])),
            message(dns_firewall_domains(&[])),
            message(pan_os_urls(&[])),
            message(suricata_domains(&[])),
            message(squid_acls(&[])),
        ]
    );
}

#[test]
fn limits_are_refused_with_figures_and_remedies() {
    let home = sample::home_net();
    let mut described = many(1);
    described[0].description = "a".repeat(256);
    let mut umlaut = many(1);
    umlaut[0].description = "Zürich".to_owned();
    assert_json_snapshot!(
        "refused_limits",
        [
            message(security_group_rules(&many(1_001))),
            message(security_group_rules(&described)),
            message(prefix_list_entries(&umlaut)),
            message(network_acl_entries(&without_slots(many(40)), 100)),
            message(network_acl_entries(&without_slots(many(1)), 0)),
            message(network_acl_entries(&without_slots(many(1)), 32_767)),
            message(network_acl_entries(&without_slots(many(3)), 32_765)),
            message(shard_rules(&without_slots(many(101)), 1)),
            message(shard_rules(&without_slots(many(1)), 0)),
            message(network_firewall_stateful(&many(15_001), &home)),
            message(render_text(&many(2_501), "pan_os")),
            message(render_text(&many(150_001), "plain")),
        ]
    );
}

#[test]
fn what_is_within_the_limits_is_given() {
    assert_eq!(security_group_rules(&many(1_000)).unwrap().len(), 1_000);
    assert_eq!(network_acl_entries(&without_slots(many(39)), 100).unwrap().len(), 39);
    assert_eq!(network_acl_entries(&without_slots(many(2)), 32_765).unwrap().len(), 2);
    assert_eq!(shard_rules(&without_slots(many(100)), 1).unwrap().len(), 100);
    assert_eq!(network_firewall_stateful(&many(15_000), &sample::home_net()).unwrap().capacity, 30_000);
}

#[test]
fn defects_of_the_input_are_refused_by_name() {
    let twice = [many(1), many(1)].concat();
    let slotted = |slots: [Option<u32>; 2]| -> Vec<Entry> {
        many(2).into_iter().zip(slots).map(|(rule, slot)| Entry { rule, slot }).collect()
    };
    let v6_home: Vec<Prefix> = vec!["fd12::/48".parse().unwrap()];
    assert_json_snapshot!(
        "refused_defects",
        [
            message(security_group_rules(&twice)),
            message(network_acl_entries(&slotted([Some(1), None]), 100)),
            message(shard_rules(&slotted([Some(7), Some(7)]), 60)),
            message(network_acl_entries(&slotted([Some(0), Some(32_700)]), 100)),
            message(shard_rules(&slotted([Some(0), Some(60_000)]), 60)),
            message(network_firewall_stateful(&many(1), &v6_home)),
            message(network_firewall_stateless(&many(1), &sample::home_net(), 1)),
            message(network_firewall_stateless(&sample::stateless(), &sample::home_net(), 0)),
            message(render_text(&many(1), "iptables")),
            message(render_text(&many(1), "plain_ipv6")),
        ]
    );
}

#[test]
fn domains_that_are_none_are_refused_by_name() {
    let of_kind = |domain: &str, match_kind| vec![DomainRule { match_kind, ..sample::domain(IpProtocol::Tcp, 443, domain) }];
    let udp: Vec<DomainRule> = sample::domains().into_iter().filter(|rule| rule.ip_protocol == IpProtocol::Udp).collect();
    let many: Vec<DomainRule> =
        (0..1_001).map(|index| sample::domain(IpProtocol::Tcp, 443, &format!("host-{index}.example.com"))).collect();
    assert_eq!(dns_firewall_domains(&many[1..]).unwrap().domains.len(), 1_000);
    assert_json_snapshot!(
        "refused_domains",
        [
            message(suricata_domains(&of_kind("a.example.com\"; sid:1; )", DomainMatch::Exact))),
            message(squid_acls(&of_kind("a.example.com\nhttp_access allow all", DomainMatch::Exact))),
            message(squid_acls(&of_kind("*.example.com", DomainMatch::Exact))),
            message(squid_acls(&of_kind("example.com", DomainMatch::Subdomains))),
            message(squid_acls(&of_kind("*.*.example.com", DomainMatch::Subdomains))),
            message(squid_acls(&of_kind("a*b*.example.com", DomainMatch::PartialLabel))),
            message(squid_acls(&of_kind("*", DomainMatch::PartialLabel))),
            message(squid_acls(&of_kind("Upper.example.com", DomainMatch::Exact))),
            message(squid_acls(&of_kind("a..example.com", DomainMatch::Exact))),
            message(squid_acls(&[many[0].clone(), many[0].clone()])),
            message(network_firewall_domains(&udp)),
            message(pan_os_urls(&udp)),
            message(squid_acls(&udp)),
            message(dns_firewall_domains(&many)),
        ]
    );
}
