//! Every packet of a space so small that rules meet each other, asked one by one:
//! whether it is required, and whether the filter lets it through.

use super::*;
use crate::{
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix},
    rules::{Flow, Label, Line, Permission, records},
};
use proptest::{collection::btree_map, prelude::*};
use std::{collections::BTreeMap, net::Ipv4Addr, sync::Arc};

/// Ports that rules have, and one that none has.
const PORTS: [u16; 5] = [1, 2, 3, 4, 65535];
/// What a packet comes from: a port that no rule names, as requests do, or one of these.
const SOURCES: [Option<u16>; 4] = [None, Some(1), Some(2), Some(3)];

#[derive(Debug, Clone, Copy)]
struct Packet {
    direction: Direction,
    ip_protocol: IpProtocol,
    port: u16,
    source: Option<u16>,
    host: Prefix,
}

/// Within 10.0.0.0/28.
fn prefix(host: u8, len: u8) -> Prefix {
    let address = (0x0a00_0000 | u32::from(host)) >> (32 - len) << (32 - len);
    Prefix::new(Ipv4Addr::from_bits(address).into(), len).unwrap()
}

fn packets() -> impl Iterator<Item = Packet> {
    let of = |direction| IpProtocol::ALL.into_iter().map(move |ip_protocol| (direction, ip_protocol));
    let traffic = Direction::ALL.into_iter().flat_map(of);
    let to = traffic.flat_map(|traffic| PORTS.into_iter().map(move |port| (traffic, port)));
    let from = to.flat_map(|to| SOURCES.into_iter().map(move |source| (to, source)));
    from.flat_map(|(((direction, ip_protocol), port), source)| {
        (0..16).map(move |host| Packet { direction, ip_protocol, port, source, host: prefix(host, 32) })
    })
}

fn any_prefix() -> impl Strategy<Value = Prefix> {
    (0u8..16, 28u8..=32).prop_map(|(host, len)| prefix(host, len))
}

fn range(most: u16) -> impl Strategy<Value = PortRange> {
    (1..=most, 1..=most).prop_map(|(one, other)| PortRange::new(one.min(other), one.max(other)).unwrap())
}

fn few_rules() -> impl Strategy<Value = RuleSet> {
    let traffic = (prop::sample::select(&Direction::ALL), prop::sample::select(&IpProtocol::ALL), range(4));
    let rule = (traffic, prop::option::of(range(3)), any_prefix());
    prop::collection::vec(rule, 0..8).prop_map(|rules| {
        let mut set = RuleSet::default();
        for ((direction, ip_protocol, ports), source_ports, prefix) in rules {
            let flow = if source_ports.is_some() { Flow::Return } else { Flow::Request };
            let permission = Permission { direction, flow, ip_protocol, ports, source_ports, ip_version: IpVersion::V4 };
            set.add(permission, prefix, Line { label: Arc::new(Label::default()), slot: None }).unwrap();
        }
        set
    })
}

fn has(ports: PortRange, port: u16) -> bool {
    (ports.first()..=ports.last()).contains(&port)
}

fn matches(rule: Permission, prefix: Prefix, packet: Packet) -> bool {
    (rule.direction, rule.ip_protocol) == (packet.direction, packet.ip_protocol)
        && has(rule.ports, packet.port)
        && prefix.contains(packet.host)
}

/// Whether a rule permits the packet, which for requests comes from any port.
fn permits(rules: &RuleSet, packet: Packet) -> bool {
    rules.iter().any(|rule| {
        let from = rule.permission.source_ports.is_none_or(|ports| packet.source.is_some_and(|source| has(ports, source)));
        matches(rule.permission, rule.prefix, packet) && from
    })
}

/// Whether a rule that names the ports it comes from does so, or, of a packet
/// that comes from any port, a rule that names none.
fn names(rules: &RuleSet, packet: Packet) -> bool {
    permits(&rules.filtered(|permission| permission.source_ports.is_some() == packet.source.is_some()), packet)
}

#[derive(Debug, Clone)]
struct Entry {
    egress: bool,
    allows: bool,
    /// `-1`, `6`, `17`, `1`.
    protocol: &'static str,
    ports: PortRange,
    prefix: Prefix,
}

impl Entry {
    fn concerns(&self, packet: Packet) -> bool {
        let is_of_protocol = match self.protocol {
            "-1" => true,
            "6" => packet.ip_protocol == IpProtocol::Tcp && has(self.ports, packet.port),
            "17" => packet.ip_protocol == IpProtocol::Udp && has(self.ports, packet.port),
            _ => false,
        };
        self.egress == (packet.direction == Direction::Egress) && is_of_protocol && self.prefix.contains(packet.host)
    }

