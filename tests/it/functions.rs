//! Every function on the wire, as Terraform and as OpenTofu call it: OpenTofu
//! sends a null argument as an empty value, and blames argument 0 for an error
//! that names none.

use std::collections::BTreeMap;

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::{Value, json};

use crate::protocol::client::{Plugin, decode, encode};

/// An unknown value as hosts encode it: extension 0 with one byte.
const UNKNOWN: &[u8] = &[0xd4, 0, 0];

fn rules() -> Value {
    let rule = |direction: &str, ip_protocol: &str, from: u16, to: u16, ip_version: &str, cidr: &str| {
        json!({
            "key": null, "requirement": "ipr-amazon-connect-media", "services": ["AMAZON_CONNECT"], "direction": direction,
            "ip_protocol": ip_protocol, "from_port": from, "to_port": to, "ip_version": ip_version, "cidr": cidr,
            "description": "Amazon Connect",
        })
    };
    json!([
        rule("egress", "tcp", 443, 443, "ipv4", "3.5.0.0/19"),
        rule("egress", "udp", 3478, 3478, "ipv4", "15.193.0.0/19"),
        rule("egress", "udp", 3478, 3478, "ipv6", "2600:f0f2:7100::/40"),
        rule("ingress", "udp", 49152, 65535, "ipv4", "15.193.0.0/19"),
    ])
}

fn domain_rules() -> Value {
    let rule = |domain: &str, kind: &str, ip_protocol: &str, port: u16| {
        json!({
            "key": null, "requirement": "dom-instance", "domain": domain, "match": kind, "ip_protocol": ip_protocol, "port": port,
            "url_paths": [], "source_page": "", "status": "current",
        })
    };
    json!([
        rule("my-company.my.connect.aws", "exact", "tcp", 443),
        rule("*.telemetry.connect.us-east-1.amazonaws.com", "subdomains", "tcp", 443),
        rule("turnnlb-*.elb.us-east-1.amazonaws.com", "partial_label", "udp", 3478),
    ])
}

