//! A domain rule as Terraform sees it: an element of the `rules` output of
//! `amazonconnect_domain_rules`.

use super::DomainRule;
use crate::declaration::Record;
use serde::Serialize;

/// One domain for one protocol and port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct DomainRuleRecord {
    /// Its identity, made of its content alone, such as `tcp-443-*.telemetry.connect.us-east-1.amazonaws.com`.
    pub key: String,
    /// The ids of the requirements that ask for it.
    pub requirements: Vec<String>,
    /// The domain as AWS writes it, in lower case, with its wildcard.
    pub domain: String,
    /// `exact`, `subdomains` (`*.x`: the names below `x`) or `partial_label` (a `*` within a label, which many firewalls cannot express).
    pub r#match: &'static str,
    /// `tcp` or `udp`.
    pub ip_protocol: &'static str,
    /// The remote port.
    pub port: u16,
    /// For proxies that match paths, the paths that AWS names; empty for all.
    pub url_paths: Vec<String>,
    /// The AWS page that says so.
    pub source_page: String,
    /// `current`, `deprecated`, `derived` or `unverified`.
    pub status: String,
    /// What a proxy may do: `direct` (nothing: let it past), `no_tls_inspection` (pass it on unopened) or `proxy_ok` (pass it on, also
    /// inspected, if its cache of certificates outlasts a shift); the strictest of all requirements.
    pub handling: Option<&'static str>,
    /// The page that says so, of AWS or of an engineer who reports it.
    pub handling_page: Option<String>,
    /// `current` where AWS says so, else `derived`.
    pub handling_status: Option<String>,
}

impl From<&DomainRule> for DomainRuleRecord {
    fn from(rule: &DomainRule) -> Self {
        let handling = rule.handling.as_ref();
        Self {
            key: rule.key(),
            requirements: rule.requirements.clone(),
            domain: rule.domain.clone(),
            r#match: rule.match_kind.as_str(),
            ip_protocol: rule.ip_protocol.as_str(),
            port: rule.ports.first(),
            url_paths: rule.url_paths.clone(),
            source_page: rule.source_page.clone(),
            status: rule.status.clone(),
            handling: handling.map(|handling| handling.proxy.as_str()),
            handling_page: handling.map(|handling| handling.page.clone()),
            handling_status: handling.map(|handling| handling.status.clone()),
        }
    }
}
