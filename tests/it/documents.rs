//! Whole documents as AWS published them, each with what is odd in it.
//! The expected figures were counted with Python's `json` module.

use crate::shared_data::{newest_document, shared_data};
use amazonconnect::{
    ip_ranges::{IpRanges, Merge, Selection, parse, select},
    model::{IpVersion, Prefix},
};
use std::collections::BTreeSet;

/// Distinct rows by family; distinct services, regions and border groups.
#[track_caller]
fn read(name: &str, figures: [usize; 5], create_date: &str) -> Option<IpRanges> {
    let ranges = parse(&shared_data(&format!("documents/{name}.json"))?).unwrap();
    let of = |version| ranges.entries().filter(|entry| entry.prefix.version() == version).count();
    let counted = [
        of(IpVersion::V4),
        of(IpVersion::V6),
        ranges.services().len(),
        ranges.regions().len(),
        ranges.network_border_groups().len(),
    ];
    assert_eq!(counted, figures, "{name}");
    assert_eq!(ranges.create_date(), create_date);
    Some(ranges)
}

fn count(ranges: &IpRanges, service: &str, region: &str) -> usize {
    ranges.rows(service).iter().filter(|entry| entry.region.as_str() == region).count()
}

#[test]
fn of_2015_without_ipv6() {
    read("2015-no-ipv6-key", [513, 0, 5, 12, 0], "2015-11-03T17:22:03Z");
}

#[test]
fn of_2017_with_a_malformed_date() {
    // `createDate` is 2017-07-20-22-42-2; the token tells the second.
    read("2017-07-20-malformed-create-date", [883, 329, 6, 19, 0], "2017-07-20T22:42:12Z");
}

#[test]
fn of_2018_with_local_addresses() {
    let Some(ranges) = read("2018-02-27-21-12-09-ula-as-ec2", [1_053, 400, 7, 21, 0], "2018-02-27T21:12:09Z") else { return };
    // Kept as published: the rules drop them, and say so.
    let local = |prefix: Prefix| prefix.to_string().starts_with("fc0");
    assert_eq!(ranges.rows("EC2").iter().filter(|entry| local(entry.prefix)).count(), 19);
}

#[test]
fn of_2018_with_another_key_order() {
    read("2018-04-19-entry-key-order", [1_129, 409, 8, 22, 0], "2018-04-19T18:16:17Z");
}

#[test]
fn of_2019_with_a_repeated_row() {
    // The list has 1,614 rows, one of them twice.
    read("2019-06-27-18-19-05-duplicate-row", [1_613, 553, 12, 25, 0], "2019-06-27T18:19:05Z");
}

#[test]
fn of_2019_without_connects_global_row() {
    let name = "2019-12-17-00-53-10-connect-global-absent";
    let Some(ranges) = read(name, [1_910, 560, 14, 25, 0], "2019-12-17T00:53:10Z") else { return };
    assert_eq!(count(&ranges, "AMAZON_CONNECT", "GLOBAL"), 0);
}

#[test]
fn of_2025_with_connects_ipv6_under_a_region() {
    let name = "2025-06-17-18-03-23-connect-v6-relabelled";
    let Some(ranges) = read(name, [8_892, 4_194, 25, 41, 115], "2025-06-17T18:03:23Z") else { return };
    assert_eq!(count(&ranges, "AMAZON_CONNECT", "GLOBAL"), 1);
}

#[test]
fn the_newest_by_service_in_the_order_of_the_document() {
    let Some(ranges) = read("2026-08-22-15-17-05", [10_668, 6_160, 28, 43, 121], "2026-08-22T15:17:05Z") else { return };
    let wire: serde_json::Value = serde_json::from_slice(&newest_document().unwrap()).unwrap();
    let rows = |list: &str, key: &'static str| {
        let rows = wire[list].as_array().unwrap().clone();
        rows.into_iter()
            .map(move |row| [key, "service", "region", "network_border_group"].map(|key| row[key].as_str().unwrap().to_owned()))
    };
    let mut expected: Vec<_> = rows("prefixes", "ip_prefix").chain(rows("ipv6_prefixes", "ipv6_prefix")).collect();
    expected.sort_by(|a, b| a[1].cmp(&b[1]));
    let found: Vec<_> = ranges
        .entries()
        .map(|entry| {
            let group = entry.network_border_group.as_ref().unwrap().to_string();
            [entry.prefix.to_string(), entry.service.to_string(), entry.region.to_string(), group]
        })
        .collect();
    assert!(found == expected, "rows differ");

    // AWS's own layout is read by a shorter way; any other is not.
    let minified = serde_json::to_vec(&wire).unwrap();
    assert!(parse(&minified).unwrap() == ranges, "the layout makes a difference");
}

#[test]
fn selection_is_the_filter_that_it_says() {
    let Some(ranges) = newest_document().map(|document| parse(&document).unwrap()) else { return };
    let mut selection = Selection {
        services: BTreeSet::from(["AMAZON_CONNECT".into()]),
        regions: None,
        network_border_groups: None,
        ip_versions: Some(BTreeSet::from([IpVersion::V4])),
        merge: Merge::None,
    };
    assert_eq!(select(&ranges, &selection).unwrap().len(), 21);
    selection.ip_versions = None;
    assert_eq!(select(&ranges, &selection).unwrap().len(), 36);
    selection.ip_versions = Some(BTreeSet::from(IpVersion::ALL));
    assert_eq!(select(&ranges, &selection).unwrap().len(), 36);
    selection.regions = Some(BTreeSet::from(["GLOBAL".into(), "us-west-2".into()]));
    let rows = select(&ranges, &selection).unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.prefix.to_string()).collect();
    let expected = ["15.193.0.0/19", "15.193.7.0/24", "18.236.61.0/25", "54.190.198.32/28"];
    let expected = expected.into_iter().chain(["2600:f0f2:7100::/40", "2600:f0f2:7100::/48", "2600:f0f2:7148::/48"]);
    assert_eq!(found, expected.map(ToOwned::to_owned).collect());

    // Seen in the file: no IPv4 row of Connect in us-gov-west-1, one of IPv6.
    selection.regions = Some(BTreeSet::from(["us-gov-west-1".into()]));
    selection.ip_versions = Some(BTreeSet::from([IpVersion::V4]));
    let message = select(&ranges, &selection).expect_err("no such row").to_string();
    assert!(message.ends_with("AMAZON_CONNECT has 36 rows, 1 of them in us-gov-west-1, none of these ipv4"), "{message}");
}
