//! PAN-OS: the entries of a custom URL category, or of an external dynamic list
//! of URLs.
//!
//! In: domain rules. Out: `name/` and `*.name/`, and the rules that no entry
//! expresses. The slash at the end is needed: without it PAN-OS 10.1 and earlier
//! match `name.elsewhere.example` as well. `*` stands for whole labels only, and
//! `*.x/` does not match `x`. Entries have no ports: the security rule names
//! them.
//!
//! Limits: 255 characters an entry, which a domain name cannot exceed. From
//! <https://docs.paloaltonetworks.com/advanced-url-filtering/administration/configuring-url-filtering/url-category-exceptions/guidelines-for-url-category-exceptions>,
//! read 2026-11-22.

use super::{
    LeftOut, RenderError,
    domain_parameter::domain_rules,
    domain_pattern::{DomainPattern, domain_patterns},
    left_out::{self, something_left},
};
use crate::{
    declaration::{Declare, Function, Record},
    model::IpProtocol,
    rules::DomainRuleSet,
};
use serde::Serialize;
use std::collections::BTreeSet;

const TARGET: &str = "PAN-OS URL category";

/// One custom URL category of type `URL List`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct PanOsUrls {
    /// The entries, in alphabetical order.
    pub list: Vec<String>,
    /// The rules that an entry cannot express.
    pub left_out: Vec<LeftOut>,
}

pub(super) fn functions() -> Vec<Function> {
    vec![
        Declare {
            name: "pan_os_urls",
            summary: "Render domain rules for a URL category of PAN-OS",
            description: "Gives `list`, the entries of a custom URL category or of an external dynamic list of URLs, each with the trailing slash \
                      that keeps longer names out. UDP and wildcards within a label are in `left_out`.",
        }
        .function((domain_rules(),), |(rules,)| pan_os_urls(&rules)),
    ]
}

/// Entries for the TCP rules.
///
/// # Errors
/// `Domain` and `NothingLeft`.
pub fn pan_os_urls(rules: &DomainRuleSet) -> Result<PanOsUrls, RenderError> {
    let (mut list, mut left_out) = (BTreeSet::new(), Vec::new());
    for (rule, pattern) in domain_patterns(TARGET, rules)? {
        match (rule.ip_protocol, pattern) {
            (IpProtocol::Udp, _) => left_out.push(LeftOut::new(rule, left_out::UDP)),
            (IpProtocol::Tcp, DomainPattern::PartialLabel { .. }) => {
                left_out.push(LeftOut::new(rule, left_out::PARTIAL_LABEL));
            }
            (IpProtocol::Tcp, DomainPattern::Exact(_) | DomainPattern::Subdomains(_)) => {
                list.insert(format!("{}/", rule.domain));
            }
        }
    }
    something_left(TARGET, list.len(), &left_out)?;
    Ok(PanOsUrls { list: list.into_iter().collect(), left_out })
}
