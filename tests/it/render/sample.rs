//! Rules to render.

use amazonconnect::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::Entry,
    rules::{DomainMatch, DomainRule, FirewallRule},
};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A rule with a description made of its ports, as resolution gives it.
pub fn rule(direction: Direction, ip_protocol: IpProtocol, ports: PortRange, prefix: Prefix) -> FirewallRule {
    FirewallRule {
        requirement: "softphone-media".to_owned(),
        services: vec!["AMAZON_CONNECT".into()],
        direction,
        ip_protocol,
        ports,
        prefix,
        description: format!("Amazon Connect {direction} {ip_protocol}/{ports}"),
    }
}

fn each(direction: Direction, ip_protocol: IpProtocol, ports: &str, prefixes: &[&str]) -> Vec<FirewallRule> {
    let ports: PortRange = ports.parse().unwrap();
    prefixes.iter().map(|prefix| rule(direction, ip_protocol, ports, prefix.parse().unwrap())).collect()
}

/// A stateful deployment: egress alone.
pub fn stateful() -> Vec<FirewallRule> {
    let mut rules =
        each(Direction::Egress, IpProtocol::Udp, "3478", &["15.193.0.0/19", "52.55.191.224/27", "2600:f0f2:7100::/40"]);
    rules.extend(each(Direction::Egress, IpProtocol::Tcp, "443", &["3.5.0.0/19", "13.224.0.0/14", "2600:9000::/28"]));
    rules
}

/// A stateless deployment: the same and its return rules.
pub fn stateless() -> Vec<FirewallRule> {
    let mut rules = stateful();
    let replies = stateful().into_iter().map(|rule| FirewallRule {
        direction: Direction::Ingress,
        ports: "49152-65535".parse().unwrap(),
        description: "Amazon Connect return traffic".to_owned(),
        ..rule
    });
    rules.extend(replies);
    rules
}

/// The agents' network.
pub fn home_net() -> Vec<Prefix> {
    ["10.20.0.0/16", "10.30.0.0/16", "fd12:3456::/48"].iter().map(|prefix| prefix.parse().unwrap()).collect()
}

pub fn without_slots(rules: Vec<FirewallRule>) -> Vec<Entry> {
    rules.into_iter().map(Entry::from).collect()
}

/// Slots in the order given, from 0.
pub fn with_slots(rules: Vec<FirewallRule>) -> Vec<Entry> {
    (0_u32..).zip(rules).map(|(slot, rule)| Entry { rule, slot: Some(slot) }).collect()
}

pub fn domain(ip_protocol: IpProtocol, port: u16, domain: &str) -> DomainRule {
    let match_kind = match domain {
        name if name.strip_prefix("*.").is_some_and(|rest| !rest.contains('*')) => DomainMatch::Subdomains,
        name if name.contains('*') => DomainMatch::PartialLabel,
        _ => DomainMatch::Exact,
    };
    DomainRule {
        requirement: "ccp-v2".to_owned(),
        domain: domain.to_owned(),
        match_kind,
        ip_protocol,
        ports: PortRange::single(port),
        url_paths: Vec::new(),
        source_page: "https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html".to_owned(),
        status: "current".to_owned(),
    }
}

/// Every kind of domain rule that AWS's pages have, and a name inside a wildcard.
pub fn domains() -> Vec<DomainRule> {
    vec![
        domain(IpProtocol::Tcp, 443, "example.my.connect.aws"),
        domain(IpProtocol::Tcp, 443, "*.transport.connect.us-east-1.amazonaws.com"),
        domain(IpProtocol::Tcp, 443, "participant.connect.us-east-1.amazonaws.com"),
        domain(IpProtocol::Tcp, 443, "*.cloudfront.net"),
        domain(IpProtocol::Tcp, 443, "dd401jc05x2yk.cloudfront.net"),
        domain(IpProtocol::Tcp, 443, "*.apps.signin.aws"),
        domain(IpProtocol::Tcp, 443, "*.signin.aws"),
        domain(IpProtocol::Tcp, 443, "rtc*.connect-telecom.us-east-1.amazonaws.com"),
        domain(IpProtocol::Udp, 3478, "turnnlb-*.elb.us-east-1.amazonaws.com"),
        domain(IpProtocol::Udp, 3478, "turnnlb-d76454ac48d20c1e.elb.us-east-1.amazonaws.com"),
    ]
}

fn prefix() -> impl Strategy<Value = Prefix> {
    let v4 = (any::<u32>(), 8_u8..=32).prop_map(|(address, len)| {
        let mask = u32::MAX << (32 - u32::from(len));
        Prefix::new(IpAddr::V4(Ipv4Addr::from(address & mask)), len).unwrap()
    });
    let v6 = (any::<u128>(), 20_u8..=128).prop_map(|(address, len)| {
        let mask = u128::MAX << (128 - u32::from(len));
        Prefix::new(IpAddr::V6(Ipv6Addr::from(address & mask)), len).unwrap()
    });
    prop_oneof![v4, v6]
}

/// Up to `max` different rules, at least one.
pub fn any_rules(max: usize) -> impl Strategy<Value = Vec<FirewallRule>> {
    let group = prop_oneof![
        Just((Direction::Egress, IpProtocol::Tcp, PortRange::single(443))),
        Just((Direction::Egress, IpProtocol::Udp, PortRange::single(3478))),
        Just((Direction::Egress, IpProtocol::Udp, PortRange::constant(5000, 65000))),
        Just((Direction::Ingress, IpProtocol::Udp, PortRange::constant(49152, 65535))),
    ];
    prop::collection::btree_map((group, prefix()), Just(()), 1..=max).prop_map(|rules| {
        rules.into_keys().map(|((direction, protocol, ports), prefix)| rule(direction, protocol, ports, prefix)).collect()
    })
}
