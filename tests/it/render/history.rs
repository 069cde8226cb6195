//! How little moves on AWS's real changes: CLOUDFRONT's IPv4 rows of 2025.

use super::sample::{request, set};
use crate::shared_data::shared_data;
use amazonconnect::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::{PrefixList, PrefixListOptions, prefix_list_entries, shard_rules},
    rules::RuleSet,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

/// The rules after each change in 2025, the state before the first one ahead.
/// `None`, with the reason printed, where the recorded history is absent.
fn changes() -> Option<Vec<RuleSet>> {
    let history = shared_data("history.jsonl")?;
    let mut rows: BTreeSet<(Prefix, String, String)> = BTreeSet::new();
    let mut states: Vec<RuleSet> = Vec::new();
    for line in history.lines() {
        let line = line.unwrap();
        if !line.contains("\"CLOUDFRONT\"") {
            continue;
        }
        let version: serde_json::Value = serde_json::from_str(&line).unwrap();
        let date = version["create_date"].as_str().unwrap();
        let before: BTreeSet<Prefix> = rows.iter().map(|row| row.0).collect();
        for (kind, adds) in [("remove", false), ("add", true)] {
            for row in version[kind].as_array().into_iter().flatten() {
                let text = |index: usize| row[index].as_str().unwrap().to_owned();
                if text(1) != "CLOUDFRONT" || text(0).contains(':') {
                    continue;
                }
                let row = (text(0).parse().unwrap(), text(2), text(3));
                if adds {
                    rows.insert(row)
                } else {
                    rows.remove(&row)
                };
            }
        }
        let after: BTreeSet<Prefix> = rows.iter().map(|row| row.0).collect();
        if date.starts_with("2025") && before != after {
            if states.is_empty() {
                states.push(rules(&before));
            }
            states.push(rules(&after));
        }
    }
    assert_eq!((states.len(), states.last().unwrap().len()), (26, 198), "25 changes, 198 rows at the end of 2025");
    Some(states)
}

fn rules(prefixes: &BTreeSet<Prefix>) -> RuleSet {
    let https = |prefix: &Prefix| request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), *prefix);
    set(&prefixes.iter().map(https).collect::<Vec<_>>())
}

/// Where each key is: by our shards, or by cutting the sorted list.
fn places(shards: Vec<Vec<String>>) -> BTreeMap<String, usize> {
    let numbered = shards.into_iter().enumerate();
    numbered.flat_map(|(shard, keys)| keys.into_iter().map(move |key| (key, shard))).collect()
}

fn keys(rules: &RuleSet) -> Vec<String> {
    rules.iter().map(|rule| rule.key()).collect()
}

/// Unchanged rules that are elsewhere after each change, summed over all.
fn moves(states: &[BTreeMap<String, usize>]) -> usize {
    let pairs = states.iter().zip(states.iter().skip(1));
    pairs
        .map(|(before, after)| after.iter().filter(|(key, place)| before.get(*key).is_some_and(|was| was != *place)).count())
        .sum()
}

#[test]
fn shards_move_less_than_a_cut_list() {
    let Some(states) = changes() else { return };
    let cut: Vec<_> = states.iter().map(|rules| places(keys(rules).chunks(60).map(<[_]>::to_vec).collect())).collect();
    let ours: Vec<_> = states
        .iter()
        .map(|rules| {
            let shards = shard_rules(rules, 60, None).unwrap();
            assert_eq!(shards.len(), rules.len().div_ceil(60), "never more shards than a cut list");
            places(shards.values().map(keys).collect())
        })
        .collect();
    // 3.9 and 0.4 a change.
    assert_eq!((moves(&cut), moves(&ours)), (98, 9));
}

#[test]
fn prefix_lists_change_alone() {
    let Some(states) = changes() else { return };
    let lists: Vec<_> = states.iter().map(|rules| prefix_list_entries(rules, PrefixListOptions::new()).unwrap().lists).collect();
    let (mut splits, mut moved, mut resized) = (0, 0, 0);
    for (before, after) in lists.iter().zip(lists.iter().skip(1)) {
        let (was, is) = (list_of_each(before), list_of_each(after));
        let moves = is.iter().filter(|(cidr, key)| was.get(*cidr).is_some_and(|was| was != *key)).count();
        assert_eq!(moves > 0, after.len() > before.len(), "entries move where a list overflows and nowhere else");
        splits += usize::from(moves > 0);
        moved += moves;
        resized += after
            .iter()
            .filter(|(key, list)| before.get(*key).is_some_and(|before| before.max_entries != list.max_entries))
            .count();
    }
    assert_eq!((splits, moved, resized), (1, 51, 1), "25 changes, one of which overflows a list");
    let sizes: Vec<_> = lists[25].values().map(|list| (list.entries.len(), list.max_entries)).collect();
    assert_eq!(sizes, [(93, 100), (50, 60), (55, 60)]);
}

fn list_of_each(lists: &BTreeMap<String, PrefixList>) -> BTreeMap<&str, &str> {
    lists.iter().flat_map(|(key, list)| list.entries.iter().map(move |entry| (entry.cidr.as_str(), key.as_str()))).collect()
}
