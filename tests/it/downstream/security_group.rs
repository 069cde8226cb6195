//! Security groups: inline blocks, one rule a resource, and sharded groups.

use std::collections::BTreeSet;

use crate::support::terraform::Case;
use serde_json::{Value, json};

use super::example::{
    ADDED, IPV4_PREFIXES, REMOVED, assert_event, example, example_with_newer_aws, instances, strings, with_actions,
};

const SERVICES: [&str; 2] = ["AMAZON_CONNECT", "CLOUDFRONT"];

/// All IPv4 prefixes of the `egress` blocks of a planned group.
fn egress_prefixes(group: &Value) -> BTreeSet<String> {
    group["egress"].as_array().unwrap().iter().flat_map(|block| strings(&block["cidr_blocks"])).collect()
}

#[test]
fn inline_blocks_change_in_place() {
    let Some(example) = example("aws-security-group", json!({ "services": SERVICES, "vpc_id": "" })) else { return };
    example.apply_before();

    let plan = example.plan_event();
    let address = "aws_security_group.agents";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    let change = plan.change(address);
    assert_eq!(change["actions"], json!(["update"]));
    let before = egress_prefixes(&change["before"]);
    assert_eq!(before.len(), IPV4_PREFIXES);
    assert_event(&before, &egress_prefixes(&change["after"]));
    example.finish(&plan);
}

#[test]
fn single_rules_come_and_go_alone() {
    let Some(example) = example("aws-security-group-rule", json!({ "services": SERVICES, "vpc_id": "" })) else { return };
    example.apply_before();

    let plan = example.plan_event();
    let resource = "aws_security_group_rule.agents";
    assert_eq!(with_actions(&plan, &["create"]), instances(resource, &ADDED, "egress-tcp-443"));
    assert_eq!(with_actions(&plan, &["delete"]), instances(resource, &REMOVED, "egress-tcp-443"));
    assert_eq!(plan.changes().len(), ADDED.len() + REMOVED.len(), "{:?}", plan.changes());
    example.finish(&plan);
}

#[test]
fn sharded_groups_keep_unchanged_rules() {
    let variables = json!({ "services": SERVICES, "vpc_id": "", "rules_per_group": 60 });
    let Some(example) = example_with_newer_aws("aws-security-group-rules", variables) else { return };
    example.apply_before();

    let plan = example.plan_event();
    let resource = "aws_vpc_security_group_egress_rule.agents";
    assert_eq!(with_actions(&plan, &["create"]), instances(resource, &ADDED, "egress-tcp-443"));
    assert_eq!(with_actions(&plan, &["delete"]), instances(resource, &REMOVED, "egress-tcp-443"));
    assert_eq!(plan.changes().len(), ADDED.len() + REMOVED.len(), "{:?}", plan.changes());
    example.finish(&plan);
}

/// hashicorp/aws 3.39.0 has no `aws_vpc_security_group_egress_rule`. Its
/// arguments, read in the source of newer versions on 2026-11-22, are all that
/// the function must give; `sharded_groups_keep_unchanged_rules` runs it where a
/// newer version is at hand.
#[test]
fn rules_have_the_arguments_of_the_newer_resource() {
    let main = r#"
terraform {
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}
provider "amazonconnect" { bundled_ip_ranges = true }
data "amazonconnect_network_rules" "agents" {
  regions  = ["eu-central-1"]
  services = ["AMAZON_CONNECT"]
}
output "rules" { value = provider::amazonconnect::security_group_rules(data.amazonconnect_network_rules.agents.rules) }
"#;
    let Some(case) = Case::with(main) else { return };
    case.converge();
    let outputs = case.outputs();
    let rules = outputs["rules"].as_object().unwrap();
    assert!(!rules.is_empty());
    for (key, rule) in rules {
        for argument in ["ip_protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "description"] {
            assert!(rule.get(argument).is_some(), "{key} has no {argument}");
        }
        assert_ne!(rule["cidr_ipv4"].is_null(), rule["cidr_ipv6"].is_null(), "{key} needs exactly one prefix");
        assert!(key.ends_with(rule["cidr_ipv4"].as_str().or(rule["cidr_ipv6"].as_str()).unwrap()));
    }
}
