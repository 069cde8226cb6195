//! Route 53 Resolver DNS Firewall: the domain list, and the rules that make an
//! allow-list of it.

use std::fs;

use serde_json::json;

use super::example::{example, example_with_newer_aws, strings};

const NAME: &str = "aws-dns-firewall";

/// The rules need a newer hashicorp/aws than the one that is to be had as a
/// package; the list alone does not.
#[test]
fn domain_list_is_taken_and_changes_in_place() {
    let Some(example) = example(NAME, json!({ "vpc_id": "" })) else { return };
    fs::remove_file(example.case.work().join("rules.tf")).unwrap();
    example.apply_before();
    let updates = example.cloud.requests("UpdateFirewallDomains");
    let domains = strings(&updates[0]["Domains"]);
    assert!(domains.iter().any(|domain| domain.trim_end_matches('.') == "example.my.connect.aws"), "{domains:?}");
    assert!(domains.iter().any(|domain| domain.starts_with("*.")), "{domains:?}");
    // A new alias changes the list in place.
    example.case.write("alias.auto.tfvars.json", json!({ "instance_alias": "renamed" }).to_string());
    let plan = example.case.plan();
    let address = "aws_route53_resolver_firewall_domain_list.connect";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    assert_eq!(plan.change(address)["actions"], json!(["update"]));
    example.finish(&plan);
}

/// How the list changes is the other test's: each command reads the 700 MB of
/// the newer hashicorp/aws again.
#[test]
fn names_behind_aliases_are_trusted_and_all_else_is_blocked_in_the_vpc() {
    let Some(example) = example_with_newer_aws(NAME, json!({ "vpc_id": "" })) else { return };
    example.case.run(&["apply", "-no-color", "-auto-approve"]).success();
    let mut rules = example.cloud.requests("CreateFirewallRule");
    rules.sort_by_key(|rule| rule["Priority"].as_u64());
    let [connect, rest] = &rules[..] else { panic!("{rules:?}") };
    assert_eq!((&connect["Action"], &rest["Action"]), (&json!("ALLOW"), &json!("BLOCK")));
    assert_eq!(connect["FirewallDomainRedirectionAction"], json!("TRUST_REDIRECTION_DOMAIN"));
    let all = example
        .cloud
        .requests("UpdateFirewallDomains")
        .into_iter()
        .find(|update| update["FirewallDomainListId"] == rest["FirewallDomainListId"]);
    assert_eq!(strings(&all.unwrap()["Domains"]).into_iter().collect::<Vec<_>>(), ["*."]);
    let bound = example.cloud.requests("AssociateFirewallRuleGroup");
    let [bound] = &bound[..] else { panic!("{bound:?}") };
    assert_eq!(bound["VpcId"], json!(example.cloud.vpc_id()));
    assert!(rules.iter().all(|rule| rule["FirewallRuleGroupId"] == bound["FirewallRuleGroupId"]), "{rules:?}");
    let settled = example.case.run(&["plan", "-no-color", "-detailed-exitcode"]);
    assert_eq!(settled.code, Some(0), "{}", settled.text());
    example.case.destroy();
}