/// A good argument for a parameter.
fn argument(parameter: &wire::function::Parameter) -> wire::DynamicValue {
    let of: Value = serde_json::from_slice(&parameter.r#type).unwrap();
    if of == "dynamic" {
        // A value behind its type, which is JSON in a binary string.
        let of = br#"["list",["object",{}]]"#;
        return raw(&[&[0x92, 0xc4, of.len() as u8], &of[..], &encode(&rules()).msgpack].concat());
    }
    encode(&value(&parameter.name, &of))
}

/// A value of a type in Terraform's notation; `name` is the parameter's.
fn value(name: &str, of: &Value) -> Value {
    match (name, of.as_str()) {
        ("rules", _) => rules(),
        ("domain_rules", _) => domain_rules(),
        ("home_net", _) => json!(["10.20.0.0/16", "fd12:3456::/48"]),
        ("direction", _) => json!("egress"),
        ("format", _) => json!("nftables"),
        ("first_rule_number", _) => json!(100),
        ("size", _) => json!(60),
        ("max_entries", _) => json!(2),
        ("max_overshoot_ratio", _) => json!(0.5),
        (_, Some("number")) => json!(1),
        (_, Some("string")) => json!("HOME_NET"),
        (_, Some("bool")) => json!(true),
        _ => json!(["10.0.0.0/24"]),
    }
}

struct Function {
    name: String,
    parameters: Vec<wire::function::Parameter>,
    arguments: Vec<wire::DynamicValue>,
}

async fn functions(plugin: &Plugin) -> Vec<Function> {
    let response = plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner();
    let sorted: BTreeMap<_, _> = response.functions.into_iter().collect();
    sorted
        .into_iter()
        .map(|(name, function)| {
            let arguments = function.parameters.iter().map(argument).collect();
            Function { name, parameters: function.parameters, arguments }
        })
        .collect()
}

async fn call(plugin: &Plugin, name: &str, arguments: Vec<wire::DynamicValue>) -> wire::call_function::Response {
    plugin.provider().call_function(wire::call_function::Request { name: name.to_owned(), arguments }).await.unwrap().into_inner()
}

fn raw(msgpack: &[u8]) -> wire::DynamicValue {
    wire::DynamicValue { msgpack: msgpack.to_vec(), json: Vec::new() }
}

#[tokio::test]
async fn good_arguments_give_the_same_bytes_in_every_process() {
    let (one, other) = (Plugin::start().await, Plugin::start().await);
    let functions = functions(&one).await;
    assert!(functions.len() >= 6, "the schema lists {} functions", functions.len());
    for function in functions {
        let first = call(&one, &function.name, function.arguments.clone()).await;
        assert_eq!(first.error, None, "{}", function.name);
        assert_eq!(first, call(&other, &function.name, function.arguments).await, "{}", function.name);
    }
}

#[tokio::test]
async fn a_null_argument_is_refused_at_its_index_unless_it_is_allowed() {
    let plugin = Plugin::start().await;
    for function in functions(&plugin).await {
        for (index, parameter) in function.parameters.iter().enumerate() {
            // OpenTofu's null, then Terraform's.
            for null in [raw(&[]), raw(&[0xc0])] {
                let mut arguments = function.arguments.clone();
                arguments[index] = null;
                let response = call(&plugin, &function.name, arguments).await;
                match (response.error, parameter.allow_null_value) {
                    (None, true) => {}
                    (Some(error), false) => {
                        assert_eq!(error.function_argument, Some(index as i64), "{}: {}", function.name, error.text);
                        assert!(error.text.contains("null"), "{}: {}", function.name, error.text);
                    }
                    (error, _) => panic!("{}, argument {index}: {error:?}", function.name),
                }
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_argument_makes_the_result_unknown() {
    let plugin = Plugin::start().await;
    for function in functions(&plugin).await {
        for index in 0..function.parameters.len() {
            let mut arguments = function.arguments.clone();
            // A one-element list of unknown where a list is wanted, else unknown itself.
            let is_list = function.parameters[index].r#type.starts_with(b"[\"list\"");
            arguments[index] = if is_list { raw(&[&[0x91], UNKNOWN].concat()) } else { raw(UNKNOWN) };
            let response = call(&plugin, &function.name, arguments).await;
            assert_eq!(response.error, None, "{}, argument {index}", function.name);
            let result = response.result.unwrap().msgpack;
            assert!(matches!(result[0], 0xc7..=0xc9 | 0xd4..=0xd8), "{}, argument {index}: {result:?}", function.name);
        }
    }
}

#[tokio::test]
async fn the_argument_at_fault_is_named_with_what_was_found() {
    let plugin = Plugin::start().await;
    for (name, arguments, index, found) in [
        ("cidr_merge", json!([["10.0.0.0/24", "10.0.0.1/24"]]), 0, "cidrs[1]: \"10.0.0.1/24\" has host bits set"),
        ("cidr_subtract", json!([["10.0.0.0/24"], ["10.0.0.0/33"]]), 1, "minus[0]"),
        ("cidr_contains", json!([["10.0.0.0/24"], [null]]), 1, "inner[0] is null"),
        ("cidr_cover", json!([["10.0.0.0/24"], 1.5, 0]), 1, "max_entries is 1.5"),
        ("cidr_cover", json!([["10.0.0.0/24"], 0, 0]), 1, "max_entries is 0"),
        ("cidr_cover", json!([["10.0.0.0/24"], 1, -0.5]), 2, "max_overshoot_ratio is -0.5"),
        ("cidr_cover", json!([["10.0.0.0/24", "10.9.0.0/24"], 1, 0]), 2, "max_overshoot_ratio is 0"),
    ] {
        let arguments = arguments.as_array().unwrap();
        let error = plugin.call_function(name, arguments).await.expect_err(name);
        assert_eq!(error.function_argument, Some(index), "{name}: {}", error.text);
        assert!(error.text.contains(found), "{name}: {}", error.text);
        assert!(!error.text.contains("backtrace"), "{name}: {}", error.text);
    }
}

#[tokio::test]
async fn a_number_may_come_in_any_form() {
    let plugin = Plugin::start().await;
    let cidrs = json!(["10.0.0.0/24", "10.0.1.0/25", "10.9.0.0/24"]);
    let wanted = json!({ "cidrs": ["10.0.0.0/23", "10.9.0.0/24"], "extra_addresses": 128, "overshoot_ratio": 0.2 });
    for two in [json!(2), json!(2.0), json!("2"), json!("2e0")] {
        let result = plugin.call_function("cidr_cover", &[cidrs.clone(), two.clone(), json!("0.25")]).await;
        assert_eq!(result.as_ref(), Ok(&wanted), "{two}");
    }
}

#[tokio::test]
async fn a_value_may_come_as_json_alone() {
    let plugin = Plugin::start().await;
    let argument = wire::DynamicValue { msgpack: Vec::new(), json: br#"["10.0.0.0/25","10.0.0.128/25"]"#.to_vec() };
    let response = call(&plugin, "cidr_merge", vec![argument]).await;
    assert_eq!(decode(&response.result.unwrap()), json!(["10.0.0.0/24"]));
}

#[tokio::test]
async fn numbers_beyond_64_bits_are_exact() {
    let plugin = Plugin::start().await;
    for (cidr, count) in
        [("::/0", "340282366920938463463374607431768211456"), ("8000::/1", "170141183460469231731687303715884105728")]
    {
        assert_eq!(plugin.call_function("cidr_address_count", &[json!([cidr])]).await, Ok(json!(count)));
    }
    assert_eq!(plugin.call_function("cidr_address_count", &[json!(["10.0.0.0/24"])]).await, Ok(json!(256)));
}

#[tokio::test]
async fn sixteen_megabytes_of_prefixes_are_merged() {
    let plugin = Plugin::start().await;
    let cidrs: Vec<String> = (0..1_050_000_u32).map(|n| format!("{}/32", std::net::Ipv4Addr::from(0x0a00_0000 + n))).collect();
    let argument = encode(&json!(cidrs));
    assert!(argument.msgpack.len() > 15 << 20, "{} bytes", argument.msgpack.len());
    let response = call(&plugin, "cidr_merge", vec![argument]).await;
    let merged = decode(&response.result.expect("a result"));
    assert_eq!(merged[0], "10.0.0.0/12");
}

#[tokio::test]
async fn an_unknown_function_is_an_error() {
    let plugin = Plugin::start().await;
    let error = plugin.call_function("cidr_marge", &[]).await.expect_err("no such function");
    assert!(error.text.contains("cidr_marge"), "{}", error.text);
}
