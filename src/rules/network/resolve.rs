//! Resolves a document and a deployment to network rules.
//!
//! In: the rows of AWS's document, the arguments. Out: rules sorted by
//! direction, protocol, ports and prefix; no two share these four. Either every
//! address that the deployment needs is allowed, or there is an error.

use super::{
    NetworkDeployment, Overshoot, ResolveError,
    budget::{cover_within, to_set},
    demand::demand,
    digest::digest,
    group::{Contribution, Group},
    merge::{Claims, claimed, merge},
    return_rules::contributions,
};
use crate::{
    ip_ranges::IpRanges,
    model::{Direction, IpVersion, Prefix, Service},
    rules::{
        FirewallRule, ResolveWarning,
        region_check::{check_regions, check_video},
    },
};
use std::collections::BTreeMap;

/// The allow-list of a deployment.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkRules {
    /// At least one rule; sorted; no two share direction, protocol, ports and prefix.
    pub rules: Vec<FirewallRule>,
    /// What users should know.
    pub warnings: Vec<ResolveWarning>,
    /// How many rules there are for each direction and family, 0 included.
    pub rule_counts: BTreeMap<(Direction, IpVersion), usize>,
    /// What each group that the budget changed allows beside what it must.
    pub overshoot: Vec<Overshoot>,
    /// A digest of the traffic that the rules allow.
    pub digest: String,
}

/// The network rules that `deployment` needs, by the rows of `ranges`.
///
/// # Errors
/// `ResolveError` if an argument is malformed or contradicts another, if the
/// document lacks what the deployment needs, or if the budget is too small.
pub fn resolve_network_rules(ranges: &IpRanges, deployment: &NetworkDeployment) -> Result<NetworkRules, ResolveError> {
    let mut warnings = Vec::new();
    deployment.validate(&mut warnings)?;
    check_regions(&deployment.regions, ranges.regions(), &mut warnings)?;
    if deployment.video_calling {
        check_video(&deployment.regions, &mut warnings);
    }
    let demands = demand(ranges, deployment, &mut warnings)?;
    let mut rules = Vec::new();
    let mut overshoot = Vec::new();
    let mut excesses = Vec::new();
    for (group, contributions) in contributions(&demands, deployment) {
        match fit(group, &contributions, deployment) {
            Ok((prefixes, of_group)) => {
                overshoot.extend(of_group);
                to_rules(group, &contributions, prefixes, &mut rules);
            }
            Err(excess) => excesses.push(*excess),
        }
    }
    if !excesses.is_empty() {
        return Err(ResolveError::Budget { groups: excesses });
    }
    if rules.is_empty() {
        return Err(ResolveError::Empty);
    }
    rules.sort_by_key(FirewallRule::sort_key);
    Ok(NetworkRules { rule_counts: rule_counts(&rules), digest: digest(&rules), rules, warnings, overshoot })
}

type Fitted = (BTreeMap<Prefix, Claims>, Option<Overshoot>);

/// The prefixes of a group as the arguments want them.
fn fit(
    group: Group,
    contributions: &[Contribution<'_>],
    deployment: &NetworkDeployment,
) -> Result<Fitted, Box<super::BudgetExcess>> {
    let merged = merge(contributions, deployment.merge);
    match deployment.budget {
        Some(budget) if merged.len() > budget.max_cidrs => {
            let (covered, overshoot) = cover_within(group, &to_set(&merged), budget)?;
            Ok((claimed(&covered, contributions), overshoot))
        }
        _ => Ok((merged, None)),
    }
}

fn to_rules(group: Group, contributions: &[Contribution<'_>], prefixes: BTreeMap<Prefix, Claims>, rules: &mut Vec<FirewallRule>) {
    let description = describe(group);
    // Thousands of rules share a handful of claims.
    let mut known: BTreeMap<Claims, (String, Vec<Service>)> = BTreeMap::new();
    for (prefix, claims) in prefixes {
        let (requirement, services) = known.entry(claims).or_insert_with(|| names(contributions, claims));
        rules.push(FirewallRule {
            requirement: requirement.clone(),
            services: services.clone(),
            direction: group.direction,
            ip_protocol: group.transport.protocol,
            ports: group.transport.ports,
            prefix,
            description: description.clone(),
        });
    }
}

/// The requirement ids, in table order, and the services behind `claims`.
fn names(contributions: &[Contribution<'_>], claims: Claims) -> (String, Vec<Service>) {
    let claiming = || {
        let places = contributions.iter().zip(0..Claims::BITS);
        places.filter(move |(_, place)| claims & (1 << place) != 0).map(|(contribution, _)| contribution)
    };
    let mut ids: Vec<&str> = Vec::new();
    for contribution in claiming() {
        if !ids.contains(&contribution.requirement.id) {
            ids.push(contribution.requirement.id);
        }
    }
    let mut services: Vec<Service> = claiming().map(|contribution| Service::from(contribution.service)).collect();
    services.sort_unstable();
    services.dedup();
    (ids.join("+"), services)
}

/// In EC2's character set, and the same for every rule of a group but its
/// family: a rule whose services change keeps it.
fn describe(group: Group) -> String {
    let way = match group.direction {
        Direction::Egress => "agents to AWS",
        Direction::Ingress => "AWS to agents",
    };
    format!("Amazon Connect: {way}, {}", group.transport)
}

fn rule_counts(rules: &[FirewallRule]) -> BTreeMap<(Direction, IpVersion), usize> {
    let mut counts: BTreeMap<_, _> =
        Direction::ALL.into_iter().flat_map(|direction| IpVersion::ALL.map(|version| ((direction, version), 0))).collect();
    for rule in rules {
        *counts.entry((rule.direction, rule.prefix.version())).or_default() += 1;
    }
    counts
}
