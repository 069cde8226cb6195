//! Dates of first publication: the table in the binary, and what rules say is
//! young, against the recorded dates row by row, as plain intervals.

use crate::{
    guard::counts::rfc_3339,
    intervals::{Interval, complement, intersection, of_prefix, of_set, union},
    rules::{
        documents::{bundled, examined},
        history::rules_of,
    },
    shared_data::{Publication, history, shared_data},
};
use amazonconnect::{
    guard::SERVICES,
    ledger::{NoticePeriod, first_notices},
    model::{IpVersion, Moment, Prefix, PrefixSet, Service},
    publications::Publications,
    rules::{Merge, NetworkDeployment},
};
use std::collections::{BTreeMap, BTreeSet};

/// 44 days before the document of 2026-08-22.
const YOUNG_FROM: &str = "2026-07-09T15:17:05Z";

/// Service, prefix, Region and date of first publication of a recorded row.
type Row = (String, Prefix, String, String);

/// What a service added at a date.
struct Added {
    service: String,
    date: String,
    space: Vec<Interval>,
}

/// The space that each service has in `rows`, by what added it: a recorded
/// publication, in whatever row, or one of `rows`.
fn added(rows: &[Row]) -> Option<Vec<Added>> {
    let mut added: BTreeMap<(String, String), Vec<Prefix>> = BTreeMap::new();
    let mut today: BTreeMap<&str, Vec<Interval>> = BTreeMap::new();
    for (service, prefix, _, date) in rows {
        added.entry((service.clone(), date.clone())).or_default().push(*prefix);
        today.entry(service).or_default().push(of_prefix(*prefix));
    }
    for Publication { sync_token, add, .. } in history()? {
        let date = rfc_3339(sync_token.parse().unwrap());
        for [prefix, service, ..] in add {
            if today.contains_key(service.as_str()) {
                added.entry((service, date.clone())).or_default().push(prefix.parse().unwrap());
            }
        }
    }
    let today: BTreeMap<&str, Vec<Interval>> = today.into_iter().map(|(service, space)| (service, union(space))).collect();
    let still = added.into_iter().map(|((service, date), prefixes)| {
        let space = intersection(&union(prefixes.into_iter().map(of_prefix)), &today[service.as_str()]);
        Added { service, date, space }
    });
    Some(still.collect())
}

/// The rows of the services that rules use.
fn rows() -> Option<Vec<Row>> {
    let text = String::from_utf8(shared_data("first-publication.tsv")?).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        (columns[0].to_owned(), columns[1].parse().unwrap(), columns[2].to_owned(), columns[3].to_owned())
    };
    Some(text.lines().skip(1).map(row).filter(|(service, ..)| SERVICES.contains(&service.as_str())).collect())
}

/// The space by the first date at which any of `added` had it, from `since` on.
fn by_date<'a>(added: impl Iterator<Item = &'a Added>, since: &str) -> Vec<(String, Vec<Interval>)> {
    let (old, new): (Vec<&Added>, Vec<&Added>) = added.partition(|added| added.date.as_str() < since);
    let mut known = union(old.into_iter().flat_map(|added| added.space.iter().copied()));
    let mut dates: BTreeMap<&str, Vec<Interval>> = BTreeMap::new();
    for added in new {
        dates.entry(added.date.as_str()).or_default().extend(&added.space);
    }
    let mut young = Vec::new();
    for (date, intervals) in dates {
        let news = intersection(&union(intervals.iter().copied()), &complement(&known));
        if !news.is_empty() {
            young.push((date.to_owned(), news));
        }
        known = union(known.into_iter().chain(intervals));
    }
    young
}

/// What of each date is in `space`.
fn within(dated: Vec<(String, Vec<Interval>)>, space: &[Interval]) -> Vec<(String, Vec<Interval>)> {
    let part = |(date, news): (String, Vec<Interval>)| (date, intersection(&news, space));
    dated.into_iter().map(part).filter(|(_, news)| !news.is_empty()).collect()
}

