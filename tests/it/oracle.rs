//! The same answers as Python gives: its `ipaddress` module for exact merges,
//! and a search written in another way for optimal covers.

use std::{
    io::{Seek, Write},
    path::Path,
    process::{Command, Stdio},
};

use amazonconnect::{
    declaration::{Value as Arguments, read},
    fetch::BUNDLED_SNAPSHOT,
    guard::Examined,
    ip_ranges::snapshot,
    model::{CoverCurve, IpVersion, PortRange, Prefix, PrefixSet},
    rules::{NetworkDeployment, Rule, resolve_network_rules},
};
use serde_json::{Value, json};

use crate::shared_data::{NEWEST, PrefixesByService, prefixes_of_document};
use crate::support::skip::skip;

/// What `tests/oracle/<script>` answers to `question`, or None after a `skip`.
pub fn ask_python(script: &str, question: &Value) -> Option<Value> {
    if Command::new("python3").arg("--version").output().is_err() {
        skip("python3 is absent");
        return None;
    }
    let mut input = tempfile::tempfile().unwrap();
    input.write_all(question.to_string().as_bytes()).unwrap();
    input.rewind().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(script);
    let output = Command::new("python3").arg(path).stdin(Stdio::from(input)).output().unwrap();
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn texts(prefixes: &[Prefix]) -> Vec<String> {
    prefixes.iter().map(ToString::to_string).collect()
}

fn set_of(document: &PrefixesByService, service: &str, version: IpVersion) -> PrefixSet {
    document[&(service.to_owned(), version)].iter().copied().collect()
}

#[test]
fn every_service_merges_as_python_collapses_it() {
    let Some(document) = prefixes_of_document(NEWEST) else { return };
    let mut lists: Vec<Vec<Prefix>> = document.values().cloned().collect();
    for version in IpVersion::ALL {
        lists.push(document.iter().filter(|((_, of), _)| *of == version).flat_map(|(_, prefixes)| prefixes.clone()).collect());
    }
    assert!(lists.len() > 40, "{} lists", lists.len());
    let question = json!(lists.iter().map(|list| texts(list)).collect::<Vec<_>>());
    let Some(answer) = ask_python("collapse_addresses.py", &question) else { return };
    let ours: Vec<_> = lists.into_iter().map(|list| texts(PrefixSet::from_iter(list).as_slice())).collect();
    assert_eq!(json!(ours), answer);
}

#[test]
fn cloudfront_costs_what_the_oracle_says_for_every_budget() {
    let Some(document) = prefixes_of_document(NEWEST) else { return };
    let wanted = set_of(&document, "CLOUDFRONT", IpVersion::V4);
    assert_eq!((wanted.len(), wanted.address_count()), (180, 4_224_645.into()));
    let budgets: Vec<usize> = (1..=180).collect();
    let curve = CoverCurve::new(&wanted, 180, |_| true).unwrap();
    let ours: Vec<_> = budgets.iter().map(|budget| curve.extra(*budget).unwrap()).collect();
    for (budget, extra) in PINNED {
        assert_eq!(ours[budget - 1], extra, "{budget} prefixes");
    }
    let question = json!([{ "prefixes": texts(wanted.as_slice()), "max_entries": 180 }]);
    let Some(answer) = ask_python("optimal_cover.py", &question) else { return };
    let ours: Vec<String> = ours.iter().map(ToString::to_string).collect();
    assert_eq!(json!([ours]), answer);
}

/// Extra addresses of CloudFront's IPv4 covers on 2026-08-22: the oracle and
/// the code agree on them, so both would have to go wrong alike.
const PINNED: [(usize, u128); 9] = [
    (20, 797_166_203),
    (40, 100_403_067),
    (60, 37_795_067),
    (80, 14_504_827),
    (100, 2_919_707),
    (120, 243_259),
    (150, 8_383),
    (179, 32),
    (180, 0),
];

/// Compares every service's covers by up to 40 prefixes, of any kind or of
/// those that may be a rule; gives how many budgets were impossible.
fn compare_covers_of_every_service(rules: bool) -> Option<usize> {
    let document = prefixes_of_document(NEWEST)?;
    const MAX_ENTRIES: usize = 40;
    let sets: Vec<PrefixSet> =
        document.into_values().map(PrefixSet::from_iter).filter(|set| (2..1_000).contains(&set.len())).collect();
    let question: Vec<Value> = sets
        .iter()
        .map(|set| json!({ "prefixes": texts(set.as_slice()), "max_entries": MAX_ENTRIES.min(set.len()), "rules": rules }))
        .collect();
    let answer = ask_python("optimal_cover.py", &json!(question))?;
    let mut impossible = 0;
    for (set, theirs) in sets.iter().zip(answer.as_array().unwrap()) {
        let curve = CoverCurve::new(set, MAX_ENTRIES, |prefix| !rules || prefix.may_be_a_rule()).unwrap();
        let covers: Vec<_> = (1..=MAX_ENTRIES.min(set.len())).map(|budget| (budget, curve.cover(budget))).collect();
        let ours: Vec<_> = covers.iter().map(|(_, cover)| cover.as_ref().map(|cover| cover.extra.to_string())).collect();
        assert_eq!(&json!(ours), theirs);
        for (budget, cover) in covers {
            let Some(cover) = cover else {
                impossible += 1;
                continue;
            };
            assert!(cover.prefixes.len() <= budget);
            assert!(!rules || cover.prefixes.iter().all(|prefix| prefix.may_be_a_rule()));
            let covered = PrefixSet::from_iter(cover.prefixes);
            assert!(covered.contains_set(set));
            assert_eq!(covered.subtract(set).address_count(), cover.extra.into());
        }
    }
    Some(impossible)
}

#[test]
fn covers_of_every_service_cost_what_the_oracle_says() {
    let Some(impossible) = compare_covers_of_every_service(false) else { return };
    assert_eq!(impossible, 0);
}

#[test]
fn covers_for_rules_cost_what_the_oracle_says() {
    let Some(impossible) = compare_covers_of_every_service(true) else { return };
    assert!(impossible > 100, "{impossible}");
}

/// Every rule of us-east-1 for tcp/443 over IPv4: which budgets are impossible
/// at any price, and what the others cost.
#[test]
fn us_east_1_costs_what_the_oracle_says_or_is_impossible() {
    let arguments: Arguments = serde_json::from_value(json!({ "regions": ["us-east-1"] })).unwrap();
    let deployment: NetworkDeployment = read(&arguments).unwrap();
    let bundled = Examined::new(snapshot::decode(BUNDLED_SNAPSHOT).unwrap().ranges, false);
    let rules = resolve_network_rules(&bundled, &deployment).unwrap().rules;
    let https = |rule: &&Rule| rule.permission.ports == PortRange::single(443) && rule.permission.ip_version == IpVersion::V4;
    let wanted: PrefixSet = rules.iter().filter(https).flat_map(|rule| rule.prefixes.iter().copied()).collect();
    let curve = CoverCurve::new(&wanted, 120, Prefix::may_be_a_rule).unwrap();
    assert_eq!((wanted.len(), curve.fewest(|_| true), curve.extra(60)), (427, 72, None));
    let question = json!([{ "prefixes": texts(wanted.as_slice()), "max_entries": 120, "rules": true }]);
    let Some(answer) = ask_python("optimal_cover.py", &question) else { return };
    let ours: Vec<_> = (1..=120).map(|budget| curve.extra(budget).map(|extra| extra.to_string())).collect();
    assert_eq!(json!([ours]), answer);
}

#[test]
fn only_the_document_of_2018_lists_what_is_not_global_unicast() {
    let special = |name: &str| {
        let rows = prefixes_of_document(name)?;
        Some(rows.values().flatten().filter(|prefix| !prefix.is_global_unicast()).map(ToString::to_string).collect::<Vec<_>>())
    };
    let Some(newest) = special(NEWEST) else { return };
    assert!(newest.is_empty(), "{newest:?}");
    let Some(of_2018) = special("2018-02-27-21-12-09-ula-as-ec2") else { return };
    assert!(!of_2018.is_empty());
    assert!(of_2018.iter().all(|text| text.starts_with("fc0")), "{of_2018:?}"); // unique local, as EC2
}
