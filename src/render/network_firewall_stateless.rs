//! AWS Network Firewall, stateless rule groups: the `stateless_rule` blocks of
//! `aws_networkfirewall_rule_group`.
//!
//! In: requests and their return rules, the agents' prefixes and a first priority. Out:
//! a rule for each permission, and the exact capacity. IPv6 has rules of its own,
//! for older AWS providers take IPv4 alone and a user must be able to leave them
//! out.
//!
//! A stateless filter does not know replies, so a request without a return rule
//! is refused. A return rule takes packets from the service's ports alone and, of
//! TCP, those alone that cannot open a connection: with ACK, as all but the
//! first packet of a connection have, or with RST, which refuses a packet of a
//! connection that the service has forgotten (RFC 9293, section 3.10.7.1).
//!
//! Limits: priorities 1 to 65535, unique; capacity of a rule = product of the
//! number of elements of each match setting, at least one each, TCP flags
//! included; 30,000 a group. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/nwfw-rule-group-capacity.html>,
//! read 2026-11-24.

use super::{RenderError, error::RenderErrorKind, home_net::home_net_of, numbering::number_by_content, parameters};
use crate::{
    declaration::{Declare, Function, Record, parameter},
    model::{Direction, IpVersion, PortRange, Prefix},
    rules::{Line, Permission, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const TARGET: &str = "Network Firewall stateless rule group";

/// Capacity of a rule group at most.
pub const MAX_RULE_GROUP_CAPACITY: usize = 30_000;
/// The last priority.
pub const MAX_PRIORITY: u32 = 65_535;

/// The rules of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct StatelessRuleGroup {
    /// What the rules use of the group's capacity. `capacity` cannot change
    /// later without replacing the group: leave room.
    pub capacity: usize,
    /// The rules, by direction, protocol, ports and address family.
    pub rules: Vec<StatelessRule>,
}

/// One `stateless_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct StatelessRule {
    /// Unique in the group; made of the rule's direction, protocol, ports and
    /// address family.
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
    /// Each a `tcp_flag`, of which a packet must match one; empty where any will
    /// do.
    pub tcp_flags: Vec<TcpFlags>,
}

/// One `tcp_flag`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct TcpFlags {
    /// Those of `masks` that are set; the others are not.
    pub flags: Vec<&'static str>,
    /// The flags that are looked at.
    pub masks: Vec<&'static str>,
}

impl TcpFlags {
    fn set(flag: &'static str) -> Self {
        Self { flags: vec![flag], masks: vec![flag] }
    }

    /// What replies have and requests that open a connection do not.
    fn established() -> Vec<Self> {
        vec![Self::set("ACK"), Self::set("RST")]
    }
}

/// One `source_port` or `destination_port`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Record)]
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
/// `OneWay`, `NoHomeNet`, `Argument` for a first priority outside 1 to 65535,
/// and `Limit` above a capacity of 30,000.
pub fn network_firewall_stateless(
    rules: &RuleSet,
    home_net: &[Prefix],
    first_priority: u32,
) -> Result<StatelessRuleGroup, RenderError> {
    if !(1..=MAX_PRIORITY).contains(&first_priority) {
        let (argument, found, min, max) = ("first_priority", first_priority, 1, MAX_PRIORITY);
        return Err(RenderErrorKind::Argument { argument, found, min, max }.of(TARGET));
    }
    if rules.is_empty() {
        return Ok(StatelessRuleGroup { capacity: 0, rules: Vec::new() });
    }
    check_replies(rules)?;
    let priorities = priorities(rules, first_priority)?;
    let mut records = Vec::new();
    for (permission, lines) in rules.permissions() {
        let own = home_net_of(TARGET, home_net, permission.ip_version)?;
        let remote = lines.keys().map(Prefix::to_string).collect();
        let priority = priorities.get(&permission.name('-')).copied().unwrap_or(first_priority);
        records.push(record(permission, priority, own, remote));
    }
    let capacity = capacities(rules, home_net)?.into_iter().map(|(.., units)| units).fold(0, usize::saturating_add);
    if capacity > MAX_RULE_GROUP_CAPACITY {
        return Err(RenderErrorKind::Limit {
            what: "units of capacity".to_owned(),
            limit: MAX_RULE_GROUP_CAPACITY,
            found: capacity,
            remedy: "set max_rules in amazonconnect_network_rules or in rules_cover, name fewer prefixes in home_net, or use suricata_rules",
        }
        .of(TARGET));
    }
    Ok(StatelessRuleGroup { capacity, rules: records })
}

