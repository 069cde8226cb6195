//! Arguments as a user writes them, and as go-cty encodes them for a parameter
//! of any type: a pair of the type, which is JSON in a binary string, and the
//! value
//! (<https://github.com/zclconf/go-cty/blob/main/cty/msgpack/marshal.go>, read 2026-11-24).

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::{Value, json};

use super::raw;
use crate::protocol::client::encode;

/// Rules as `amazonconnect_network_rules` gives them for a stateless filter.
pub fn rules() -> Value {
    let rule = |ip_protocol: &str, port: u16, ip_version: &str, cidrs: &[&str], is_reply: bool| {
        let ((from, to), source) = if is_reply { ((49152, 65535), json!(port)) } else { ((port, port), Value::Null) };
        json!({
            "requirements": ["ipr-amazon-connect-media"], "services": ["AMAZON_CONNECT"],
            "direction": if is_reply { "ingress" } else { "egress" }, "flow": if is_reply { "return" } else { "request" },
            "ip_protocol": ip_protocol, "from_port": from, "to_port": to, "source_from_port": source, "source_to_port": source,
            "ip_version": ip_version, "cidrs": cidrs, "description": "Amazon Connect",
        })
    };
    let both = |reply| {
        [
            rule("tcp", 443, "ipv4", &["3.5.0.0/20", "3.5.32.0/20"], reply),
            rule("udp", 3478, "ipv4", &["15.193.0.0/19"], reply),
            rule("udp", 3478, "ipv6", &["2600:f0f2:7100::/40"], reply),
        ]
    };
    both(false).into_iter().chain(both(true)).collect()
}

/// Rules as `amazonconnect_domain_rules` gives them.
pub fn domain_rules() -> Value {
    let rule = |domain: &str, kind: &str, ip_protocol: &str, port: u16| {
        json!({
            "key": format!("{ip_protocol}-{port}-{domain}"), "requirements": ["dom-instance"], "domain": domain, "match": kind,
            "ip_protocol": ip_protocol, "port": port, "url_paths": [], "source_page": "", "status": "current",
        })
    };
    json!([
        rule("my-company.my.connect.aws", "exact", "tcp", 443),
        rule("*.telemetry.connect.us-east-1.amazonaws.com", "subdomains", "tcp", 443),
        rule("turnnlb-*.elb.us-east-1.amazonaws.com", "partial_label", "udp", 3478),
    ])
}

/// Notices as `recent_notices` gives them.
pub fn notices() -> Value {
    json!([{
        "not_seen_at": "2026-08-12T21:17:05Z", "first_seen": "2026-08-12T21:17:05Z", "allow_by": "2026-09-11T21:17:05Z",
        "full_traffic_at": "2026-09-25T21:17:05Z", "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
        "ip_version": "ipv4", "services": ["EC2"], "cidrs": ["15.181.0.0/20"],
    }])
}

/// A good argument for the parameter `name` of this type in Terraform's notation.
pub fn good(name: &str, r#type: &[u8]) -> Value {
    let of: Value = serde_json::from_slice(r#type).unwrap();
    match (name, of.as_str()) {
        ("rules" | "required" | "after", Some("dynamic")) => rules(),
        ("before" | "deployed", Some("dynamic")) => rules().as_array().unwrap()[1..].into(),
        ("notices", Some("dynamic")) => notices(),
        ("review", Some("dynamic")) => json!({ "rules": rules(), "notices": notices() }),
        ("now", Some("string")) => json!("2026-08-22T15:17:05Z"),
        // Of the next day, so that what the table of publications does not know is young.
        ("create_date", Some("string")) => json!("2026-08-23T15:17:05Z"),
        ("name", Some("string")) => json!("agents"),
        ("address", Some("string")) => json!("15.193.0.1"),
        ("domain_rules", Some("dynamic")) => domain_rules(),
        ("home_net", _) => json!(["10.20.0.0/16", "fd12:3456::/48"]),
        ("direction", Some("string")) => json!("egress"),
        // The one that every function with a format has.
        ("format", Some("string")) => json!("fortios"),
        ("target", Some("string")) => json!("security_group"),
        ("first_rule_number" | "first_priority", Some("number")) => json!(100),
        ("size", Some("number")) => json!(60),
        ("max_entries", Some("number")) => json!(2),
        ("max_overshoot_ratio", Some("number")) => json!(0.5),
        ("cidrs", None) => json!(["10.0.0.0/24", "10.0.1.0/24", "15.193.0.0/20"]),
        ("minus" | "b", None) => json!(["10.0.1.0/25"]),
        (_, None) if of == json!(["list", "string"]) => json!(["10.0.0.0/24", "10.0.1.0/24"]),
        _ => panic!("no argument for {name} of type {of}"),
    }
}

/// The type of a value as configuration gives it, in Terraform's notation.
fn type_of(value: &Value) -> Value {
    match value {
        Value::Null => json!("dynamic"),
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(elements) => {
            let types: Vec<Value> = elements.iter().map(type_of).collect();
            match types.first() {
                Some(first) if types.iter().all(|of| of == first) => json!(["list", first]),
                Some(_) => json!(["tuple", types]),
                None => json!(["tuple", []]),
            }
        }
        Value::Object(attributes) => {
            let types: serde_json::Map<_, _> = attributes.iter().map(|(name, value)| (name.clone(), type_of(value))).collect();
            json!(["object", types])
        }
    }
}

/// Bytes of a value behind its type.
pub fn behind(of: &Value, value: &[u8]) -> wire::DynamicValue {
    let of = of.to_string();
    let length = u32::try_from(of.len()).unwrap().to_be_bytes();
    raw(&[&[0x92, 0xc6], &length[..], of.as_bytes(), value].concat())
}

/// A value for a parameter of any type.
pub fn dynamic(value: &Value) -> wire::DynamicValue {
    match value {
        Value::Null => raw(&[0xc0]),
        value => behind(&type_of(value), &encode(value).msgpack),
    }
}
