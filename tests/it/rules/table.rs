//! The requirement table against AWS's document: what it names exists.

use super::documents::{bundled, document};
use amazonconnect::{
    ip_ranges::IpRanges,
    requirements::{AWS_REGIONS, CONNECT_REGIONS, Kind, rows},
};

/// The snapshot keeps the services of rows that become rules, and no others.
fn check(ranges: &IpRanges) {
    for row in rows().filter(|row| row.status.becomes_a_rule() || ranges.kept().is_none()) {
        if let Kind::IpRanges { service } | Kind::Prefixes { service } = row.kind {
            assert!(ranges.services().contains(service), "{}: {service}", row.id);
        }
    }
    for region in CONNECT_REGIONS {
        let has_rows = ranges.rows("AMAZON_CONNECT").iter().any(|entry| entry.region.as_str() == region.code);
        assert!(has_rows, "{}", region.code);
    }
}

#[test]
fn services_and_regions_exist() {
    check(&bundled());
    let Some(whole) = document("2026-08-22-15-17-05") else { return };
    check(&whole);
    let published: Vec<_> = whole.regions().iter().filter(|region| !region.is_global()).map(|region| region.as_str()).collect();
    assert_eq!(published, AWS_REGIONS);
}

#[test]
fn literal_prefixes_are_published() {
    let Some(whole) = document("2026-08-22-15-17-05") else { return };
    let published: amazonconnect::model::PrefixSet = whole.entries().map(|entry| entry.prefix).collect();
    // What the Chime SDK's guide adds is not wholly published: one more reason that it becomes no rule.
    for row in rows().filter(|row| matches!(row.kind, Kind::Prefixes { .. }) && row.status.becomes_a_rule()) {
        for value in row.values.all() {
            assert!(published.contains(value.parse().unwrap()), "{}: {value} is not AWS's", row.id);
        }
    }
}
