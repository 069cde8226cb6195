//! A small table, judged by hand.

use super::*;

const TABLE: &str = "history 2020-01-01T00:00:00Z 2021-01-01T00:00:00Z
newest 2022-01-01T00:00:00Z
floor ipv4 500
floor ipv6 2
[EC2 ipv4 * shrink grow]
2020-01-01T00:00:00Z 1000
2020-06-01T00:00:00Z 2000
2022-01-01T00:00:00Z 4000
[EC2 ipv6 eu-west-1 grow]
2020-01-01T00:00:00Z 10
2022-01-01T00:00:00Z 10
";

fn only(version: IpVersion) -> Series<'static> {
    read(TABLE).find(|series| series.ip_version == version).unwrap()
}

/// Judges an IPv4 count; the first letter of what is wrong with it.
#[track_caller]
fn assert_judged(series: Series<'_>, date: &str, found: u128, expected: Option<char>) {
    let defect = series.judge(found.into(), date);
    let kind = defect.as_ref().map(|defect| match defect.kind {
        DefectKind::Shrunk { .. } => 's',
        DefectKind::Grown { .. } => 'g',
        DefectKind::BeforeHistory { .. } | DefectKind::TooBroad { .. } => '?',
    });
    assert_eq!(kind, expected, "{found} at {date}: {defect:?}");
}

#[test]
fn a_count_is_judged_at_the_date_of_its_document() {
    let whole = only(IpVersion::V4);
    for (date, lowest, highest) in [
        ("2020-01-01T00:00:00Z", 720, 8_000),
        ("2020-05-31T23:59:59Z", 720, 8_000),
        ("2020-06-01T00:00:00Z", 1_440, 16_000),
        ("2021-01-01T00:00:00Z", 1_440, 16_000),
        ("2021-06-01T00:00:00Z", 1_440, 32_000), // between the two ends
        ("2022-01-01T00:00:00Z", 2_880, 32_000),
        ("2030-01-01T00:00:00Z", 2_880, 32_000),
    ] {
        assert_judged(whole, date, lowest - 1, Some('s'));
        assert_judged(whole, date, lowest, None);
        assert_judged(whole, date, highest, None);
        assert_judged(whole, date, highest + 1, Some('g'));
    }
    assert_judged(whole, "2019-12-31T23:59:59Z", 0, None);
}

#[test]
fn a_cut_table_knows_nothing_later() {
    let cut = only(IpVersion::V4).until("2020-05-01T00:00:00Z");
    assert_judged(cut, "2022-01-01T00:00:00Z", 720, None);
    assert_judged(cut, "2022-01-01T00:00:00Z", 719, Some('s'));
    assert_judged(cut.until("2019-01-01T00:00:00Z"), "2022-01-01T00:00:00Z", 0, None);
    let in_gap = only(IpVersion::V4).until("2021-12-01T00:00:00Z");
    assert_judged(in_gap, "2021-12-01T00:00:00Z", 16_001, Some('g'));
}

#[test]
fn what_is_not_guarded_may_shrink_and_ipv6_counts_64s() {
    let region = only(IpVersion::V6);
    assert_eq!(region.region, Some("eu-west-1"));
    assert_judged(region, "2020-01-01T00:00:00Z", 0, None);
    assert_judged(region, "2020-01-01T00:00:00Z", 80 << 64, None);
    assert_judged(region, "2020-01-01T00:00:00Z", (80 << 64) + 1, Some('g'));
}

#[test]
fn the_committed_table_is_read_to_its_end() {
    let titles = super::TABLE.matches('[').count();
    assert!(titles > 50);
    assert_eq!(series().count(), titles);
    let order: Vec<_> = series().map(|series| (series.service, series.ip_version, series.region)).collect();
    assert!(order.is_sorted(), "the judge counts a service once");
    let steps = series().flat_map(|series| series.steps.lines().map(move |line| (line, series.ip_version)));
    assert!(steps.into_iter().all(|(line, version)| read_step(line, version).is_some()));
}

#[test]
fn every_line_of_the_table_is_read() {
    let sections = include_str!("../tables/counts.txt").split('[').skip(1);
    assert_eq!(series().count(), sections.clone().count());
    for (series, section) in series().zip(sections) {
        for line in section.lines().skip(1) {
            assert!(read_step(line, series.ip_version).is_some(), "{line:?}");
        }
    }
}
