//! Rules on their way from data sources through functions: joined, filtered,
//! written by hand, given back, none at all.

use serde_json::{Value, json};

use super::REQUIRED;
use crate::support::terraform::Case;

const BUNDLED: &str = "provider \"amazonconnect\" { bundled_ip_ranges = true }\n";

const AGENTS: &str = r#"
data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}
locals {
  rules = data.amazonconnect_network_rules.agents.rules
}
"#;

/// A case with the media rules of us-east-1 in `local.rules`.
#[track_caller]
fn with_media_rules(main: &str) -> Option<Case> {
    Case::with(&format!("{REQUIRED}{BUNDLED}{AGENTS}{main}"))
}

#[test]
fn rules_of_two_data_sources_are_joined() {
    // Both Regions of a pair have the GLOBAL prefixes: the same traffic twice.
    let main = r#"
data "amazonconnect_network_rules" "replica" {
  regions  = ["us-west-2"]
  services = ["AMAZON_CONNECT"]
}
data "amazonconnect_network_rules" "pair" {
  regions  = ["us-east-1", "us-west-2"]
  services = ["AMAZON_CONNECT"]
}
locals {
  joined = concat(local.rules, data.amazonconnect_network_rules.replica.rules)
  keys   = keys(provider::amazonconnect::rules_by_key(local.joined))
}
output "rows" { value = sum([for rule in local.joined : length(rule.cidrs)]) }
output "keys" { value = length(local.keys) }
output "joined" { value = provider::amazonconnect::rules_cidrs(local.joined) }
output "pair" { value = provider::amazonconnect::rules_cidrs(data.amazonconnect_network_rules.pair.rules) }
output "groups" { value = keys(provider::amazonconnect::security_group_rules(local.joined)) == local.keys }
"#;
    let Some(case) = with_media_rules(main) else { return };
    case.converge();
    let outputs = case.outputs();
    assert!(outputs["keys"].as_u64() < outputs["rows"].as_u64(), "no prefix was given twice: {outputs:?}");
    assert_eq!(outputs["joined"], outputs["pair"]);
    assert_eq!(outputs["groups"], json!(true));
}

#[test]
fn five_attributes_make_a_rule() {
    let main = r#"
locals {
  own = {
    direction   = "egress"
    ip_protocol = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidrs       = ["203.0.112.0/24", "2600:9000::/28"]
  }
  all = concat(local.rules, [local.own])
}
output "own" { value = provider::amazonconnect::rules_by_key([local.own]) }
output "set" { value = keys(provider::amazonconnect::rules_by_key(toset([local.own]))) }
output "all" { value = provider::amazonconnect::security_group_rules(local.all) }
output "media" { value = keys(provider::amazonconnect::security_group_rules(local.rules)) }
"#;
    let Some(case) = with_media_rules(main) else { return };
    case.converge();
    let outputs = case.outputs();
    let keys = ["egress-tcp-8443-203.0.112.0/24", "egress-tcp-8443-2600:9000::/28"];
    let entry = json!({
        "key": keys[0], "direction": "egress", "flow": "request", "ip_protocol": "tcp", "from_port": 8443, "to_port": 8443,
        "source_from_port": null, "source_to_port": null, "ip_version": "ipv4", "cidr": "203.0.112.0/24", "services": [],
        "requirements": [], "description": "Amazon Connect: agents to AWS, tcp/8443", "slot": null,
    });
    assert_eq!(outputs["own"][keys[0]], entry);
    assert_eq!(outputs["set"], json!(keys));
    let all: Vec<&String> = outputs["all"].as_object().unwrap().keys().collect();
    let mut expected: Vec<String> = serde_json::from_value(outputs["media"].clone()).unwrap();
    expected.extend(keys.map(str::to_owned));
    expected.sort();
    assert_eq!(all, expected.iter().collect::<Vec<_>>());
}

#[test]
fn what_functions_give_can_be_given_back() {
    let main = r#"
locals {
  by_key = provider::amazonconnect::rules_by_key(local.rules)
  shards = provider::amazonconnect::shard_rules(local.rules, 1)
  less   = provider::amazonconnect::rules_subtract(local.rules, ["15.193.0.0/19"])
}
output "values" { value = provider::amazonconnect::rules_by_key(values(local.by_key)) == local.by_key }
output "shards" { value = provider::amazonconnect::rules_by_key(flatten(values(local.shards))) == local.by_key }
output "count" { value = length(local.shards) }
output "back" {
  value = provider::amazonconnect::rules_cidrs(concat(local.less, [merge(local.less[0], { cidrs = ["15.193.0.0/19"] })])) == provider::amazonconnect::rules_cidrs(local.rules)
}
output "gone" { value = contains(keys(provider::amazonconnect::rules_by_key(local.less)), "egress-udp-3478-15.193.0.0/19") }
output "was_there" { value = contains(keys(local.by_key), "egress-udp-3478-15.193.0.0/19") }
"#;
    let Some(case) = with_media_rules(main) else { return };
    case.converge();
    let outputs = case.outputs();
    for (name, expected) in [
        ("values", json!(true)),
        ("shards", json!(true)),
        ("count", json!(2)),
        ("back", json!(true)),
        ("gone", json!(false)),
        ("was_there", json!(true)),
    ] {
        assert_eq!(outputs[name], expected, "{name}");
    }
}

