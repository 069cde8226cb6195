//! What a plan does not show and `coverage` does: changes by hand beside what
//! Terraform manages.

use serde_json::{Value, json};

use super::example::{Example, example};

const SERVICES: [&str; 2] = ["AMAZON_CONNECT", "CLOUDFRONT"];

/// The example with an output that compares `deployed` with what it was made of.
fn compared(name: &str, variables: Value, deployed: &str) -> Option<Example> {
    let example = example(name, variables)?;
    let call = format!("provider::amazonconnect::coverage(data.amazonconnect_network_rules.agents.rules, {deployed})");
    example
        .case
        .write("coverage.tf", format!("output \"coverage\" {{ value = {call} }}\noutput \"id\" {{ value = {deployed}.id }}\n"));
    let plan = example.case.plan();
    example.case.apply(&plan);
    Some(example)
}

/// What `coverage` finds, as things are now, and the id of what it looked at.
fn found(example: &Example) -> (Value, String) {
    example.case.run(&["apply", "-refresh-only", "-auto-approve", "-no-color"]).success();
    let mut outputs = example.case.outputs();
    let id = outputs["id"].as_str().unwrap().to_owned();
    (outputs.remove("coverage").unwrap(), id)
}

#[test]
fn a_rule_by_hand_beside_standalone_rules_is_found() {
    let variables = json!({ "services": SERVICES, "vpc_id": "" });
    let Some(example) = compared("aws-security-group-rule", variables, "aws_security_group.agents") else { return };
    let (coverage, group) = found(&example);
    assert_eq!((&coverage["covered"], &coverage["excess"]), (&json!(true), &json!([])), "{}", coverage["summary"]);

    let by_hand = |action: &str, protocol: &str, port: &str, cidr: &str| {
        let parameters = [
            ("GroupId", group.as_str()),
            ("IpPermissions.1.IpProtocol", protocol),
            ("IpPermissions.1.FromPort", port),
            ("IpPermissions.1.ToPort", port),
            ("IpPermissions.1.IpRanges.1.CidrIp", cidr),
        ];
        example.cloud.by_hand(action, &parameters);
    };
    by_hand("AuthorizeSecurityGroupEgress", "tcp", "22", "0.0.0.0/0");
    by_hand("RevokeSecurityGroupEgress", "udp", "3478", "15.193.0.0/19");
    // The plan puts back what was taken away, and is silent on what was added.
    let changes = example.case.plan().changes();
    let back = r#"aws_security_group_rule.agents["egress-udp-3478-15.193.0.0/19"]"#;
    assert_eq!(changes.keys().collect::<Vec<_>>(), [back]);
    let (coverage, _) = found(&example);
    assert_eq!(coverage["missing"][0]["cidrs"], json!(["15.193.0.0/19"]), "{}", coverage["summary"]);
    assert_eq!((&coverage["excess"][0]["cidrs"], &coverage["excess"][0]["from_port"]), (&json!(["0.0.0.0/0"]), &json!(22)));
    assert_eq!(coverage["covered"], json!(false));
    example.case.destroy();
}

#[test]
fn a_deny_in_front_of_everything_is_found() {
    let variables = json!({ "services": SERVICES, "vpc_id": "", "entries_quota": 39 });
    let Some(example) = compared("aws-network-acl", variables, "aws_network_acl.agents") else { return };
    let (coverage, acl) = found(&example);
    assert_eq!((&coverage["covered"], &coverage["excess"]), (&json!(true), &json!([])), "{}", coverage["summary"]);

    let everything = [
        ("NetworkAclId", acl.as_str()),
        ("RuleNumber", "1"),
        ("Egress", "true"),
        ("Protocol", "-1"),
        ("RuleAction", "deny"),
        ("CidrBlock", "0.0.0.0/0"),
    ];
    example.cloud.by_hand("CreateNetworkAclEntry", &everything);
    assert!(example.case.plan().changes().is_empty(), "the plan does not show it");
    let (coverage, _) = found(&example);
    assert_eq!(coverage["covered"], json!(false));
    let missing = coverage["missing"].as_array().unwrap();
    assert!(missing.iter().all(|rule| rule["direction"] == "egress" && rule["ip_version"] == "ipv4"), "{}", coverage["summary"]);
    example.case.destroy();
}
