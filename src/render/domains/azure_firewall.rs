//! Azure Firewall: target FQDNs of an application rule, such as
//! `destination_fqdns` of azurerm_firewall_policy_rule_collection_group.
//!
//! A `*` works at the left end alone. `*.name` does not match `name`. The
//! protocol of the rule (`Https`, 443) names the port.
//! <https://learn.microsoft.com/en-us/azure/firewall/firewall-faq>, read
//! 2026-11-24 in its source.

use super::list::Entry;
use crate::render::{domain_pattern::DomainPattern, left_out};

pub(super) fn entry(pattern: DomainPattern<'_>) -> Entry {
    match pattern {
        DomainPattern::Exact(name) => Ok(name.to_owned()),
        DomainPattern::Subdomains(name) => Ok(format!("*.{name}")),
        DomainPattern::PartialLabel { .. } => Err(left_out::PARTIAL_LABEL),
    }
}
