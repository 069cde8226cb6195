//! Which prefixes each row of the requirement table asks for.
//!
//! In: the document, the deployment. Out: for each row that applies, its
//! prefixes by family, as published or as the page names them; or every gap.
//! Only public addresses come out, none broader than any that AWS may own.

use super::{
    Gap, NetworkDeployment, ResolveError,
    adding_argument::argument_that_adds,
    completeness::{Finding, Need, Question},
};
use crate::{
    ip_ranges::{Entry, IpRanges},
    model::{IpVersion, Prefix, Region, excerpt},
    requirements::{Kind, RegionScope, Requirement, rows},
    rules::ResolveWarning,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a row asks for.
#[derive(Debug)]
pub(super) struct Demand {
    pub requirement: &'static Requirement,
    pub service: &'static str,
    prefixes: BTreeMap<IpVersion, Vec<Prefix>>,
}

impl Demand {
    /// The prefixes of a family; none if the family is not wanted.
    pub(super) fn prefixes(&self, version: IpVersion) -> &[Prefix] {
        self.prefixes.get(&version).map_or(&[], Vec::as_slice)
    }
}

/// A row that applies, with the service and the Regions in which it does.
type WantedRow<'a> = (&'static Requirement, &'static str, BTreeSet<&'a Region>);

/// Every demand of the deployment, in table order. Gaps beside which a
/// requirement still has rows are warnings if the document was `accepted`.
///
/// # Errors
/// `Services`, `Gaps` if a requirement lacks what it must have, `NoRows` if it
/// has nothing at all for a Region, `TooBroad` if a row is broader than AWS can own.
pub(super) fn demand(
    ranges: &IpRanges,
    accepted: bool,
    deployment: &NetworkDeployment,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<Vec<Demand>, ResolveError> {
    let mut search = Search { ranges, deployment, accepted, warnings, left_out: Vec::new(), gaps: Vec::new() };
    let mut demands = Vec::new();
    for (requirement, service, regions) in wanted_rows(deployment)? {
        let mut prefixes = BTreeMap::new();
        if let Kind::IpRanges { .. } = requirement.kind {
            prefixes = search.published(requirement, service, &regions)?;
        } else {
            for region in &regions {
                // A test parses every literal of the table.
                let named = requirement.values.of_region(region.as_str()).iter().filter_map(|value| value.parse::<Prefix>().ok());
                for prefix in named.filter(|prefix| deployment.ip_versions.contains(&prefix.version())) {
                    prefixes.entry(prefix.version()).or_insert_with(Vec::new).push(prefix);
                }
            }
        }
        demands.push(Demand { requirement, service, prefixes });
    }
    let Search { mut left_out, gaps, .. } = search;
    if !gaps.is_empty() {
        return Err(ResolveError::Gaps { gaps });
    }
    if !left_out.is_empty() {
        let mut seen = BTreeSet::new();
        left_out.retain(|row| seen.insert(row.clone()));
        warnings.push(ResolveWarning::NotGlobalUnicast { rows: left_out });
    }
    Ok(demands)
}

/// The rows that apply, with the Regions in which they do, of the services
/// chosen.
fn wanted_rows(deployment: &NetworkDeployment) -> Result<Vec<WantedRow<'_>>, ResolveError> {
    let mut wanted = rows_in_use(deployment);
    if let Some(services) = &deployment.services {
        let used: BTreeSet<&str> = wanted.iter().map(|(_, service, _)| *service).collect();
        let unused: Vec<&str> = services.iter().map(|name| name.as_str()).filter(|name| !used.contains(name)).collect();
        if !unused.is_empty() {
            let adding = unused.iter().filter_map(|name| {
                let uses = |changed: &NetworkDeployment| rows_in_use(changed).iter().any(|(_, service, _)| service == name);
                argument_that_adds(deployment, uses).map(|argument| (argument, excerpt(name)))
            });
            return Err(ResolveError::services(&unused, used, adding.collect()));
        }
        wanted.retain(|(_, service, _)| services.contains(*service));
    }
    Ok(wanted)
}

/// The rows that apply, with the Regions in which they do.
fn rows_in_use(deployment: &NetworkDeployment) -> Vec<WantedRow<'_>> {
    let mut wanted = Vec::new();
    for row in rows().filter(|row| row.status.becomes_a_rule()) {
        let Some(service) = row.service() else { continue };
        let applies = |region: &&Region| row.applies_to(deployment.traits(region));
        let regions: BTreeSet<&Region> = deployment.regions.iter().filter(applies).collect();
        if !regions.is_empty() {
            wanted.push((row, service, regions));
        }
    }
    wanted
}

/// The search for the published rows, and what it met on the way.
struct Search<'a> {
    ranges: &'a IpRanges,
    deployment: &'a NetworkDeployment,
    accepted: bool,
    warnings: &'a mut Vec<ResolveWarning>,
    /// Rows that are not public.
    left_out: Vec<Entry>,
    gaps: Vec<Gap>,
}

