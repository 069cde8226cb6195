//! The object of optional arguments, which may be left out.

use serde_json::{Value, json};

use super::{Function, arguments, call, functions};
use crate::protocol::client::{Plugin, encode};

/// Options that give another result than none do.
fn telling(name: &str) -> Value {
    match name {
        "coverage" => json!({ "exceptions": ["3.0.0.0/8"] }),
        "notice_status" => json!({ "warn_days": 30 }),
        "notice_timeline_svg" => json!({ "width": 640 }),
        "network_acl_blocks" | "network_acl_entries" => json!({ "last_rule_number": 200 }),
        "prefix_list_entries" => json!({ "count": 2 }),
        "quota_check" => json!({ "quota": 2 }),
        "render_domains" | "render_text" => json!({ "name": "agents" }),
        "rules_cidrs" => json!({ "port": 3478 }),
        // Within a budget of two, at any price.
        "rules_cover" => json!({ "max_rules": 2, "max_overshoot_ratio": 1e9 }),
        "rules_diff" => json!({ "format": "junos" }),
        "shard_rules" => json!({ "count": 3 }),
        "suricata_ip_sets" => json!({ "name": "eu" }),
        "suricata_rules" => json!({ "first_sid": 7 }),
        _ => panic!("no options for {name}"),
    }
}

async fn with_options(plugin: &Plugin) -> Vec<Function> {
    functions(plugin).await.into_iter().filter(|function| function.schema.variadic_parameter.is_some()).collect()
}

async fn function(plugin: &Plugin, name: &str) -> Function {
    with_options(plugin).await.into_iter().find(|function| function.name == name).expect(name)
}

/// What is said of these options, at their index or beyond.
async fn refused(plugin: &Plugin, function: &Function, options: &[Value]) -> (i64, String) {
    let values = [function.arguments.clone(), options.to_vec()].concat();
    let error = call(plugin, &function.name, function.encoded(&values)).await.error.expect(&function.name);
    (error.function_argument.unwrap() - function.arguments.len() as i64, error.text)
}

