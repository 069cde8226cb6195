//! Rows of a document by service, region, border group and address family.
//!
//! Every criterion must hold. Unknown names are errors, and so is a result
//! without rows: an empty list would open or close a firewall by accident.

use super::{
    entries::{Entry, IpRanges},
    select_error::{MAX_LISTED, SelectError},
};
use crate::model::{IpVersion, NetworkBorderGroup, Region, Service, excerpt, joined, nearest_names};
use std::{borrow::Borrow, collections::BTreeSet};

/// Which rows are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Any of these services; at least one.
    pub services: Vec<Service>,
    /// Any of these regions; `None` for every one.
    pub regions: Option<Vec<Region>>,
    /// Any of these border groups; `None` for every one, also rows without.
    pub network_border_groups: Option<Vec<NetworkBorderGroup>>,
    /// Any of these families; at least one.
    pub ip_versions: Vec<IpVersion>,
}

/// The rows that `selection` asks for, service by service in alphabetical
/// order, each in the order of the document.
///
/// # Errors
/// `EmptyArgument` for a list without values, `Unknown` for a name that no row
/// has, `NotKept` for a service that a snapshot left out, `Empty` if no row is
/// left.
pub fn select<'a>(ranges: &'a IpRanges, selection: &Selection) -> Result<Vec<&'a Entry>, SelectError> {
    refuse_empty_arguments(selection)?;
    let services = to_names(&selection.services);
    let regions = selection.regions.as_deref().map(to_names);
    let groups = selection.network_border_groups.as_deref().map(to_names);

    refuse_services_not_kept(ranges, &services)?;
    refuse_unknown(ranges, "service", &services, ranges.services())?;
    if let Some(regions) = &regions {
        refuse_unknown(ranges, "region", regions, ranges.regions())?;
    }
    if let Some(groups) = &groups {
        refuse_unknown(ranges, "network border group", groups, ranges.network_border_groups())?;
    }

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
    rows.retain(|row| selection.ip_versions.contains(&row.prefix.version()));
    steps.push(format!("{} of these {}", count(rows.len()), join(&to_versions(&selection.ip_versions))));

    if rows.is_empty() {
        return Err(SelectError::Empty { steps, create_date: ranges.create_date().to_owned() });
    }
    Ok(rows)
}

fn refuse_empty_arguments(selection: &Selection) -> Result<(), SelectError> {
    let arguments = [
        ("services", selection.services.is_empty(), false),
        ("regions", selection.regions.as_ref().is_some_and(Vec::is_empty), true),
        ("network_border_groups", selection.network_border_groups.as_ref().is_some_and(Vec::is_empty), true),
        ("ip_versions", selection.ip_versions.is_empty(), false),
    ];
    match arguments.into_iter().find(|(_, empty, _)| *empty) {
        Some((argument, _, omittable)) => Err(SelectError::EmptyArgument { argument, omittable }),
        None => Ok(()),
    }
}

fn refuse_services_not_kept(ranges: &IpRanges, services: &BTreeSet<&str>) -> Result<(), SelectError> {
    let Some(kept) = ranges.kept() else { return Ok(()) };
    match services.iter().find(|service| !kept.contains(**service)) {
        Some(service) => Err(SelectError::NotKept {
            service: excerpt(service),
            services: kept.iter().map(ToString::to_string).collect(),
            create_date: ranges.create_date().to_owned(),
        }),
        None => Ok(()),
    }
}

fn refuse_unknown<T: Ord + Borrow<str>>(
    ranges: &IpRanges,
    kind: &'static str,
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

fn to_names<T: Borrow<str>>(names: &[T]) -> BTreeSet<&str> {
    names.iter().map(Borrow::borrow).collect()
}

fn to_versions(versions: &[IpVersion]) -> BTreeSet<&'static str> {
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
