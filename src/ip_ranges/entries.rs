//! The document in our own types: what a stage after `parse` works on.
//!
//! Invariants: rows stand by service, IPv4 before IPv6, otherwise in the order
//! of the document; no row stands twice; every usage is shared, so that a row
//! takes little and its clone allocates nothing. Rows are as AWS published them,
//! also those that are not global unicast.

use crate::model::{NetworkBorderGroup, Prefix, Region, Service};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::Arc,
};

/// One row of the document: a range and, as its fields, the [`Usage`] of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The range.
    pub prefix: Prefix,
    /// What it is used for, shared with the rows of the same.
    pub(super) usage: Arc<Usage>,
}

/// Who uses a range and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usage {
    /// The service that uses it. The same prefix may stand under several.
    pub service: Service,
    /// The Region that uses it, or `GLOBAL`.
    pub region: Region,
    /// The group that AWS announces it from; absent before 2020-04-07.
    pub network_border_group: Option<NetworkBorderGroup>,
}

impl Entry {
    /// The row of `prefix` with these names.
    pub fn new(prefix: Prefix, service: &str, region: &str, network_border_group: Option<&str>) -> Self {
        let usage =
            Usage { service: service.into(), region: region.into(), network_border_group: network_border_group.map(Into::into) };
        Self { prefix, usage: Arc::new(usage) }
    }
}

impl Deref for Entry {
    type Target = Usage;

    fn deref(&self) -> &Usage {
        &self.usage
    }
}

/// A parsed `ip-ranges.json`, whole or as a snapshot keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IpRanges {
    pub(super) sync_token: String,
    pub(super) create_date: String,
    pub(super) disputed_date: Option<String>,
    /// No group is empty.
    pub(super) groups: BTreeMap<Service, Vec<Entry>>,
    pub(super) services: BTreeSet<Service>,
    pub(super) regions: BTreeSet<Region>,
    pub(super) network_border_groups: BTreeSet<NetworkBorderGroup>,
    pub(super) kept: Option<BTreeSet<Service>>,
}

impl IpRanges {
    /// The same document, marked as holding the rows of the services `kept`
    /// alone, although AWS publishes others.
    #[must_use]
    pub fn with_kept(self, kept: BTreeSet<Service>) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// The same document, whose `createDate` reads `text` and tells another
    /// moment than its `syncToken`, or none.
    #[must_use]
    pub(super) fn with_disputed_date(self, text: String) -> Self {
        Self { disputed_date: Some(text), ..self }
    }

    /// The text of `createDate`, shortened, where it and `syncToken` do not tell
    /// the same moment: so it was in two publications of 2017.
    pub fn disputed_date(&self) -> Option<&str> {
        self.disputed_date.as_deref()
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

    /// The rows of a service, IPv4 before IPv6, each in the order of the
    /// document; none for a service that has none.
    pub fn rows(&self, service: &str) -> &[Entry] {
        self.groups.get(service).map_or(&[], Vec::as_slice)
    }

    /// All rows, service by service in alphabetical order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.groups.values().flatten()
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

    /// The services that an incomplete document still holds, each with every
    /// row; `None` for a whole one.
    pub const fn kept(&self) -> Option<&BTreeSet<Service>> {
        self.kept.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(prefix: &str, service: &str) -> Entry {
        Entry::new(prefix.parse().unwrap(), service, "us-east-1", Some("us-east-1"))
    }

    fn ranges(rows: &[Entry]) -> IpRanges {
        IpRanges::new("1".into(), "1970-01-01T00:00:01Z".into(), rows.to_vec())
    }

    #[test]
    fn rows_stand_by_service_in_their_order() {
        let rows =
            [("10.2.0.0/16", "S3"), ("2600::/40", "S3"), ("10.3.0.0/16", "EC2"), ("10.1.0.0/16", "S3"), ("10.1.0.0/16", "EC2")];
        let [two, six, three, one, other] = rows.map(|(prefix, service)| entry(prefix, service));
        let ranges = ranges(&[two.clone(), six.clone(), three.clone(), one.clone(), other.clone()]);
        assert_eq!(ranges.rows("S3"), [two.clone(), one.clone(), six.clone()]);
        assert_eq!(ranges.rows("EC2"), [three.clone(), other.clone()]);
        assert!(ranges.rows("s3").is_empty());
        assert!(ranges.entries().eq([&three, &other, &two, &one, &six]));
        assert_eq!(ranges.services().iter().map(Service::as_str).collect::<Vec<_>>(), ["EC2", "S3"]);
        assert_eq!(ranges.kept(), None);
    }

    #[test]
    fn keeps_the_first_of_repeated_rows() {
        let [one, two] = ["10.1.0.0/16", "10.2.0.0/16"].map(|prefix| entry(prefix, "S3"));
        // Only a whole row repeats: the same prefix elsewhere is another row.
        let elsewhere = Entry::new(two.prefix, "S3", "us-west-2", Some("us-east-1"));
        let shorter = entry("10.2.0.0/15", "S3");
        let rows =
            [two.clone(), one.clone(), two.clone(), elsewhere.clone(), shorter.clone(), one.clone(), entry("10.1.0.0/16", "EC2")];
        assert_eq!(ranges(&rows).rows("S3"), [two, one, elsewhere, shorter]);
        assert_eq!(ranges(&rows).rows("EC2").len(), 1);
    }
}