/// These options with each value changed by `change`.
fn each(options: &Value, change: impl Fn(&Value) -> Value) -> Value {
    options
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), change(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[tokio::test]
async fn nothing_and_an_empty_object_are_the_same() {
    let plugin = Plugin::start().await;
    for function in with_options(&plugin).await {
        let index = function.arguments.len();
        let without = function.result(call(&plugin, &function.name, function.good()).await);
        for empty in [
            arguments::dynamic(&json!({})),
            arguments::behind(&json!(["map", "string"]), &[0x80]),
            arguments::behind(&json!(["object", {}]), &[0xc0]),
            super::raw(&[0xc0]),
            super::raw(&[]),
        ] {
            assert_eq!(
                function.result(call(&plugin, &function.name, function.with(index, empty)).await),
                without,
                "{}",
                function.name
            );
        }
        let declared = each(&telling(&function.name), |_| Value::Null);
        let values = [function.arguments.clone(), vec![declared]].concat();
        assert_eq!(function.result(call(&plugin, &function.name, function.encoded(&values)).await), without);
    }
}

#[tokio::test]
async fn what_is_set_is_used_whatever_the_type_of_the_object() {
    let plugin = Plugin::start().await;
    for function in with_options(&plugin).await {
        let index = function.arguments.len();
        let without = function.result(call(&plugin, &function.name, function.good()).await);
        let options = telling(&function.name);
        let values = |options: Value| [function.arguments.clone(), vec![options]].concat();
        let object = function.result(call(&plugin, &function.name, function.encoded(&values(options.clone()))).await);
        assert_ne!(object, without, "{}", function.name);
        // Numbers in any form; and a map of strings, which is what `{…}` becomes in a conversion.
        // No map of strings holds a list.
        let has_list = options.as_object().unwrap().values().any(Value::is_array);
        let text = |value: &Value| match value {
            Value::Array(_) | Value::String(_) => value.clone(),
            other => json!(other.to_string()),
        };
        let float = |value: &Value| value.as_f64().map_or_else(|| value.clone(), |number| json!(number));
        for form in [each(&options, float), each(&options, text)] {
            let other = function.result(call(&plugin, &function.name, function.encoded(&values(form))).await);
            assert_eq!(other, object, "{}", function.name);
        }
        if has_list {
            continue;
        }
        let map = encode(&each(&options, text)).msgpack;
        let argument = arguments::behind(&json!(["map", "string"]), &map);
        assert_eq!(function.result(call(&plugin, &function.name, function.with(index, argument)).await), object);
    }
}

#[tokio::test]
async fn what_nobody_would_read_is_refused_at_its_index() {
    let plugin = Plugin::start().await;
    let (cidrs, cover) = (&function(&plugin, "rules_cidrs").await, &function(&plugin, "rules_cover").await);
    let (text, diff) = (&function(&plugin, "render_text").await, &function(&plugin, "rules_diff").await);
    let nearest = refused(&plugin, cidrs, &[json!({ "direktion": "egress" })]).await;
    assert_eq!(nearest, (0, "there is no \"direktion\": did you mean \"direction\"?".to_owned()));
    let nearest = refused(&plugin, text, &[json!({ "nam": "a" })]).await;
    assert_eq!(nearest, (0, "there is no \"nam\": did you mean \"name\"?".to_owned()));
    let nearest = refused(&plugin, diff, &[json!({ "formats": "junos" })]).await;
    assert_eq!(nearest, (0, "there is no \"formats\": did you mean \"format\"?".to_owned()));
    let nearest = refused(&plugin, cover, &[json!({ "max_rule": 60 })]).await;
    assert_eq!(nearest, (0, "there is no \"max_rule\": did you mean \"max_rules\"?".to_owned()));
    for function in &with_options(&plugin).await {
        let two = refused(&plugin, function, &[json!({}), json!({})]).await;
        assert_eq!(two, (1, "2 objects of optional arguments were given: expected one at most".to_owned()));
        for (other, shown) in [(json!("egress"), "\"egress\""), (json!(7), "7"), (json!([{}]), "a list")] {
            let text = format!("options is {shown}: expected an object of optional arguments");
            assert_eq!(refused(&plugin, function, &[other]).await, (0, text));
        }
    }
}

#[tokio::test]
async fn a_value_out_of_range_is_refused_with_its_name() {
    let plugin = Plugin::start().await;
    let (cidrs, cover) = (&function(&plugin, "rules_cidrs").await, &function(&plugin, "rules_cover").await);
    let (text, diff) = (&function(&plugin, "render_text").await, &function(&plugin, "rules_diff").await);
    let (acl, shards) = (&function(&plugin, "network_acl_entries").await, &function(&plugin, "shard_rules").await);
    for (function, options, text) in [
        (cidrs, json!({ "port": 0 }), "port is 0: expected an integer from 1 to 65535"),
        (cidrs, json!({ "direction": "out" }), "direction is \"out\": expected \"egress\" or \"ingress\""),
        (text, json!({ "name": "2nd" }), "name is \"2nd\": expected a letter and up to 39 more letters, digits, \"-\" and \"_\""),
        (
            diff,
            json!({ "format": "junos", "vdom": "" }),
            "vdom is \"\": expected at most 63 letters, digits, spaces, \".\", \"-\" and \"_\", with a letter or digit at both ends",
        ),
        (cover, json!({ "max_rules": 1.5 }), "max_rules is 1.5: expected an integer of 1 or more"),
        (acl, json!({ "last_rule_number": 32_767 }), "last_rule_number is 32767: expected an integer from 1 to 32766"),
        (acl, json!({ "last_rule_number": 99 }), "network ACL: last_rule_number is 99, but must be from 100 to 32766"),
        (shards, json!({ "count": 0 }), "count is 0: expected an integer from 1 to 100"),
        (cover, json!({ "max_overshoot_ratio": -1 }), "max_overshoot_ratio is -1: expected a number of 0 or more"),
    ] {
        assert_eq!(refused(&plugin, function, &[options]).await, (0, text.to_owned()), "{}", function.name);
    }
    // The core's own refusal stands at the options too.
    let (at, text) = refused(&plugin, cover, &[json!({ "max_rules": 1 })]).await;
    assert_eq!(at, 0, "{text}");
    let unused = "junos: vsys is set, but this format has no use for it: leave it out".to_owned();
    assert_eq!(refused(&plugin, diff, &[json!({ "format": "junos", "vsys": "vsys1" })]).await, (0, unused));
}
