//! Resolves a document and a deployment to network rules.
//!
//! In: the rows of AWS's document, the arguments. Out: a few rules, each a
//! permission with its prefixes, ordered; no prefix stands twice under one
//! permission. Either every address that the deployment needs is allowed, or
//! there is an error.

use super::{
    Merge, NetworkDeployment, ResolveError,
    contributions::{Contribution, contributions},
    demand::demand,
    digest::digest,
    merge::{Claims, merge},
    within_budget::{Claimed, Overshoot, within_budget},
};
use crate::{
    guard::Examined,
    model::{AddressCount, Direction, IpVersion, Prefix, PrefixSet, Service},
    rules::{
        Label, Permission, ResolveWarning, Rule,
        region_check::{check_regions, check_video},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The allow-list of a deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkRules {
    /// At least one rule, in the order of permissions.
    pub rules: Vec<Rule>,
    /// What users should know.
    pub warnings: Vec<ResolveWarning>,
    /// How many prefixes there are for each direction and family, 0 included.
    pub rule_counts: BTreeMap<(Direction, IpVersion), usize>,
    /// How many IPv4 addresses each traffic (`egress-tcp-443`) opens.
    pub address_counts: BTreeMap<String, AddressCount>,
    /// What each permission that a budget changed allows beside what it must.
    pub overshoot: Vec<Overshoot>,
    /// A digest of the traffic that the rules allow.
    pub digest: String,
}

/// The network rules that `deployment` needs, by the rows of `examined`.
///
/// # Errors
/// `ResolveError` if an argument is malformed or contradicts another, if the
/// document lacks what the deployment needs or is not believable, or if a
/// budget is too small.
pub fn resolve_network_rules(examined: &Examined, deployment: &NetworkDeployment) -> Result<NetworkRules, ResolveError> {
    let ranges = examined.ranges();
    let mut warnings = Vec::new();
    deployment.validate()?;
    check_regions(&deployment.regions, ranges.regions(), deployment.allow_unlisted_regions, &mut warnings)?;
    if deployment.video_calling {
        check_video(&deployment.regions, &mut warnings);
    }
    let demands = demand(ranges, examined.is_accepted(), deployment, &mut warnings)?;
    let contributions = contributions(&demands, deployment);
    if !examined.is_accepted() {
        refuse_broad(&contributions)?;
    }
    let mut claims: Claimed =
        contributions.iter().map(|(permission, asked)| (*permission, merge(asked, deployment.merge))).collect();
    let overshoot = within_budget(&mut claims, &contributions, deployment)?;
    let rules: Vec<Rule> = claims
        .iter()
        .filter_map(|(permission, prefixes)| Some((permission, prefixes, contributions.get(permission)?)))
        .flat_map(|(permission, prefixes, asked)| to_rules(*permission, asked, prefixes, deployment.merge))
        .collect();
    if rules.is_empty() {
        return Err(ResolveError::Empty);
    }
    // Last, since the guards may still be at work beside us.
    believe(examined, demands.iter().map(|demand| demand.service), &mut warnings)?;
    Ok(NetworkRules {
        rule_counts: rule_counts(&rules),
        address_counts: address_counts(&rules),
        digest: digest(&rules),
        rules,
        warnings,
        overshoot,
    })
}

/// Refuses prefixes that are broader than AWS can own, however they are merged.
fn refuse_broad(contributions: &BTreeMap<Permission, Vec<Contribution<'_>>>) -> Result<(), ResolveError> {
    for (permission, asked) in contributions {
        let merged: PrefixSet = asked.iter().flat_map(|contribution| contribution.prefixes).copied().collect();
        if let Some(prefix) = merged.iter().find(|prefix| prefix.is_too_broad()) {
            return Err(ResolveError::MergedTooBroad { permission: *permission, prefix });
        }
    }
    Ok(())
}

/// Refuses a document that is not believable for the services in use, unless
/// the user accepted it by its digest.
fn believe<'a>(
    examined: &Examined,
    services: impl Iterator<Item = &'a str>,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<(), ResolveError> {
    let services: BTreeSet<&str> = services.collect();
    let defects = examined.defects_of(|service| services.contains(service));
    if defects.is_empty() {
        return Ok(());
    }
    if examined.is_accepted() {
        warnings.push(ResolveWarning::DocumentAccepted { defects });
        return Ok(());
    }
    Err(ResolveError::NotBelievable { defects })
}

/// One rule for each set of services; with everything of a port merged, one.
fn to_rules(
    permission: Permission,
    contributions: &[Contribution<'_>],
    prefixes: &BTreeMap<Prefix, Claims>,
    policy: Merge,
) -> Vec<Rule> {
    let mut by_services: BTreeMap<Vec<Service>, (Claims, Vec<Prefix>)> = BTreeMap::new();
    // Hundreds of prefixes share a handful of claims.
    let mut known: BTreeMap<Claims, Vec<Service>> = BTreeMap::new();
    for (prefix, claims) in prefixes {
        let services = match policy {
            Merge::PerPort => Vec::new(),
            Merge::None | Merge::PerService => known.entry(*claims).or_insert_with(|| services(contributions, *claims)).clone(),
        };
        let (joined, members) = by_services.entry(services).or_default();
        *joined |= claims;
        members.push(*prefix);
    }
    let rules = by_services.into_values().map(|(claims, prefixes)| Rule {
        permission,
        label: Label {
            requirements: requirements(contributions, claims),
            services: services(contributions, claims),
            description: permission.describe(),
        },
        prefixes,
        slots: None,
    });
    rules.collect()
}

fn claiming<'a>(contributions: &'a [Contribution<'_>], claims: Claims) -> impl Iterator<Item = &'a Contribution<'a>> {
    let places = contributions.iter().zip(0..Claims::BITS);
    places.filter(move |(_, place)| claims & (1 << place) != 0).map(|(contribution, _)| contribution)
}

/// The requirement ids behind `claims`, in table order.
fn requirements(contributions: &[Contribution<'_>], claims: Claims) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for contribution in claiming(contributions, claims) {
        if !ids.iter().any(|id| id == contribution.requirement.id) {
            ids.push(contribution.requirement.id.to_owned());
        }
    }
    ids
}

/// The services behind `claims`, in alphabetical order.
fn services(contributions: &[Contribution<'_>], claims: Claims) -> Vec<Service> {
    let mut services: Vec<Service> =
        claiming(contributions, claims).map(|contribution| Service::from(contribution.service)).collect();
    services.sort_unstable();
    services.dedup();
    services
}

fn rule_counts(rules: &[Rule]) -> BTreeMap<(Direction, IpVersion), usize> {
    let mut counts: BTreeMap<_, _> =
        Direction::ALL.into_iter().flat_map(|direction| IpVersion::ALL.map(|version| ((direction, version), 0))).collect();
    for rule in rules {
        *counts.entry((rule.permission.direction, rule.permission.ip_version)).or_default() += rule.prefixes.len();
    }
    counts
}

/// Of IPv4 alone: what an auditor compares. Rules of one traffic may nest.
fn address_counts(rules: &[Rule]) -> BTreeMap<String, AddressCount> {
    let mut opened: BTreeMap<String, Vec<Prefix>> = BTreeMap::new();
    for rule in rules.iter().filter(|rule| rule.permission.ip_version == IpVersion::V4) {
        opened.entry(rule.permission.traffic_name('-')).or_default().extend(&rule.prefixes);
    }
    opened.into_iter().map(|(name, prefixes)| (name, prefixes.into_iter().collect::<PrefixSet>().address_count())).collect()
}
