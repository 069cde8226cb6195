//! AWS Network Firewall: Suricata with IP sets, 5-tuple, stateless, domain list.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::example::{IPV4_PREFIXES, assert_event, example, strings};
use crate::support::terraform::Plan;

const SERVICES: [&str; 2] = ["AMAZON_CONNECT", "CLOUDFRONT"];

/// hashicorp/aws 3.39.0 takes no IPv6 in IP sets.
fn ipv4_alone() -> Value {
    json!({ "services": SERVICES, "ip_versions": ["ipv4"], "home_net": ["10.20.0.0/16"] })
}

/// The rule group before and after the event, which must be all that changes.
#[track_caller]
fn rule_group_change(plan: &Plan) -> (Value, Value) {
    let address = "aws_networkfirewall_rule_group.connect";
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    let change = plan.change(address);
    assert_eq!(change["actions"], json!(["update"]));
    assert_eq!(change["before"]["capacity"], change["after"]["capacity"]);
    let group = |side: &str| change[side]["rule_group"][0].clone();
    (group("before"), group("after"))
}

#[test]
fn suricata_rules_stay_and_their_ip_sets_change() {
    let Some(example) = example("aws-network-firewall", ipv4_alone()) else { return };
    example.apply_before();
    let group = &example.cloud.requests("CreateRuleGroup")[0]["RuleGroup"];
    let text = group["RulesSource"]["RulesString"].as_str().unwrap();
    for name in group["RuleVariables"]["IPSets"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("${name}")), "no rule reads ${name}:\n{text}");
    }

    let plan = example.plan_event();
    let (before, after) = rule_group_change(&plan);
    assert_eq!(before["rules_source"], after["rules_source"], "the text of the rules changed");
    let sets = |group: &Value| -> BTreeSet<(String, String)> {
        let sets = group["rule_variables"][0]["ip_sets"].as_array().unwrap().iter();
        let pairs = sets.flat_map(|set| {
            let name = set["key"].as_str().unwrap().to_owned();
            strings(&set["ip_set"][0]["definition"]).into_iter().map(move |prefix| (name.clone(), prefix))
        });
        pairs.filter(|(name, prefix)| name != "HOME_NET" && !prefix.contains(':')).collect()
    };
    let (before, after) = (sets(&before), sets(&after));
    assert_eq!(before.len(), IPV4_PREFIXES);
    let changed: BTreeSet<&String> = before.symmetric_difference(&after).map(|(name, _)| name).collect();
    assert_eq!(changed.len(), 1, "one set changes: {changed:?}");
    let prefixes = |sets: BTreeSet<(String, String)>| sets.into_iter().map(|(_, prefix)| prefix).collect();
    assert_event(&prefixes(before), &prefixes(after));
    example.finish(&plan);
}

#[test]
fn five_tuple_rules_come_and_go_alone() {
    let Some(example) = example("aws-network-firewall-5-tuple", json!({ "services": SERVICES })) else { return };
    example.apply_before();

    let plan = example.plan_event();
    let (before, after) = rule_group_change(&plan);
    // The whole rule as text, so that a changed sid of a kept prefix is seen too.
    let rules = |group: &Value| -> BTreeSet<String> {
        group["rules_source"][0]["stateful_rule"].as_array().unwrap().iter().map(Value::to_string).collect()
    };
    let (before, after) = (rules(&before), rules(&after));
    assert_eq!(before.len(), IPV4_PREFIXES);
    let destinations = |rules: BTreeSet<&String>| -> BTreeSet<String> {
        let parsed = rules.into_iter().map(|rule| serde_json::from_str::<Value>(rule).unwrap());
        parsed.map(|rule| rule["header"][0]["destination"].as_str().unwrap().to_owned()).collect()
    };
    let gone = destinations(before.difference(&after).collect());
    let come = destinations(after.difference(&before).collect());
    assert_event(&gone, &come);
    example.finish(&plan);
}

#[test]
fn stateless_rules_change_their_addresses_alone() {
    let Some(example) = example("aws-network-firewall-stateless", json!({ "services": SERVICES })) else { return };
    example.apply_before();
    let created = example.cloud.requests("CreateRuleGroup");
    let rules = &created[0]["RuleGroup"]["RulesSource"]["StatelessRulesAndCustomActions"]["StatelessRules"];
    // Media and HTTPS, each with its return rule, which takes replies alone.
    let mut expected = BTreeSet::from(
        [
            json!([17, 0, 65535, 3478, 3478, null]),
            json!([6, 0, 65535, 443, 443, null]),
            json!([17, 3478, 3478, 49152, 65535, null]),
            json!([6, 443, 443, 49152, 65535, [["ACK"], ["RST"]]]),
        ]
        .map(|rule| rule.to_string()),
    );
    for rule in rules.as_array().unwrap() {
        let found = &rule["RuleDefinition"]["MatchAttributes"];
        let flags = found["TCPFlags"].as_array().filter(|flags| !flags.is_empty());
        let flags = flags.map(|all| all.iter().map(|flag| flag["Flags"].clone()).collect::<Vec<_>>());
        let (from, to) = (&found["SourcePorts"][0], &found["DestinationPorts"][0]);
        let seen = json!([found["Protocols"][0], from["FromPort"], from["ToPort"], to["FromPort"], to["ToPort"], flags]);
        assert!(expected.remove(&seen.to_string()), "{seen} is not expected, or twice there");
    }
    assert!(expected.is_empty(), "not there: {expected:?}");

    let plan = example.plan_event();
    let (before, after) = rule_group_change(&plan);
    let rules = |group: &Value| -> Vec<Value> {
        let source = &group["rules_source"][0]["stateless_rules_and_custom_actions"][0]["stateless_rule"];
        source.as_array().unwrap().clone()
    };
    let priorities = |rules: &[Value]| -> BTreeSet<u64> { rules.iter().map(|rule| rule["priority"].as_u64().unwrap()).collect() };
    let (before, after) = (rules(&before), rules(&after));
    assert_eq!(priorities(&before), priorities(&after), "a priority changed");
    let addresses = |rules: &[Value], side: &str| -> BTreeSet<String> {
        let matches = rules.iter().map(|rule| &rule["rule_definition"][0]["match_attributes"][0][side]);
        let addresses = matches.flat_map(|list| list.as_array().unwrap());
        addresses.map(|address| address["address_definition"].as_str().unwrap().to_owned()).collect()
    };
    for side in ["source", "destination"] {
        assert_event(&addresses(&before, side), &addresses(&after, side));
    }
    example.finish(&plan);
}

#[test]
fn domain_list_is_taken_and_settles() {
    let Some(example) = example("aws-network-firewall-domains", json!({})) else { return };
    example.apply_before();
    let created = example.cloud.requests("CreateRuleGroup");
    let targets = strings(&created[0]["RuleGroup"]["RulesSource"]["RulesSourceList"]["Targets"]);
    assert!(targets.contains("example.my.connect.aws"), "{targets:?}");
    assert!(targets.iter().any(|target| target.starts_with('.')), "{targets:?}");

    // Domains do not come from the document: the event changes nothing.
    let plan = example.plan_event();
    assert!(plan.changes().is_empty(), "{:?}", plan.changes());
    example.finish(&plan);
}
