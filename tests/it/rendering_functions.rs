//! The rendering functions, called as Terraform calls them: what they give is
//! what the renderings give, of the type that their signature says.

use crate::render::sample;
use amazonconnect::{
    model::Direction,
    plugin::FunctionError,
    provider::assemble,
    render::*,
    rules::{DomainRule, FirewallRule},
};
use serde::Serialize;
use serde_json::{Value, json};

fn rule_object(rule: &FirewallRule) -> Value {
    json!({
        "key": rule.key(), "requirement": rule.requirement,
        "services": rule.services.iter().map(|service| service.as_str()).collect::<Vec<_>>(),
        "direction": rule.direction.as_str(), "ip_protocol": rule.ip_protocol.as_str(),
        "from_port": rule.ports.first(), "to_port": rule.ports.last(),
        "ip_version": rule.prefix.version().as_str(), "cidr": rule.prefix.to_string(), "description": rule.description,
    })
}

fn rule_objects(rules: &[FirewallRule]) -> Value {
    rules.iter().map(rule_object).collect()
}

fn domain_objects(rules: &[DomainRule]) -> Value {
    let object = |rule: &DomainRule| {
        json!({
            "key": rule.key(), "requirement": rule.requirement, "domain": rule.domain, "match": rule.match_kind.as_str(),
            "ip_protocol": rule.ip_protocol.as_str(), "port": rule.ports.first(), "url_paths": rule.url_paths,
            "source_page": rule.source_page, "status": rule.status,
        })
    };
    rules.iter().map(object).collect()
}

/// The entries of a ledger: a map, with slots and with dates of their own.
fn ledger_entries(entries: &[Entry]) -> Value {
    let entry = |entry: &Entry| {
        let mut object = rule_object(&entry.rule);
        object["slot"] = json!(entry.slot);
        object["first_seen"] = json!("2026-11-22T00:00:00Z");
        (entry.rule.key(), object)
    };
    Value::Object(entries.iter().map(entry).collect())
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap()
}

/// A value of a dynamic parameter: behind its type.
fn dynamic(value: &Value) -> Vec<u8> {
    let mut typed = vec![0x92];
    typed.extend(bytes(&serde_bytes("\"dynamic\"")));
    typed.extend(bytes(value));
    typed
}

/// MessagePack's binary form of a short text.
fn serde_bytes(text: &str) -> impl Serialize + use<> {
    struct Binary(Vec<u8>);
    impl Serialize for Binary {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&self.0)
        }
    }
    Binary(text.as_bytes().to_vec())
}

fn call(name: &str, arguments: Vec<Vec<u8>>) -> Result<Vec<u8>, FunctionError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(assemble().call_function(name, arguments))
}

/// Whether `value` is of the type that `type_json` says, with the very
/// attributes of each object: Terraform refuses more and less.
fn conforms(value: &Value, type_json: &Value) -> bool {
    match (type_json, value) {
        (_, Value::Null) => true,
        (Value::String(name), _) => match name.as_str() {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "bool" => value.is_boolean(),
            _ => false,
        },
        (Value::Array(of), Value::Array(elements)) => {
            (of[0] == "list" || of[0] == "set") && elements.iter().all(|element| conforms(element, &of[1]))
        }
        (Value::Array(of), Value::Object(elements)) if of[0] == "map" => {
            elements.values().all(|element| conforms(element, &of[1]))
        }
        (Value::Array(of), Value::Object(attributes)) if of[0] == "object" => {
            let types = of[1].as_object().unwrap();
            types.len() == attributes.len()
                && types.iter().all(|(name, of)| attributes.get(name).is_some_and(|value| conforms(value, of)))
        }
        _ => false,
    }
}

/// Asserts that the function gives `expected`, and of its declared type.
#[track_caller]
fn assert_gives(name: &str, arguments: Vec<Vec<u8>>, expected: impl Serialize) {
    let schema = assemble().schema();
    let (_, function) = schema.functions.iter().find(|(known, _)| *known == name).unwrap();
    let given: Value = rmp_serde::from_slice(&call(name, arguments).unwrap()).unwrap();
    let return_type: Value = serde_json::from_str(&function.return_type).unwrap();
    assert!(conforms(&given, &return_type), "{given} is not of type {return_type}");
    assert_eq!(given, serde_json::to_value(expected).unwrap());
}

