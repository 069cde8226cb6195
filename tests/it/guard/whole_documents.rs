//! Whole documents through `judge`: the real ones are believed, and what has been
//! done to a provider is refused.

use super::counts::replay;
use crate::shared_data::{document, newest_document};
use amazonconnect::{
    guard::{absences, judge},
    ip_ranges::{Entry, IpRanges, parse},
    model::Prefix,
};
use std::collections::BTreeMap;

/// The same document with other rows.
fn with_rows(ranges: &IpRanges, rows: Vec<Entry>) -> IpRanges {
    IpRanges::new(ranges.sync_token().to_owned(), ranges.create_date().to_owned(), rows)
}

#[test]
fn the_newest_document_is_believed_and_so_are_the_odd_ones() {
    for name in [
        "2018-02-27-21-12-09-ula-as-ec2",
        "2018-04-19-entry-key-order",
        "2019-06-27-18-19-05-duplicate-row",
        "2025-06-17-18-03-23-connect-v6-relabelled",
        "2026-08-22-15-17-05",
    ] {
        let Some(bytes) = document(name) else { return };
        let defects = judge(&parse(&bytes).unwrap());
        assert!(defects.is_empty(), "{name}: {defects:#?}");
    }
    // Older than the recorded history: nothing tells whether it is whole.
    let Some(bytes) = document("2015-no-ipv6-key") else { return };
    let defects = judge(&parse(&bytes).unwrap());
    assert!(!defects.is_empty(), "it has rows of services that are judged");
    assert!(defects.iter().all(|defect| defect.to_string().contains("nothing tells whether it is whole")), "{defects:#?}");
}

#[test]
fn every_tenth_row_of_each_service_and_region_is_refused() {
    let Some(bytes) = newest_document() else { return };
    let ranges = parse(&bytes).unwrap();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let tenth = ranges.entries().filter(|row| {
        let index = seen.entry((row.service.to_string(), row.region.to_string())).or_default();
        *index += 1;
        *index % 10 == 1
    });
    let defects = judge(&with_rows(&ranges, tenth.cloned().collect()));
    for service in ["AMAZON_CONNECT", "EC2", "CLOUDFRONT", "S3"] {
        let whole = defects.iter().find(|defect| defect.service == service && defect.region.is_none());
        eprintln!("{}", whole.unwrap_or_else(|| panic!("{service} is thin: {defects:#?}")));
    }
}

#[test]
fn a_document_without_ipv6_or_without_a_region_is_refused() {
    let Some(bytes) = newest_document() else { return };
    let ranges = parse(&bytes).unwrap();
    let without = |gone: &dyn Fn(&Entry) -> bool| {
        let rows = ranges.entries().filter(|row| !gone(row)).cloned().collect();
        judge(&with_rows(&ranges, rows)).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(without(&|row| row.prefix.to_string().contains(':')).iter().any(|text| text.starts_with("EC2 ipv6: 0 addresses")));
    let region = without(&|row| row.service.as_str() == "EC2" && row.region.as_str() == "eu-central-1");
    assert!(region.iter().any(|text| text.starts_with("EC2 ipv4 in eu-central-1: 0 addresses")), "{region:#?}");
    assert!(without(&|_| false).is_empty());
}

#[test]
#[cfg_attr(debug_assertions, ignore = "thousands of documents: run with --release")]
fn every_document_since_2020_is_believed() {
    let (mut judged, mut alarms) = (0, Vec::new());
    let publications = replay(|publication| {
        if publication.date < "2020" {
            return;
        }
        let rows = publication.rows.iter().flat_map(|((service, _, region), rows)| {
            let of_region = |prefix: &Prefix| Some(Entry::new(*prefix, service.as_str(), region.as_deref()?, None));
            rows.keys().filter_map(of_region)
        });
        let ranges = IpRanges::new("1".to_owned(), publication.date.to_owned(), rows.collect());
        judged += 1;
        alarms.extend(judge(&ranges).into_iter().map(|defect| format!("{}: {defect}", publication.date)));
    });
    eprintln!("{judged} whole documents since 2020, {} false alarms", alarms.len());
    assert!(publications.is_none() || judged > 3_000, "{judged}");
    assert!(alarms.is_empty(), "{:#?}", &alarms[..alarms.len().min(20)]);
}

/// The publications since 2020 that lack what AWS had published before and did
/// again: a copy would have stood in for these, and for no others.
#[test]
fn what_real_documents_lacked() {
    let mut spells: Vec<(String, String, String)> = Vec::new();
    let mut previous = String::new();
    let publications = replay(|publication| {
        if publication.date < "2020" {
            return;
        }
        // A row of each is enough, since only its absence counts.
        let one = publication.rows.iter().filter_map(|((service, _, region), rows)| {
            let prefix = *rows.keys().find(|prefix| prefix.is_global_unicast())?;
            Some(Entry::new(prefix, service.as_str(), region.as_deref()?, None))
        });
        let ranges = IpRanges::new("1".to_owned(), publication.date.to_owned(), one.collect());
        let lacking = absences(&ranges).iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        match spells.last_mut() {
            Some((_, last, text)) if *text == lacking && *last == previous => publication.date.clone_into(last),
            _ if lacking.is_empty() => {}
            _ => spells.push((publication.date.to_owned(), publication.date.to_owned(), lacking)),
        }
        publication.date.clone_into(&mut previous);
    });
    if publications.is_some() {
        let lines: Vec<_> = spells.iter().map(|(first, last, lacking)| format!("{first} to {last}: {lacking}")).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
