//! The functions of prefixes: typed parameters, large numbers, large lists.

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::json;

use super::call;
use crate::protocol::client::{Plugin, decode, encode};

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
