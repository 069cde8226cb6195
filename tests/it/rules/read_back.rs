//! What functions write of real rules, read back by `coverage`: it covers
//! exactly what was asked for, and one address less is found.

use super::{
    documents::{bundled, examined},
    written,
};
use amazonconnect::{
    declaration::Value as Argument,
    functions,
    model::Region,
    render,
    rules::{Firewall, NetworkDeployment, records, resolve_network_rules},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a function gives for arguments in JSON.
pub fn call(name: &str, arguments: Value) -> Value {
    let arguments: Vec<Argument> = serde_json::from_value(arguments).unwrap();
    let functions = functions::functions().into_iter().chain(render::functions());
    let function = functions.into_iter().find(|function| function.name == name).unwrap();
    let result = function.call(&arguments).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.text));
    serde_json::to_value(&*result).unwrap()
}

/// Of every service and with video, or of media alone, which fits a network ACL.
pub fn rules(region: &str, firewall: Firewall, media_alone: bool) -> Value {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.firewall = firewall;
    deployment.video_calling = !media_alone;
    deployment.services = media_alone.then(|| BTreeSet::from(["AMAZON_CONNECT".into()]));
    serde_json::to_value(records(&resolve_network_rules(&examined(&bundled()), &deployment).unwrap().rules)).unwrap()
}

/// The rules in every shape that a function gives them, by its name.
fn shapes(rules: &Value, firewall: Firewall, media_alone: bool) -> Vec<(&'static str, Value)> {
    let of = |name: &str, more: &[Value]| call(name, [std::slice::from_ref(rules), more].concat().into());
    let both = |name: &str, more: &[Value]| {
        let blocks = |direction: &str| of(name, &[&[json!(direction)], more].concat());
        json!({ "egress": blocks("egress"), "ingress": blocks("ingress") })
    };
    let mut shapes = vec![("rules_by_key", of("rules_by_key", &[])), ("shard_rules", flat(&of("shard_rules", &[json!(60)])))];
    if media_alone {
        shapes.push(("network_acl_entries", of("network_acl_entries", &[json!(100)])));
        shapes.push(("network_acl_blocks", both("network_acl_blocks", &[json!(100)])));
    }
    if firewall == Firewall::Stateful {
        shapes.push(("prefix_list_entries", of("prefix_list_entries", &[])["lists"].clone()));
        shapes.push(("security_group_rules", of("security_group_rules", &[])));
        shapes.push(("security_group_blocks", both("security_group_blocks", &[])));
        shapes.push(("plain", written::plain(rules)));
        shapes.push(("feed", written::feed(rules)));
        shapes.push(("network_firewall_stateful", written::network_firewall_stateful(rules)));
        shapes.push(("suricata_rules", written::suricata(rules)));
    } else {
        shapes.push(("network_firewall_stateless", written::network_firewall_stateless(rules)));
    }
    shapes
}

/// The elements of the lists of a map, in one list.
fn flat(map: &Value) -> Value {
    map.as_object().unwrap().values().flat_map(|list| list.as_array().unwrap().clone()).collect()
}

const CASES: [(Firewall, bool); 4] =
    [(Firewall::Stateful, false), (Firewall::Stateless, false), (Firewall::Stateful, true), (Firewall::Stateless, true)];

#[test]
fn what_functions_write_covers_exactly() {
    for region in ["us-east-1", "eu-central-1"] {
        for (firewall, media_alone) in CASES {
            let rules = rules(region, firewall, media_alone);
            for (name, written) in shapes(&rules, firewall, media_alone) {
                let found = call("coverage", json!([rules, written]));
                assert_eq!(
                    (&found["covered"], &found["missing"], &found["excess"], &found["unresolved"]),
                    (&json!(true), &json!([]), &json!([]), &json!([])),
                    "{region} {firewall} {name}: {}",
                    found["summary"]
                );
            }
        }
    }
}

#[test]
fn one_prefix_less_and_one_more_are_found() {
    let media = "15.193.0.0/19";
    let request =
        json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidrs": ["203.0.113.0/24"] });
    let reply = json!({ "direction": "ingress", "flow": "return", "ip_protocol": "tcp", "from_port": 49152, "to_port": 65535,
        "source_from_port": 22, "source_to_port": 22, "cidrs": ["203.0.113.0/24"] });
    for (firewall, media_alone) in CASES {
        let required = rules("us-east-1", firewall, media_alone);
        let less = call("rules_subtract", json!([required, [media]]));
        for (name, written) in shapes(&less, firewall, media_alone) {
            let found = call("coverage", json!([required, written]));
            // EC2 has a prefix within it.
            let missing = if media_alone { vec![media] } else { vec![media, "15.193.6.0/24"] };
            assert_eq!((cidrs(&found["missing"]), cidrs(&found["excess"])), (missing, Vec::new()), "{firewall} {name}");
            assert_eq!(found["covered"], json!(false), "{name}");
        }
        let mut with_more = required.clone();
        with_more.as_array_mut().unwrap().push(request.clone());
        if firewall == Firewall::Stateless {
            with_more.as_array_mut().unwrap().push(reply.clone());
        }
        for (name, written) in shapes(&with_more, firewall, media_alone) {
            let found = call("coverage", json!([required, written]));
            assert_eq!((cidrs(&found["missing"]), cidrs(&found["excess"])), (Vec::new(), vec!["203.0.113.0/24"]), "{name}");
            assert_eq!(found["covered"], json!(true), "{name}");
        }
    }
}

/// Each prefix once.
pub fn cidrs(rules: &Value) -> Vec<&str> {
    let all = rules.as_array().unwrap().iter().flat_map(|rule| rule["cidrs"].as_array().unwrap());
    all.map(|cidr| cidr.as_str().unwrap()).collect::<BTreeSet<_>>().into_iter().collect()
}
