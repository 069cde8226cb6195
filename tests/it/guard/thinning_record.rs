//! The newest document with each service, family and Region thinned: what
//! becomes of it, all of it recorded, guarded or not.

use super::thinning::{Choice, in_order, remaining};
use crate::shared_data::newest_document;
use amazonconnect::{
    guard::{Examined, SERVICES, Series, series},
    ip_ranges::{Entry, IpRanges, parse},
    model::{IpVersion, Prefix},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

const PERCENT: [u128; 5] = [90, 70, 50, 10, 0];

/// Whether the document is refused where all but `left` of the rows that `is_thinned`
/// names are gone. Only this service is looked at.
fn is_refused(newest: &IpRanges, service: &str, is_thinned: impl Fn(&Entry) -> bool, left: &BTreeSet<Prefix>) -> bool {
    let rows = newest.rows(service).iter().filter(|row| !is_thinned(row) || left.contains(&row.prefix)).cloned();
    let thinned = IpRanges::new(newest.sync_token().to_owned(), newest.create_date().to_owned(), rows.collect());
    Examined::new(thinned.with_kept(BTreeSet::from([service.into()])), false).doubt().is_some()
}

/// A line a service, family and Region (`*`: all of them), of which the share
/// that is left gives the column: `R` refused, `-` believed; then how the table
/// guards it. IPv6 before 2016 and the like do not occur.
#[test]
fn every_service_family_and_region_thinned() {
    let Some(bytes) = newest_document() else { return };
    let newest = parse(&bytes).unwrap();
    let guarded: BTreeSet<(&str, IpVersion, Option<&str>)> =
        series().filter(Series::guards_shrinking).map(|series| (series.service, series.ip_version, series.region)).collect();
    let mut record = String::from("service family region: 90 70 50 10 0\n");
    let mut seen = BTreeSet::new();
    for service in SERVICES {
        for version in IpVersion::ALL {
            let regions: BTreeSet<&str> = newest.rows(service).iter().map(|row| row.region.as_str()).collect();
            for region in [None].into_iter().chain(regions.into_iter().map(Some)) {
                let is_thinned =
                    |row: &Entry| row.prefix.version() == version && region.is_none_or(|region| row.region.as_str() == region);
                let rows: BTreeMap<Prefix, usize> =
                    newest.rows(service).iter().filter(|row| is_thinned(row)).map(|row| (row.prefix, 1)).collect();
                if rows.is_empty() {
                    continue;
                }
                let order = in_order(&rows, Choice::Random);
                let refused = PERCENT.map(|percent| {
                    let left = remaining(&order, percent).iter().copied().collect();
                    is_refused(&newest, service, is_thinned, &left)
                });
                let marks = refused.map(|refused| if refused { "R" } else { "-" }).join(" ");
                let name = region.unwrap_or("*");
                let is_guarded = guarded.contains(&(service, version, region));
                let how = if is_guarded { "  guarded" } else { "" };
                writeln!(record, "{service} {version} {name}: {marks}{how}").unwrap();
                assert!(!is_guarded || refused == [refused[0], true, true, true, true], "{service} {version} {name}: {marks}");
                assert!(refused[4] || !is_guarded, "{service} {version} {name}");
                seen.insert((service, version, region));
            }
        }
    }
    let missed: Vec<_> = guarded.iter().filter(|series| !seen.contains(*series)).collect();
    assert!(missed.is_empty(), "guarded, and not in the newest document: {missed:?}");
    insta::assert_snapshot!(record);
}
