//! Route 53 Resolver DNS Firewall: the domain list, and the rules that make an
//! allow-list of it.

use std::fs;

use serde_json::json;

use super::example::{Example, example, example_with_newer_aws, strings};

const NAME: &str = "aws-dns-firewall";

fn assert_list_changes_in_place(example: Example) {
    // A new alias changes the list in place.
    example.case.write("terraform.tfvars.json", json!({ "instance_alias": "renamed" }).to_string());
    let plan = example.case.plan();
    let address = "aws_route53_resolver_firewall_domain_list.connect";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    assert_eq!(plan.change(address)["actions"], json!(["update"]));
    example.finish(&plan);
}

/// The rules need a newer hashicorp/aws than the one that is to be had as a
/// package; the list alone does not.
#[test]
fn domain_list_is_taken_and_settles() {
    let Some(example) = example(NAME, json!({})) else { return };
    fs::remove_file(example.case.work().join("rules.tf")).unwrap();
    example.apply_before();
    let updates = example.cloud.requests("UpdateFirewallDomains");
    let domains = strings(&updates[0]["Domains"]);
    assert!(domains.iter().any(|domain| domain.trim_end_matches('.') == "example.my.connect.aws"), "{domains:?}");
    assert!(domains.iter().any(|domain| domain.starts_with("*.")), "{domains:?}");
    assert_list_changes_in_place(example);
}

#[test]
fn names_behind_aliases_are_trusted_and_all_else_is_blocked() {
    let Some(example) = example_with_newer_aws(NAME, json!({})) else { return };
    example.apply_before();
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
    assert_list_changes_in_place(example);
}
