//! Rows one after the other → rows by service, each kept once, IPv4 before
//! IPv6, otherwise in the order in which they came.

use super::{
    entries::{Entry, IpRanges},
    names::Names,
};
use crate::model::{Prefix, Service};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

/// The rows that have come so far, and their names.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) names: Names,
    /// The group of the row that came last. Documents go service by service.
    current: Option<(Service, Vec<Entry>)>,
    /// The other groups.
    others: BTreeMap<Service, Vec<Entry>>,
}

impl Groups {
    /// Adds a row, whose names are from `names`.
    pub(super) fn push(&mut self, entry: Entry) {
        match &mut self.current {
            Some((service, rows)) if *service == entry.service => rows.push(entry),
            current => {
                let mut rows = self.others.remove(&entry.service).unwrap_or_default();
                let service = entry.service.clone();
                rows.push(entry);
                if let Some((service, rows)) = current.replace((service, rows)) {
                    self.others.insert(service, rows);
                }
            }
        }
    }

    /// The document of these rows.
    pub(super) fn into_ranges(self, sync_token: String, create_date: String) -> IpRanges {
        let Self { names, current, others: mut groups } = self;
        groups.extend(current);
        groups.values_mut().for_each(put_in_order);
        IpRanges {
            sync_token,
            create_date,
            disputed_date: None,
            groups,
            services: names.services.into_all(),
            regions: names.regions.into_all(),
            network_border_groups: names.network_border_groups.into_all(),
            kept: None,
        }
    }
}

impl IpRanges {
    /// A document of these rows, in this order; a repeated row is kept once.
    ///
    /// `create_date` is RFC 3339 text in UTC.
    pub fn new(sync_token: String, create_date: String, entries: Vec<Entry>) -> Self {
        let mut groups = Groups::default();
        for entry in entries {
            let names = &mut groups.names;
            let entry = Entry {
                service: names.services.get(entry.service.as_str()),
                region: names.regions.get(entry.region.as_str()),
                network_border_group: entry.network_border_group.map(|group| names.network_border_groups.get(group.as_str())),
                ..entry
            };
            groups.push(entry);
        }
        groups.into_ranges(sync_token, create_date)
    }
}

fn put_in_order(rows: &mut Vec<Entry>) {
    if !rows.is_sorted_by_key(|row| row.prefix.version()) {
        rows.sort_by_key(|row| row.prefix.version());
    }
    if may_repeat(rows) {
        let mut seen = BTreeSet::new();
        let is_first: Vec<bool> = rows.iter().map(|row| seen.insert(row)).collect();
        let mut is_first = is_first.into_iter();
        rows.retain(|_| is_first.next().unwrap_or(true));
    }
}

/// Whether a row may stand twice; never false if one does. AWS published a row
/// twice on 2019-06-27, so this is asked of every document: sorting numbers
/// takes a small part of the time that sorting rows does.
fn may_repeat(rows: &[Entry]) -> bool {
    let mut numbers: Vec<u64> = rows.iter().map(|row| number_of(row.prefix)).collect();
    numbers.sort_unstable();
    numbers.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Equal for equal prefixes, and hardly ever for others.
fn number_of(prefix: Prefix) -> u64 {
    let bits = match prefix.network() {
        IpAddr::V4(network) => u128::from(u32::from(network)),
        IpAddr::V6(network) => u128::from(network),
    };
    (bits as u64).rotate_left(8) ^ ((bits >> 64) as u64) ^ u64::from(prefix.len())
}
