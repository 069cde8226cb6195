//! Suricata rules for domains, for AWS Network Firewall (`rules_string`) or a
//! Suricata of one's own.
//!
//! In: domain rules. Out: for each domain a rule that lets its name be resolved
//! and, for TCP, one that lets TLS connections name it. Unlike a domain list
//! these match exactly what AWS names: `*.x` does not match `x`, and a wildcard
//! within a label is one. UDP media names no host: its DNS rule is there, its
//! packets are in `left_out`.
//!
//! Limits as in [`super::suricata`]; each rule uses one of a group's capacity.

use super::{
    LeftOut, RenderError,
    domain_parameter::domain_rules,
    domain_pattern::{DomainPattern, domain_patterns},
    left_out,
    network_firewall_stateful::port_text,
    signature_id::{DOMAIN_SIDS, signature_ids},
    suricata::check_bytes,
};
use crate::{
    declaration::{Declare, Function, Record},
    model::IpProtocol,
    rules::DomainRuleSet,
};
use serde::Serialize;
use std::collections::BTreeMap;

const TARGET: &str = "Suricata domain rules";

/// Rules, and what they cannot express.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct SuricataDomains {
    /// The rules, one a line.
    pub rules_string: String,
    /// What the rules use of a group's capacity: their number.
    pub capacity: usize,
    /// The rules whose packets name no host.
    pub left_out: Vec<LeftOut>,
}

pub(super) fn functions() -> Vec<Function> {
    vec![
        Declare {
            name: "suricata_domains",
            summary: "Render domain rules as Suricata rules",
            description: "Gives `rules_string`, pass rules for DNS queries and TLS server names that match exactly what AWS names, wildcards within a \
                      label included, and the `capacity` they use. UDP rules are in `left_out`: their names may be resolved, their packets \
                      need the rules of `amazonconnect_network_rules`. `$HOME_NET` must be the agents' network.\n\n\
                      **Pass rules restrict nothing by themselves**: the firewall policy needs strict order and \
                      `stateful_default_actions = [\"aws:drop_established\", \"aws:alert_established\"]`, as the example has it. Together \
                      with pass rules on ranges for tcp/443 they restrict nothing either: see the guide.",
        }
        .function((domain_rules(),), |(rules,)| suricata_domains(&rules)),
    ]
}

/// DNS and TLS rules for each domain.
///
/// # Errors
/// `Domain`, and `Limit` above 2,000,000 bytes.
pub fn suricata_domains(rules: &DomainRuleSet) -> Result<SuricataDomains, RenderError> {
    // By what makes the rule unique, which is what its sid is made of.
    let mut by_key: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut left_out = Vec::new();
    for (rule, pattern) in domain_patterns(TARGET, rules)? {
        let domain = &rule.domain;
        let dns = ("pass dns $HOME_NET any -> any 53".to_owned(), options("dns.query", "resolve", domain, pattern));
        by_key.insert(format!("{domain} dns"), dns);
        match rule.ip_protocol {
            IpProtocol::Udp => left_out.push(LeftOut::new(rule, left_out::UDP)),
            IpProtocol::Tcp => {
                let ports = port_text(rule.ports);
                let header = format!("pass tls $HOME_NET any -> any {ports}");
                by_key.insert(format!("{domain} tls {ports}"), (header, options("tls.sni", "connect to", domain, pattern)));
            }
        }
    }
    let sids = signature_ids(TARGET, &by_key.keys().cloned().collect(), DOMAIN_SIDS)?;
    let rules_string: String = by_key
        .iter()
        .filter_map(|(key, (header, options))| Some(format!("{header} ({options} sid:{}; rev:1;)\n", sids.get(key)?)))
        .collect();
    check_bytes(TARGET, &rules_string)?;
    Ok(SuricataDomains { rules_string, capacity: by_key.len(), left_out })
}

/// What the sticky buffer `buffer` must hold, letter case aside.
fn options(buffer: &str, verb: &str, domain: &str, pattern: DomainPattern<'_>) -> String {
    let contents = match pattern {
        DomainPattern::Exact(name) => format!("content:\"{name}\"; startswith; endswith; nocase;"),
        // The dot in front keeps the name itself and names that only end like it out.
        DomainPattern::Subdomains(name) => format!("content:\".{name}\"; endswith; nocase;"),
        // The content is for speed, the expression decides.
        DomainPattern::PartialLabel { end, .. } if !end.is_empty() => {
            format!("content:\"{end}\"; endswith; nocase; pcre:\"/^{}$/i\";", pattern.regex())
        }
        DomainPattern::PartialLabel { .. } => format!("pcre:\"/^{}$/i\";", pattern.regex()),
    };
    let flow = if buffer == "tls.sni" { " flow:to_server,established;" } else { "" };
    format!("msg:\"Amazon Connect {verb} {domain}\";{flow} {buffer}; {contents}")
}