impl Search<'_> {
    /// The prefixes that a row asks for, by family.
    fn published(
        &mut self,
        requirement: &'static Requirement,
        service: &'static str,
        regions: &BTreeSet<&Region>,
    ) -> Result<BTreeMap<IpVersion, Vec<Prefix>>, ResolveError> {
        let mut prefixes = BTreeMap::new();
        let mut absent: BTreeSet<Region> = regions.iter().copied().cloned().chain(fixed_regions(requirement)).collect();
        let published = self.ranges.rows(service);
        for &ip_version in &self.deployment.ip_versions {
            let of_family = || published.iter().filter(|row| row.prefix.version() == ip_version);
            let public: Vec<&Entry> = of_family().filter(|row| row.prefix.is_global_unicast()).collect();
            let question = Question {
                requirement,
                service,
                ip_version,
                rows: &public,
                date: self.ranges.create_date(),
                global_chosen: self.deployment.ec2_global,
            };
            let mut wanted = Wanted::default();
            for &region in regions {
                let needs = question.needs(region);
                for need in needs.iter().filter(|need| need.finding == Finding::Present) {
                    absent.remove(region_served(requirement, need, region));
                }
                self.note(&question, region, &needs);
                wanted.extend(needs);
            }
            let chosen = |row: &&Entry| wanted.contains(&row.region);
            if let Some(row) = of_family().filter(chosen).find(|row| row.prefix.is_too_broad() && !self.accepted) {
                return Err(ResolveError::too_broad(row));
            }
            self.left_out.extend(of_family().filter(chosen).filter(|row| !row.prefix.is_global_unicast()).cloned());
            prefixes.insert(ip_version, public.iter().copied().filter(chosen).map(|row| row.prefix).collect());
        }
        match absent.first() {
            Some(region) if self.gaps.is_empty() => Err(ResolveError::no_rows(service, requirement, region, self.deployment)),
            _ => Ok(prefixes),
        }
    }

    /// Notes what the needs of one instance Region lack: as gaps, or as
    /// warnings where AWS never published it.
    fn note(&mut self, question: &Question<'_>, region: &Region, needs: &[Need]) {
        let Question { requirement, service, ip_version, .. } = *question;
        let some_present = needs.iter().any(|need| need.finding == Finding::Present);
        for need in needs {
            let of = need.region.clone();
            match need.finding {
                Finding::Present => {}
                Finding::Missing => {
                    let is_beside_region = some_present && of.as_ref().is_some_and(Region::is_global);
                    let (requirement, purpose) = (requirement.id, requirement.purpose);
                    let gap = Gap { service, requirement, purpose, region: of, ip_version, is_beside_region };
                    if self.accepted && is_beside_region {
                        self.warn(ResolveWarning::GapAccepted { gap });
                    } else if !self.gaps.contains(&gap) {
                        self.gaps.push(gap);
                    }
                }
                // GLOBAL rows are asked for where they exist.
                Finding::NeverPublished if of.as_ref().is_some_and(Region::is_global) => {}
                Finding::NeverPublished if some_present && falls_back(requirement) => {
                    self.warn(ResolveWarning::GlobalFallback { service, region: region.clone(), ip_version });
                }
                Finding::NeverPublished => self.warn(ResolveWarning::NeverPublished { service, region: of, ip_version }),
            }
        }
    }

    fn warn(&mut self, warning: ResolveWarning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// The Regions that a row names besides the instance's.
fn fixed_regions(requirement: &Requirement) -> Vec<Region> {
    match requirement.scope {
        RegionScope::InstanceAndFixed(fixed) => fixed.iter().copied().map(Region::from).collect(),
        _ => Vec::new(),
    }
}

/// The Region that a need serves: its own where each is needed for itself,
/// else the instance's.
fn region_served<'a>(requirement: &Requirement, need: &'a Need, instance: &'a Region) -> &'a Region {
    match (requirement.scope, &need.region) {
        (RegionScope::InstanceAndFixed(_), Some(region)) => region,
        _ => instance,
    }
}

/// Whether GLOBAL rows stand for a Region without rows.
const fn falls_back(requirement: &Requirement) -> bool {
    matches!(requirement.scope, RegionScope::InstanceAndGlobal { .. })
}

/// The regions whose rows are wanted.
#[derive(Default)]
struct Wanted {
    every: bool,
    regions: BTreeSet<Region>,
}

impl Wanted {
    fn extend(&mut self, needs: Vec<Need>) {
        for need in needs {
            match need.region {
                Some(region) => {
                    self.regions.insert(region);
                }
                None => self.every = true,
            }
        }
    }

    fn contains(&self, region: &Region) -> bool {
        self.every || self.regions.contains(region)
    }
}
