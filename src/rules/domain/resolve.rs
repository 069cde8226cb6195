//! Resolves a deployment to domain rules.
//!
//! In: the arguments. Out: the rules, one for each name, protocol and port,
//! sorted by these, with the ids of every row that asks for it. A name that a
//! wider wildcard covers is kept: firewalls differ in what they can express,
//! and AWS lists both.

use super::{
    DomainDeployment, DomainError,
    expand::{expand, expand_paths},
    local_connection::{LocalConnection, local_connections},
    validate::validate,
};
use crate::{
    model::{IpProtocol, PortRange, Region, joined},
    requirements::{Kind, Requirement, Status, lookup, rows},
    rules::{DomainHandling, DomainMatch, DomainRule, ResolveWarning},
};
use std::collections::{BTreeMap, BTreeSet};

/// The allow-list of a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainRules {
    /// At least one rule; sorted by protocol, port and domain; no two share a key.
    pub rules: Vec<DomainRule>,
    /// What connects within agents' devices, in table order.
    pub local_connections: Vec<LocalConnection>,
    /// What users should know.
    pub warnings: Vec<ResolveWarning>,
}

impl DomainRules {
    /// Every domain once, in alphabetical order.
    pub fn domains(&self) -> Vec<&str> {
        let domains: BTreeSet<&str> = self.rules.iter().map(|rule| rule.domain.as_str()).collect();
        domains.into_iter().collect()
    }
}

/// A rule in the making: what rows have asked for it so far.
struct Draft {
    rows: Vec<&'static Requirement>,
    /// `None` once a row asked for every path.
    url_paths: Option<Vec<String>>,
}

/// The domains that `deployment` needs.
///
/// # Errors
/// `DomainError` if an argument is malformed, missing or contradicts another.
pub fn resolve_domain_rules(deployment: &DomainDeployment) -> Result<DomainRules, DomainError> {
    let mut warnings = Vec::new();
    validate(deployment, &mut warnings)?;
    let mut drafts: BTreeMap<(IpProtocol, PortRange, String), Draft> = BTreeMap::new();
    for region in &deployment.regions {
        for (row, domains) in demand(deployment, region, &mut warnings)? {
            let url_paths = expand_paths(row, deployment, region);
            for domain in domains {
                for transport in row.transports {
                    let key = (transport.protocol, transport.ports, domain.clone());
                    let draft = drafts.entry(key).or_insert_with(|| Draft { rows: Vec::new(), url_paths: Some(Vec::new()) });
                    draft.add(row, &url_paths);
                }
            }
        }
    }
    let rules: Vec<_> =
        drafts.into_iter().map(|((protocol, ports, domain), draft)| draft.finish(protocol, ports, domain)).collect();
    if rules.is_empty() {
        return Err(DomainError::Empty);
    }
    Ok(DomainRules { rules, local_connections: local_connections(deployment), warnings })
}

/// The rows that apply in `region`, in table order, with their names; wider
/// rows only where no narrower one stands.
fn demand(
    deployment: &DomainDeployment,
    region: &Region,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<Vec<(&'static Requirement, Vec<String>)>, DomainError> {
    let traits = deployment.traits(region);
    let applicable =
        || rows().filter(|row| row.kind == Kind::Domain && is_wanted(row.status, deployment) && row.applies_to(traits));
    let mut narrowed = BTreeSet::new();
    let mut demands = Vec::new();
    for row in applicable() {
        let domains = match (expand(row, deployment, region), row.narrows) {
            (Ok(domains), _) => domains,
            (Err(argument @ ("instance_alias" | "replica_alias")), Some(wider)) => {
                push_new(warnings, ResolveWarning::AliasMissing { argument, domain: name_of(wider, deployment, region) });
                continue;
            }
            (Err("source_region"), _) => {
                let regions = joined(&deployment.regions, ", ");
                return Err(DomainError::NoSourceRegion { purpose: row.purpose, requirement: row.id, regions });
            }
            (Err(argument), _) => {
                return Err(DomainError::Missing { argument, purpose: row.purpose, requirement: row.id });
            }
        };
        match row.narrows {
            Some(wider) if domains.is_empty() => {
                let warning = ResolveWarning::NoExactHosts {
                    region: region.clone(),
                    purpose: row.purpose,
                    domain: name_of(wider, deployment, region),
                };
                push_new(warnings, warning);
            }
            Some(wider) => {
                narrowed.insert(wider);
            }
            None => {}
        }
        demands.push((row, domains));
    }
    demands.retain(|(row, _)| !narrowed.contains(row.id));
    if deployment.exact_hosts {
        warn_of_partial_labels(&demands, region, warnings);
    }
    Ok(demands)
}

/// Warns of names that many firewalls cannot express, unless a warning names them.
fn warn_of_partial_labels(demands: &[(&'static Requirement, Vec<String>)], region: &Region, warnings: &mut Vec<ResolveWarning>) {
    for (row, domains) in demands {
        for name in domains.iter().filter(|name| DomainMatch::of(name) == DomainMatch::PartialLabel) {
            let warned =
                |warning: &ResolveWarning| matches!(warning, ResolveWarning::NoExactHosts { domain, .. } if domain == name);
            if !warnings.iter().any(warned) {
                let (region, purpose, domain) = (region.clone(), row.purpose, name.clone());
                warnings.push(ResolveWarning::NoExactHosts { region, purpose, domain });
            }
        }
    }
}

/// The name that stands in the place of a narrower row's.
fn name_of(wider: &str, deployment: &DomainDeployment, region: &Region) -> String {
    let names = lookup(wider).and_then(|row| expand(row, deployment, region).ok());
    names.into_iter().flatten().next().unwrap_or_default()
}

const fn is_wanted(status: Status, deployment: &DomainDeployment) -> bool {
    match status {
        Status::Current | Status::Derived => true,
        Status::Deprecated => deployment.include_deprecated,
        Status::Unverified => deployment.include_unverified,
        Status::Retired => false,
    }
}

fn push_new(warnings: &mut Vec<ResolveWarning>, warning: ResolveWarning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

impl Draft {
    fn add(&mut self, row: &'static Requirement, url_paths: &[String]) {
        if !self.rows.iter().any(|known| known.id == row.id) {
            self.rows.push(row);
        }
        if url_paths.is_empty() {
            self.url_paths = None;
        } else if let Some(known) = &mut self.url_paths {
            for path in url_paths {
                if !known.contains(path) {
                    known.push(path.clone());
                }
            }
        }
    }

    fn finish(mut self, ip_protocol: IpProtocol, ports: PortRange, domain: String) -> DomainRule {
        // Regions are walked one by one, so rows can be out of table order.
        let place = |row: &Requirement| rows().position(|known| known.id == row.id);
        self.rows.sort_by_key(|row| place(row));
        // The row that AWS stands behind most speaks for the rule.
        let witness = self.rows.iter().min_by_key(|row| row.status);
        let handling = self.rows.iter().map(|row| row.handling).min_by_key(|handling| handling.proxy);
        DomainRule {
            requirements: self.rows.iter().map(|row| row.id.to_owned()).collect(),
            match_kind: DomainMatch::of(&domain),
            domain,
            ip_protocol,
            ports,
            url_paths: self.url_paths.unwrap_or_default(),
            source_page: witness.and_then(|row| row.sources.first()).copied().unwrap_or_default().to_owned(),
            status: witness.map_or("", |row| row.status.as_str()).to_owned(),
            handling: handling.map(|handling| DomainHandling {
                proxy: handling.proxy,
                page: handling.page.to_owned(),
                status: handling.status.as_str().to_owned(),
            }),
        }
    }
}
