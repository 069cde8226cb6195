//! Squid: access control elements for `squid.conf`.
//!
//! In: domain rules. Out: `acl` lines that end in one element of the
//! name given, which is true for a CONNECT to a domain and port that the rules name. Who may
//! use it is the user's to say: `http_access allow localnet amazon-connect`.
//!
//! `.name` in a `dstdomain` list matches the names below it and the name itself
//! (Wessels, Squid: The Definitive Guide, table 6-1, read 2026-11-24). Squid
//! refuses or ignores a list in which one entry covers another, so covered names
//! are not repeated. A wildcard within a label is a `dstdom_regex`.
//! Squid is a proxy for TCP: UDP rules are in `left_out`.
//!
//! `-n`: otherwise Squid would look up the name of a CONNECT to an IP address, in
//! reverse, and hold that against the lists. Such a name is whatever the owner of
//! the address says it is. With `-n` an address matches no domain.
//! <https://www.squid-cache.org/Doc/config/acl>, read 2026-11-24.

use super::rendered::RenderedDomains;
use crate::{
    model::{IpProtocol, PortRange},
    render::{
        LeftOut, ObjectName, RenderError,
        domain_pattern::{DomainPattern, domain_patterns},
        left_out::{self, something_left},
    },
    rules::DomainRuleSet,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// `acl` lines of the TCP rules.
pub(super) fn render(target: &'static str, rules: &DomainRuleSet, name: &ObjectName) -> Result<RenderedDomains, RenderError> {
    let mut left_out = Vec::new();
    let mut by_ports: BTreeMap<PortRange, Vec<DomainPattern<'_>>> = BTreeMap::new();
    for (rule, pattern) in domain_patterns(target, rules)? {
        match rule.ip_protocol {
            IpProtocol::Udp => left_out.push(LeftOut::new(rule, left_out::UDP)),
            IpProtocol::Tcp => by_ports.entry(rule.ports).or_default().push(pattern),
        }
    }
    something_left(target, by_ports.len(), &left_out)?;
    // An element without members is an error of Squid's.
    let text = if by_ports.is_empty() { String::new() } else { acls(by_ports, name) };
    Ok(RenderedDomains { entries: text.lines().map(str::to_owned).collect(), text, left_out })
}

fn acls(by_ports: BTreeMap<PortRange, Vec<DomainPattern<'_>>>, name: &ObjectName) -> String {
    let mut text = format!("acl {name}.connect method CONNECT\n");
    let mut any_of = String::new();
    for (ports, patterns) in by_ports {
        // At most 40 + 12 characters and an ending of 9: Squid refuses 63.
        let of_ports = format!("{name}.{ports}");
        let _ = writeln!(text, "acl {of_ports}.ports port {ports}");
        let domains: Vec<String> = uncovered(&patterns).into_iter().map(|domain| format!("dstdomain -n {domain}")).collect();
        let regexes: Vec<String> = patterns
            .iter()
            .filter(|pattern| matches!(pattern, DomainPattern::PartialLabel { .. }))
            .map(|pattern| format!("dstdom_regex -n -i ^{}$", pattern.regex()))
            .collect();
        for (kind, values) in [("names", domains), ("regex", regexes)] {
            if values.is_empty() {
                continue;
            }
            for value in values {
                let _ = writeln!(text, "acl {of_ports}.{kind} {value}");
            }
            let _ = writeln!(text, "acl {of_ports}.to-{kind} all-of {name}.connect {of_ports}.ports {of_ports}.{kind}");
            let _ = write!(any_of, " {of_ports}.to-{kind}");
        }
    }
    let _ = writeln!(text, "acl {name} any-of{any_of}");
    text
}

/// `name` or `.name` for each pattern that Squid's lists express, without those
/// that another `.name` covers.
fn uncovered(patterns: &[DomainPattern<'_>]) -> BTreeSet<String> {
    let suffixes: BTreeSet<&str> = patterns
        .iter()
        .filter_map(|pattern| match pattern {
            DomainPattern::Subdomains(name) => Some(*name),
            DomainPattern::Exact(_) | DomainPattern::PartialLabel { .. } => None,
        })
        .collect();
    let parents =
        |name: &str| -> Vec<String> { name.match_indices('.').map(|(dot, _)| name.split_at(dot + 1).1.to_owned()).collect() };
    let below_another = |name: &str| parents(name).iter().any(|parent| suffixes.contains(parent.as_str()));
    patterns
        .iter()
        .filter_map(|pattern| match pattern {
            DomainPattern::Exact(name) if !suffixes.contains(name) && !below_another(name) => Some((*name).to_owned()),
            DomainPattern::Subdomains(name) if !below_another(name) => Some(format!(".{name}")),
            _ => None,
        })
        .collect()
}
