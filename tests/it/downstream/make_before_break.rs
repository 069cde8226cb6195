//! Make before break, by an observer who looks between the calls that Terraform
//! has EC2 carry out: Terraform orders nothing between the instances of a
//! `for_each`, and a ledger has nothing to be ordered.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::json;

use super::{
    cloud::Cloud,
    example::{Example, example_at},
};
use crate::{
    intervals::{Interval, complement, intersection, of_prefix, union},
    support::documents::{Row, before_and_after},
};

/// What the observer saw of one call that changed something.
#[derive(Debug, Deserialize)]
pub struct Moment {
    pub object: String,
    pub came: BTreeSet<String>,
    pub went: BTreeSet<String>,
}

/// The lines of every object by its id.
pub type Open = BTreeMap<String, BTreeSet<String>>;

/// What is open now, by EC2's API.
pub fn open(cloud: &Cloud) -> Open {
    cloud.get("/open")
}

/// All moments since the cloud started.
pub fn moments(cloud: &Cloud) -> Vec<Moment> {
    cloud.get("/moments")
}

/// What is open after a moment.
pub fn pass(open: &mut Open, moment: &Moment) {
    let lines = open.entry(moment.object.clone()).or_default();
    lines.retain(|line| !moment.went.contains(line));
    lines.extend(moment.came.iter().cloned());
}

/// Addresses by traffic, whatever objects of a kind permit them.
pub type Space = BTreeMap<String, Vec<Interval>>;

/// What lines permit, a network ACL's with or without their numbers.
pub fn space<'a>(lines: impl IntoIterator<Item = &'a String>) -> Space {
    let mut space = Space::new();
    for line in lines {
        let (traffic, prefix) = line.rsplit_once('-').unwrap();
        let prefix = prefix.split('#').next().unwrap();
        space.entry(traffic.to_owned()).or_default().push(of_prefix(prefix.parse().unwrap()));
    }
    space.into_iter().map(|(traffic, intervals)| (traffic, union(intervals))).collect()
}

/// What is in both.
pub fn common(ours: &Space, theirs: &Space) -> Space {
    let both =
        |(traffic, intervals): (&String, &Vec<Interval>)| Some((traffic.clone(), intersection(intervals, theirs.get(traffic)?)));
    ours.iter().filter_map(both).collect()
}

/// How many of the needed addresses the objects of a kind do not permit.
pub fn lost(needed: &Space, open: &Open, kind: &str) -> u128 {
    let permitted = space(open.iter().filter(|(id, _)| id.starts_with(kind)).flat_map(|(_, lines)| lines));
    let lacking = needed.iter().flat_map(|(traffic, intervals)| {
        let permitted = permitted.get(traffic).map_or(&[][..], Vec::as_slice);
        intersection(intervals, &complement(permitted))
    });
    lacking.map(|(_, first, last)| last - first + 1).sum()
}

/// The most that is lost at any moment of `moments`, and what is open at the end.
pub fn most_lost(needed: &Space, mut open: Open, moments: &[Moment], kind: &str) -> (u128, Open) {
    let mut most = lost(needed, &open, kind);
    for moment in moments {
        pass(&mut open, moment);
        most = most.max(lost(needed, &open, kind));
    }
    (most, open)
}

/// EC2's 63.176.0.0/13 in eu-central-1 becomes a /12, and 52.46.184.0/22 leaves.
const EVENT: &str = "2025-11-20-23-28-25";
/// A publication two weeks after it.
const LATER: &str = "2025-12-05-18-58-26";
const BEFORE: [&str; 2] = ["egress-tcp-443-52.46.184.0/22", "egress-tcp-443-63.176.0.0/13"];
const AFTER: [&str; 1] = ["egress-tcp-443-63.176.0.0/12"];

/// The least of EC2 that is complete, and what the event touches.
fn kept([prefix, service, region, _]: &Row) -> bool {
    let starts = |starts: &[&str]| starts.iter().any(|start| prefix.starts_with(start));
    match (service.as_str(), region.as_str()) {
        ("AMAZON_CONNECT", _) => true,
        ("EC2", "eu-central-1") => starts(&["63.176.", "63.180.", "63.184.", "52.46.184.", "2a05:d014:"]),
        ("EC2", "GLOBAL") => starts(&["15.177.", "2605:9cc0:1ff0:1000:"]),
        _ => false,
    }
}

