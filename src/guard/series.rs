//! How many addresses a service had and when: `tables/counts.txt`, read where
//! it is asked.
//!
//! ```text
//! history 2017-07-20T22:42:12Z 2025-12-31T01:13:07Z   every publication between these
//! newest 2026-08-22T15:17:05Z                         and this one after a gap
//! floor ipv4 65536                                    what may always come
//! floor ipv6 134217728
//! [EC2 ipv4 * shrink grow]                            service, family, Region or "*", guards
//! 2017-07-20T22:42:12Z 26472704                       a count, kept until the next line
//! ```
//!
//! IPv6 is counted in /64s. A line is written when a count moved by more than
//! 2 %, or to or from nothing; the last line of a series is the newest document's.

use super::{
    defect::{DefectKind, GuardDefect},
    limits::{Bounds, SERVICES},
};
use crate::model::{AddressCount, IpVersion};

const TABLE: &str = include_str!("tables/counts.txt");

/// The counts of a service in one family, as a whole or in one Region.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// One of [`SERVICES`].
    pub service: &'static str,
    /// The family.
    pub ip_version: IpVersion,
    /// The Region, `GLOBAL` included; `None` for the whole service.
    pub region: Option<&'a str>,
    shrink: bool,
    grow: bool,
    steps: &'a str,
    head: Head<'a>,
}

#[derive(Debug, Clone, Copy)]
struct Head<'a> {
    history_end: &'a str,
    newest: &'a str,
    floors: [u128; 2],
}

/// What the table says of one date.
struct Expected<'a> {
    /// The publication that the count is from.
    date: &'a str,
    count: u128,
    least: u128,
    most: u128,
}

/// All guarded series, service by service in the order of [`SERVICES`].
pub fn series() -> impl Iterator<Item = Series<'static>> {
    read(TABLE)
}

/// The first recorded publication, RFC 3339.
pub(super) fn first_publication() -> &'static str {
    TABLE.split(' ').nth(1).unwrap_or_default()
}

fn read(table: &str) -> impl Iterator<Item = Series<'_>> {
    let mut sections = table.split('[');
    let head = sections.next().and_then(read_head);
    sections.filter_map(move |section| read_section(section, head?))
}

fn read_head(text: &str) -> Option<Head<'_>> {
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let floor = |name, version| Some(value(name)?.parse::<u128>().ok()?.saturating_mul(unit(version)));
    Some(Head {
        history_end: value("history")?.split(' ').nth(1)?,
        newest: value("newest")?,
        floors: [floor("floor ipv4", IpVersion::V4)?, floor("floor ipv6", IpVersion::V6)?],
    })
}

fn read_section<'a>(section: &'a str, head: Head<'a>) -> Option<Series<'a>> {
    let (title, steps) = section.split_once("]\n")?;
    let mut words = title.split(' ');
    let service = words.next()?;
    let ip_version = words.next()?;
    let region = words.next().filter(|region| *region != "*");
    let guards = words;
    Some(Series {
        service: SERVICES.into_iter().find(|known| *known == service)?,
        ip_version: IpVersion::ALL.into_iter().find(|version| version.as_str() == ip_version)?,
        region,
        shrink: guards.clone().any(|guard| guard == "shrink"),
        grow: guards.clone().any(|guard| guard == "grow"),
        steps: steps.trim_end(),
        head,
    })
}

/// How many addresses a unit of the table is.
const fn unit(version: IpVersion) -> u128 {
    match version {
        IpVersion::V4 => 1,
        IpVersion::V6 => 1 << 64,
    }
}

fn read_step(line: &str, version: IpVersion) -> Option<(&str, u128)> {
    let (date, count) = line.split_once(' ')?;
    Some((date, count.parse::<u128>().ok()?.saturating_mul(unit(version))))
}

impl<'a> Series<'a> {
    /// Whether too few addresses are a defect.
    pub const fn guards_shrinking(&self) -> bool {
        self.shrink
    }

    /// Whether too many addresses are a defect.
    pub const fn guards_growing(&self) -> bool {
        self.grow
    }

    /// The same series as it was known at `date`.
    #[must_use]
    pub fn until(self, date: &str) -> Self {
        // Dates sort as text. A later line is cut off with its line feed.
        let known = self.steps.lines().filter(|line| line.split(' ').next().is_some_and(|step| step <= date));
        let len = known.map(|line| line.len() + 1).sum::<usize>();
        Self { steps: self.steps.get(..len.saturating_sub(1)).unwrap_or(self.steps), ..self }
    }

    /// The defect of a document of `date` in which this series counts `found`
    /// addresses. None where the table does not reach back to that date.
    pub fn judge(&self, found: AddressCount, date: &str) -> Option<GuardDefect> {
        let expected = self.expected(date)?;
        let [floor_v4, floor_v6] = self.head.floors;
        let floor = match self.ip_version {
            IpVersion::V4 => floor_v4,
            IpVersion::V6 => floor_v6,
        };
        let bounds = Bounds::around(expected.least, expected.most, floor);
        let number = found.to_u128().unwrap_or(u128::MAX);
        let (was, since) = (AddressCount::from(expected.count), expected.date.to_owned());
        let kind = if self.shrink && number < bounds.lowest {
            DefectKind::Shrunk { found, expected: was, lowest: bounds.lowest.into(), since }
        } else if self.grow && number > bounds.highest {
            DefectKind::Grown { found, expected: was, highest: bounds.highest.into(), since }
        } else {
            return None;
        };
        let region = self.region.map(Into::into);
        Some(GuardDefect { service: self.service, ip_version: self.ip_version, region, kind })
    }

    /// The count in force at `date`. Between the end of the recorded history and
    /// the newest document, any count between both ends.
    fn expected(&self, date: &str) -> Option<Expected<'a>> {
        let mut later = None;
        for line in self.steps.rsplit('\n') {
            let (since, count) = read_step(line, self.ip_version)?;
            if since <= date {
                let in_gap = self.head.history_end < date && date < self.head.newest;
                let other = later.filter(|_| in_gap).unwrap_or(count);
                return Some(Expected { date: since, count, least: count.min(other), most: count.max(other) });
            }
            later = Some(count);
        }
        None
    }
}

#[cfg(test)]
mod tests;