    fn json(&self, number: u16) -> Json {
        json!({ "rule_number": number, "egress": self.egress, "rule_action": if self.allows { "allow" } else { "deny" },
            "protocol": self.protocol, "from_port": self.ports.first(), "to_port": self.ports.last(),
            "cidr_block": self.prefix.to_string() })
    }
}

/// Entries by their numbers.
fn few_entries() -> impl Strategy<Value = BTreeMap<u16, Entry>> {
    let protocol = prop::sample::select(&["-1", "6", "6", "17", "17", "1"]);
    let entry = (any::<bool>(), prop::bool::weighted(0.6), protocol, range(4), any_prefix());
    let entry = entry.prop_map(|(egress, allows, protocol, ports, prefix)| Entry { egress, allows, protocol, ports, prefix });
    btree_map(1u16..32766, entry, 0..10)
}

/// The rules as the blocks of a security group.
fn blocks(rules: &RuleSet, direction: Direction) -> Json {
    let of_direction = rules.iter().filter(|rule| rule.permission.direction == direction);
    let block = of_direction.map(|rule| {
        json!({ "protocol": rule.permission.ip_protocol.as_str(), "from_port": rule.permission.ports.first(),
            "to_port": rule.permission.ports.last(), "cidr_blocks": [rule.prefix.to_string()] })
    });
    block.collect()
}

fn in_place(rules: &RuleSet) -> Deployed {
    deployed(serde_json::to_value(records(&rules.rules())).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn of_rules(required in few_rules(), other in few_rules()) {
        let coverage = compare(&required, &in_place(&other), &PrefixSet::default()).unwrap();
        for packet in packets() {
            let (wanted, open) = (permits(&required, packet), permits(&other, packet));
            prop_assert_eq!(names(&coverage.missing, packet), names(&required, packet) && !open, "missing: {:?}", packet);
            prop_assert_eq!(names(&coverage.excess, packet), names(&other, packet) && !wanted, "excess: {:?}", packet);
            let told = coverage.excess.iter().filter(|rule| {
                let is_of = |ports| packet.source.is_some_and(|source| has(ports, source));
                matches(rule.permission, rule.prefix, packet) && rule.permission.source_ports.is_some_and(is_of)
            });
            prop_assert!(told.count() <= 1, "told more than once: {:?}", packet);
        }
    }

    #[test]
    fn of_a_security_group(required in few_rules(), other in few_rules()) {
        let other = other.requests();
        let group = json!({ "egress": blocks(&other, Direction::Egress), "ingress": blocks(&other, Direction::Ingress) });
        let coverage = compare(&required, &deployed(group).unwrap(), &PrefixSet::default()).unwrap();
        let required = required.requests();
        for packet in packets() {
            let (wanted, open) = (permits(&required, packet), permits(&other, packet));
            prop_assert_eq!(permits(&coverage.missing, packet), wanted && !open, "missing: {:?}", packet);
            prop_assert_eq!(permits(&coverage.excess, packet), open && !wanted, "excess: {:?}", packet);
        }
    }

    /// The first entry that concerns a packet decides, whatever order they are given in.
    #[test]
    fn of_a_network_acl(required in few_rules(), entries in few_entries(), excepted in any_prefix()) {
        let given: Vec<Json> = entries.iter().rev().map(|(number, entry)| entry.json(*number)).collect();
        let coverage = compare(&required, &deployed(given.into()).unwrap(), &[excepted].into_iter().collect()).unwrap();
        for packet in packets() {
            let open = entries.values().find(|entry| entry.concerns(packet)).is_some_and(|entry| entry.allows);
            let lacks = names(&required, packet) && !open;
            let is_excepted = excepted.contains(packet.host);
            prop_assert_eq!(names(&coverage.missing, packet), lacks && !is_excepted, "missing: {:?}", packet);
            prop_assert_eq!(names(&coverage.excepted, packet), lacks && is_excepted, "excepted: {:?}", packet);
            // It cannot tell where a packet comes from, so whatever is required there is a reason.
            let wanted = required.iter().any(|rule| matches(rule.permission, rule.prefix, packet));
            prop_assert_eq!(permits(&coverage.excess, packet), open && !wanted, "excess: {:?}", packet);
        }
    }

    #[test]
    fn what_is_in_place_covers_itself(rules in few_rules()) {
        let coverage = compare(&rules, &in_place(&rules), &PrefixSet::default()).unwrap();
        prop_assert!(coverage.missing.is_empty() && coverage.excess.is_empty());
    }
}