#[test]
fn a_filter_that_matches_nothing_gives_nothing() {
    let main = r#"
locals {
  none    = [for rule in local.rules : rule if rule.ip_protocol == "tcp"]
  entries = provider::amazonconnect::network_acl_entries(local.none, 1000)
}
resource "terraform_data" "none" {
  for_each = local.entries
}
output "none" {
  value = [
    local.entries,
    provider::amazonconnect::security_group_rules(local.none),
    provider::amazonconnect::security_group_blocks(local.none, "egress"),
    provider::amazonconnect::shard_rules(local.none, 60),
    provider::amazonconnect::prefix_list_entries(local.none).lists,
    provider::amazonconnect::suricata_ip_sets(local.none),
    provider::amazonconnect::rules_by_key(local.none),
    provider::amazonconnect::rules_cidrs(local.none),
    provider::amazonconnect::rules_cover(local.none, { max_rules = 1 }),
    provider::amazonconnect::rules_subtract(local.none, ["10.0.0.0/8"]),
    provider::amazonconnect::rules_cidrs(local.rules, { ip_protocol = "tcp" }),
    provider::amazonconnect::network_firewall_stateful(local.none, ["10.0.0.0/8"]).rules,
    provider::amazonconnect::network_firewall_stateless(local.none, ["10.0.0.0/8"], 100).rules,
  ]
}
output "text" { value = provider::amazonconnect::suricata_rules([]) }
"#;
    let Some(case) = with_media_rules(main) else { return };
    case.converge();
    let outputs = case.outputs();
    let results = outputs["none"].as_array().unwrap();
    for (index, result) in results.iter().enumerate() {
        assert!(*result == json!({}) || *result == json!([]), "result {index} is {result}");
    }
    assert_eq!(outputs["text"], json!(""));
}

#[test]
fn optional_arguments_are_an_object_or_nothing() {
    let main = r#"
output "all" { value = provider::amazonconnect::rules_cidrs(local.rules) }
output "empty" { value = provider::amazonconnect::rules_cidrs(local.rules, {}) }
output "ipv6" { value = provider::amazonconnect::rules_cidrs(local.rules, { ip_version = "ipv6", port = null }) }
output "port" { value = provider::amazonconnect::rules_cidrs(local.rules, { port = 3478, direction = "egress" }) }
output "as_it_is" { value = provider::amazonconnect::rules_cover(local.rules) }
output "rules" { value = local.rules }
"#;
    let Some(case) = with_media_rules(main) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!(outputs["all"], json!(["15.193.0.0/19", "52.55.191.224/27", "2600:f0f2:7100::/40"]));
    assert_eq!(outputs["all"], outputs["empty"]);
    assert_eq!(outputs["all"], outputs["port"]);
    assert_eq!(outputs["ipv6"], json!(["2600:f0f2:7100::/40"]));
    let cidrs = |name: &str| outputs[name].as_array().unwrap().iter().map(|rule| rule["cidrs"].clone()).collect::<Vec<_>>();
    assert_eq!(cidrs("as_it_is"), cidrs("rules"));
}

/// The one error of a plan, which must point at the argument.
#[track_caller]
fn assert_refused(call: &str, points_at: &str, names: &[&str]) {
    let main = format!("output \"bad\" {{ value = provider::amazonconnect::{call} }}\n");
    let Some(case) = with_media_rules(&main) else { return };
    let (succeeded, diagnostics) = case.plan_diagnostics();
    let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == "error").collect();
    assert!(!succeeded && errors.len() == 1, "{diagnostics:?}");
    case.assert_points_at(errors[0], points_at);
    for name in names {
        assert!(errors[0].detail.contains(name), "no {name:?} in {:?}", errors[0]);
    }
}

#[test]
fn wrong_options_are_named() {
    let misspelt = "{ ip_versions = \"ipv4\" }";
    assert_refused(&format!("rules_cidrs(local.rules, {misspelt})"), misspelt, &["ip_versions", "ip_version"]);
    assert_refused("rules_cidrs(local.rules, {}, { port = 1 })", "{ port = 1 }", &["one"]);
    assert_refused("rules_cidrs(local.rules, [443])", "[443]", &["options", "object"]);
}

#[test]
fn wrong_rules_are_named_with_their_place() {
    let rules = "[local.rules[0], { direction = \"egress\", ip_protocol = \"icmp\", from_port = 1, to_port = 1, cidr_block = \"10.0.0.0/8\" }]";
    let names = ["rules[1].ip_protocol", "not Amazon Connect's traffic", "cidr_block"];
    assert_refused(&format!("rules_by_key({rules})"), rules, &names);
    assert_refused("rules_by_key(provider::amazonconnect::rules_by_key(local.rules))", "provider::", &["values("]);
}

/// The page's own example, and the same with rules as they are merged by default.
#[test]
fn an_address_of_one_service_is_explained_by_that_service() {
    let main = r#"
data "amazonconnect_network_rules" "merged" { regions = ["us-east-1"] }
output "merged" { value = provider::amazonconnect::explain(data.amazonconnect_network_rules.merged.rules, "52.54.1.1") }
"#;
    let example = include_str!("../../../examples/functions/explain/function.tf");
    let Some(case) = Case::with(&format!("{REQUIRED}{BUNDLED}{main}{example}")) else { return };
    case.converge();
    let outputs = case.outputs();
    let services = |output: &str| -> Vec<Value> {
        outputs[output].as_array().unwrap().iter().map(|reason| reason["services"].clone()).collect()
    };
    assert_eq!(services("why"), [json!(["EC2"])]);
    assert_eq!(services("merged"), [json!(["CLOUDFRONT", "EC2", "S3"])]);
}
