//! What history ever had: service, Region, family and date → whether rows of
//! that combination had been published by then, and whether AWS took them back.
//!
//! `tables/presence.txt` has a line for each combination, in alphabetical order:
//! service, family, Region, the first publication with such rows and, where
//! they left for good, the publication since which there are none.

use crate::model::IpVersion;

const TABLE: &str = include_str!("tables/presence.txt");

/// Whether rows of `service` in `region` and this family were ever published at
/// or before `date`, RFC 3339 in UTC as a document's `create_date`.
///
/// Rows of the oldest recorded document, of 2017-07-20, are not known to be
/// older than it.
pub fn existed(service: &str, region: &str, version: IpVersion, date: &str) -> bool {
    find(TABLE, service, region, version).is_some_and(|presence| presence.first <= date)
}

/// Whether the rows of `service` in `region` and this family were gone for good
/// by `date`, as far as the table knows. CHIME_MEETINGS had IPv6 in us-east-1
/// for a week of 2025, CLOUDFRONT in fourteen Regions for a day of 2024: a
/// document of today without them lacks nothing. Rows that came back later were
/// never gone for good: AMAZON_CONNECT's GLOBAL row of 2019-12-17 is a gap.
pub fn withdrawn(service: &str, region: &str, version: IpVersion, date: &str) -> bool {
    find(TABLE, service, region, version).is_some_and(|presence| presence.gone.is_some_and(|gone| gone <= date))
}

#[derive(Debug, PartialEq, Eq)]
struct Presence<'a> {
    first: &'a str,
    gone: Option<&'a str>,
}

fn find<'a>(table: &'a str, service: &str, region: &str, version: IpVersion) -> Option<Presence<'a>> {
    let is_it = |line: &&str| {
        let mut words = line.split(' ');
        words.next() == Some(service) && words.next() == Some(version.as_str()) && words.next() == Some(region)
    };
    let mut dates = table.lines().find(is_it)?.split(' ').skip(3);
    Some(Presence { first: dates.next()?, gone: dates.next() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "EC2 ipv4 eu-west-1 2017-07-20T22:42:12Z\nS3 ipv6 eu-west-1 2018-01-01T00:00:00Z 2019-01-01T00:00:00Z\n";

    #[test]
    fn a_line_is_found_by_all_three_names() {
        let of = |service, region, version| find(SAMPLE, service, region, version);
        assert_eq!(of("EC2", "eu-west-1", IpVersion::V4), Some(Presence { first: "2017-07-20T22:42:12Z", gone: None }));
        let gone = Some("2019-01-01T00:00:00Z");
        assert_eq!(of("S3", "eu-west-1", IpVersion::V6), Some(Presence { first: "2018-01-01T00:00:00Z", gone }));
        assert_eq!(of("S3", "eu-west-1", IpVersion::V4), None);
        assert_eq!(of("S3", "eu-west", IpVersion::V6), None);
        assert_eq!(of("EC", "eu-west-1", IpVersion::V4), None);
    }

    #[test]
    fn real_combinations_begin_end_and_never_were() {
        let v4_of_govcloud = |date| existed("AMAZON_CONNECT", "us-gov-west-1", IpVersion::V4, date);
        assert!(!v4_of_govcloud("2026-08-22T15:17:05Z"), "it has IPv6 rows alone");
        let global = |date| existed("AMAZON_CONNECT", "GLOBAL", IpVersion::V4, date);
        assert!(!global("2019-01-01T00:00:00Z") && global("2020-01-01T00:00:00Z"), "the /19 came in late 2019");
        let chime = |date| withdrawn("CHIME_MEETINGS", "us-east-1", IpVersion::V6, date);
        assert!(!chime("2025-05-15T00:00:00Z") && chime("2026-01-01T00:00:00Z"));
        assert!(!withdrawn("EC2", "us-east-1", IpVersion::V4, "2026-08-22T15:17:05Z"));
    }
}
