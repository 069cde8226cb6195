//! A list of names without ports, one a line.
//!
//! In: domain rules and how a dialect writes a name. Out: the entries, in
//! alphabetical order, as a list and as text. Rules of several ports are
//! refused: the rule that refers to the list would allow each name on all of
//! them.

use super::rendered::RenderedDomains;
use crate::{
    model::{IpProtocol, PortRange, joined},
    render::{
        LeftOut, RenderError,
        domain_pattern::{DomainPattern, domain_patterns},
        error::RenderErrorKind,
        left_out::{self, something_left},
    },
    rules::DomainRuleSet,
};
use std::collections::BTreeSet;

/// What a dialect writes for a name, or why it cannot.
pub(super) type Entry = Result<String, &'static str>;

/// The entries of the TCP rules.
pub(super) fn list(
    target: &'static str,
    rules: &DomainRuleSet,
    entry: fn(DomainPattern<'_>) -> Entry,
) -> Result<RenderedDomains, RenderError> {
    let (mut entries, mut ports, mut left_out) = (BTreeSet::new(), BTreeSet::<PortRange>::new(), Vec::new());
    for (rule, pattern) in domain_patterns(target, rules)? {
        let written = match rule.ip_protocol {
            IpProtocol::Udp => Err(left_out::UDP),
            IpProtocol::Tcp => entry(pattern),
        };
        match written {
            Ok(entry) => {
                entries.insert(entry);
                ports.insert(rule.ports);
            }
            Err(reason) => left_out.push(LeftOut::new(rule, reason)),
        }
    }
    something_left(target, entries.len(), &left_out)?;
    if ports.len() > 1 {
        return Err(RenderErrorKind::SeveralPorts { ports: joined(&ports, ", ") }.of(target));
    }
    let text = entries.iter().map(|entry| format!("{entry}\n")).collect();
    Ok(RenderedDomains { text, entries: entries.into_iter().collect(), left_out })
}
