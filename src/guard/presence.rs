//! What history has: service, Region, family and date → whether a document of
//! that date lacks something where it has no such rows.
//!
//! `tables/presence.txt` has a line for each combination, in alphabetical order:
//! service, family, Region, the publication since which there are such rows and,
//! where they left for good, the one since which there are none.
//!
//! Rows that AWS tried for less than a week, or took back for a month or longer,
//! are dated by their return: eu-west-2 had IPv4 rows of AMAZON_CONNECT for half
//! an hour of 2019 and none until 2024, and its agents lacked nothing. Rows that
//! were settled and came back within a month were missing in between: the GLOBAL
//! IPv6 row of AMAZON_CONNECT was, from 2025-06-17 to 23.

use crate::model::IpVersion;

const TABLE: &str = include_str!("tables/presence.txt");

/// Whether a document of `date`, RFC 3339 in UTC as its `create_date`, must have
/// rows of `service` in this family and in `region`, in some region if it is
/// `None`, as far as the table knows: AWS had published them, and had not taken
/// them back for good. CHIME_MEETINGS had IPv6 in us-east-1 for a week of 2025,
/// CLOUDFRONT in fourteen Regions for a day of 2024: a document of today without
/// them lacks nothing.
///
/// Rows of the oldest recorded document, of 2017-07-20, are not known to be
/// older than it.
pub fn is_published(service: &str, region: Option<&str>, version: IpVersion, date: &str) -> bool {
    let is_meant = |presence: &Presence<'_>| region.is_none_or(|region| presence.region == region);
    presences(TABLE, service, version).filter(is_meant).any(|presence| presence.holds_at(date))
}

/// What a document of `date` must have rows of: service, family and Region, in
/// the order of the table.
pub(super) fn published_at(date: &str) -> impl Iterator<Item = (&'static str, IpVersion, &'static str)> {
    TABLE.lines().filter_map(move |line| {
        let mut words = line.split(' ');
        let (service, family) = (words.next()?, words.next()?);
        let presence = Presence { region: words.next()?, since: words.next()?, gone: words.next() };
        let version = IpVersion::ALL.into_iter().find(|version| version.as_str() == family)?;
        presence.holds_at(date).then_some((service, version, presence.region))
    })
}

#[derive(Debug, PartialEq, Eq)]
struct Presence<'a> {
    region: &'a str,
    since: &'a str,
    gone: Option<&'a str>,
}

impl Presence<'_> {
    fn holds_at(&self, date: &str) -> bool {
        self.since <= date && self.gone.is_none_or(|gone| date < gone)
    }
}

fn presences<'a>(table: &'a str, service: &str, version: IpVersion) -> impl Iterator<Item = Presence<'a>> {
    let start = format!("{service} {version} ");
    table.lines().filter_map(move |line| {
        let mut words = line.strip_prefix(start.as_str())?.split(' ');
        Some(Presence { region: words.next()?, since: words.next()?, gone: words.next() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "EC2 ipv4 eu-west-1 2017-07-20T22:42:12Z\nS3 ipv6 eu-west-1 2018-01-01T00:00:00Z 2019-01-01T00:00:00Z\n";

    #[test]
    fn a_line_is_found_by_service_and_family() {
        let of = |service, version| presences(SAMPLE, service, version).collect::<Vec<_>>();
        let region = "eu-west-1";
        assert_eq!(of("EC2", IpVersion::V4), [Presence { region, since: "2017-07-20T22:42:12Z", gone: None }]);
        let gone = Presence { region, since: "2018-01-01T00:00:00Z", gone: Some("2019-01-01T00:00:00Z") };
        assert_eq!(of("S3", IpVersion::V6), [gone]);
        assert_eq!(of("S3", IpVersion::V4), []);
        assert_eq!(of("EC", IpVersion::V4), []);
    }

    #[test]
    fn rows_are_there_from_their_first_day_to_their_last() {
        let gone = Presence { region: "eu-west-1", since: "2018-01-01T00:00:00Z", gone: Some("2019-01-01T00:00:00Z") };
        let dates = ["2017-12-31T23:59:59Z", "2018-01-01T00:00:00Z", "2018-12-31T23:59:59Z", "2019-01-01T00:00:00Z"];
        assert_eq!(dates.map(|date| gone.holds_at(date)), [false, true, true, false]);
        assert!(Presence { gone: None, ..gone }.holds_at("2019-01-01T00:00:00Z"));
    }

    #[test]
    fn real_combinations_begin_end_and_never_were() {
        let connect = |region, version, date| is_published("AMAZON_CONNECT", Some(region), version, date);
        assert!(!connect("us-gov-west-1", IpVersion::V4, "2026-08-22T15:17:05Z"), "it has IPv6 rows alone");
        let global = |date| connect("GLOBAL", IpVersion::V4, date);
        assert!(!global("2019-01-01T00:00:00Z") && global("2020-01-01T00:00:00Z"), "the /19 came in late 2019");
        let london = |date| connect("eu-west-2", IpVersion::V4, date);
        assert!(!london("2019-12-17T00:53:10Z") && !london("2024-01-01T00:00:00Z") && london("2024-08-01T00:00:00Z"));
        let relabelled = |region| connect(region, IpVersion::V6, "2025-06-18T00:00:00Z");
        assert!(relabelled("GLOBAL") && !relabelled("us-west-2"));
        let chime = |date| is_published("CHIME_MEETINGS", Some("us-east-1"), IpVersion::V6, date);
        assert!(chime("2025-05-20T00:00:00Z") && !chime("2026-01-01T00:00:00Z"));
        assert!(is_published("EC2", Some("us-east-1"), IpVersion::V4, "2026-08-22T15:17:05Z"));
        let anywhere = |version, date| is_published("CLOUDFRONT", None, version, date);
        assert!(anywhere(IpVersion::V4, "2020-01-01T00:00:00Z") && !anywhere(IpVersion::V4, "2016-01-01T00:00:00Z"));
        let voice = |version| is_published("CHIME_VOICECONNECTOR", None, version, "2026-08-22T15:17:05Z");
        assert!(voice(IpVersion::V4) && !voice(IpVersion::V6), "it never had IPv6");
        assert!(anywhere(IpVersion::V6, "2024-06-01T00:00:00Z") && !anywhere(IpVersion::V6, "2017-07-21T00:00:00Z"));
    }
}
