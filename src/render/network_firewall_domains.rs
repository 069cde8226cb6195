//! AWS Network Firewall, domain lists: `rules_source_list` of
//! `aws_networkfirewall_rule_group`.
//!
//! In: domain rules. Out: targets, and the rules that no target expresses. A
//! target is a name, or `.name` for the names below it, which matches the name
//! itself, too. A list has no ports; it blocks other HTTP or TLS traffic from
//! the firewall's VPC, or from `HOME_NET` if that variable is set.
//!
//! Limits: a list uses (targets + 1) × types of its group's capacity, which is
//! 30,000 at most. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>
//! and <https://cloudnetworks.io/2021-09-22-suricata-notes>, read 2026-11-22.

use super::{
    LeftOut, RenderError,
    domain_parameter::domain_rules,
    domain_pattern::{DomainPattern, domain_patterns},
    error::RenderErrorKind,
    left_out::{self, something_left},
    network_firewall_stateless::MAX_RULE_GROUP_CAPACITY,
};
use crate::{
    declaration::{Declare, Function, Record},
    model::IpProtocol,
    rules::DomainRuleSet,
};
use serde::Serialize;
use std::collections::BTreeSet;

const TARGET: &str = "Network Firewall domain list";
const HTTP_PORT: u16 = 80;

/// One `rules_source_list`, and what its group needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct NetworkFirewallDomains {
    /// Always `ALLOWLIST`.
    pub generated_rules_type: &'static str,
    /// `TLS_SNI`, and `HTTP_HOST` if a rule is for port 80.
    pub target_types: Vec<&'static str>,
    /// Names and `.names`, in alphabetical order.
    pub targets: Vec<String>,
    /// What the list uses of its group's capacity. `capacity` cannot change
    /// later without replacing the group: leave room.
    pub capacity: usize,
    /// The rules that a list cannot express.
    pub left_out: Vec<LeftOut>,
}

pub(super) fn functions() -> Vec<Function> {
    vec![
        Declare {
            name: "network_firewall_domains",
            summary: "Render domain rules for a domain list of AWS Network Firewall",
            description: "Gives the arguments of `rules_source_list` of an `aws_networkfirewall_rule_group` and the `capacity` they use. A target \
                      with a leading dot matches the name itself as well. What a list cannot express, UDP and wildcards within a label, is \
                      in `left_out` with the reason.\n\n\
                      Take `generated_rules_type`, `target_types` and `targets` from the result: `target_types` is `TLS_SNI`, and \
                      `HTTP_HOST` besides if a rule is for port 80. A list of allowed names blocks other traffic of these types \
                      alone; all else passes unless the firewall policy has strict order and \
                      `stateful_default_actions = [\"aws:drop_established\", \"aws:alert_established\"]`, as the example has it. A domain \
                      list and pass rules on ranges in one policy cancel each other: see the guide.",
        }
        .function((domain_rules(),), |(rules,)| network_firewall_domains(&rules)),
    ]
}

/// A domain list of the TCP rules.
///
/// # Errors
/// `Domain`, `NothingLeft`, and `Limit` above a capacity
/// of 30,000.
pub fn network_firewall_domains(rules: &DomainRuleSet) -> Result<NetworkFirewallDomains, RenderError> {
    let (mut targets, mut types, mut left_out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (rule, pattern) in domain_patterns(TARGET, rules)? {
        let target = match (rule.ip_protocol, pattern) {
            (IpProtocol::Udp, _) => Err(left_out::UDP),
            (IpProtocol::Tcp, DomainPattern::PartialLabel { .. }) => Err(left_out::PARTIAL_LABEL),
            (IpProtocol::Tcp, DomainPattern::Exact(name)) => Ok(name.to_owned()),
            (IpProtocol::Tcp, DomainPattern::Subdomains(name)) => Ok(format!(".{name}")),
        };
        match target {
            Err(reason) => left_out.push(LeftOut::new(rule, reason)),
            Ok(target) => {
                targets.insert(target);
                if (rule.ports.first()..=rule.ports.last()).contains(&HTTP_PORT) {
                    types.insert("HTTP_HOST");
                }
                if rule.ports.last() != HTTP_PORT {
                    types.insert("TLS_SNI");
                }
            }
        }
    }
    something_left(TARGET, targets.len(), &left_out)?;
    let capacity = (targets.len() + 1) * types.len();
    if capacity > MAX_RULE_GROUP_CAPACITY {
        return Err(RenderErrorKind::Limit {
            what: "units of capacity".to_owned(),
            limit: MAX_RULE_GROUP_CAPACITY,
            found: capacity,
            remedy: "set exact_hosts to false in amazonconnect_domain_rules, or give fewer rules",
        }
        .of(TARGET));
    }
    Ok(NetworkFirewallDomains {
        generated_rules_type: "ALLOWLIST",
        target_types: types.into_iter().collect(),
        targets: targets.into_iter().collect(),
        capacity,
        left_out,
    })
}
