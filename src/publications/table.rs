//! Dates of first publication: `first_publications.txt`, read where it is asked,
//! never at start. `cargo xtask publications` makes it of recorded publications.
//!
//! ```text
//! amazonconnect-publications 1        the format and its version
//! newest 2026-08-22T15:17:05Z         the last publication that was looked at
//! parts 5715                          so that a cut table is noticed
//! [EC2]                               a service
//! 1500590532 3.0.0.0/15 …             a publication (its sync token) and what was new in it
//! ```
//!
//! It is about space, not about rows: the parts of a service are disjoint, and
//! each stands under the first publication of any row that ever covered it. (Of
//! what came after the recorded publications, of any row of today.)
//! Publications stand in order, in each the prefixes in numeric order, IPv4 first.
//! What was there and is no more is not in it.

use super::Published;
use crate::model::{IpVersion, Moment, Prefix, PrefixSet, Service};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    ops::RangeInclusive,
    sync::OnceLock,
};

const FORMAT: &str = "amazonconnect-publications 1";

const BUNDLED: &str = include_str!("first_publications.txt");

/// When each service first published its space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publications {
    date: Moment,
    /// The disjoint parts of each service, in numeric order.
    parts: BTreeMap<Service, Vec<(Prefix, Moment)>>,
}

impl Publications {
    /// The table inside the binary, read when it is first asked for.
    pub fn bundled() -> &'static Self {
        static TABLE: OnceLock<Publications> = OnceLock::new();
        // A test holds the table to its format. Of one that knew nothing recorded
        // documents alone would tell.
        TABLE.get_or_init(|| Self::read(BUNDLED).unwrap_or_else(|| Self { date: Moment::EPOCH, parts: BTreeMap::new() }))
    }

    /// Reads a table's text. `None` if it is not one, or if it is not whole.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|format| *format == FORMAT)?;
        let date = Moment::parse(lines.next()?.strip_prefix("newest ")?)?;
        let expected: usize = lines.next()?.strip_prefix("parts ")?.parse().ok()?;
        let mut parts: BTreeMap<Service, Vec<(Prefix, Moment)>> = BTreeMap::new();
        let mut section: Option<&mut Vec<(Prefix, Moment)>> = None;
        for line in lines {
            if let Some(service) = line.strip_prefix('[') {
                let Entry::Vacant(place) = parts.entry(Service::from(service.strip_suffix(']')?)) else { return None };
                section = Some(place.insert(Vec::new()));
                continue;
            }
            let (token, prefixes) = line.split_once(' ')?;
            let published = Moment::from_unix(token.parse().ok()?)?;
            let section = section.as_mut()?;
            for prefix in prefixes.split(' ') {
                section.push((prefix.parse().ok()?, published));
            }
        }
        parts.values_mut().for_each(|section| section.sort_unstable());
        let table = Self { date, parts };
        (table.parts.values().map(Vec::len).sum::<usize>() == expected).then_some(table)
    }

    /// The date of the last publication that the table knows.
    pub const fn date(&self) -> Moment {
        self.date
    }

    /// Whether the table is about any of `services`: only then does it say
    /// something that it lacks space of them.
    pub fn is_about(&self, services: &[Service]) -> bool {
        services.iter().any(|service| self.parts.contains_key(service))
    }

    /// The parts of `prefixes` in the family `ip_version` that one of `services`
    /// first published within `dates`, by date, and those that none of them had
    /// up to the last of these. Of a part that several of them have, the earliest
    /// date holds. A part that is told in neither way is older.
    pub fn published_within(
        &self,
        services: &[Service],
        ip_version: IpVersion,
        prefixes: &PrefixSet,
        dates: RangeInclusive<Moment>,
    ) -> Published {
        let asked = prefixes.of(ip_version);
        let (mut old, mut young) = (Vec::new(), BTreeMap::<Moment, Vec<Prefix>>::new());
        let parts = services.iter().filter_map(|service| self.parts.get(service)).flat_map(|parts| within(parts, &asked));
        for (part, published) in parts.filter(|(_, published)| published <= dates.end()) {
            if published < *dates.start() {
                old.push(part);
            } else {
                young.entry(published).or_default().push(part);
            }
        }
        let mut told: PrefixSet = old.into_iter().collect();
        let mut dated = Vec::new();
        for (published, parts) in young {
            let news = parts.into_iter().collect::<PrefixSet>().subtract(&told);
            told = told.iter().chain(news.iter()).collect();
            if !news.is_empty() {
                dated.push((published, news));
            }
        }
        Published { dated, unknown: asked.subtract(&told) }
    }
}

/// What of `parts`, which are in numeric order and disjoint, is in `asked`.
fn within<'a>(parts: &'a [(Prefix, Moment)], asked: &'a PrefixSet) -> impl Iterator<Item = (Prefix, Moment)> + 'a {
    // Two prefixes are nested or disjoint, so what they have in common is one of them.
    asked.iter().flat_map(|prefix| {
        let (before, after) = parts.split_at(parts.partition_point(|(part, _)| *part < prefix));
        let broader = before.last().filter(|(part, _)| part.contains(prefix)).map(|(_, published)| (prefix, *published));
        broader.into_iter().chain(after.iter().take_while(move |(part, _)| prefix.contains(*part)).copied())
    })
}

#[cfg(test)]
mod tests;
