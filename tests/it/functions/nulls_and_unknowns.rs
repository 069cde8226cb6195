//! Null and unknown arguments. OpenTofu sends null as nothing at all, and
//! blames argument 0 for an error that names none.

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::{Value, json};

use super::{Function, arguments, call, functions, raw};
use crate::protocol::client::{Plugin, encode};

/// An unknown value as hosts encode it: extension 0 with one byte, or 12 with
/// what is known of it.
const UNKNOWNS: [&[u8]; 2] = [&[0xd4, 0, 0], &[0xc7, 3, 12, 0x81, 1, 0xc2]];

#[tokio::test]
async fn a_null_argument_is_refused_at_its_index_unless_it_is_allowed() {
    let plugin = Plugin::start().await;
    let (mut refused, mut allowed) = (0, 0);
    for function in functions(&plugin).await {
        let variadic = function.schema.variadic_parameter.iter();
        for (index, parameter) in function.schema.parameters.iter().chain(variadic).enumerate() {
            // OpenTofu's null, then Terraform's, then one with a type.
            let mut nulls = vec![raw(&[]), raw(&[0xc0])];
            if function.is_dynamic(index) {
                nulls.push(arguments::behind(&json!(["list", "string"]), &[0xc0]));
            }
            for null in nulls {
                let response = call(&plugin, &function.name, function.with(index, null)).await;
                match (response.error, parameter.allow_null_value) {
                    (None, true) => allowed += 1,
                    (Some(error), false) => {
                        assert_eq!(error.function_argument, Some(index as i64), "{}: {}", function.name, error.text);
                        let found = format!("{} is null: expected ", parameter.name);
                        assert!(error.text.starts_with(&found), "{}: {}", function.name, error.text);
                        refused += 1;
                    }
                    (error, _) => panic!("{}, argument {index}: {error:?}", function.name),
                }
            }
        }
    }
    assert!(refused > 60 && allowed >= 8, "{refused} refused, {allowed} allowed");
}

#[track_caller]
fn assert_unknown(response: wire::call_function::Response, what: &str) {
    assert_eq!(response.error, None, "{what}");
    let result = response.result.unwrap().msgpack;
    assert!(matches!(result[0], 0xc7..=0xc9 | 0xd4..=0xd8), "{what}: {result:?}");
}

/// The argument at `index` with an unknown in the place of each of its parts,
/// itself included.
fn with_unknown_parts(function: &Function, index: usize, value: &Value, unknown: &[u8]) -> Vec<wire::DynamicValue> {
    let mut parts = vec![unknown.to_vec()];
    parts.extend(inner(value, unknown));
    let typed = |bytes: &Vec<u8>| match function.is_dynamic(index) {
        true => arguments::behind(&json!("dynamic"), bytes),
        false => raw(bytes),
    };
    // What is wholly unknown may come without its type.
    std::iter::once(raw(unknown)).chain(parts.iter().map(typed)).collect()
}

/// MessagePack of `value` with one part of it replaced, for each part.
fn inner(value: &Value, part: &[u8]) -> Vec<Vec<u8>> {
    let array = |length: usize| vec![0x90 | u8::try_from(length).unwrap()];
    match value {
        Value::Array(elements) => (0..elements.len())
            .flat_map(|at| {
                let element = |bytes: Vec<u8>| {
                    let others = elements.iter().enumerate();
                    let parts = others.map(|(index, other)| if index == at { bytes.clone() } else { encode(other).msgpack });
                    array(elements.len()).into_iter().chain(parts.flatten()).collect()
                };
                std::iter::once(part.to_vec()).chain(inner(&elements[at], part)).map(element).collect::<Vec<_>>()
            })
            .collect(),
        Value::Object(attributes) => attributes
            .keys()
            .flat_map(|at| {
                let attribute = |bytes: Vec<u8>| {
                    let others = attributes.iter();
                    let parts = others.map(|(name, other)| {
                        let value = if name == at { bytes.clone() } else { encode(other).msgpack };
                        [encode(&json!(name)).msgpack, value].concat()
                    });
                    let head = vec![0x80 | u8::try_from(attributes.len()).unwrap()];
                    head.into_iter().chain(parts.flatten()).collect()
                };
                std::iter::once(part.to_vec()).chain(inner(&attributes[at], part)).map(attribute).collect::<Vec<_>>()
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn an_unknown_part_of_any_argument_makes_the_result_unknown() {
    let plugin = Plugin::start().await;
    let mut tried = 0;
    for function in functions(&plugin).await {
        for unknown in UNKNOWNS {
            for (index, value) in function.arguments.iter().enumerate() {
                for argument in with_unknown_parts(&function, index, value, unknown) {
                    let response = call(&plugin, &function.name, function.with(index, argument)).await;
                    assert_unknown(response, &format!("{}, argument {index}", function.name));
                    tried += 1;
                }
            }
            if function.schema.variadic_parameter.is_some() {
                let index = function.arguments.len();
                // Even beside what would be refused.
                for argument in with_unknown_parts(&function, index, &json!({ "direction": "egress", "no_such": 1 }), unknown) {
                    let response = call(&plugin, &function.name, function.with(index, argument)).await;
                    assert_unknown(response, &format!("{}, options", function.name));
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}
