//! Which prefixes each row of the requirement table asks for.
//!
//! In: the document, the deployment. Out: for each row that applies, its
//! prefixes by family, as published or as the page names them. Region, GLOBAL
//! and fall-back rows are decided per family. Only public addresses come out,
//! none broader than any that AWS may own.

use super::{NetworkDeployment, ResolveError};
use crate::{
    ip_ranges::{Entry, IpRanges},
    model::{IpVersion, Prefix, Region},
    requirements::{Kind, RegionScope, Requirement, Status, rows},
    rules::ResolveWarning,
};
use std::collections::{BTreeMap, BTreeSet};

/// Since when documents always hold a GLOBAL row of AMAZON_CONNECT. The IPv4 row
/// came on 2019-12-16 and stayed from 2019-12-17 on, the IPv6 row came on 2025-05-27.
const fn global_row_expected_from(version: IpVersion) -> &'static str {
    match version {
        IpVersion::V4 => "2021",
        IpVersion::V6 => "2025-05-27",
    }
}

/// What a row asks for.
#[derive(Debug)]
pub(super) struct Demand {
    pub requirement: &'static Requirement,
    pub service: &'static str,
    v4: Vec<Prefix>,
    v6: Vec<Prefix>,
    /// The Regions among the row's fixed ones for which nothing came out.
    fixed_without_rows: BTreeSet<&'static str>,
}

impl Demand {
    /// The prefixes of a family; none if the family is not wanted.
    pub(super) fn prefixes(&self, version: IpVersion) -> &[Prefix] {
        match version {
            IpVersion::V4 => &self.v4,
            IpVersion::V6 => &self.v6,
        }
    }

    fn extend(&mut self, version: IpVersion, prefixes: impl Iterator<Item = Prefix>) {
        match version {
            IpVersion::V4 => self.v4.extend(prefixes),
            IpVersion::V6 => self.v6.extend(prefixes),
        }
    }

    fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }
}

/// Every outbound demand of the deployment, in table order.
///
/// # Errors
/// `Services`, `NoRows` if a required service, or a Region that a row fixes, has
/// no row in any wanted family, `TooBroad` if a row is broader than AWS can own.
pub(super) fn demand(
    ranges: &IpRanges,
    deployment: &NetworkDeployment,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<Vec<Demand>, ResolveError> {
    let wanted = wanted_rows(deployment)?;
    let published = published(ranges, &wanted);
    let mut left_out = Vec::new();
    let mut demands = Vec::new();
    for (requirement, service, regions) in wanted {
        let fixed_without_rows = fixed_regions(requirement).iter().copied().collect();
        let mut demand = Demand { requirement, service, v4: Vec::new(), v6: Vec::new(), fixed_without_rows };
        for &version in &deployment.ip_versions {
            if let Kind::IpRanges { .. } = requirement.kind {
                let entries = published.get(&(service, version)).map_or(&[] as &[_], Vec::as_slice);
                let rows = Rows { ranges, requirement, service, version, entries };
                let chosen = rows.choose(&regions, deployment, warnings)?;
                let (public, other): (Vec<&Entry>, Vec<&Entry>) =
                    chosen.into_iter().partition(|entry| entry.prefix.is_global_unicast());
                demand.fixed_without_rows.retain(|fixed| !public.iter().any(|entry| entry.region.as_str() == *fixed));
                demand.extend(version, public.into_iter().map(|entry| entry.prefix));
                left_out.extend(other.into_iter().cloned());
            } else {
                let values = regions.iter().flat_map(|region| requirement.values.of_region(region.as_str()));
                // A test parses every literal of the table.
                let prefixes = values.filter_map(|value| value.parse::<Prefix>().ok());
                demand.extend(version, prefixes.filter(|prefix| prefix.version() == version));
            }
        }
        demands.push(demand);
    }
    if !left_out.is_empty() {
        left_out.dedup();
        warnings.push(ResolveWarning::NotGlobalUnicast { rows: left_out });
    }
    check_families(&demands, deployment, warnings)?;
    Ok(demands)
}

const fn fixed_regions(requirement: &Requirement) -> &'static [&'static str] {
    match requirement.scope {
        RegionScope::InstanceAndFixed(fixed) => fixed,
        _ => &[],
    }
}

type WantedRow<'a> = (&'static Requirement, &'static str, BTreeSet<&'a Region>);

/// The rows that apply, with the Regions in which they do.
fn wanted_rows(deployment: &NetworkDeployment) -> Result<Vec<WantedRow<'_>>, ResolveError> {
    let mut wanted = Vec::new();
    for row in rows() {
        let (Some(service), Status::Current | Status::Derived) = (row.service(), row.status) else { continue };
        let applies = |region: &&Region| row.applies_to(deployment.deployments(region));
        let regions: BTreeSet<&Region> = deployment.regions.iter().filter(applies).collect();
        if !regions.is_empty() {
            wanted.push((row, service, regions));
        }
    }
    if let Some(services) = &deployment.services {
        let used: BTreeSet<&str> = wanted.iter().map(|(_, service, _)| *service).collect();
        let unused: Vec<String> = services.iter().filter(|name| !used.contains(name.as_str())).cloned().collect();
        if services.is_empty() || !unused.is_empty() {
            return Err(ResolveError::services(&unused, used));
        }
        wanted.retain(|(_, service, _)| services.contains(*service));
    }
    Ok(wanted)
}

