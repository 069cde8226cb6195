//! Every publication from 2017-07-20 to 2025-12-31, replayed row by row.

use crate::shared_data::{Publication, Row, history};
use amazonconnect::ip_ranges::{Entry, IpRanges, parse};
use std::{collections::BTreeSet, fmt::Write as _};

const VERSIONS: usize = 4_391;

/// Calls `check` with every version and its whole set of rows.
fn replay(mut check: impl FnMut(usize, &Publication, &BTreeSet<Row>)) -> Option<()> {
    let mut rows: BTreeSet<Row> = BTreeSet::new();
    let mut versions = 0;
    for (index, version) in history()?.enumerate() {
        for row in &version.remove {
            assert!(rows.remove(row), "version {index} removes what is not there: {row:?}");
        }
        for row in &version.add {
            assert!(rows.insert(row.clone()), "version {index} adds what is there: {row:?}");
        }
        check(index, &version, &rows);
        versions += 1;
    }
    assert_eq!(versions, VERSIONS);
    Some(())
}

/// The document of a version, as AWS would have written it.
fn to_json(version: &Publication, rows: &BTreeSet<Row>) -> String {
    let list = |key: &str, ipv6: bool| {
        let mut json = String::new();
        for [prefix, service, region, group] in rows.iter().filter(|row| row[0].contains(':') == ipv6) {
            let comma = if json.is_empty() { "" } else { "," };
            let _ = write!(json, r#"{comma}{{"{key}":"{prefix}","region":"{region}","service":"{service}""#);
            if !group.is_empty() {
                let _ = write!(json, r#","network_border_group":"{group}""#);
            }
            json.push('}');
        }
        json
    };
    format!(
        r#"{{"syncToken":"{}","createDate":"{}","prefixes":[{}],"ipv6_prefixes":[{}]}}"#,
        version.sync_token,
        version.create_date,
        list("ip_prefix", false),
        list("ipv6_prefix", true)
    )
}

fn to_row(entry: &Entry) -> Row {
    let group = entry.network_border_group.as_ref().map_or("", |group| group.as_str());
    [entry.prefix.to_string(), entry.service.to_string(), entry.region.to_string(), group.to_owned()]
}

#[track_caller]
fn parses_to_its_rows(version: &Publication, rows: &BTreeSet<Row>) -> IpRanges {
    let ranges = parse(to_json(version, rows).as_bytes()).unwrap();
    assert_eq!(ranges.sync_token(), version.sync_token);
    assert_eq!(ranges.entries().count(), rows.len());
    ranges
}

/// The row's prefix is valid and canonical, its names are names.
fn row_is_accepted([prefix, service, region, group]: &Row) {
    let key = if prefix.contains(':') { "ipv6_prefix" } else { "ip_prefix" };
    let row = format!(r#"{{"{key}":"{prefix}","service":"{service}","region":"{region}","network_border_group":"{group}"}}"#);
    let row = if group.is_empty() { row.replace(r#","network_border_group":"""#, "") } else { row };
    let (v4, v6) = if key == "ip_prefix" {
        (row, String::new())
    } else {
        (r#"{"ip_prefix":"10.0.0.0/8","region":"x","service":"x"}"#.to_owned(), row)
    };
    let v6 = if v6.is_empty() { v6 } else { format!(r#","ipv6_prefixes":[{v6}]"#) };
    let json = format!(r#"{{"syncToken":"1","createDate":"2020-01-01-00-00-00","prefixes":[{v4}]{v6}}}"#);
    let ranges = parse(json.as_bytes()).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(to_row(ranges.rows(service).last().unwrap()), [prefix, service, region, group].map(Clone::clone));
}

#[test]
fn every_row_ever_published_is_accepted_and_a_sample_of_documents_parses() {
    replay(|index, version, rows| {
        version.add.iter().for_each(row_is_accepted);
        if index % 200 == 0 || index == VERSIONS - 1 {
            let parsed = parses_to_its_rows(version, rows);
            assert_eq!(parsed.entries().map(to_row).collect::<BTreeSet<_>>(), *rows);
        }
    });
}

#[test]
#[cfg_attr(debug_assertions, ignore = "gigabytes of JSON: run with --release")]
fn every_document_parses() {
    let mut latest = String::new();
    replay(|_, version, rows| {
        let parsed = parses_to_its_rows(version, rows);
        assert!(*parsed.create_date() >= *latest, "{} comes after {latest}", parsed.create_date());
        latest = parsed.create_date().to_owned();
    });
}
