//! AWS Network Firewall: Suricata with IP sets, 5-tuple, stateless, domain list.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::example::{Example, IPV4_PREFIXES, assert_event, example, example_with_newer_aws, strings};
use crate::support::terraform::Plan;

const SERVICES: [&str; 2] = ["AMAZON_CONNECT", "CLOUDFRONT"];

/// What is applied first, whose policy must drop and log what no rule passes:
/// hashicorp/aws 3.39.0 has no strict order, so this needs a newer one.
fn strict(example: &Example) -> Plan {
    let plan = example.apply_before();
    let policy = &plan.change("aws_networkfirewall_firewall_policy.agents")["after"]["firewall_policy"][0];
    assert_eq!(
        strings(&policy["stateful_default_actions"]),
        ["aws:alert_established", "aws:drop_established"].map(str::to_owned).into()
    );
    assert_eq!(policy["stateful_engine_options"][0]["rule_order"], "STRICT_ORDER");
    let sent = &example.cloud.requests("CreateFirewallPolicy")[0]["FirewallPolicy"];
    assert_eq!(sent["StatefulDefaultActions"], policy["stateful_default_actions"]);
    for group in example.cloud.requests("CreateRuleGroup") {
        assert_eq!(group["RuleGroup"]["StatefulRuleOptions"]["RuleOrder"], "STRICT_ORDER");
    }
    plan
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
    let Some(example) = example_with_newer_aws("aws-network-firewall", json!({ "services": SERVICES })) else { return };
    strict(&example);
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
    let Some(example) = example_with_newer_aws("aws-network-firewall-5-tuple", json!({ "services": SERVICES })) else { return };
    strict(&example);

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
    let plan = example.apply_before();
    let policy = &plan.change("aws_networkfirewall_firewall_policy.agents")["after"]["firewall_policy"][0];
    for actions in ["stateless_default_actions", "stateless_fragment_default_actions"] {
        assert_eq!(policy[actions], json!(["aws:drop"]), "{actions}: what no rule passes");
    }
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
    let Some(example) = example_with_newer_aws("aws-network-firewall-domains", json!({})) else { return };
    strict(&example);
    let created = example.cloud.requests("CreateRuleGroup");
    let sources: Vec<&Value> = created.iter().map(|group| &group["RuleGroup"]["RulesSource"]).collect();
    let list = sources.iter().map(|source| &source["RulesSourceList"]).find(|list| list.is_object()).unwrap();
    let targets = strings(&list["Targets"]);
    assert_eq!(list["TargetTypes"], json!(["TLS_SNI"]), "what the function gives");
    let media: Vec<&str> = sources.iter().filter_map(|source| source["RulesString"].as_str()).collect();
    let [media] = media[..] else { panic!("{media:?}") };
    assert!(
        media.starts_with("pass udp $HOME_NET any -> $MEDIA_OUT_UDP_3478_V4_0 3478 ") && media.lines().count() == 1,
        "{media}"
    );
    assert!(targets.contains("example.my.connect.aws"), "{targets:?}");
    assert!(targets.iter().any(|target| target.starts_with('.')), "{targets:?}");

    // Domains do not come from the document: the event changes nothing.
    let plan = example.plan_event();
    assert!(plan.changes().is_empty(), "{:?}", plan.changes());
    example.finish(&plan);
}