/// Whether replies to each request pass. Rules of both directions are not
/// enough: both may be requests.
fn check_replies(rules: &RuleSet) -> Result<(), RenderError> {
    let is_answered = |request: &Permission| rules.permissions().any(|(permission, _)| request.is_answered_by(&permission));
    let mut requests = rules.permissions().map(|(permission, _)| permission).filter(Permission::is_request);
    match requests.find(|request| !is_answered(request)) {
        None => Ok(()),
        Some(request) => Err(RenderErrorKind::OneWay {
            request: request.to_string(),
            direction: request.direction.opposite().as_str(),
            ports: request.ports.to_string(),
        }
        .of(TARGET)),
    }
}

/// The priority of each permission, by name.
fn priorities(rules: &RuleSet, first_priority: u32) -> Result<BTreeMap<String, u32>, RenderError> {
    let names: BTreeSet<String> = rules.permissions().map(|(permission, _)| permission.name('-')).collect();
    number_by_content(&names, first_priority..=MAX_PRIORITY).ok_or_else(|| {
        RenderErrorKind::Limit {
            what: format!("rules to number from first_priority {first_priority}"),
            limit: (MAX_PRIORITY - first_priority + 1) as usize,
            found: names.len(),
            remedy: "lower first_priority",
        }
        .of(TARGET)
    })
}

fn record(permission: Permission, priority: u32, own: Vec<String>, remote: Vec<String>) -> StatelessRule {
    let (sources, destinations) = match permission.direction {
        Direction::Egress => (own, remote),
        Direction::Ingress => (remote, own),
    };
    StatelessRule {
        priority,
        actions: vec!["aws:pass"],
        protocols: vec![permission.ip_protocol.number()],
        sources,
        source_ports: vec![permission.source_ports.map_or(Ports::ANY, Ports::from)],
        destinations,
        destination_ports: vec![permission.ports.into()],
        tcp_flags: if permission.is_tcp_reply() { TcpFlags::established() } else { Vec::new() },
    }
}

/// What the rule of each permission uses of its group's capacity: one protocol,
/// one range of ports on either side, each pair of prefixes, each set of flags.
pub(super) fn capacities(rules: &RuleSet, home_net: &[Prefix]) -> Result<Vec<(Direction, IpVersion, usize)>, RenderError> {
    let capacity = |(permission, lines): (Permission, &BTreeMap<Prefix, Line>)| {
        let own = home_net_of(TARGET, home_net, permission.ip_version)?.len();
        let flags = if permission.is_tcp_reply() { TcpFlags::established().len() } else { 1 };
        Ok((permission.direction, permission.ip_version, own.saturating_mul(lines.len()).saturating_mul(flags)))
    };
    rules.permissions().map(capacity).collect()
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let group = Declare {
        name: "network_firewall_stateless",
        summary: "Render rules for a stateless rule group of AWS Network Firewall",
        description: "Gives the `stateless_rule` blocks of an `aws_networkfirewall_rule_group` and the exact `capacity` they use, at \
                      most 30,000. IPv4 and IPv6 have rules of their own. Each request must have a return rule: set \
                      `firewall = \"stateless\"` in the data source. A return rule takes packets from the service's ports alone and, \
                      of TCP, those alone that cannot open a connection: give `tcp_flags` to `tcp_flag` blocks, for without them \
                      a return rule is an open door. Leave room in the group's capacity, which cannot change later.\n\n\
                      **Pass rules restrict nothing by themselves.** What matches none goes where the firewall policy's \
                      `stateless_default_actions` and `stateless_fragment_default_actions` say: `aws:drop` for both, as the example \
                      has it. With `aws:forward_to_sfe` the stateful rules decide, and without any they let everything pass.",
    };
    let first_priority = parameter("first_priority", "The lowest priority to use, from 1 to 65535.");
    vec![group.function((rules_parameter(), parameters::home_net(), first_priority), |(rules, home_net, first)| {
        network_firewall_stateless(&rules, &home_net, first)
    })]
}
