//! The document in our own types: what a stage after `parse` works on.
//!
//! Invariants: rows stand in the order of the document and no row stands
//! twice; every name is shared, so that a clone of a row allocates nothing.
//! Rows are as AWS published them, also those that are not global unicast.

use super::names::Names;
use crate::model::{NetworkBorderGroup, Prefix, Region, Service};
use std::collections::BTreeSet;

/// One row of the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The range.
    pub prefix: Prefix,
    /// The service that uses it. The same prefix may stand under several.
    pub service: Service,
    /// The Region that uses it, or `GLOBAL`.
    pub region: Region,
    /// The group that AWS announces it from; absent before 2020-04-07.
    pub network_border_group: Option<NetworkBorderGroup>,
}

/// A parsed `ip-ranges.json`, whole or as a snapshot keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IpRanges {
    sync_token: String,
    create_date: String,
    entries: Vec<Entry>,
    services: BTreeSet<Service>,
    regions: BTreeSet<Region>,
    network_border_groups: BTreeSet<NetworkBorderGroup>,
    kept: Option<Kept>,
}

/// What an incomplete document still holds: rows of all other services are
/// missing from it, although AWS publishes them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Services with every row.
    pub services: BTreeSet<Service>,
    /// Services with their `GLOBAL` rows alone.
    pub global_only: BTreeSet<Service>,
}

impl IpRanges {
    /// A document of these rows, in this order; a repeated row is kept once.
    ///
    /// `create_date` is RFC 3339 text in UTC.
    pub fn new(sync_token: String, create_date: String, entries: Vec<Entry>) -> Self {
        let mut names = Names::default();
        for entry in &entries {
            names.services.get(entry.service.as_str());
            names.regions.get(entry.region.as_str());
            if let Some(group) = &entry.network_border_group {
                names.network_border_groups.get(group.as_str());
            }
        }
        Self::with_names(sync_token, create_date, entries, names)
    }

    /// As `new`, when the names of the rows are collected already.
    pub(super) fn with_names(sync_token: String, create_date: String, mut entries: Vec<Entry>, names: Names) -> Self {
        drop_repeated(&mut entries);
        Self {
            sync_token,
            create_date,
            entries,
            services: names.services.into_all(),
            regions: names.regions.into_all(),
            network_border_groups: names.network_border_groups.into_all(),
            kept: None,
        }
    }

    /// The same document, marked as holding no more than `kept` says.
    #[must_use]
    pub fn with_kept(self, kept: Kept) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// AWS's `syncToken`: the Unix time of publication.
    pub fn sync_token(&self) -> &str {
        &self.sync_token
    }

    /// When AWS made the document: RFC 3339 in UTC, such as
    /// `2026-08-22T15:17:05Z`.
    pub fn create_date(&self) -> &str {
        &self.create_date
    }

    /// All rows, IPv4 before IPv6, in the order of the document.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every service code of the rows, in alphabetical order.
    pub const fn services(&self) -> &BTreeSet<Service> {
        &self.services
    }

    /// Every region of the rows, `GLOBAL` included, in alphabetical order.
    pub const fn regions(&self) -> &BTreeSet<Region> {
        &self.regions
    }

    /// Every network border group of the rows, in alphabetical order.
    pub const fn network_border_groups(&self) -> &BTreeSet<NetworkBorderGroup> {
        &self.network_border_groups
    }

    /// What is left of an incomplete document; `None` for a whole one.
    pub const fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }
}

/// Keeps the first of equal rows. AWS published a row twice on 2019-06-27.
fn drop_repeated(entries: &mut Vec<Entry>) {
    // Sorted by prefix first: most rows differ there, and it compares fast.
    let mut rows: Vec<(Prefix, usize, &Entry)> = entries.iter().zip(0..).map(|(row, index)| (row.prefix, index, row)).collect();
    rows.sort_unstable_by_key(|(prefix, ..)| *prefix);
    let mut repeated = BTreeSet::new();
    for twins in rows.chunk_by_mut(|a, b| a.0 == b.0).filter(|twins| twins.len() > 1) {
        twins.sort_unstable_by_key(|(_, index, row)| (*row, *index));
        let equal = twins.windows(2).filter(|pair| matches!(pair, [first, second] if first.2 == second.2));
        repeated.extend(equal.filter_map(|pair| pair.last()).map(|(_, index, _)| *index));
    }
    if !repeated.is_empty() {
        let mut index = 0;
        entries.retain(|_| {
            index += 1;
            !repeated.contains(&(index - 1))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(prefix: &str, service: &str) -> Entry {
        Entry {
            prefix: prefix.parse().unwrap(),
            service: service.into(),
            region: "us-east-1".into(),
            network_border_group: Some("us-east-1".into()),
        }
    }

    #[test]
    fn keeps_the_order_and_the_first_of_repeated_rows() {
        let rows = [("10.2.0.0/16", "S3"), ("10.1.0.0/16", "S3"), ("10.2.0.0/16", "S3"), ("10.2.0.0/16", "EC2")];
        let rows = rows.map(|(prefix, service)| entry(prefix, service));
        let ranges = IpRanges::new("1".into(), "1970-01-01T00:00:01Z".into(), rows.to_vec());
        assert_eq!(ranges.entries(), [rows[0].clone(), rows[1].clone(), rows[3].clone()]);
        assert_eq!(ranges.services().iter().map(Service::as_str).collect::<Vec<_>>(), ["EC2", "S3"]);
        assert_eq!(ranges.kept(), None);
    }
}
