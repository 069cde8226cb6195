//! What somebody adds by hand, and that the next plan shows it: the guide has the
//! same table. What it does not show beside resources of a rule each is in `coverage`.

use serde_json::json;

use super::example::{Example, example};

/// The id of the example's first resource of this type.
fn id_of(example: &Example, resource_type: &str) -> String {
    let shown = example.case.run(&["show", "-json"]).success();
    let state: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    let resources = state["values"]["root_module"]["resources"].as_array().unwrap();
    let found = resources.iter().find(|resource| resource["type"] == resource_type).unwrap();
    found["values"]["id"].as_str().unwrap().to_owned()
}

/// A rule of a security group that is open to everybody.
fn open(example: &Example, action: &str) {
    let group = id_of(example, "aws_security_group");
    let parameters = [
        ("GroupId", group.as_str()),
        ("IpPermissions.1.IpProtocol", "tcp"),
        ("IpPermissions.1.FromPort", "22"),
        ("IpPermissions.1.ToPort", "22"),
        ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"),
    ];
    example.cloud.by_hand(action, &parameters);
}

/// A deny of everything at number 1 of a network ACL.
fn deny_everything(example: &Example) {
    let acl = id_of(example, "aws_network_acl");
    let parameters = [
        ("NetworkAclId", acl.as_str()),
        ("RuleNumber", "1"),
        ("Egress", "true"),
        ("Protocol", "-1"),
        ("RuleAction", "deny"),
        ("CidrBlock", "0.0.0.0/0"),
    ];
    example.cloud.by_hand("CreateNetworkAclEntry", &parameters);
}

fn applied(name: &str) -> Option<Example> {
    let example = example(name, json!({ "vpc_id": "" }))?;
    example.case.converge();
    Some(example)
}

#[test]
fn an_inline_group_shows_what_is_added_in_either_direction() {
    for action in ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"] {
        let Some(example) = applied("aws-security-group") else { return };
        open(&example, action);
        let plan = example.case.plan();
        assert_eq!(plan.changes().keys().collect::<Vec<_>>(), ["aws_security_group.agents"], "{action}");
    }
}

#[test]
fn an_inline_network_acl_shows_an_entry_that_is_added() {
    let Some(example) = applied("aws-network-acl-inline") else { return };
    deny_everything(&example);
    assert_eq!(example.case.plan().changes().keys().collect::<Vec<_>>(), ["aws_network_acl.agents"]);
}
