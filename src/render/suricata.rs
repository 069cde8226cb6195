//! Suricata rules over IP set variables, for AWS Network Firewall
//! (`rules_string` with `rule_variables.ip_sets`) or a Suricata of one's own.
//!
//! In: rules, of which requests alone count, since Suricata lets replies through.
//! Out: the text of the rules, and the sets that it names. The prefixes are in
//! the sets alone, so the text stays as it is when prefixes
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
    error::RenderErrorKind,
    network_firewall_stateful::port_text,
    signature_id::{ADDRESS_SIDS, signature_ids},
};
use crate::{
    declaration::{Declare, Function},
    model::{Direction, Prefix},
    rules::{Permission, RuleSet, rules_parameter},
};
use std::collections::BTreeMap;

const TARGET: &str = "Suricata rules";

/// Characters of one rule at most, the values of its variables included.
pub const MAX_RULE_LENGTH: usize = 8_192;
/// Bytes of all rules at most.
const MAX_RULES_BYTES: usize = 2_000_000;
/// Characters of a variable's name at most.
const MAX_VARIABLE_NAME_LENGTH: usize = 32;
/// Kept free in each rule for the value of `$HOME_NET`, which is not known
/// here: about 60 prefixes.
pub const HOME_NET_RESERVE: usize = 1_024;

/// Rules over the sets of [`suricata_ip_sets`], one a line.
///
/// # Errors
/// `Limit`.
pub fn suricata_rules(rules: &RuleSet) -> Result<String, RenderError> {
    let sets = ip_sets(rules)?;
    let sids = signature_ids(TARGET, &sets.iter().map(|(_, name, _)| name.clone()).collect(), ADDRESS_SIDS)?;
    let text: String =
        sets.iter().filter_map(|(permission, name, _)| Some(rule_text(*permission, name, *sids.get(name)?))).collect();
    check_bytes(TARGET, &text)?;
    Ok(text)
}

/// The prefixes by the name of their set, such as `EGRESS_UDP_3478_IPV4_0`.
///
/// # Errors
/// As [`suricata_rules`].
pub fn suricata_ip_sets(rules: &RuleSet) -> Result<BTreeMap<String, Vec<String>>, RenderError> {
    let sets = ip_sets(rules)?;
    Ok(sets.into_iter().map(|(_, name, prefixes)| (name, prefixes.iter().map(Prefix::to_string).collect())).collect())
}

/// Each set with its permission and name, in the order of rules.
fn ip_sets(rules: &RuleSet) -> Result<Vec<(Permission, String, Vec<Prefix>)>, RenderError> {
    let mut sets = Vec::new();
    for (permission, lines) in rules.requests().permissions() {
        // The longest sid and name there can be.
        let longest_name = "N".repeat(MAX_VARIABLE_NAME_LENGTH);
        let budget = MAX_RULE_LENGTH - HOME_NET_RESERVE - rule_text(permission, &longest_name, *ADDRESS_SIDS.end()).len();
        let prefixes: Vec<Prefix> = lines.keys().copied().collect();
        for (bucket, prefixes) in bucket_by_content(prefixes, |part| set_length(part) <= budget) {
            let name = format!("{}_{bucket}", permission.name('_').to_ascii_uppercase());
            if name.len() > MAX_VARIABLE_NAME_LENGTH {
                return Err(RenderErrorKind::Limit {
                    what: format!("characters in the name {name:?}"),
                    limit: MAX_VARIABLE_NAME_LENGTH,
                    found: name.len(),
                    remedy: "there are too many sets: set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules",
                }
                .of(TARGET));
            }
            sets.push((permission, name, prefixes));
        }
    }
    Ok(sets)
}

/// Characters of a set's value: `[a,b,c]`.
fn set_length(prefixes: &[Prefix]) -> usize {
    prefixes.iter().map(|prefix| prefix.to_string().len() + 1).sum::<usize>() + 1
}

fn rule_text(permission: Permission, set: &str, sid: u32) -> String {
    let ports = port_text(permission.ports);
    let way = match permission.direction {
        Direction::Egress => format!("$HOME_NET any -> ${set} {ports}"),
        Direction::Ingress => format!("${set} any -> $HOME_NET {ports}"),
    };
    let (protocol, purpose) = (permission.ip_protocol, set.replace('_', " ").to_ascii_lowercase());
    format!("pass {protocol} {way} (msg:\"Amazon Connect {purpose}\"; sid:{sid}; rev:1;)\n")
}

/// Whether all rules together are short enough.
pub(super) fn check_bytes(target: &'static str, text: &str) -> Result<(), RenderError> {
    if text.len() <= MAX_RULES_BYTES {
        return Ok(());
    }
    Err(RenderErrorKind::Limit {
        what: "bytes of rules".to_owned(),
        limit: MAX_RULES_BYTES,
        found: text.len(),
        remedy: "give fewer rules: of addresses, set max_cidrs in amazonconnect_network_rules or in rules_cover; of domains, narrow regions",
    }
    .of(target))
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let sets = Declare {
        name: "suricata_ip_sets",
        summary: "Render rules as IP sets of Suricata rules",
        description: "Gives the prefixes by the name of their IP set variable, for `rule_variables` of AWS Network Firewall, ready for \
                      a dynamic `ip_sets` block. `suricata_rules` gives the rules over them.",
    };
    let text = Declare {
        name: "suricata_rules",
        summary: "Render rules as Suricata rules over IP sets",
        description: "Gives pass rules for `rules_string` of AWS Network Firewall. Prefixes are in the IP set variables of \
                      `suricata_ip_sets`, so the text stays as it is when prefixes change. `$HOME_NET` must be the agents' network. \
                      Each rule fits 8,192 characters with its variables' values, 1,024 of them for `$HOME_NET`. The capacity that \
                      the rules use is the number of IP sets. Return rules are left out: Suricata lets replies through by itself.",
    };
    vec![
        sets.function((rules_parameter(),), |(rules,)| suricata_ip_sets(&rules)),
        text.function((rules_parameter(),), |(rules,)| suricata_rules(&rules)),
    ]
}
