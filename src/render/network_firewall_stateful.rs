//! AWS Network Firewall, stateful rule groups of 5-tuples: the `stateful_rule`
//! blocks of `aws_networkfirewall_rule_group`.
//!
//! In: firewall rules and the agents' prefixes. Out: a rule for each pair of
//! prefix and agents' prefix, for a header takes one CIDR. The engine knows
//! replies: give it the rules of `firewall = "stateful"`, which have no ingress.
//!
//! Limits: 30,000 rules a group, each counts one. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>,
//! read 2026-11-22.

use super::{
    RenderError,
    home_net::home_net_of,
    network_firewall_stateless::MAX_RULE_GROUP_CAPACITY,
    port_group::ordered,
    signature_id::{ADDRESS_SIDS, signature_ids},
};
use crate::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    rules::FirewallRule,
};
use serde::Serialize;

const TARGET: &str = "Network Firewall stateful rule group";

/// The rules of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatefulRuleGroup {
    /// What the rules use of the group's capacity: their number. `capacity`
    /// cannot change later without replacing the group: leave room.
    pub capacity: usize,
    /// The rules, in the order of firewall rules.
    pub rules: Vec<StatefulRule>,
}

/// One `stateful_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatefulRule {
    /// Always `PASS`.
    pub action: &'static str,
    /// The 5-tuple.
    pub header: StatefulHeader,
    /// `sid`, made of the 5-tuple.
    pub rule_option: Vec<RuleOption>,
}

/// The `header` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatefulHeader {
    /// `TCP` or `UDP`.
    pub protocol: &'static str,
    /// One prefix.
    pub source: String,
    /// Always `ANY`.
    pub source_port: &'static str,
    /// Always `FORWARD`.
    pub direction: &'static str,
    /// One prefix.
    pub destination: String,
    /// A port, or `from:to`.
    pub destination_port: String,
}

/// One `rule_option` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleOption {
    /// The option's name.
    pub keyword: &'static str,
    /// Its values.
    pub settings: Vec<String>,
}

/// A 5-tuple rule for each rule and each of the agents' prefixes of its family.
///
/// # Errors
/// `Empty`, `Duplicate`, `NoHomeNet`, and `Limit` above 30,000 rules.
pub fn network_firewall_stateful(rules: &[FirewallRule], home_net: &[Prefix]) -> Result<StatefulRuleGroup, RenderError> {
    let mut headers = Vec::new();
    for rule in ordered(TARGET, rules)? {
        for own in home_net_of(TARGET, home_net, rule.prefix.version())? {
            let (source, destination) = match rule.direction {
                Direction::Egress => (own, rule.prefix.to_string()),
                Direction::Ingress => (rule.prefix.to_string(), own),
            };
            headers.push(StatefulHeader {
                protocol: match rule.ip_protocol {
                    IpProtocol::Tcp => "TCP",
                    IpProtocol::Udp => "UDP",
                },
                source,
                source_port: "ANY",
                direction: "FORWARD",
                destination,
                destination_port: port_text(rule.ports),
            });
        }
    }
    let capacity = headers.len();
    if capacity > MAX_RULE_GROUP_CAPACITY {
        return Err(RenderError::Limit {
            target: TARGET,
            what: "rules".to_owned(),
            limit: MAX_RULE_GROUP_CAPACITY,
            found: capacity,
            remedy: "use suricata_rules, whose IP sets need one rule for hundreds of prefixes",
        });
    }
    let sids = signature_ids(TARGET, &headers.iter().map(header_key).collect(), ADDRESS_SIDS)?;
    let rules = headers.into_iter().filter_map(|header| {
        let sid = sids.get(&header_key(&header))?;
        let rule_option = vec![RuleOption { keyword: "sid", settings: vec![sid.to_string()] }];
        Some(StatefulRule { action: "PASS", header, rule_option })
    });
    Ok(StatefulRuleGroup { capacity, rules: rules.collect() })
}

/// `443`, or `49152:65535`: the form of Network Firewall and Suricata.
pub(super) fn port_text(ports: PortRange) -> String {
    ports.to_string().replace('-', ":")
}

fn header_key(header: &StatefulHeader) -> String {
    let StatefulHeader { protocol, source, destination, destination_port, .. } = header;
    format!("{protocol} {source} {destination} {destination_port}")
}
