//! AWS Network Firewall, stateless rule groups: the `stateless_rule` blocks of
//! `aws_networkfirewall_rule_group`.
//!
//! In: firewall rules of both directions, the agents' prefixes and a first
//! priority. Out: a rule for each direction, protocol, port range and family,
//! and the exact capacity. IPv6 has rules of its own, for older AWS providers
//! take IPv4 alone and a user must be able to leave them out.
//!
//! A stateless filter does not know replies, so rules of one direction alone
//! are refused. A return rule takes packets only from the ports that the egress
//! rules of the same protocol and addresses send to.
//!
//! Limits: priorities 1 to 65535, unique; capacity of a rule = product of the
//! number of protocols, sources, source ports, destinations and destination
//! ports; 30,000 a group. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-group-capacity.html>,
//! read 2026-11-22.

use super::{
    RenderError,
    home_net::home_net_of,
    numbering::number_by_content,
    port_group::{PortGroup, port_groups},
};
use crate::{
    model::{Direction, PortRange, Prefix},
    rules::FirewallRule,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const TARGET: &str = "Network Firewall stateless rule group";

/// Capacity of a rule group at most.
pub const MAX_RULE_GROUP_CAPACITY: usize = 30_000;
/// The last priority.
pub const MAX_PRIORITY: u32 = 65_535;

/// The rules of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatelessRuleGroup {
    /// What the rules use of the group's capacity. `capacity` cannot change
    /// later without replacing the group: leave room.
    pub capacity: usize,
    /// The rules, by direction, protocol, ports and family.
    pub rules: Vec<StatelessRule>,
}

/// One `stateless_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatelessRule {
    /// Unique in the group; made of the rule's direction, protocol, ports and
    /// family.
    pub priority: u32,
    /// Always `aws:pass`.
    pub actions: Vec<&'static str>,
    /// The protocol's number.
    pub protocols: Vec<u8>,
    /// Each an `address_definition`.
    pub sources: Vec<String>,
    /// The ports that packets come from.
    pub source_ports: Vec<Ports>,
    /// Each an `address_definition`.
    pub destinations: Vec<String>,
    /// The ports that packets go to.
    pub destination_ports: Vec<Ports>,
}

/// One `source_port` or `destination_port`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ports {
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
}

impl Ports {
    const ANY: Self = Self { from_port: 0, to_port: u16::MAX };
}

impl From<PortRange> for Ports {
    fn from(ports: PortRange) -> Self {
        Self { from_port: ports.first(), to_port: ports.last() }
    }
}

/// Stateless rules for both directions, with priorities from
/// `first_priority` up.
///
/// # Errors
/// `Empty`, `Duplicate`, `OneWay`, `NoHomeNet`, `Argument` for a first
/// priority outside 1 to 65535, and `Limit` above a capacity of 30,000.
pub fn network_firewall_stateless(
    rules: &[FirewallRule],
    home_net: &[Prefix],
    first_priority: u32,
) -> Result<StatelessRuleGroup, RenderError> {
    if !(1..=MAX_PRIORITY).contains(&first_priority) {
        let (min, max) = (1, MAX_PRIORITY);
        return Err(RenderError::Argument { target: TARGET, argument: "first_priority", found: first_priority, min, max });
    }
    let groups = port_groups(TARGET, rules)?;
    for direction in Direction::ALL {
        if groups.keys().all(|group| group.direction != direction) {
            return Err(RenderError::OneWay { target: TARGET, missing: direction.as_str() });
        }
    }
    let records = records(&groups, rules, home_net)?;
    let keys: BTreeSet<String> = records.iter().map(|(key, _)| key.clone()).collect();
    let priorities = number_by_content(&keys, first_priority..=MAX_PRIORITY).ok_or_else(|| RenderError::Limit {
        target: TARGET,
        what: format!("rules to number from first_priority {first_priority}"),
        limit: (MAX_PRIORITY - first_priority + 1) as usize,
        found: keys.len(),
        remedy: "lower first_priority",
    })?;
    let rules: Vec<StatelessRule> = records
        .into_iter()
        .filter_map(|(key, record)| Some(StatelessRule { priority: *priorities.get(&key)?, ..record }))
        .collect();
    let capacity = rules.iter().map(capacity).fold(0, usize::saturating_add);
    if capacity > MAX_RULE_GROUP_CAPACITY {
        return Err(RenderError::Limit {
            target: TARGET,
            what: "units of capacity".to_owned(),
            limit: MAX_RULE_GROUP_CAPACITY,
            found: capacity,
            remedy: "set max_cidrs in the data source, name fewer prefixes in home_net, or use suricata_rules",
        });
    }
    Ok(StatelessRuleGroup { capacity, rules })
}

/// What one rule uses of its group's capacity.
fn capacity(rule: &StatelessRule) -> usize {
    [rule.protocols.len(), rule.sources.len(), rule.source_ports.len(), rule.destinations.len(), rule.destination_ports.len()]
        .into_iter()
        .fold(1, |product: usize, count| product.saturating_mul(count.max(1)))
}

/// Each rule with its key, the priority not yet known. Return rules of one
/// group part where their prefixes answer from different ports.
fn records(
    groups: &BTreeMap<PortGroup, Vec<&FirewallRule>>,
    rules: &[FirewallRule],
    home_net: &[Prefix],
) -> Result<Vec<(String, StatelessRule)>, RenderError> {
    let mut records = Vec::new();
    for (group, members) in groups {
        let own = home_net_of(TARGET, home_net, group.ip_version)?;
        let mut by_source: BTreeMap<BTreeSet<PortRange>, Vec<String>> = BTreeMap::new();
        for rule in members {
            let answering = match group.direction {
                Direction::Egress => BTreeSet::new(),
                Direction::Ingress => answering_ports(rule, rules),
            };
            by_source.entry(answering).or_default().push(rule.prefix.to_string());
        }
        for (answering, remote) in by_source {
            let mut key = group.name('-');
            for ports in &answering {
                key.push_str(&format!("-from-{ports}"));
            }
            let (sources, destinations) = match group.direction {
                Direction::Egress => (own.clone(), remote),
                Direction::Ingress => (remote, own.clone()),
            };
            let source_ports =
                if answering.is_empty() { vec![Ports::ANY] } else { answering.into_iter().map(Ports::from).collect() };
            let record = StatelessRule {
                priority: 0,
                actions: vec!["aws:pass"],
                protocols: vec![group.ip_protocol.number()],
                sources,
                source_ports,
                destinations,
                destination_ports: vec![group.ports.into()],
            };
            records.push((key, record));
        }
    }
    Ok(records)
}

/// The ports that replies to egress rules come from, of those whose addresses
/// overlap the return rule's. Empty if no egress rule has a part in it: then
/// the rule names no remote port, and any must do.
fn answering_ports(reply: &FirewallRule, rules: &[FirewallRule]) -> BTreeSet<PortRange> {
    rules
        .iter()
        .filter(|rule| rule.direction == Direction::Egress && rule.ip_protocol == reply.ip_protocol)
        .filter(|rule| rule.prefix.contains(reply.prefix) || reply.prefix.contains(rule.prefix))
        .map(|rule| rule.ports)
        .collect()
}
