//! One line of a domain allow-list.

use crate::model::{IpProtocol, PortRange, named_enum};

named_enum! {
    /// How a domain of a rule is to be matched.
    DomainMatch {
        /// This name alone.
        Exact = "exact",
        /// `*.name`: every name below it, not the name itself.
        Subdomains = "subdomains",
        /// A `*` within a label (`rtc*.…`, `TurnNlb-*.…`): many firewalls cannot
        /// express it.
        PartialLabel = "partial_label",
    }
}

/// A rule that allows egress to a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainRule {
    /// Ids of the requirements that ask for it, joined with `+`, in table order.
    pub requirement: String,
    /// The domain as AWS writes it, lower case, with its wildcard:
    /// `*.telemetry.connect.us-east-1.amazonaws.com`.
    pub domain: String,
    /// How the domain is to be matched; agrees with the `*` in `domain`.
    pub match_kind: DomainMatch,
    /// TCP or UDP.
    pub ip_protocol: IpProtocol,
    /// The remote ports.
    pub ports: PortRange,
    /// For proxies that match paths: the paths that AWS names; empty for all.
    pub url_paths: Vec<String>,
    /// The AWS page that says so.
    pub source_page: String,
    /// `current`, `deprecated`, `derived` or `unverified`.
    pub status: String,
}

impl DomainRule {
    /// The identity that `for_each` uses, such as
    /// `tcp-443-*.telemetry.connect.us-east-1.amazonaws.com`.
    pub fn key(&self) -> String {
        format!("{}-{}-{}", self.ip_protocol, self.ports, self.domain)
    }
}
