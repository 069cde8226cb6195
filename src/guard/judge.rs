//! A document → what in it is not believable. Cheap: one walk over the rows of
//! six services and one over the table.
//!
//! Services that an incomplete document does not hold whole are not judged.

use super::{
    defect::{DefectKind, GuardDefect},
    limits::SERVICES,
    series::{first_publication, series},
};
use crate::{
    ip_ranges::{Entry, IpRanges},
    model::{AddressCount, IpVersion, Prefix, PrefixSet},
};
use std::collections::BTreeMap;

/// Everything in the document that history rules out, service by service.
/// Nothing for a document that may be believed.
pub fn judge(ranges: &IpRanges) -> Vec<GuardDefect> {
    let services = SERVICES.into_iter().filter(|service| holds(ranges, service));
    let counted: Vec<_> = services.map(|service| Counted::new(service, ranges.rows(service))).collect();
    let mut defects: Vec<_> = counted.iter().flat_map(Counted::too_broad).collect();
    let (date, first) = (ranges.create_date(), first_publication());
    if date < first {
        let kind = || DefectKind::BeforeHistory { date: date.to_owned(), first };
        let present = counted.iter().filter(|service| !ranges.rows(service.name).is_empty());
        defects.extend(present.map(|service| GuardDefect {
            service: service.name,
            ip_version: IpVersion::V4,
            region: None,
            kind: kind(),
        }));
    }
    let mut table = series().peekable();
    for service in &counted {
        while table.next_if(|series| series.service < service.name).is_some() {}
        while let Some(series) = table.next_if(|series| series.service == service.name) {
            let found = service.address_count(series.ip_version, series.region);
            defects.extend(series.judge(found, ranges.create_date()));
        }
    }
    defects
}

/// Whether the document has every row of `service` that AWS published.
pub(super) fn holds(ranges: &IpRanges, service: &str) -> bool {
    ranges.kept().is_none_or(|kept| kept.contains(service))
}

/// The addresses of one service.
struct Counted<'a> {
    name: &'static str,
    whole: Merged,
    regions: BTreeMap<&'a str, Merged>,
}

/// Rows, merged.
#[derive(Default)]
struct Merged {
    /// Global-unicast addresses.
    public: PrefixSet,
    /// Rows that are too broad as they stand; none in a real document.
    broad_rows: Vec<Prefix>,
}

impl<'a> Counted<'a> {
    fn new(name: &'static str, rows: &'a [Entry]) -> Self {
        let mut by_region: BTreeMap<&str, Vec<Prefix>> = BTreeMap::new();
        for row in rows {
            by_region.entry(row.region.as_str()).or_default().push(row.prefix);
        }
        let regions: BTreeMap<_, _> = by_region.into_iter().map(|(region, rows)| (region, Merged::new(&rows))).collect();
        // A broad row is its Region's; merged prefixes are fewer than rows.
        let public = regions.values().flat_map(|merged| merged.public.iter()).collect();
        Self { name, whole: Merged { public, ..Merged::default() }, regions }
    }

    fn address_count(&self, version: IpVersion, region: Option<&str>) -> AddressCount {
        let merged = region.map_or(Some(&self.whole), |region| self.regions.get(region));
        merged.map_or(AddressCount::ZERO, |merged| merged.public.of(version).address_count())
    }

    /// A defect for each Region with prefixes that are too broad, or for the
    /// whole where they only become so across Regions.
    fn too_broad(&self) -> Vec<GuardDefect> {
        let mut defects = Vec::new();
        for version in IpVersion::ALL {
            let defect = |region: Option<&str>, merged: &Merged| {
                let kind = merged.too_broad(version)?;
                Some(GuardDefect { service: self.name, ip_version: version, region: region.map(Into::into), kind })
            };
            let before = defects.len();
            defects.extend(self.regions.iter().filter_map(|(region, merged)| defect(Some(*region), merged)));
            if defects.len() == before {
                defects.extend(defect(None, &self.whole));
            }
        }
        defects
    }
}

impl Merged {
    fn new(rows: &[Prefix]) -> Self {
        let broad_rows = rows.iter().copied().filter(|row| row.is_too_broad()).collect();
        let mut public: PrefixSet = rows.iter().copied().collect();
        // Asked of the few merged prefixes first: real documents are all public.
        if !public.iter().all(Prefix::is_global_unicast) {
            public = rows.iter().copied().filter(|row| row.is_global_unicast()).collect();
        }
        Self { public, broad_rows }
    }

    /// The broadest prefix that is too broad, a row before a merged one.
    fn too_broad(&self, version: IpVersion) -> Option<DefectKind> {
        let broadest = |prefixes: &mut dyn Iterator<Item = Prefix>| {
            prefixes.filter(|prefix| prefix.version() == version && prefix.is_too_broad()).min_by_key(|prefix| prefix.len())
        };
        let row = broadest(&mut self.broad_rows.iter().copied()).map(|prefix| (prefix, false));
        let (prefix, merged) = row.or_else(|| Some((broadest(&mut self.public.iter())?, true)))?;
        Some(DefectKind::TooBroad { prefix, merged })
    }
}

#[cfg(test)]
mod tests;