/// AWS published a /48 on 2025-08-18, and a /40 in its place a week later.
#[test]
fn a_row_that_was_cut_anew_is_as_old_as_its_space() {
    let dated = |prefix: &str| {
        let asked = [prefix.parse::<Prefix>().unwrap()].into_iter().collect();
        let since = Moment::parse("2025-01-01T00:00:00Z").unwrap();
        let published = Publications::bundled().published_within(
            &["EC2".into()],
            IpVersion::V6,
            &asked,
            since..=Publications::bundled().date(),
        );
        published.dated.iter().map(|(date, _)| date.to_string()[..10].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(dated("2600:1fff:2c80::/48"), ["2025-08-18"]);
    assert_eq!(dated("2600:1fff:2c81::/48"), ["2025-08-25"]);
}

#[test]
fn the_table_dates_space_as_the_recorded_rows_do() {
    let Some(rows) = rows() else { return };
    // By whole days they are 188, and 190 with two rows that had been there before.
    assert_eq!(rows.iter().filter(|(.., date)| date.as_str() >= YOUNG_FROM).count(), 186);
    assert_eq!(rows.iter().filter(|(.., date)| date.as_str() >= "2026-07-09").count(), 188);
    let Some(added) = added(&rows) else { return };
    let table = Publications::bundled();
    let sets: [&[&str]; 4] = [&["AMAZON_CONNECT"], &["EC2"], &["S3"], &["AMAZON_CONNECT", "CLOUDFRONT", "EC2", "S3"]];
    for services in sets {
        for version in IpVersion::ALL {
            for since in [YOUNG_FROM, "2025-06-01T00:00:00Z"] {
                let is_own = |(service, prefix, ..): &&Row| services.contains(&service.as_str()) && prefix.version() == version;
                let asked: PrefixSet = rows.iter().filter(is_own).map(|(_, prefix, ..)| *prefix).collect();
                let names: Vec<Service> = services.iter().map(|name| Service::from(*name)).collect();
                let published = table.published_within(&names, version, &asked, Moment::parse(since).unwrap()..=table.date());
                assert!(published.unknown.is_empty(), "{services:?} {version}");
                let told: Vec<_> = published.dated.iter().map(|(date, set)| (date.to_string(), of_set(set))).collect();
                let own = added.iter().filter(|added| services.contains(&added.service.as_str()));
                let expected = within(by_date(own, since), &of_set(&asked));
                assert_eq!(told, expected, "{services:?} {version} {since}");
            }
        }
    }
}

/// On the newest document, for a Region each, however rules are merged: what is
/// young by the rows of the services and Regions that the rules come from.
#[test]
fn what_rules_say_is_young_is_what_the_recorded_rows_say() {
    let Some(added) = rows().and_then(|rows| added(&rows)) else { return };
    let document = examined(&bundled());
    let now = Moment::parse(document.ranges().create_date()).unwrap();
    let mut seen = 0;
    let regions = ["ap-southeast-2", "eu-central-1", "eu-west-2", "us-east-1", "us-west-2"];
    for (region, merge) in regions.into_iter().flat_map(|region| Merge::ALL.map(|merge| (region, merge))) {
        let deployment = NetworkDeployment { merge, ..NetworkDeployment::new(BTreeSet::from([region.into()])) };
        let rules = rules_of(&document, &deployment).unwrap();
        let notices = first_notices(&rules, now, NoticePeriod::default(), Publications::bundled());
        for (permission, lines) in rules.permissions() {
            let services: BTreeSet<&Service> = lines.values().flat_map(|line| &line.label.services).collect();
            let own = added.iter().filter(|added| services.iter().any(|name| name.as_str() == added.service));
            let expected = within(by_date(own, YOUNG_FROM), &of_set(&rules.prefixes(&permission)));
            let mut told: BTreeMap<String, Vec<Interval>> = BTreeMap::new();
            for notice in notices.iter().filter(|notice| notice.permission == permission) {
                assert_eq!(notice.appearance.not_seen_at, notice.appearance.first_seen);
                assert_eq!(notice.allow_by, notice.appearance.first_seen.plus_days(30));
                let cidrs = notice.cidrs.iter().copied().map(of_prefix);
                told.entry(notice.appearance.first_seen.to_string()).or_default().extend(cidrs);
            }
            let told: Vec<_> = told.into_iter().map(|(date, space)| (date, union(space))).collect();
            assert_eq!(told, expected, "{region} {merge:?} {permission}");
            seen += told.len();
        }
    }
    assert!(seen > 60, "{seen} notices");
}
