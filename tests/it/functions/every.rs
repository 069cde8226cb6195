//! What holds for every function and good arguments.

use serde_json::{Value, json};

use super::{call, functions};
use crate::protocol::client::Plugin;

/// Whether `value` is of the type that `of` says, with the very attributes of
/// each object: hosts refuse more and less. A number may come as text.
fn conforms(value: &Value, of: &Value) -> bool {
    match (of, value) {
        (_, Value::Null) => true,
        (Value::String(name), _) => match name.as_str() {
            "string" => value.is_string(),
            "number" => value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok()),
            "bool" => value.is_boolean(),
            _ => false,
        },
        (Value::Array(of), Value::Array(elements)) => {
            (of[0] == "list" || of[0] == "set") && elements.iter().all(|element| conforms(element, &of[1]))
        }
        (Value::Array(of), Value::Object(elements)) if of[0] == "map" => elements.values().all(|one| conforms(one, &of[1])),
        (Value::Array(of), Value::Object(attributes)) if of[0] == "object" => {
            let types = of[1].as_object().unwrap();
            types.len() == attributes.len()
                && types.iter().all(|(name, of)| attributes.get(name).is_some_and(|value| conforms(value, of)))
        }
        _ => false,
    }
}

#[tokio::test]
async fn good_arguments_give_the_same_bytes_in_every_process() {
    let (one, other) = (Plugin::start().await, Plugin::start().await);
    for function in functions(&one).await {
        let first = call(&one, &function.name, function.good()).await;
        assert_eq!(first.error, None, "{}", function.name);
        assert_eq!(first, call(&other, &function.name, function.good()).await, "{}", function.name);
    }
}

#[tokio::test]
async fn results_are_of_the_declared_type() {
    let plugin = Plugin::start().await;
    for function in functions(&plugin).await {
        let of: Value = serde_json::from_slice(&function.schema.r#return.as_ref().unwrap().r#type).unwrap();
        let result = function.result(call(&plugin, &function.name, function.good()).await);
        assert!(conforms(&result, &of), "{}: {result} is not of type {of}", function.name);
        assert!(!conforms(&json!([{ "no_such": 1 }]), &of), "the check can fail");
    }
}

#[tokio::test]
async fn the_same_given_twice_is_one() {
    let plugin = Plugin::start().await;
    for function in functions(&plugin).await {
        let once = function.result(call(&plugin, &function.name, function.good()).await);
        for (index, argument) in function.arguments.iter().enumerate() {
            let Value::Array(elements) = argument else { continue };
            let mut values = function.arguments.clone();
            // As `concat` joins them.
            values[index] = elements.iter().chain(elements).cloned().collect();
            let twice = function.result(call(&plugin, &function.name, function.encoded(&values)).await);
            assert_eq!(twice, once, "{}, argument {index}", function.name);
            // Without them the result is another, so the comparison can fail. All holds nothing.
            values[index] = json!([]);
            let without = call(&plugin, &function.name, function.encoded(&values)).await;
            let is_same = without.error.is_none() && function.result(without) == once;
            let holds_nothing = function.name == "cidr_contains" && index == 1;
            assert_eq!(is_same, holds_nothing, "{}, argument {index}", function.name);
        }
    }
}

#[tokio::test]
async fn a_number_may_come_in_any_form() {
    let plugin = Plugin::start().await;
    let mut forms_seen = 0;
    for function in functions(&plugin).await {
        let integer = function.result(call(&plugin, &function.name, function.good()).await);
        for form in
            [|number: f64| json!(number), |number: f64| json!(number.to_string()), |number: f64| json!(format!("{number}e0"))]
        {
            let values: Vec<Value> = function.arguments.iter().map(|argument| renumbered(argument, &form)).collect();
            forms_seen += usize::from(values != function.arguments);
            let other = function.result(call(&plugin, &function.name, function.encoded(&values)).await);
            assert_eq!(other, integer, "{}", function.name);
        }
    }
    assert!(forms_seen > 40, "{forms_seen}");
}

/// The same with every number in another form.
fn renumbered(value: &Value, form: &impl Fn(f64) -> Value) -> Value {
    match value {
        Value::Number(number) => form(number.as_f64().unwrap()),
        Value::Array(elements) => elements.iter().map(|element| renumbered(element, form)).collect(),
        Value::Object(attributes) => {
            Value::Object(attributes.iter().map(|(name, value)| (name.clone(), renumbered(value, form))).collect())
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn one_argument_too_many_is_refused_at_its_index() {
    let plugin = Plugin::start().await;
    for function in functions(&plugin).await {
        let mut arguments = function.good();
        let expected = arguments.len();
        let extra = function.encoded(&[function.arguments.clone(), vec![json!({}), json!({})]].concat()).split_off(expected);
        arguments.extend(extra);
        let error = call(&plugin, &function.name, arguments).await.error.expect(&function.name);
        let options = usize::from(function.schema.variadic_parameter.is_some());
        assert_eq!(error.function_argument, Some((expected + options) as i64), "{}: {}", function.name, error.text);
    }
}

#[tokio::test]
async fn an_unknown_function_is_an_error() {
    let plugin = Plugin::start().await;
    let error = plugin.call_function("cidr_marge", &[]).await.expect_err("no such function");
    assert!(error.text.contains("cidr_marge"), "{}", error.text);
}
