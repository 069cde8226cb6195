//! What a document has no rows of although AWS published some before. Whether a
//! deployment needs them is decided where rules are resolved; whether the
//! document is as good as an earlier one, by this.

use super::{judge::holds, presence::published_at};
use crate::{ip_ranges::IpRanges, model::IpVersion};
use std::{collections::BTreeSet, fmt};

/// A service without public rows in a Region and family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The service.
    pub service: &'static str,
    /// The family.
    pub ip_version: IpVersion,
    /// The Region, or `GLOBAL`.
    pub region: &'static str,
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, ip_version, region } = self;
        write!(f, "{service} has no {ip_version} rows for {region}, where AWS published some before")
    }
}

/// Everything that a whole document of its date has and this one has not, in the
/// order of the table.
pub fn absences(ranges: &IpRanges) -> Vec<Absence> {
    let mut service_read = "";
    let mut present: BTreeSet<(IpVersion, &str)> = BTreeSet::new();
    let mut absent = Vec::new();
    for (service, ip_version, region) in published_at(ranges.create_date()).filter(|(service, ..)| holds(ranges, service)) {
        if service != service_read {
            service_read = service;
            let public = ranges.rows(service).iter().filter(|row| row.prefix.is_global_unicast());
            present = public.map(|row| (row.prefix.version(), row.region.as_str())).collect();
        }
        if !present.contains(&(ip_version, region)) {
            absent.push(Absence { service, ip_version, region });
        }
    }
    absent
}