/// The rows of the wanted services, by service and family.
fn published<'a>(ranges: &'a IpRanges, wanted: &[WantedRow<'_>]) -> BTreeMap<(&'static str, IpVersion), Vec<&'a Entry>> {
    let mut published = BTreeMap::new();
    let services: BTreeSet<&'static str> = wanted.iter().map(|(_, service, _)| *service).collect();
    for service in services {
        for entry in ranges.rows(service) {
            published.entry((service, entry.prefix.version())).or_insert_with(Vec::new).push(entry);
        }
    }
    published
}

/// The published rows of one service and family, and the row of the table that asks for them.
struct Rows<'a> {
    ranges: &'a IpRanges,
    requirement: &'static Requirement,
    service: &'static str,
    version: IpVersion,
    entries: &'a [&'a Entry],
}

impl<'a> Rows<'a> {
    /// Those that the row's scope asks for.
    fn choose(
        &self,
        regions: &BTreeSet<&Region>,
        deployment: &NetworkDeployment,
        warnings: &mut Vec<ResolveWarning>,
    ) -> Result<Vec<&'a Entry>, ResolveError> {
        let chosen: Vec<&Entry> = match self.requirement.scope {
            RegionScope::AllRows => self.entries.to_vec(),
            RegionScope::InstanceAndGlobal { global_by_choice } => {
                let has_global = self.entries.iter().any(|entry| entry.region.is_global());
                let fallback = self.warn_of_empty(regions, has_global, warnings);
                let global = fallback || !global_by_choice || deployment.ec2_global;
                if global_by_choice {
                    self.warn_of_no_chosen_global(deployment, warnings);
                } else if !has_global {
                    self.warn_of_no_global(warnings);
                }
                self.of(|region| regions.contains(region) || (global && region.is_global()))
            }
            RegionScope::InstanceAndFixed(fixed) => {
                let fixed_regions: Vec<Region> = fixed.iter().copied().map(Region::from).collect();
                let every = regions.iter().copied().chain(&fixed_regions).collect();
                self.warn_of_empty(&every, false, warnings);
                self.of(|region| regions.contains(region) || fixed.contains(&region.as_str()))
            }
            RegionScope::Instance | RegionScope::SourceRegion | RegionScope::Named | RegionScope::None => {
                self.warn_of_empty(regions, false, warnings);
                self.of(|region| regions.contains(region))
            }
        };
        match chosen.iter().find(|entry| entry.prefix.is_too_broad()) {
            Some(entry) => Err(ResolveError::too_broad(entry)),
            None => Ok(chosen),
        }
    }

    fn of(&self, wanted: impl Fn(&Region) -> bool) -> Vec<&'a Entry> {
        self.entries.iter().copied().filter(|entry| wanted(&entry.region)).collect()
    }

    /// Warns of Regions without rows, unless the service has none at all;
    /// whether there are such Regions.
    fn warn_of_empty(&self, regions: &BTreeSet<&Region>, has_global: bool, warnings: &mut Vec<ResolveWarning>) -> bool {
        let empty: Vec<&Region> =
            regions.iter().copied().filter(|region| !self.entries.iter().any(|entry| entry.region == **region)).collect();
        if !self.entries.is_empty() {
            for &region in &empty {
                let (service, region, ip_version) = (self.service, region.clone(), self.version);
                warnings.push(if has_global {
                    ResolveWarning::GlobalFallback { service, region, ip_version }
                } else {
                    ResolveWarning::RegionWithoutRows { service, region, ip_version }
                });
            }
        }
        !empty.is_empty()
    }

    fn warn_of_no_global(&self, warnings: &mut Vec<ResolveWarning>) {
        if !self.entries.is_empty() && self.ranges.create_date() >= global_row_expected_from(self.version) {
            warnings.push(ResolveWarning::GlobalRowMissing { service: self.service, ip_version: self.version });
        }
    }

    /// Warns if GLOBAL rows were chosen and the document has none in any family.
    fn warn_of_no_chosen_global(&self, deployment: &NetworkDeployment, warnings: &mut Vec<ResolveWarning>) {
        let has_global = || self.ranges.rows(self.service).iter().any(|entry| entry.region.is_global());
        if deployment.ec2_global && !self.entries.is_empty() && !has_global() {
            warnings.push(ResolveWarning::GlobalRowMissing { service: self.service, ip_version: self.version });
        }
    }
}

/// A service without prefixes in any wanted family is an error, and so is a
/// fixed Region; a service in one family is a warning. An alternative row may
/// name prefixes instead.
fn check_families(
    demands: &[Demand],
    deployment: &NetworkDeployment,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<(), ResolveError> {
    for demand in demands.iter().filter(|demand| matches!(demand.requirement.kind, Kind::IpRanges { .. })) {
        let alternatives = || demands.iter().filter(|other| demand.requirement.alternatives.contains(&other.requirement.id));
        if demand.is_empty() && alternatives().all(Demand::is_empty) {
            let (service, requirement) = (demand.service, demand.requirement);
            let regions = deployment.regions.iter().map(Region::as_str);
            return Err(ResolveError::no_rows(service, requirement, regions, deployment));
        }
        if !demand.fixed_without_rows.is_empty() {
            let (service, requirement) = (demand.service, demand.requirement);
            let regions = demand.fixed_without_rows.iter().copied();
            return Err(ResolveError::no_rows(service, requirement, regions, deployment));
        }
        for &version in &deployment.ip_versions {
            let named = alternatives().any(|other| !other.prefixes(version).is_empty());
            if demand.prefixes(version).is_empty() && !named {
                let warning = ResolveWarning::FamilyWithoutRows { service: demand.service, ip_version: version };
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
    }
    Ok(())
}
