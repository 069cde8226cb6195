//! Rules to render.

use amazonconnect::{
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix},
    rules::{DomainMatch, DomainRule, DomainRuleSet, Flow, Label, Line, Permission, RuleSet},
};
use proptest::prelude::*;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

/// One prefix of a permission: what a rule set is made of.
pub type Pair = (Permission, Prefix);

/// A request to `ports` of `prefix`, or from it.
pub fn request(direction: Direction, ip_protocol: IpProtocol, ports: PortRange, prefix: Prefix) -> Pair {
    (Permission::request(direction, ip_protocol, ports, prefix.version()), prefix)
}

/// The reply to a request, from its ports to `ports`.
pub fn reply((request, prefix): Pair, ports: PortRange) -> Pair {
    let (flow, direction) = (Flow::Return, request.direction.opposite());
    (Permission { direction, flow, ports, source_ports: Some(request.ports), ..request }, prefix)
}

/// The pairs, with a reply to each request.
pub fn answered(pairs: &[Pair]) -> Vec<Pair> {
    let requests = pairs.iter().filter(|(permission, _)| permission.is_request());
    let replies = requests.map(|request| reply(*request, PortRange::constant(49152, 65535)));
    let all: std::collections::BTreeSet<Pair> = pairs.iter().copied().chain(replies).collect();
    all.into_iter().collect()
}

/// The pairs as a set, each with the label that resolution gives it.
pub fn set(pairs: &[Pair]) -> RuleSet {
    labelled(pairs, |_| None, |permission| permission.describe())
}

/// The pairs as a set in which each has its place as a slot.
pub fn with_slots(pairs: &[Pair]) -> RuleSet {
    labelled(pairs, |place| Some(u32::try_from(place).unwrap()), |permission| permission.describe())
}

/// The pairs as a set, with what explains them.
pub fn labelled(pairs: &[Pair], slot: impl Fn(usize) -> Option<u32>, description: impl Fn(Permission) -> String) -> RuleSet {
    let mut set = RuleSet::default();
    for (place, (permission, prefix)) in pairs.iter().enumerate() {
        let label = Label {
            requirements: vec!["softphone-media".to_owned()],
            services: vec!["AMAZON_CONNECT".into()],
            description: description(*permission),
        };
        set.add(*permission, *prefix, Line { label: Arc::new(label), slot: slot(place) }).unwrap();
    }
    set
}

fn egress(ip_protocol: IpProtocol, ports: &str, prefixes: [&str; 3]) -> Vec<Pair> {
    let ports: PortRange = ports.parse().unwrap();
    prefixes.iter().map(|prefix| request(Direction::Egress, ip_protocol, ports, prefix.parse().unwrap())).collect()
}

/// A stateful deployment: requests alone.
pub fn stateful_pairs() -> Vec<Pair> {
    let mut pairs = egress(IpProtocol::Udp, "3478", ["15.193.0.0/19", "52.55.191.224/27", "2600:f0f2:7100::/40"]);
    pairs.extend(egress(IpProtocol::Tcp, "443", ["3.5.0.0/19", "13.224.0.0/14", "2600:9000::/28"]));
    pairs
}

/// A stateless deployment: the same and its replies.
pub fn stateless_pairs() -> Vec<Pair> {
    let mut pairs = stateful_pairs();
    pairs.extend(replies());
    pairs
}

/// The replies alone.
pub fn replies() -> Vec<Pair> {
    stateful_pairs().into_iter().map(|request| reply(request, "49152-65535".parse().unwrap())).collect()
}

pub fn stateful() -> RuleSet {
    set(&stateful_pairs())
}

pub fn stateless() -> RuleSet {
    set(&stateless_pairs())
}

/// The agents' network.
pub fn home_net() -> Vec<Prefix> {
    ["10.20.0.0/16", "10.30.0.0/16", "fd12:3456::/48"].iter().map(|prefix| prefix.parse().unwrap()).collect()
}

/// How many prefixes of [`home_net`] are of this family.
pub fn home_count(ip_version: IpVersion) -> usize {
    home_net().iter().filter(|prefix| prefix.version() == ip_version).count()
}

pub fn domain(ip_protocol: IpProtocol, port: u16, domain: &str) -> DomainRule {
    let match_kind = match domain {
        name if name.strip_prefix("*.").is_some_and(|rest| !rest.contains('*')) => DomainMatch::Subdomains,
        name if name.contains('*') => DomainMatch::PartialLabel,
        _ => DomainMatch::Exact,
    };
    DomainRule {
        requirements: vec!["ccp-v2".to_owned()],
        domain: domain.to_owned(),
        match_kind,
        ip_protocol,
        ports: PortRange::single(port),
        url_paths: Vec::new(),
        source_page: "https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html".to_owned(),
        status: "current".to_owned(),
        handling: None,
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

/// The same as targets take it.
pub fn domain_set() -> DomainRuleSet {
    domains().into_iter().collect()
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
    // A few that several permissions share.
    let shared = (0_u32..8).prop_map(|number| Prefix::new(IpAddr::V4(Ipv4Addr::from(number << 24)), 8).unwrap());
    prop_oneof![4 => v4, 4 => v6, 1 => shared]
}

/// Direction, protocol, ports, and source ports of a reply.
type Group = (Direction, IpProtocol, PortRange, Option<PortRange>);

/// Up to `max` different pairs, at least one: requests of both directions, and
/// replies of which some differ by their source ports alone.
pub fn any_pairs(max: usize) -> impl Strategy<Value = Vec<Pair>> {
    let to = |direction, protocol, ports| (direction, protocol, ports, None);
    let from = |protocol, source| (Direction::Ingress, protocol, PortRange::constant(49152, 65535), Some(source));
    let group = prop_oneof![
        Just(to(Direction::Egress, IpProtocol::Tcp, PortRange::single(443))),
        Just(to(Direction::Egress, IpProtocol::Udp, PortRange::single(3478))),
        Just(to(Direction::Egress, IpProtocol::Udp, PortRange::constant(5000, 65000))),
        Just(to(Direction::Ingress, IpProtocol::Udp, PortRange::constant(49152, 65535))),
        Just(from(IpProtocol::Tcp, PortRange::single(443))),
        Just(from(IpProtocol::Tcp, PortRange::single(80))),
        Just(from(IpProtocol::Udp, PortRange::single(3478))),
    ];
    prop::collection::btree_set((group, prefix()), 1..=max).prop_map(|pairs| {
        let pair = |((direction, protocol, ports, source_ports), prefix): (Group, Prefix)| {
            let (permission, prefix) = request(direction, protocol, ports, prefix);
            let flow = if source_ports.is_some() { Flow::Return } else { Flow::Request };
            (Permission { flow, source_ports, ..permission }, prefix)
        };
        pairs.into_iter().map(pair).collect()
    })
}
