//! What is not believable about a document, with both counts and the date that
//! they are compared at.

use crate::model::{AddressCount, IpVersion, Prefix, Region, joined, shortest_rule_length};
use std::{fmt, mem};

use super::limits::{GROWN_FACTOR, SHRUNK_PERCENT};

/// One thing that history says cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardDefect {
    /// The service.
    pub service: &'static str,
    /// The family.
    pub ip_version: IpVersion,
    /// The Region; `None` for the service as a whole.
    pub region: Option<Region>,
    /// What is wrong.
    pub kind: DefectKind,
}

/// What is wrong. Counts are of merged global-unicast addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefectKind {
    /// Fewer addresses than AWS ever left.
    Shrunk {
        /// In the document.
        found: AddressCount,
        /// In the table, at the document's date.
        expected: AddressCount,
        /// The least that is believed.
        lowest: AddressCount,
        /// The publication with as many as expected, within 2 %.
        since: String,
    },
    /// More addresses than AWS ever added.
    Grown {
        /// In the document.
        found: AddressCount,
        /// In the table, at the document's date.
        expected: AddressCount,
        /// The most that is believed.
        highest: AddressCount,
        /// The publication with as many as expected, within 2 %.
        since: String,
    },
    /// A document from before the recorded history: nothing tells what it should hold.
    BeforeHistory {
        /// The document's date.
        date: String,
        /// The first recorded publication.
        first: &'static str,
    },
    /// A prefix broader than any that AWS may own.
    TooBroad {
        /// The broadest one.
        prefix: Prefix,
        /// Whether rows only become it by merging.
        merged: bool,
    },
}

/// How many defects a message lists.
const MAX_LISTED: usize = 6;

impl GuardDefect {
    /// The texts of several. What a Region lacks goes without saying where the
    /// whole service lacks it.
    pub fn list(defects: &[Self]) -> String {
        let is_part = |defect: &Self| {
            let same = |other: &Self| other.service == defect.service && other.ip_version == defect.ip_version;
            let kind = mem::discriminant(&defect.kind);
            let is_whole = |other: &Self| other.region.is_none() && same(other) && mem::discriminant(&other.kind) == kind;
            defect.region.is_some() && defects.iter().any(is_whole)
        };
        let told: Vec<&Self> = defects.iter().filter(|defect| !is_part(defect)).collect();
        let mut text = joined(told.iter().take(MAX_LISTED), "; ");
        if let Some(more) = told.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
            text.push_str(&format!("; and {more} more"));
        }
        text
    }
}

impl fmt::Display for GuardDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service, self.ip_version)?;
        if let Some(region) = &self.region {
            write!(f, " in {region}")?;
        }
        match &self.kind {
            DefectKind::Shrunk { found, expected, lowest, since } => write!(
                f,
                ": {found} addresses, but AWS published {expected} on {since} and never since 2020 took so many back that fewer than {SHRUNK_PERCENT} % ({lowest}) were left: rows are missing"
            ),
            DefectKind::Grown { found, expected, highest, since } => write!(
                f,
                ": {found} addresses, but AWS published {expected} on {since} and never since 2020 came near {GROWN_FACTOR} times as many, or a new block, within a year ({highest}): rows are not AWS's"
            ),
            DefectKind::BeforeHistory { date, first } => write!(
                f,
                ": the document is of {date}, before {first}, since when AWS's publications are recorded: nothing tells whether it is whole"
            ),
            DefectKind::TooBroad { prefix, merged } => {
                let how = if *merged { "its rows join to" } else { "a row is" };
                let shortest = shortest_rule_length(self.ip_version);
                write!(f, ": {how} {prefix}, and nothing broader than /{shortest} is AWS's")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_text(region: Option<&str>, kind: DefectKind, expected: &str) {
        let defect = GuardDefect { service: "EC2", ip_version: IpVersion::V4, region: region.map(Into::into), kind };
        assert_eq!(defect.to_string(), expected);
    }

    #[test]
    fn a_defect_gives_both_counts_and_the_date() {
        let since = || "2025-12-01T00:00:00Z".to_owned();
        let [found, expected, bound] = [5_u128, 100, 72].map(AddressCount::from);
        assert_text(
            Some("eu-west-1"),
            DefectKind::Shrunk { found, expected, lowest: bound, since: since() },
            "EC2 ipv4 in eu-west-1: 5 addresses, but AWS published 100 on 2025-12-01T00:00:00Z and never since 2020 took so many back that fewer than 72 % (72) were left: rows are missing",
        );
        assert_text(
            None,
            DefectKind::Grown { found: expected, expected: found, highest: bound, since: since() },
            "EC2 ipv4: 100 addresses, but AWS published 5 on 2025-12-01T00:00:00Z and never since 2020 came near 8 times as many, or a new block, within a year (72): rows are not AWS's",
        );
        let prefix = "16.0.0.0/4".parse().unwrap();
        let broad = |merged| DefectKind::TooBroad { prefix, merged };
        assert_text(None, broad(true), "EC2 ipv4: its rows join to 16.0.0.0/4, and nothing broader than /8 is AWS's");
        assert_text(None, broad(false), "EC2 ipv4: a row is 16.0.0.0/4, and nothing broader than /8 is AWS's");
    }

    #[test]
    fn a_list_is_short_and_says_the_whole_before_its_parts() {
        let [found, expected, lowest] = [5_u128, 100, 72].map(AddressCount::from);
        let kind = || DefectKind::Shrunk { found, expected, lowest, since: "2025-12-01T00:00:00Z".to_owned() };
        let of = |ip_version, region: Option<String>| GuardDefect {
            service: "EC2",
            ip_version,
            region: region.map(|name| name.as_str().into()),
            kind: kind(),
        };
        let regions = || (0..10).map(|number| of(IpVersion::V4, Some(format!("r-{number}"))));
        let alone: Vec<_> = regions().collect();
        assert!(GuardDefect::list(&alone).ends_with("; and 4 more"), "{}", GuardDefect::list(&alone));
        let with_whole: Vec<_> = regions().chain([of(IpVersion::V4, None), of(IpVersion::V6, Some("r-1".to_owned()))]).collect();
        let text = GuardDefect::list(&with_whole);
        assert_eq!(text.matches("rows are missing").count(), 2, "{text}");
        assert!(text.starts_with("EC2 ipv4: ") && text.contains("EC2 ipv6 in r-1: "), "{text}");
    }
}
