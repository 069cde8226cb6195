//! Rows one after the other → rows by service, each kept once, IPv4 before
//! IPv6, otherwise in the order in which they came.

use super::{
    entries::{Entry, IpRanges, Usage},
    usages::Usages,
};
use crate::model::{NetworkBorderGroup, Prefix, Service};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::Arc,
};

/// The rows that have come so far, and what they are used for.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) usages: Usages,
    /// The group of the row that came last. Documents go service by service.
    current: Option<(Service, Vec<Entry>)>,
    /// The other groups.
    others: BTreeMap<Service, Vec<Entry>>,
}

impl Groups {
    /// Adds a row, whose usage is from `usages`.
    pub(super) fn push(&mut self, prefix: Prefix, usage: Arc<Usage>) {
        match &mut self.current {
            Some((service, rows)) if *service == usage.service => rows.push(Entry { prefix, usage }),
            current => {
                let mut rows = self.others.remove(&usage.service).unwrap_or_default();
                let service = usage.service.clone();
                rows.push(Entry { prefix, usage });
                if let Some((service, rows)) = current.replace((service, rows)) {
                    self.others.insert(service, rows);
                }
            }
        }
    }

    /// The document of these rows.
    pub(super) fn into_ranges(self, sync_token: String, create_date: String) -> IpRanges {
        let Self { usages, current, others: mut groups } = self;
        groups.extend(current);
        groups.values_mut().for_each(put_in_order);
        IpRanges {
            sync_token,
            create_date,
            disputed_date: None,
            groups,
            services: usages.services,
            regions: usages.regions,
            network_border_groups: usages.network_border_groups,
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
            let group = entry.network_border_group.as_ref().map(NetworkBorderGroup::as_str);
            let usage = groups.usages.get(entry.service.as_str(), entry.region.as_str(), group);
            groups.push(entry.prefix, usage);
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