#[test]
fn functions_of_firewall_rules_give_what_renderings_give() {
    let (rules, home_net) = (sample::stateless(), sample::home_net());
    let list = || bytes(&rule_objects(&rules));
    let home = || bytes(&home_net.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_gives("security_group_rules", vec![list()], security_group_rules(&rules).unwrap());
    assert_gives(
        "security_group_blocks",
        vec![list(), bytes(&"ingress")],
        security_group_blocks(&rules, Direction::Ingress).unwrap(),
    );
    assert_gives("prefix_list_entries", vec![list()], prefix_list_entries(&rules).unwrap());
    assert_gives(
        "network_firewall_stateless",
        vec![list(), home(), bytes(&100)],
        network_firewall_stateless(&rules, &home_net, 100).unwrap(),
    );
    assert_gives("network_firewall_stateful", vec![list(), home()], network_firewall_stateful(&rules, &home_net).unwrap());
    assert_gives("suricata_rules", vec![list()], suricata_rules(&rules).unwrap());
    assert_gives("suricata_ip_sets", vec![list()], suricata_ip_sets(&rules).unwrap());
    for format in TextFormat::ALL {
        let name = format.as_str();
        assert_gives("render_text", vec![list(), bytes(&name)], render_text(&rules, name).unwrap());
    }
}

#[test]
fn functions_of_entries_take_rules_and_ledger_entries() {
    let rules = sample::stateless();
    for (argument, entries) in [
        (dynamic(&rule_objects(&rules)), sample::without_slots(rules.clone())),
        (dynamic(&ledger_entries(&sample::with_slots(rules.clone()))), sample::with_slots(rules.clone())),
    ] {
        let first = bytes(&100);
        assert_gives("network_acl_entries", vec![argument.clone(), first.clone()], network_acl_entries(&entries, 100).unwrap());
        assert_gives(
            "network_acl_blocks",
            vec![argument.clone(), bytes(&"egress"), first],
            network_acl_blocks(&entries, Direction::Egress, 100).unwrap(),
        );
        let shards = shard_rules(&entries, 2).unwrap();
        let expected: Value = Value::Object(shards.iter().map(|(shard, rules)| (shard.clone(), rule_objects(rules))).collect());
        assert_gives("shard_rules", vec![argument, bytes(&2)], expected);
    }
}

#[test]
fn functions_of_domain_rules_give_what_renderings_give() {
    let rules = sample::domains();
    let list = || vec![bytes(&domain_objects(&rules))];
    assert_gives("network_firewall_domains", list(), network_firewall_domains(&rules).unwrap());
    assert_gives("suricata_domains", list(), suricata_domains(&rules).unwrap());
    assert_gives("dns_firewall_domains", list(), dns_firewall_domains(&rules).unwrap());
    assert_gives("squid_acls", list(), squid_acls(&rules).unwrap());
    assert_gives("pan_os_urls", list(), pan_os_urls(&rules).unwrap());
}

/// Terraform's unknown: MessagePack extension 0, here with one byte.
const UNKNOWN: [u8; 3] = [0xd4, 0, 0];
/// The same as it is sent here: with no byte.
const SENT_UNKNOWN: [u8; 3] = [0xc7, 0, 0];

#[test]
fn an_unknown_part_makes_the_result_unknown() {
    // A list of one rule whose cidr is unknown.
    let mut rule = vec![0x91, 0x81];
    rule.extend(bytes(&"cidr"));
    rule.extend(UNKNOWN);
    assert_eq!(call("security_group_rules", vec![rule.clone()]).unwrap(), SENT_UNKNOWN);
    let mut typed = vec![0x92];
    typed.extend(bytes(&serde_bytes("\"dynamic\"")));
    typed.extend(rule);
    assert_eq!(call("shard_rules", vec![typed, bytes(&60)]).unwrap(), SENT_UNKNOWN);
    let mut nothing_known = vec![0x92];
    nothing_known.extend(bytes(&serde_bytes("\"dynamic\"")));
    nothing_known.extend(UNKNOWN);
    assert_eq!(call("shard_rules", vec![nothing_known, bytes(&60)]).unwrap(), SENT_UNKNOWN);
}

/// The text of a refusal, and the argument that it is about.
fn refused(name: &str, arguments: Vec<Vec<u8>>) -> (Option<i64>, String) {
    let error = call(name, arguments).unwrap_err();
    (error.argument, error.text)
}

#[test]
fn refusals_name_the_argument_that_is_at_fault() {
    let rules = rule_objects(&sample::stateful());
    let list = || bytes(&rules);
    let mut broken = rules.clone();
    broken[0]["cidr"] = json!("15.193.0.1/19");
    broken[1]["direction"] = json!("outbound");
    broken[2] = Value::Null;
    let mut slots = ledger_entries(&sample::with_slots(sample::stateful()));
    slots["egress-udp-3478-15.193.0.0/19"]["slot"] = json!(-1);
    insta::assert_json_snapshot!([
        refused("security_group_rules", vec![bytes(&json!([]))]),
        refused("security_group_rules", vec![bytes(&broken)]),
        refused("security_group_blocks", vec![list(), bytes(&"out")]),
        refused("network_acl_entries", vec![dynamic(&rules), bytes(&0)]),
        refused("network_acl_entries", vec![dynamic(&rules), bytes(&1.5)]),
        refused("network_acl_entries", vec![dynamic(&slots), bytes(&100)]),
        refused("shard_rules", vec![dynamic(&json!("rules")), bytes(&60)]),
        refused("shard_rules", vec![dynamic(&json!([{"cidr": "10.0.0.0/8"}])), bytes(&60)]),
        refused("network_firewall_stateful", vec![list(), bytes(&json!(["10.0.0.0/8"]))]),
        refused("network_firewall_stateless", vec![list(), bytes(&json!(["10.0.0.0/8"])), bytes(&1)]),
        refused("render_text", vec![list(), bytes(&"iptables")]),
        refused("pan_os_urls", vec![bytes(&json!([]))]),
    ]);
}