/// The example of single rules, with the event before it.
fn example() -> Option<Example> {
    example_at(EVENT, kept, "aws-security-group-rule", json!({ "services": ["AMAZON_CONNECT", "EC2"], "vpc_id": "" }))
}

/// The rules that the event touches, in the only group.
fn touched(open: &Open) -> BTreeSet<&str> {
    let lines = open.iter().filter(|(id, _)| id.starts_with("sg-")).flat_map(|(_, lines)| lines);
    let is_touched = |line: &&str| ["63.", "52."].iter().any(|start| line.starts_with(&format!("egress-tcp-443-{start}")));
    lines.map(String::as_str).filter(is_touched).collect()
}

/// What is needed before the event and after it: the /13.
fn needed() -> Space {
    let of = |lines: &[&str]| space(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
    common(&of(&BEFORE), &of(&AFTER))
}

#[test]
fn with_a_ledger_no_needed_address_is_lost_between_two_calls() {
    let Some(example) = example() else { return };
    example.case.write("ledger.tf", LEDGER);
    example.case.write("ledger_override.tf", RULES_OF_THE_LEDGER);
    example.apply_before();
    let (before, seen) = (open(&example.cloud), moments(&example.cloud).len());
    assert_eq!(touched(&before), BTreeSet::from(BEFORE));

    let plan = example.plan_event();
    example.case.apply(&plan);
    let all = moments(&example.cloud);
    let made = &all[seen..];
    let (most, after) = most_lost(&needed(), before, made, "sg-");
    assert_eq!((made.len(), most), (1, 0), "one call, and nothing lost: {made:?}");
    assert_eq!(touched(&after), &BTreeSet::from(BEFORE) | &BTreeSet::from(AFTER), "what is withdrawn stays for two weeks");
    assert_eq!(after, open(&example.cloud), "the moments tell what EC2's API tells");

    // Two weeks later what it replaced goes, and again nothing is lost.
    let Some((_, later)) = before_and_after(LATER, kept) else { return };
    example.publish(&later);
    let plan = example.case.plan();
    example.case.apply(&plan);
    let all = moments(&example.cloud);
    let (most, last) = most_lost(&needed(), after, &all[seen + 1..], "sg-");
    assert_eq!((all.len() - seen - 1, most), (2, 0), "{:?}", &all[seen + 1..]);
    assert_eq!(touched(&last), BTreeSet::from(AFTER));
    example.case.assert_settled();
    example.case.destroy();
}

/// The opposite: the same event, the same example, no ledger.
#[test]
fn without_a_ledger_a_needed_half_million_of_addresses_is_lost() {
    let Some(example) = example() else { return };
    example.apply_before();
    let (before, seen) = (open(&example.cloud), moments(&example.cloud).len());
    let plan = example.plan_event();
    example.case.apply(&plan);
    let all = moments(&example.cloud);
    let made = &all[seen..];
    let (most, after) = most_lost(&needed(), before.clone(), made, "sg-");
    assert_eq!((made.len(), touched(&after)), (3, BTreeSet::from(AFTER)));
    // Nothing promises an order, so the gap is what one of the two orders has: the one
    // that was seen, or else that of the same calls the other way round.
    let is_delete_first = made.iter().position(|moment| moment.went.contains(BEFORE[1]))
        < made.iter().position(|moment| moment.came.contains(AFTER[0]));
    eprintln!("seen: {made:?}, at most {most} addresses lost");
    assert_eq!(most > 0, is_delete_first);
    let mut ordered: Vec<&Moment> = made.iter().collect();
    ordered.sort_by_key(|moment| !moment.came.is_empty());
    let mut moment_open = before;
    let lost_by_order: Vec<u128> = ordered
        .into_iter()
        .map(|moment| {
            pass(&mut moment_open, moment);
            lost(&needed(), &moment_open, "sg-")
        })
        .collect();
    assert_eq!(lost_by_order.iter().max(), Some(&524_288));
    assert_eq!(lost_by_order.last(), Some(&0));
    example.case.assert_settled();
    example.case.destroy();
}

const LEDGER: &str = r#"
resource "amazonconnect_range_ledger" "agents" {
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document
}
"#;
const RULES_OF_THE_LEDGER: &str = r#"
locals {
  rules = provider::amazonconnect::security_group_rules(amazonconnect_range_ledger.agents.effective_rules)
}
"#;
