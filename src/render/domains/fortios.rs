//! FortiOS: an FQDN address for each name, an address group and a service for
//! each protocol and port. Policies are the user's, and let replies through.
//!
//! A `*` works as the first label alone. What it stands for the FortiGate learns
//! from DNS answers that pass through it; at most 1,000 addresses a name. Since
//! FortiOS 6.2.2:
//! <https://docs.fortinet.com/document/fortigate/7.0.1/administration-guide/217973/using-wildcard-fqdn-addresses-in-firewall-policies>,
//! read 2026-11-24. Addresses are matched, not names in packets, so UDP rules
//! with a whole name can be expressed.
//!
//! Names of objects have at most 79 characters and none of `"'<>`:
//! <https://docs.fortinet.com/document/fortigate/7.4.0/administration-guide/651640/text-strings>,
//! read 2026-11-24. A group gets exactly these members: `set` takes the first,
//! `append` the others, one a line, since a line has a limit too.

use super::rendered::RenderedDomains;
use crate::{
    model::{IpProtocol, PortRange},
    render::{
        LeftOut, ObjectName, RenderError,
        content_hash::content_hash,
        domain_pattern::{DomainPattern, domain_patterns},
        left_out::{self, something_left},
    },
    rules::DomainRuleSet,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

const MAX_NAME_LENGTH: usize = 79;

/// CLI commands.
pub(super) fn render(target: &'static str, rules: &DomainRuleSet, name: &ObjectName) -> Result<RenderedDomains, RenderError> {
    let mut left_out = Vec::new();
    let mut groups: BTreeMap<(IpProtocol, PortRange), BTreeSet<&str>> = BTreeMap::new();
    for (rule, pattern) in domain_patterns(target, rules)? {
        match pattern {
            DomainPattern::Exact(_) | DomainPattern::Subdomains(_) => {
                groups.entry((rule.ip_protocol, rule.ports)).or_default().insert(&rule.domain);
            }
            DomainPattern::PartialLabel { .. } => left_out.push(LeftOut::new(rule, left_out::PARTIAL_LABEL)),
        }
    }
    something_left(target, groups.len(), &left_out)?;
    let entries: BTreeSet<&str> = groups.values().flatten().copied().collect();
    let text = if groups.is_empty() { String::new() } else { commands(&entries, &groups, name) };
    Ok(RenderedDomains { text, entries: entries.into_iter().map(str::to_owned).collect(), left_out })
}

fn commands(domains: &BTreeSet<&str>, groups: &BTreeMap<(IpProtocol, PortRange), BTreeSet<&str>>, name: &ObjectName) -> String {
    let mut text = "config firewall address\n".to_owned();
    for domain in domains {
        let address = address_name(name, domain);
        let _ = write!(text, "    edit \"{address}\"\n        set type fqdn\n        set fqdn \"{domain}\"\n    next\n");
    }
    text.push_str("end\nconfig firewall addrgrp\n");
    for ((protocol, ports), members) in groups {
        let _ = writeln!(text, "    edit \"{name}.domains-{protocol}-{ports}\"");
        for (place, domain) in members.iter().enumerate() {
            let verb = if place == 0 { "set" } else { "append" };
            let _ = writeln!(text, "        {verb} member \"{}\"", address_name(name, domain));
        }
        text.push_str("    next\n");
    }
    text.push_str("end\nconfig firewall service custom\n");
    for (protocol, ports) in groups.keys() {
        let _ =
            write!(text, "    edit \"{name}.domains-{protocol}-{ports}\"\n        set {protocol}-portrange {ports}\n    next\n");
    }
    text.push_str("end\n");
    text
}

/// `amazon-connect.*.signin.aws`; a name that would be too long is replaced by a
/// number made of it.
fn address_name(name: &ObjectName, domain: &str) -> String {
    let whole = format!("{name}.{domain}");
    if whole.len() <= MAX_NAME_LENGTH { whole } else { format!("{name}.domain-{:016x}", content_hash(domain)) }
}
