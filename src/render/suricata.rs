//! Suricata rules over IP set variables, for AWS Network Firewall
//! (`rules_string` with `rule_variables.ip_sets`) or a Suricata of one's own.
//!
//! In: firewall rules. Out: the text of the rules, and the sets that it names.
//! The prefixes are in the sets alone, so the text stays as it is when prefixes
//! come and go: a plan shows the prefixes that changed and nothing else.
//!
//! Source of egress and destination of ingress is `$HOME_NET`, which must be
//! the agents' network: a rule variable, or `policy_variables` of the firewall
//! policy. `rev` is always 1: a rule whose content changes has another `sid`.
//!
//! Limits: 8,192 characters a rule with its variables' values, 2,000,000 bytes
//! of rules, names of at most 32 letters, digits and `_`. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>
//! and the API reference of `IPSet`, read 2026-11-22. A set that would not fit
//! is split by content (see [`super::buckets`]), and each part has a rule.

use super::{
    RenderError,
    buckets::bucket_by_content,
    network_firewall_stateful::port_text,
    port_group::{PortGroup, port_groups},
    signature_id::{ADDRESS_SIDS, signature_ids},
};
use crate::{
    model::{Direction, Prefix},
    rules::FirewallRule,
};
use std::collections::BTreeMap;

const TARGET: &str = "Suricata rules";

/// Characters of one rule at most, the values of its variables included.
pub const MAX_RULE_LENGTH: usize = 8_192;
/// Bytes of all rules at most.
pub const MAX_RULES_BYTES: usize = 2_000_000;
/// Characters of a variable's name at most.
pub const MAX_VARIABLE_NAME_LENGTH: usize = 32;
/// Kept free in each rule for the value of `$HOME_NET`, which is not known
/// here: about 60 prefixes.
pub const HOME_NET_RESERVE: usize = 1_024;

/// Rules over the sets of [`suricata_ip_sets`], one a line.
///
/// # Errors
/// `Empty`, `Duplicate` and `Limit`.
pub fn suricata_rules(rules: &[FirewallRule]) -> Result<String, RenderError> {
    let sets = ip_sets(rules)?;
    let sids = signature_ids(TARGET, &sets.iter().map(|(_, name, _)| name.clone()).collect(), ADDRESS_SIDS)?;
    let text: String = sets.iter().filter_map(|(group, name, _)| Some(rule_text(*group, name, *sids.get(name)?))).collect();
    check_bytes(TARGET, &text)?;
    Ok(text)
}

/// The prefixes by the name of their set, such as `EGRESS_UDP_3478_IPV4_0`.
///
/// # Errors
/// As [`suricata_rules`].
pub fn suricata_ip_sets(rules: &[FirewallRule]) -> Result<BTreeMap<String, Vec<String>>, RenderError> {
    let sets = ip_sets(rules)?;
    Ok(sets.into_iter().map(|(_, name, prefixes)| (name, prefixes.iter().map(Prefix::to_string).collect())).collect())
}

/// What the rules use of a rule group's capacity: their number, for the value
/// of a variable counts nothing.
///
/// # Errors
/// As [`suricata_rules`].
pub fn suricata_capacity(rules: &[FirewallRule]) -> Result<usize, RenderError> {
    Ok(ip_sets(rules)?.len())
}

/// Each set with its group and name, in the order of rules.
fn ip_sets(rules: &[FirewallRule]) -> Result<Vec<(PortGroup, String, Vec<Prefix>)>, RenderError> {
    let mut sets = Vec::new();
    for (group, rules) in port_groups(TARGET, rules)? {
        // The longest sid and name there can be.
        let longest_name = "N".repeat(MAX_VARIABLE_NAME_LENGTH);
        let budget = MAX_RULE_LENGTH - HOME_NET_RESERVE - rule_text(group, &longest_name, *ADDRESS_SIDS.end()).len();
        let prefixes: Vec<Prefix> = rules.iter().map(|rule| rule.prefix).collect();
        for (bucket, prefixes) in bucket_by_content(prefixes, |part| set_length(part) <= budget) {
            let name = format!("{}_{bucket}", group.name('_').to_ascii_uppercase());
            if name.len() > MAX_VARIABLE_NAME_LENGTH {
                return Err(RenderError::Limit {
                    target: TARGET,
                    what: format!("characters in the name {name:?}"),
                    limit: MAX_VARIABLE_NAME_LENGTH,
                    found: name.len(),
                    remedy: "there are too many sets: set max_cidrs in the data source, or narrow services",
                });
            }
            sets.push((group, name, prefixes));
        }
    }
    Ok(sets)
}

/// Characters of a set's value: `[a,b,c]`.
fn set_length(prefixes: &[Prefix]) -> usize {
    prefixes.iter().map(|prefix| prefix.to_string().len() + 1).sum::<usize>() + 1
}

fn rule_text(group: PortGroup, set: &str, sid: u32) -> String {
    let ports = port_text(group.ports);
    let way = match group.direction {
        Direction::Egress => format!("$HOME_NET any -> ${set} {ports}"),
        Direction::Ingress => format!("${set} any -> $HOME_NET {ports}"),
    };
    let (protocol, purpose) = (group.ip_protocol, set.replace('_', " ").to_ascii_lowercase());
    format!("pass {protocol} {way} (msg:\"Amazon Connect {purpose}\"; sid:{sid}; rev:1;)\n")
}

/// Whether all rules together are short enough.
pub(super) fn check_bytes(target: &'static str, text: &str) -> Result<(), RenderError> {
    if text.len() <= MAX_RULES_BYTES {
        return Ok(());
    }
    Err(RenderError::Limit {
        target,
        what: "bytes of rules".to_owned(),
        limit: MAX_RULES_BYTES,
        found: text.len(),
        remedy: "set max_cidrs in the data source, or narrow services or regions",
    })
}
