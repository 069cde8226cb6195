//! `data "amazonconnect_domain_rules"`: the domain allow-list of a deployment.
//! Needs no document: the names stand in the requirement table.

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::Diagnostics;

use crate::{
    declaration::Record,
    provider::{diagnostics::report_refusal, query::Query, strictness::Strictness},
    requirements,
    rules::{DomainDeployment, DomainRuleRecord, LocalConnection, resolve_domain_rules},
};

/// The data source.
pub struct DomainRulesQuery {
    /// Which warnings are errors.
    pub strictness: Strictness,
}

/// What is read.
#[derive(Debug, Serialize, Record)]
pub struct DomainRulesRecord {
    /// The rules, ordered by protocol, port and domain. `match` is `exact`, `subdomains` (`*.name`: every name below) or `partial_label` (a
    /// `*` within a label, which many firewalls cannot express); `url_paths` are for proxies that match paths, empty for all;
    /// `source_page` is the AWS page that says so; `status` is `current`, `deprecated`, `derived` (follows from what AWS says) or
    /// `unverified`; `handling` says what a proxy may do: `direct`, `no_tls_inspection` or `proxy_ok`, by `handling_page`, where
    /// `handling_status` is `current` for AWS's own word and `derived` for what follows or engineers report.
    rules: Vec<DomainRuleRecord>,
    /// The distinct domains of all rules, in alphabetical order, with their wildcards.
    domains: Vec<String>,
    /// Connections within agents' devices, for firewalls on the devices and policies of browsers: no firewall of the network sees them, and
    /// they are in no rule. Of the screen recording clients of `client_os`; else empty.
    local_connections: Vec<LocalConnectionRecord>,
    /// For proxies that inspect TLS: how long certificates should be cached so that none is renewed during a shift, from `shift_hours` and
    /// `break_hours`; null without them.
    certificate_cache_timeout_hours: Option<u32>,
    /// The newest date (`YYYY-MM-DD`) on which a requirement was read from AWS's pages.
    requirements_version: &'static str,
}

/// One connection within a device.
#[derive(Debug, Serialize, Record)]
pub struct LocalConnectionRecord {
    /// The id of the requirement.
    requirement: &'static str,
    /// What it is for.
    purpose: &'static str,
    /// The address, of the device itself.
    address: &'static str,
    /// `tcp` or `udp`.
    ip_protocol: &'static str,
    /// The port.
    port: u16,
    /// The AWS page that says so.
    source_page: &'static str,
}

impl From<&LocalConnection> for LocalConnectionRecord {
    fn from(connection: &LocalConnection) -> Self {
        let LocalConnection { requirement, purpose, address, ip_protocol, ports, source_page } = *connection;
        Self { requirement, purpose, address, ip_protocol: ip_protocol.as_str(), port: ports.first(), source_page }
    }
}

#[async_trait]
impl Query for DomainRulesQuery {
    type Arguments = DomainDeployment;
    type Results = DomainRulesRecord;
    const NAME: &'static str = "amazonconnect_domain_rules";
    const DESCRIPTION: &'static str = "Lists the domains that the agents of an Amazon Connect instance need, the allow-list that AWS recommends \
        ([option 1](https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html)), collected from all of AWS's pages that name \
        some. Every rule says which page. A feature that needs an alias, a bucket or an instance id without one is an error.";

    /// Nothing but the arguments is needed, so everything is checked here.
    fn check(&self, deployment: &DomainDeployment, diags: &mut Diagnostics) {
        if let Err(error) = resolve_domain_rules(deployment) {
            report_refusal(diags, &error);
        }
    }

    async fn answer(&self, deployment: DomainDeployment, diags: &mut Diagnostics) -> Option<DomainRulesRecord> {
        let resolved = resolve_domain_rules(&deployment);
        let timeout = deployment.certificate_cache_timeout_hours();
        match (resolved, timeout) {
            (Ok(resolved), Ok(certificate_cache_timeout_hours)) => {
                self.strictness.report_all(diags, &resolved.warnings);
                Some(DomainRulesRecord {
                    rules: resolved.rules.iter().map(DomainRuleRecord::from).collect(),
                    domains: resolved.domains().into_iter().map(str::to_owned).collect(),
                    local_connections: resolved.local_connections.iter().map(LocalConnectionRecord::from).collect(),
                    certificate_cache_timeout_hours,
                    requirements_version: requirements::version(),
                })
            }
            (Err(error), _) | (_, Err(error)) => {
                report_refusal(diags, &error);
                None
            }
        }
    }
}
