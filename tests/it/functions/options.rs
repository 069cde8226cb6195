//! The object of optional arguments, which may be left out.

use serde_json::{Value, json};

use super::{Function, arguments, call, functions};
use crate::protocol::client::{Plugin, encode};

async fn with_options(plugin: &Plugin) -> Vec<Function> {
    let functions: Vec<Function> =
        functions(plugin).await.into_iter().filter(|function| function.schema.variadic_parameter.is_some()).collect();
    assert!(functions.iter().map(|function| function.name.as_str()).eq(["rules_cidrs", "rules_cover"]));
    functions
}

/// What is said of these options, at their index or beyond.
async fn refused(plugin: &Plugin, function: &Function, options: &[Value]) -> (i64, String) {
    let values = [function.arguments.clone(), options.to_vec()].concat();
    let error = call(plugin, &function.name, function.encoded(&values)).await.error.expect(&function.name);
    (error.function_argument.unwrap() - function.arguments.len() as i64, error.text)
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
        let declared = if function.name == "rules_cidrs" { json!({ "port": null }) } else { json!({ "max_rules": null }) };
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
        let (name, value) = if function.name == "rules_cidrs" { ("port", 3478) } else { ("max_rules", 2) };
        // rules_cover: within a budget of two, at any price.
        let of = |value: Value| {
            if name == "port" { json!({ name: value }) } else { json!({ name: value, "max_overshoot_ratio": 1e9 }) }
        };
        let values = |options: Value| [function.arguments.clone(), vec![options]].concat();
        let object = function.result(call(&plugin, &function.name, function.encoded(&values(of(json!(value))))).await);
        assert_ne!(object, without, "{}", function.name);
        // Numbers in any form; and a map of strings, which is what `{…}` becomes in a conversion.
        for form in [json!(f64::from(value)), json!(value.to_string())] {
            let other = function.result(call(&plugin, &function.name, function.encoded(&values(of(form)))).await);
            assert_eq!(other, object, "{}", function.name);
        }
        let mut map = of(json!(value));
        for value in map.as_object_mut().unwrap().values_mut() {
            *value = json!(value.to_string());
        }
        let map = encode(&map).msgpack;
        let argument = arguments::behind(&json!(["map", "string"]), &map);
        assert_eq!(function.result(call(&plugin, &function.name, function.with(index, argument)).await), object);
    }
}

#[tokio::test]
async fn what_nobody_would_read_is_refused_at_its_index() {
    let plugin = Plugin::start().await;
    let functions = with_options(&plugin).await;
    let [cidrs, cover] = &functions[..] else { panic!() };
    let nearest = refused(&plugin, cidrs, &[json!({ "direktion": "egress" })]).await;
    assert_eq!(nearest, (0, "there is no \"direktion\": did you mean \"direction\"?".to_owned()));
    let nearest = refused(&plugin, cover, &[json!({ "max_rule": 60 })]).await;
    assert_eq!(nearest, (0, "there is no \"max_rule\": did you mean \"max_rules\"?".to_owned()));
    for function in &functions {
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
    let functions = with_options(&plugin).await;
    let [cidrs, cover] = &functions[..] else { panic!() };
    for (function, options, text) in [
        (cidrs, json!({ "port": 0 }), "port is 0: expected an integer from 1 to 65535"),
        (cidrs, json!({ "direction": "out" }), "direction is \"out\": expected \"egress\" or \"ingress\""),
        (cover, json!({ "max_rules": 1.5 }), "max_rules is 1.5: expected an integer of 1 or more"),
        (cover, json!({ "max_overshoot_ratio": -1 }), "max_overshoot_ratio is -1: expected a number of 0 or more"),
    ] {
        assert_eq!(refused(&plugin, function, &[options]).await, (0, text.to_owned()), "{}", function.name);
    }
    // The core's own refusal stands at the options too.
    let (at, text) = refused(&plugin, cover, &[json!({ "max_rules": 1 })]).await;
    assert_eq!(at, 0, "{text}");
}
