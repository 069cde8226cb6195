//! Dates of first publication: the table in the binary, and what rules say is
//! young, against the recorded dates row by row, as plain intervals.

use crate::{
    intervals::{Interval, complement, intersection, of_prefix, of_set, union},
    rules::documents::{bundled, examined},
    shared_data::shared_data,
};
use amazonconnect::{
    guard::SERVICES,
    ledger::recent,
    model::{IpVersion, Moment, Prefix, Service},
    publications::Publications,
    rules::{NetworkDeployment, resolve_network_rules},
};
use std::collections::{BTreeMap, BTreeSet};

/// 44 days before the document of 2026-08-22.
const YOUNG_FROM: &str = "2026-07-09T15:17:05Z";

/// Service, prefix, Region and date of first publication of a recorded row.
type Row = (String, Prefix, String, String);

/// The rows of the services that rules use.
fn rows() -> Option<Vec<Row>> {
    let text = String::from_utf8(shared_data("first-publication.tsv")?).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        (columns[0].to_owned(), columns[1].parse().unwrap(), columns[2].to_owned(), columns[3].to_owned())
    };
    Some(text.lines().skip(1).map(row).filter(|(service, ..)| SERVICES.contains(&service.as_str())).collect())
}

/// The space of `rows` by the first date at which any of them had it, from `since` on.
fn by_date<'a>(rows: impl Iterator<Item = &'a Row>, since: &str) -> Vec<(String, Vec<Interval>)> {
    let mut dates: BTreeMap<&str, Vec<Interval>> = BTreeMap::new();
    for (_, prefix, _, date) in rows {
        dates.entry(date.as_str()).or_default().push(of_prefix(*prefix));
    }
    let mut known: Vec<Interval> = Vec::new();
    let mut young = Vec::new();
    for (date, intervals) in dates {
        if date >= since {
            let news = intersection(&union(intervals.iter().copied()), &complement(&known));
            if !news.is_empty() {
                young.push((date.to_owned(), news));
            }
        }
        known = union(known.into_iter().chain(intervals));
    }
    young
}

#[test]
fn the_table_dates_space_as_the_recorded_rows_do() {
    let Some(rows) = rows() else { return };
    // By whole days they are 188, and 190 with two rows that had been there before.
    assert_eq!(rows.iter().filter(|(.., date)| date.as_str() >= YOUNG_FROM).count(), 186);
    assert_eq!(rows.iter().filter(|(.., date)| date.as_str() >= "2026-07-09").count(), 188);
    let table = Publications::bundled();
    let sets: [&[&str]; 4] = [&["AMAZON_CONNECT"], &["EC2"], &["S3"], &["AMAZON_CONNECT", "CLOUDFRONT", "EC2", "S3"]];
    for services in sets {
        for version in IpVersion::ALL {
            for since in [YOUNG_FROM, "2025-06-01T00:00:00Z"] {
                let own = || {
                    rows.iter()
                        .filter(|(service, prefix, ..)| services.contains(&service.as_str()) && prefix.version() == version)
                };
                let asked = own().map(|(_, prefix, ..)| *prefix).collect();
                let names: Vec<Service> = services.iter().map(|name| Service::from(*name)).collect();
                let published = table.published_since(&names, version, &asked, Moment::parse(since).unwrap());
                assert!(published.unknown.is_empty(), "{services:?} {version}");
                let told: Vec<_> = published.dated.iter().map(|(date, set)| (date.to_string(), of_set(set))).collect();
                assert_eq!(told, by_date(own(), since), "{services:?} {version} {since}");
            }
        }
    }
}

/// On the newest document, for a Region each: what is young by the rows of the
/// services and Regions that the rules come from.
#[test]
fn recent_is_what_the_recorded_rows_say() {
    let Some(rows) = rows() else { return };
    let document = examined(&bundled());
    let now = Moment::parse(document.ranges().create_date()).unwrap();
    let mut seen = 0;
    for region in ["ap-southeast-2", "eu-central-1", "eu-west-2", "us-east-1", "us-west-2"] {
        let resolved = resolve_network_rules(&document, &NetworkDeployment::new(BTreeSet::from([region.into()]))).unwrap();
        let notices = recent(&resolved.wanted, now, Publications::bundled());
        for wanted in &resolved.wanted {
            let own = rows.iter().filter(|(service, prefix, ..)| {
                wanted.services.iter().any(|name| name.as_str() == service) && prefix.version() == wanted.permission.ip_version
            });
            let space = of_set(&wanted.prefixes);
            let expected: Vec<_> = by_date(own, YOUNG_FROM)
                .into_iter()
                .map(|(date, news)| (date, intersection(&news, &space)))
                .filter(|(_, news)| !news.is_empty())
                .collect();
            let told: Vec<_> = notices
                .iter()
                .filter(|notice| notice.permission == wanted.permission)
                .map(|notice| {
                    assert_eq!(notice.appearance.not_seen_at, notice.appearance.first_seen);
                    assert_eq!(notice.allow_by, notice.appearance.first_seen.plus_days(30));
                    (notice.appearance.first_seen.to_string(), union(notice.cidrs.iter().copied().map(of_prefix)))
                })
                .collect();
            assert_eq!(told, expected, "{region} {}", wanted.permission);
            seen += told.len();
        }
    }
    assert!(seen > 20, "{seen} notices");
}
