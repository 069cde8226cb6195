//! Rows of a document by service, region, border group and address family.
//!
//! Every criterion must hold. Unknown names are errors, and so is a result
//! without rows: an empty list would open or close a firewall by accident.

use super::{
    entries::{Entry, IpRanges},
    select_error::{MAX_LISTED, NameKind, SelectError},
};
use crate::{
    declaration::Arguments,
    model::{IpVersion, NetworkBorderGroup, Prefix, PrefixSet, Region, Service, excerpt, joined, named_enum, nearest_names},
};
use std::{borrow::Borrow, collections::BTreeSet};

named_enum! {
    /// How the prefixes of a selection are merged; never an address more or less.
    Merge {
        /// The distinct prefixes as published.
        None = "none",
        /// Those of each service on their own.
        PerService = "per_service",
        /// Those of all services together.
        All = "all",
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Arguments)]
pub struct Selection {
    /// Service codes as AWS writes them, such as `["AMAZON_CONNECT"]`. Case-sensitive.
    #[argument(required)]
    pub services: BTreeSet<Service>,
    /// Keep only rows of these regions, such as `["GLOBAL", "us-east-1"]`. Defaults to every region.
    pub regions: Option<BTreeSet<Region>>,
    /// Keep only rows of these network border groups. Defaults to every one.
    pub network_border_groups: Option<BTreeSet<NetworkBorderGroup>>,
    /// Address families: `"ipv4"`, `"ipv6"` or both. Defaults to both.
    pub ip_versions: Option<BTreeSet<IpVersion>>,
    /// How `cidr_blocks` and `ipv6_cidr_blocks` are merged, always exactly: `"none"` (the distinct prefixes as published),
    /// `"per_service"` (of each service on their own) or `"all"` (the fewest prefixes). Defaults to `"all"`.
    #[argument(default = Merge::All)]
    pub merge: Merge,
}

impl Selection {
    fn ip_versions(&self) -> BTreeSet<IpVersion> {
        self.ip_versions.clone().unwrap_or_else(|| BTreeSet::from(IpVersion::ALL))
    }
}

/// The prefixes of `entries`, merged as `merge` says, in numeric order.
pub fn merged(entries: &[&Entry], merge: Merge) -> Vec<Prefix> {
    let set = |rows: &mut dyn Iterator<Item = Prefix>| rows.collect::<PrefixSet>().iter().collect::<Vec<_>>();
    let mut prefixes: Vec<Prefix> = match merge {
        Merge::None => entries.iter().map(|entry| entry.prefix).collect(),
        Merge::All => set(&mut entries.iter().map(|entry| entry.prefix)),
        Merge::PerService => {
            let services: BTreeSet<&Service> = entries.iter().map(|entry| &entry.service).collect();
            let of = |service| entries.iter().filter(move |entry| &entry.service == service).map(|entry| entry.prefix);
            services.into_iter().flat_map(|service| set(&mut of(service))).collect()
        }
    };
    prefixes.sort_unstable();
    prefixes.dedup();
    prefixes
}

/// The rows that `selection` asks for, service by service in alphabetical
/// order, each in the order of the document.
///
/// # Errors
/// `Unknown` for a name that no row has, `NotKept` for a service that a snapshot left out, `Empty` if no row is
/// left.
pub fn select<'a>(ranges: &'a IpRanges, selection: &Selection) -> Result<Vec<&'a Entry>, SelectError> {
    let services = to_names(&selection.services);
    let regions = selection.regions.as_ref().map(to_names);
    let groups = selection.network_border_groups.as_ref().map(to_names);

    refuse_services_not_kept(ranges, &services)?;
    refuse_unknown(ranges, NameKind::Service, &services, ranges.services())?;
    if let Some(regions) = &regions {
        refuse_unknown(ranges, NameKind::Region, regions, ranges.regions())?;
    }
    if let Some(groups) = &groups {
        refuse_unknown(ranges, NameKind::NetworkBorderGroup, groups, ranges.network_border_groups())?;
    }

    let ip_versions = selection.ip_versions();
    let mut steps = Vec::new();
    let mut rows: Vec<&Entry> = services.iter().flat_map(|service| ranges.rows(service)).collect();
    steps.push(format!("{} {}", join(&services), have(services.len(), rows.len())));
    if let Some(regions) = &regions {
        rows.retain(|row| regions.contains(row.region.as_str()));
        steps.push(format!("{} of them in {}", count(rows.len()), join(regions)));
    }
    if let Some(groups) = &groups {
        rows.retain(|row| row.network_border_group.as_ref().is_some_and(|group| groups.contains(group.as_str())));
        steps.push(format!("{} of these in the network border group {}", count(rows.len()), join(groups)));
    }
    rows.retain(|row| ip_versions.contains(&row.prefix.version()));
    steps.push(format!("{} of these {}", count(rows.len()), join(&to_versions(&ip_versions))));

    if rows.is_empty() {
        return Err(SelectError::Empty { steps, create_date: ranges.create_date().to_owned() });
    }
    Ok(rows)
}

fn refuse_services_not_kept(ranges: &IpRanges, services: &BTreeSet<&str>) -> Result<(), SelectError> {
    let Some(kept) = ranges.kept() else { return Ok(()) };
    match services.iter().find(|service| !kept.contains(**service)) {
        Some(service) => Err(SelectError::NotKept {
            service: excerpt(service),
            nearest: nearest_names(service, kept.iter().map(|kept| kept.as_str())),
            services: kept.iter().map(ToString::to_string).collect(),
            create_date: ranges.create_date().to_owned(),
        }),
        None => Ok(()),
    }
}

fn refuse_unknown<T: Ord + Borrow<str>>(
    ranges: &IpRanges,
    kind: NameKind,
    names: &BTreeSet<&str>,
    known: &BTreeSet<T>,
) -> Result<(), SelectError> {
    match names.iter().find(|name| !known.contains(**name)) {
        Some(name) => Err(SelectError::Unknown {
            kind,
            name: excerpt(name),
            nearest: nearest_names(name, known.iter().map(Borrow::borrow)),
            known: if known.len() > MAX_LISTED {
                Vec::new()
            } else {
                known.iter().map(|name| name.borrow().to_owned()).collect()
            },
            known_count: known.len(),
            create_date: ranges.create_date().to_owned(),
        }),
        None => Ok(()),
    }
}

fn to_names<T: Borrow<str>>(names: &BTreeSet<T>) -> BTreeSet<&str> {
    names.iter().map(Borrow::borrow).collect()
}

fn to_versions(versions: &BTreeSet<IpVersion>) -> BTreeSet<&'static str> {
    versions.iter().map(|version| version.as_str()).collect()
}

fn join(names: &BTreeSet<&str>) -> String {
    joined(names, " or ")
}

fn have(services: usize, rows: usize) -> String {
    format!("{} {rows} {}", if services == 1 { "has" } else { "have" }, if rows == 1 { "row" } else { "rows" })
}

fn count(rows: usize) -> String {
    if rows == 0 { "none".to_owned() } else { rows.to_string() }
}

#[cfg(test)]
mod tests;
