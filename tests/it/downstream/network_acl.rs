//! Network ACLs: entries of their own and inline.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::example::{ADDED, IPV4_PREFIXES, REMOVED, assert_event, example, instances, with_actions};

const SERVICES: [&str; 2] = ["AMAZON_CONNECT", "CLOUDFRONT"];

#[test]
fn single_entries_keep_their_numbers() {
    let Some(example) = example("aws-network-acl", json!({ "services": SERVICES, "vpc_id": "", "entries_quota": 39 })) else {
        return;
    };
    example.apply_before();

    let plan = example.plan_event();
    let resource = "aws_network_acl_rule.agents";
    let expected = |prefixes: &[&str]| -> BTreeSet<String> {
        let mut both = instances(resource, prefixes, "egress-tcp-443");
        both.extend(instances(resource, prefixes, "ingress-tcp-49152-65535"));
        both
    };
    assert_eq!(with_actions(&plan, &["create"]), expected(&ADDED));
    assert_eq!(with_actions(&plan, &["delete"]), expected(&REMOVED));
    assert_eq!(plan.changes().len(), 2 * (ADDED.len() + REMOVED.len()), "{:?}", plan.changes());
    example.finish(&plan);
}

/// Entries of one direction by prefix, IPv4 alone, with their numbers.
fn entries(acl: &Value, direction: &str) -> Vec<(String, u64)> {
    let entries = acl[direction].as_array().unwrap().iter();
    entries
        .filter_map(|entry| Some((entry["cidr_block"].as_str()?.to_owned(), entry["rule_no"].as_u64()?)))
        .filter(|(prefix, _)| !prefix.is_empty())
        .collect()
}

#[test]
fn inline_entries_change_in_place_and_keep_their_numbers() {
    let Some(example) = example("aws-network-acl-inline", json!({ "services": SERVICES, "vpc_id": "", "entries_quota": 39 }))
    else {
        return;
    };
    example.apply_before();

    let plan = example.plan_event();
    let address = "aws_network_acl.agents";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    let change = plan.change(address);
    assert_eq!(change["actions"], json!(["update"]));
    for direction in ["egress", "ingress"] {
        let before = entries(&change["before"], direction);
        let after = entries(&change["after"], direction);
        assert_eq!(before.len(), IPV4_PREFIXES);
        let prefixes = |entries: &[(String, u64)]| -> BTreeSet<String> { entries.iter().map(|entry| entry.0.clone()).collect() };
        assert_event(&prefixes(&before), &prefixes(&after));
        let kept = before.iter().filter(|entry| after.contains(entry)).count();
        assert_eq!(kept, IPV4_PREFIXES - REMOVED.len(), "an unchanged {direction} entry has another number");
    }
    example.finish(&plan);
}
