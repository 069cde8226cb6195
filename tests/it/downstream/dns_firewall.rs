//! Route 53 Resolver DNS Firewall: the domain list.

use serde_json::json;

use super::example::{example, strings};

#[test]
fn domain_list_is_taken_and_settles() {
    let Some(example) = example("aws-dns-firewall", json!({})) else { return };
    example.apply_before();
    let updates = example.cloud.requests("UpdateFirewallDomains");
    let domains = strings(&updates[0]["Domains"]);
    assert!(domains.iter().any(|domain| domain.trim_end_matches('.') == "example.my.connect.aws"), "{domains:?}");
    assert!(domains.iter().any(|domain| domain.starts_with("*.")), "{domains:?}");

    // A new alias changes the list in place.
    example.case.write("terraform.tfvars.json", json!({ "instance_alias": "renamed" }).to_string());
    let plan = example.case.plan();
    let address = "aws_route53_resolver_firewall_domain_list.connect";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    assert_eq!(plan.change(address)["actions"], json!(["update"]));
    example.finish(&plan);
}
