//! Rules as an argument of any type: lists, sets and tuples, of a data source,
//! of a function or written by hand.

use serde_json::{Value, json};

use super::{Function, arguments, call, functions};
use crate::protocol::client::{Plugin, encode};

/// Every function that takes rules of this kind, with the index.
async fn that_take(plugin: &Plugin, parameter: &str) -> Vec<(Function, usize)> {
    let with_index = |function: Function| function.index_of(parameter).map(|index| (function, index));
    functions(plugin).await.into_iter().filter_map(with_index).collect()
}

/// Five attributes, as a user writes a rule.
fn by_hand(rule: &Value) -> Value {
    let mut rule = rule.clone();
    let attributes = rule.as_object_mut().unwrap();
    let is_reply = attributes["flow"] == "return";
    attributes.retain(|name, _| {
        ["direction", "ip_protocol", "from_port", "to_port", "cidrs"].contains(&name.as_str())
            || (is_reply && ["flow", "source_from_port", "source_to_port"].contains(&name.as_str()))
    });
    rule
}

#[tokio::test]
async fn lists_sets_and_tuples_are_the_same() {
    let plugin = Plugin::start().await;
    let mut count = 0;
    for parameter in ["rules", "domain_rules"] {
        for (function, index) in that_take(&plugin, parameter).await {
            let list = function.result(call(&plugin, &function.name, function.good()).await);
            let value = encode(&function.arguments[index]).msgpack;
            for of in [json!(["set", ["object", {}]]), json!(["tuple", [["object", {}]]])] {
                let argument = arguments::behind(&of, &value);
                let other = function.result(call(&plugin, &function.name, function.with(index, argument)).await);
                assert_eq!(other, list, "{} of {of}", function.name);
            }
            count += 1;
        }
    }
    assert!(count >= 18, "{count}");
}

#[tokio::test]
async fn a_tuple_of_differing_objects_is_taken() {
    let plugin = Plugin::start().await;
    for (function, index) in that_take(&plugin, "rules").await {
        let rules = arguments::rules();
        let whole = function.result(call(&plugin, &function.name, function.good()).await);
        // Every second one by hand, with the same traffic, then all of the whole ones: the first
        // description of what is there twice wins, so it is theirs that must come first.
        let mixed: Vec<Value> = rules.as_array().unwrap().iter().map(by_hand).collect();
        let values = |rules: Vec<Value>| {
            let mut values = function.arguments.clone();
            values[index] = Value::Array(rules);
            function.encoded(&values)
        };
        let joined = [rules.as_array().unwrap().clone(), mixed.clone()].concat();
        assert_eq!(function.result(call(&plugin, &function.name, values(joined)).await), whole, "{}", function.name);
        let alone = call(&plugin, &function.name, values(mixed)).await;
        assert_eq!(alone.error, None, "{}", function.name);
    }
    for (function, index) in that_take(&plugin, "domain_rules").await {
        let whole = function.result(call(&plugin, &function.name, function.good()).await);
        let mut values = function.arguments.clone();
        let bare = json!({ "domain": "my-company.my.connect.aws", "ip_protocol": "tcp", "port": 443 });
        values[index].as_array_mut().unwrap().push(bare);
        assert_eq!(function.result(call(&plugin, &function.name, function.encoded(&values)).await), whole, "{}", function.name);
    }
}

#[tokio::test]
async fn no_rules_give_an_empty_result() {
    let plugin = Plugin::start().await;
    let mut results = serde_json::Map::new();
    for parameter in ["rules", "domain_rules"] {
        for (function, index) in that_take(&plugin, parameter).await {
            // An empty tuple, as `[]` is; then an empty list, as a filter or a mock gives it.
            let tuple = arguments::behind(&json!(["tuple", []]), &[0x90]);
            let list = arguments::behind(&json!(["list", ["object", {}]]), &[0x90]);
            let empty = function.result(call(&plugin, &function.name, function.with(index, tuple)).await);
            let of_list = function.result(call(&plugin, &function.name, function.with(index, list)).await);
            assert_eq!(of_list, empty, "{}", function.name);
            results.insert(function.name.clone(), empty);
        }
    }
    insta::assert_json_snapshot!(results);
}

#[tokio::test]
async fn defects_are_named_at_the_argument_with_their_place() {
    let plugin = Plugin::start().await;
    let mut broken = arguments::rules();
    broken[0]["cidrs"] = json!(["15.193.0.1/19"]);
    broken[1]["direction"] = json!("outbound");
    broken[2] = json!(null);
    broken[3]["form_port"] = json!(1);
    broken[4]["ip_protocol"] = json!("icmp");
    let expected = [
        "rules[0].cidrs[0]: \"15.193.0.1/19\" has host bits set: expected \"15.193.0.0/19\"",
        "rules[1].direction is \"outbound\": expected \"egress\" or \"ingress\"",
        "rules[2] is null: expected a rule, an object",
        "rules[3]: there is no \"form_port\": did you mean \"from_port\"?",
        "rules[4].ip_protocol is \"icmp\": expected \"tcp\" or \"udp\": ICMP and \"all protocols\" are not Amazon Connect's traffic",
    ];
    for (function, index) in that_take(&plugin, "rules").await {
        let mut values = function.arguments.clone();
        values[index] = broken.clone();
        let error = call(&plugin, &function.name, function.encoded(&values)).await.error.expect(&function.name);
        assert_eq!(error.function_argument, Some(index as i64), "{}", function.name);
        assert_eq!(error.text.lines().collect::<Vec<_>>(), expected, "{}", function.name);
        for (other, shown) in [(json!("rules"), "\"rules\""), (json!(7), "7"), (json!({ "a": {} }), "an object")] {
            values[index] = other;
            let error = call(&plugin, &function.name, function.encoded(&values)).await.error.expect(&function.name);
            assert_eq!(error.function_argument, Some(index as i64), "{}", function.name);
            assert!(error.text.starts_with(&format!("rules is {shown}: expected a list of rules, ")), "{}", error.text);
        }
    }
}
