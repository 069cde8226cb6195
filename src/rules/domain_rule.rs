//! One line of a domain allow-list.

use crate::{
    model::{IpProtocol, PortRange, named_enum},
    requirements::ProxyUse,
};

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

impl DomainMatch {
    /// What the `*` of a name asks of a firewall.
    pub fn of(domain: &str) -> Self {
        match domain.split_once('*') {
            None => Self::Exact,
            Some(("", rest)) if rest.starts_with('.') && !rest.contains('*') => Self::Subdomains,
            Some(_) => Self::PartialLabel,
        }
    }
}

/// A rule that allows egress to a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainRule {
    /// Ids of the requirements that ask for it, in table order.
    pub requirements: Vec<String>,
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
    /// What a proxy may do with it; `None` for rules that do not say.
    pub handling: Option<DomainHandling>,
}

/// What a proxy may do with a domain, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DomainHandling {
    /// What it may do; the strictest of all that ask for the domain.
    pub proxy: ProxyUse,
    /// The page that says so.
    pub page: String,
    /// `current` where AWS says so, else `derived`.
    pub status: String,
}

impl DomainRule {
    /// The identity that `for_each` uses, such as
    /// `tcp-443-*.telemetry.connect.us-east-1.amazonaws.com`.
    pub fn key(&self) -> String {
        format!("{}-{}-{}", self.ip_protocol, self.ports, self.domain)
    }

    /// Adds what another rule with the same key says: who asks for it, and
    /// paths, unless one of both allows all. Page and status stay; of what a
    /// proxy may do, the stricter holds.
    pub(super) fn join(&mut self, other: Self) {
        if self.url_paths.is_empty() || other.url_paths.is_empty() {
            self.url_paths.clear();
        } else {
            push_new(&mut self.url_paths, other.url_paths);
        }
        push_new(&mut self.requirements, other.requirements);
        self.handling = match (self.handling.take(), other.handling) {
            (Some(own), Some(other)) => Some(if other.proxy < own.proxy { other } else { own }),
            (own, other) => own.or(other),
        };
    }
}

fn push_new(known: &mut Vec<String>, more: Vec<String>) {
    for text in more {
        if !known.contains(&text) {
            known.push(text);
        }
    }
}
