//! Every real publication, judged by the table as it stands and by tables that
//! end before it.

use super::counts::{Key, replay, rfc_3339};
use amazonconnect::{
    guard::{Series, is_published, series},
    model::AddressCount,
};
use std::collections::{BTreeMap, VecDeque};

const YEAR_2020: i64 = 1_577_836_800;
const DAY: i64 = 86_400;

/// The guarded series, each with the name of its counts.
fn keyed() -> Vec<(Key, Series<'static>)> {
    let key = |series: &Series<'_>| (series.service.to_owned(), series.ip_version, series.region.map(ToOwned::to_owned));
    series().map(|series| (key(&series), series)).collect()
}

/// Judges counts by the table as it stands and by tables that end earlier:
/// every count of every publication, or only where a count or the end of a
/// table passes a change, since nothing else can alter a judgement.
fn judges_without_alarm(every: bool, at_least: usize) {
    let keyed = keyed();
    let mut to_come: [VecDeque<(i64, Key)>; 4] = Default::default();
    let (mut judged, mut alarms) = (0, Vec::new());
    let publications = replay(|publication| {
        for (days, to_come) in [0, 1, 90, 365].into_iter().zip(&mut to_come) {
            to_come.extend(publication.changed.iter().map(|key| (publication.time + days * DAY, key.clone())));
            let mut due = publication.changed.clone();
            while to_come.front().is_some_and(|(time, _)| *time <= publication.time) {
                due.extend(to_come.pop_front().map(|(_, key)| key));
            }
            let end = rfc_3339(publication.time - days * DAY);
            for (key, series) in keyed.iter().filter(|(key, _)| publication.time >= YEAR_2020 && (every || due.contains(key))) {
                let known = if days == 0 { *series } else { series.until(&end) };
                let defect = known.judge(publication.counts.get(key).copied().unwrap_or_default(), publication.date);
                judged += 1;
                alarms.extend(defect.map(|defect| format!("{}, {days} days: {defect}", publication.date)));
            }
        }
    });
    let Some(publications) = publications else { return };
    eprintln!("{publications} publications, {judged} counts judged since 2020, {} false alarms", alarms.len());
    assert!(judged > at_least);
    assert!(alarms.is_empty(), "{:#?}", &alarms[..alarms.len().min(20)]);
}

#[test]
fn no_change_since_2020_is_refused() {
    judges_without_alarm(false, 10_000);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "three million counts: run with --release")]
fn no_count_of_any_publication_since_2020_is_refused() {
    judges_without_alarm(true, 3_000_000);
}

#[test]
fn the_table_is_within_two_percent_of_every_publication() {
    let keyed = keyed();
    let mut compared = 0;
    replay(|publication| {
        for (key, series) in keyed.iter().filter(|(key, series)| series.guards_shrinking() && publication.changed.contains(key)) {
            let Some(count) = publication.counts.get(key) else { continue };
            // 72 % of a table's value that is up to 2 % off.
            let of = |thousandths| AddressCount::from(count.to_u128().unwrap() * thousandths / 1_000);
            if publication.time >= YEAR_2020 && *count > AddressCount::from(10_000) {
                compared += 1;
                assert!(series.judge(of(704), publication.date).is_some(), "{key:?} at {}", publication.date);
                assert!(series.judge(of(736), publication.date).is_none(), "{key:?} at {}", publication.date);
            }
        }
    });
    eprintln!("{compared} counts compared");
}

/// What the table holds a publication to have and it has not: the rows that AWS
/// mislaid. Each is a document that must not become rules, unless a page names
/// the prefixes as well, so there may be few.
#[test]
fn only_what_aws_mislaid_is_missing() {
    let mut missing: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    let mut asked = 0_usize;
    let publications = replay(|publication| {
        for (service, version, region) in publication.counts.keys().filter(|_| publication.date >= "2020") {
            let (Some(name), key) = (region, (service.clone(), *version, region.clone())) else { continue };
            asked += 1;
            let present = publication.counts.get(&key).is_some_and(|count| *count > AddressCount::ZERO);
            if !present && is_published(service, Some(name), *version, publication.date) {
                missing.entry(key).or_default().push(publication.date.to_owned());
            }
        }
    });
    if publications.is_none() {
        return;
    }
    assert!(asked > 100_000, "{asked}");
    let texts: Vec<_> = missing
        .iter()
        .map(|((service, version, region), dates)| {
            let region = region.as_deref().unwrap_or_default();
            format!("{service} {version} {region}: {} publications from {} to {}", dates.len(), dates[0], dates[dates.len() - 1])
        })
        .collect();
    insta::assert_snapshot!(texts.join("\n"), @r"
    AMAZON_CONNECT ipv6 GLOBAL: 8 publications from 2025-06-17T18:03:23Z to 2025-06-20T22:43:31Z
    CHIME_MEETINGS ipv6 GLOBAL: 13 publications from 2025-05-14T19:03:20Z to 2025-05-21T12:33:18Z
    ");
}
