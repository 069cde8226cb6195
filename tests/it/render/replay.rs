//! The rules of two Regions with SAML through every publication of June to
//! December 2025 and the newest document: with a fixed number of parts nothing
//! that stays ever moves.

use super::fixed::{list_of_each, shard_of_each};
use crate::{
    guard::counts::rfc_3339,
    rules::history::{entry, rules_of},
    shared_data::{Row, history, newest_document},
};
use amazonconnect::{
    guard::{Examined, SERVICES},
    ip_ranges::{Entry, IpRanges, parse},
    model::Region,
    render::{PrefixListOptions, PrefixLists, prefix_list_entries, shard_rules},
    rules::{NetworkDeployment, RuleSet, SignIn},
};
use std::collections::{BTreeMap, BTreeSet};

/// Each Region with the security groups of 60 rules, and the prefix lists of 100
/// entries a port range and family, that hold its rules.
const REGIONS: [(&str, usize, usize); 2] = [("us-east-1", 9, 6), ("eu-central-1", 6, 4)];
/// When AWS had mislaid a row of AMAZON_CONNECT, and nothing resolves.
const MISLAID: (&str, &str) = ("2025-06-17T18:03:23Z", "2025-06-23T00:13:21Z");

fn rules(examined: &Examined, region: &str) -> Option<RuleSet> {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.sign_in = SignIn::Saml;
    rules_of(examined, &deployment)
}

/// The rules after each publication that changed them, by Region. `None`, with
/// the reason printed, where the recorded history is absent.
fn states() -> Option<BTreeMap<&'static str, Vec<RuleSet>>> {
    let newest = Examined::new(parse(&newest_document()?).unwrap(), false);
    let mut rows: BTreeMap<Row, Entry> = BTreeMap::new();
    let mut states: BTreeMap<&str, Vec<RuleSet>> = BTreeMap::new();
    let mut changed: BTreeSet<&str> = REGIONS.iter().map(|(region, ..)| *region).collect();
    for version in history()? {
        for [_, service, row_region, _] in version.add.iter().chain(&version.remove) {
            let concerns = |region: &str| service == "CLOUDFRONT" || row_region == "GLOBAL" || row_region == region;
            let is_used = ["AMAZON_CONNECT", "CLOUDFRONT", "EC2"].contains(&service.as_str());
            changed.extend(REGIONS.iter().map(|(region, ..)| *region).filter(|region| is_used && concerns(region)));
        }
        for row in &version.remove {
            rows.remove(row);
        }
        rows.extend(version.add.iter().filter(|row| SERVICES.contains(&row[1].as_str())).map(|row| (row.clone(), entry(row))));
        let date = rfc_3339(version.sync_token.parse().unwrap());
        if date.as_str() < "2025-06" || changed.is_empty() {
            continue;
        }
        let examined = Examined::new(IpRanges::new(version.sync_token, date.clone(), rows.values().cloned().collect()), false);
        for region in std::mem::take(&mut changed) {
            match rules(&examined, region) {
                Some(set) if states.get(region).and_then(|known| known.last()) != Some(&set) => {
                    states.entry(region).or_default().push(set);
                }
                Some(_) => {}
                None => {
                    assert!((MISLAID.0..MISLAID.1).contains(&date.as_str()), "{date} {region}: refused");
                    changed.insert(region);
                }
            }
        }
    }
    for (region, ..) in REGIONS {
        states.entry(region).or_default().push(rules(&newest, region).unwrap());
    }
    Some(states)
}

/// What is in both of two neighbours and elsewhere in the later, summed over all.
fn moves<K: Ord, V: Eq>(places: &[BTreeMap<K, V>]) -> usize {
    let moved = |(before, after): (&BTreeMap<K, V>, &BTreeMap<K, V>)| {
        after.iter().filter(|(key, place)| before.get(*key).is_some_and(|was| was != *place)).count()
    };
    places.iter().zip(places.iter().skip(1)).map(moved).sum()
}

/// What came and what went between neighbours, summed over all.
fn changes<K: Ord, V>(places: &[BTreeMap<K, V>]) -> usize {
    let changed = |(before, after): (&BTreeMap<K, V>, &BTreeMap<K, V>)| {
        after.keys().filter(|key| !before.contains_key(*key)).count()
            + before.keys().filter(|key| !after.contains_key(*key)).count()
    };
    places.iter().zip(places.iter().skip(1)).map(changed).sum()
}

#[test]
fn with_a_fixed_number_of_parts_nothing_that_stays_ever_moves() {
    let Some(states) = states() else { return };
    for (region, groups, lists) in REGIONS {
        let states = &states[region];
        assert!(states.len() > 60, "{region} has {} different states", states.len());

        let shards = |count: Option<usize>| -> Vec<BTreeMap<String, String>> {
            states.iter().map(|rules| shard_of_each(&shard_rules(rules, 60, count).unwrap())).collect()
        };
        let (fixed, fewest) = (shards(Some(groups)), shards(None));
        let (real, moved) = (changes(&fixed), moves(&fewest));
        eprintln!(
            "{region}: {} states, {real} rules came or went; {groups} groups: {} moved; the fewest: {moved} moved",
            states.len(),
            moves(&fixed)
        );
        assert!(real > 100 && moved > 50, "the replay shows something");
        assert_eq!(moves(&fixed), 0, "{region}");

        let cut = |count: Option<usize>| -> Vec<PrefixLists> {
            let options = PrefixListOptions { count, ..PrefixListOptions::new() };
            states.iter().map(|rules| prefix_list_entries(rules, options).unwrap()).collect()
        };
        let figures = |cut: &[PrefixLists]| {
            let places: Vec<_> = cut.iter().map(|cut| list_of_each(&cut.lists)).collect();
            let sizes: Vec<BTreeMap<&str, usize>> =
                cut.iter().map(|cut| cut.lists.iter().map(|(key, list)| (key.as_str(), list.max_entries)).collect()).collect();
            (changes(&places), moves(&places), moves(&sizes), changes(&sizes))
        };
        let (fixed, fewest) = (figures(&cut(Some(lists))), figures(&cut(None)));
        for (name, (changed, moved, resized, lists)) in [("fixed lists", fixed), ("as few lists as it takes", fewest)] {
            eprintln!(
                "{region}, {name}: {changed} entries came or went, {moved} moved, {resized} max_entries changed, {lists} lists came or went"
            );
        }
        assert_eq!((fixed.1, fixed.2, fixed.3), (0, 0, 0), "{region}");
        assert_eq!(fixed.0, real, "{region}");
        assert!(fewest.2 > 0, "the replay shows something");
    }
}
