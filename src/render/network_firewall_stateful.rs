//! AWS Network Firewall, stateful rule groups of 5-tuples: the `stateful_rule`
//! blocks of `aws_networkfirewall_rule_group`.
//!
//! In: rules, of which requests alone count, since the engine lets replies
//! through, and the agents' prefixes. Out: a rule for each pair of prefix and
//! agents' prefix, for a header takes one CIDR.
//!
//! Limits: 30,000 rules a group, each counts one. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>,
//! read 2026-11-22.

use super::{
    RenderError,
    error::RenderErrorKind,
    home_net::home_net_of,
    network_firewall_stateless::MAX_RULE_GROUP_CAPACITY,
    parameters,
    signature_id::{ADDRESS_SIDS, signature_ids},
};
use crate::{
    declaration::{Declare, Function, Record},
    model::{Direction, IpProtocol, PortRange, Prefix},
    rules::{RuleSet, rules_parameter},
};
use serde::Serialize;

const TARGET: &str = "Network Firewall stateful rule group";

/// The rules of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct StatefulRuleGroup {
    /// What the rules use of the group's capacity: their number. `capacity`
    /// cannot change later without replacing the group: leave room.
    pub capacity: usize,
    /// The rules, in the order of rules.
    pub rules: Vec<StatefulRule>,
}

/// One `stateful_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct StatefulRule {
    /// Always `PASS`.
    pub action: &'static str,
    /// The 5-tuple.
    pub header: StatefulHeader,
    /// `sid`, made of the 5-tuple.
    pub rule_option: Vec<RuleOption>,
}

/// The `header` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct RuleOption {
    /// The option's name.
    pub keyword: &'static str,
    /// Its values.
    pub settings: Vec<String>,
}

/// A 5-tuple rule for each request and each of the agents' prefixes of its
/// family.
///
/// # Errors
/// `NoHomeNet`, and `Limit` above 30,000 rules.
pub fn network_firewall_stateful(rules: &RuleSet, home_net: &[Prefix]) -> Result<StatefulRuleGroup, RenderError> {
    let mut headers = Vec::new();
    for (permission, lines) in rules.requests().permissions() {
        let home = home_net_of(TARGET, home_net, permission.ip_version)?;
        for prefix in lines.keys() {
            headers.extend(home.iter().map(|own| {
                let (source, destination) = match permission.direction {
                    Direction::Egress => (own.clone(), prefix.to_string()),
                    Direction::Ingress => (prefix.to_string(), own.clone()),
                };
                StatefulHeader {
                    protocol: match permission.ip_protocol {
                        IpProtocol::Tcp => "TCP",
                        IpProtocol::Udp => "UDP",
                    },
                    source,
                    source_port: "ANY",
                    direction: "FORWARD",
                    destination,
                    destination_port: port_text(permission.ports),
                }
            }));
        }
    }
    let capacity = headers.len();
    if capacity > MAX_RULE_GROUP_CAPACITY {
        return Err(RenderErrorKind::Limit {
            what: "rules".to_owned(),
            limit: MAX_RULE_GROUP_CAPACITY,
            found: capacity,
            remedy: "use suricata_rules, whose IP sets need one rule for hundreds of prefixes",
        }
        .of(TARGET));
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

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let group = Declare {
        name: "network_firewall_stateful",
        summary: "Render rules for a stateful rule group of AWS Network Firewall",
        description: "Gives the `stateful_rule` blocks of an `aws_networkfirewall_rule_group`, one for each pair of prefix and prefix \
                      of `home_net`, and the `capacity` they use, at most 30,000. The `sid` of a rule is made of its content. Return \
                      rules are left out: the engine lets replies through by itself. For fewer rules and smaller plans, see \
                      `suricata_rules`.\n\n\
                      **Pass rules restrict nothing by themselves.** What matches no rule passes too, unless the firewall policy says \
                      otherwise: `rule_order = \"STRICT_ORDER\"` and `stateful_default_actions = [\"aws:drop_established\", \
                      \"aws:alert_established\"]`, as the example has it. A pass rule on ranges and a domain list in one policy \
                      cancel each other: see the guide.",
    };
    vec![
        group.function((rules_parameter(), parameters::home_net()), |(rules, home_net)| {
            network_firewall_stateful(&rules, &home_net)
        }),
    ]
}
