//! Whether a document has what a requirement must have: judged for each
//! requirement, Region and family, in this one place.
//!
//! In: a row of the table, the instance's Region, a family, the rows of the
//! service. Out: the Regions whose rows are needed, each with what was found.
//! What the table of history says was never published is no gap; what it
//! says was published and is not there now is one. AWS's fall-back to GLOBAL
//! holds only where the document never listed the service in that Region.

use crate::{
    guard,
    ip_ranges::Entry,
    model::{IpVersion, Prefix, Region},
    requirements::{Kind, RegionScope, Requirement, by_id},
};

/// What was found of one need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finding {
    /// Rows, or prefixes that a page names instead.
    Present,
    /// Nothing, and AWS never published any.
    NeverPublished,
    /// Nothing, although AWS published some before.
    Missing,
}

/// Rows that a requirement needs for one instance Region, in one family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    /// The region of the rows; `None` for the rows of every region.
    pub region: Option<Region>,
    /// What was found of it.
    pub finding: Finding,
}

/// What a document is asked about one service and family.
pub(super) struct Question<'a> {
    pub requirement: &'static Requirement,
    pub service: &'static str,
    pub ip_version: IpVersion,
    /// The public rows of the service and family.
    pub rows: &'a [&'a Entry],
    /// The document's date, RFC 3339.
    pub date: &'a str,
    /// Whether GLOBAL rows are wanted where they are a choice.
    pub global_chosen: bool,
}

impl Question<'_> {
    /// What the requirement needs for `region`, with what was found.
    pub fn needs(&self, region: &Region) -> Vec<Need> {
        let own = self.need(Some(region), region);
        let global = || self.need(Some(&Region::from(Region::GLOBAL)), region);
        match self.requirement.scope {
            RegionScope::AllRows => vec![self.need(None, region)],
            RegionScope::InstanceAndGlobal { global_by_choice } => {
                let falls_back = own.finding == Finding::NeverPublished;
                if falls_back || !global_by_choice || self.global_chosen { vec![own, global()] } else { vec![own] }
            }
            RegionScope::InstanceAndFixed(fixed) => {
                let others = fixed.iter().copied().map(Region::from).filter(|other| other != region);
                std::iter::once(own).chain(others.map(|other| self.need(Some(&other), &other))).collect()
            }
            RegionScope::Instance | RegionScope::SourceRegion | RegionScope::Named | RegionScope::None => vec![own],
        }
    }

    fn need(&self, wanted: Option<&Region>, named_for: &Region) -> Need {
        let has_rows = self.rows.iter().any(|row| wanted.is_none_or(|region| row.region == *region));
        let is_published = || guard::is_published(self.service, wanted.map(Region::as_str), self.ip_version, self.date);
        let finding = if has_rows || self.is_named(named_for) {
            Finding::Present
        } else if is_published() {
            Finding::Missing
        } else {
            Finding::NeverPublished
        };
        Need { region: wanted.cloned(), finding }
    }

    /// Whether a page names prefixes of the family for `region` itself.
    fn is_named(&self, region: &Region) -> bool {
        let becomes_rules = |row: &&Requirement| matches!(row.kind, Kind::Prefixes { .. }) && row.status.becomes_a_rule();
        let named = by_id(self.requirement.alternatives).filter(becomes_rules);
        let mut values = named.flat_map(|row| row.values.of_region(region.as_str()));
        values.any(|value| value.parse::<Prefix>().is_ok_and(|prefix| prefix.version() == self.ip_version))
    }
}
