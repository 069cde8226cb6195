//! Data sources on the wire: what configuration may set, what the state holds,
//! and how a wrong argument is told.

use std::fmt::Write as _;

use amazonconnect::{
    declaration,
    plugin::proto::tfplugin6::{self as wire, attribute_path::step::Selector},
};
use serde_json::{Value, json};

use super::client::{Plugin, encode};

/// A data source with arguments that are enough.
const GOOD: [(&str, &str, &str); 3] = [
    ("amazonconnect_domain_rules", "regions", "us-east-1"),
    ("amazonconnect_ip_ranges", "services", "AMAZON_CONNECT"),
    ("amazonconnect_network_rules", "regions", "us-east-1"),
];

struct Schema {
    attributes: Vec<wire::schema::Attribute>,
}

impl Schema {
    async fn of(plugin: &Plugin, type_name: &str) -> Self {
        let request = wire::get_provider_schema::Request {};
        let mut response = plugin.provider().get_provider_schema(request).await.unwrap().into_inner();
        Self { attributes: response.data_source_schemas.remove(type_name).unwrap().block.unwrap().attributes }
    }

    /// Every attribute, null but for these.
    fn config(&self, set: &Value) -> Value {
        let null = self.attributes.iter().map(|attribute| (attribute.name.clone(), Value::Null));
        let mut config: serde_json::Map<_, _> = null.collect();
        for (name, value) in set.as_object().unwrap() {
            assert!(config.insert(name.clone(), value.clone()).is_some(), "there is no {name}");
        }
        Value::Object(config)
    }

    fn computed(&self) -> impl Iterator<Item = &wire::schema::Attribute> {
        self.attributes.iter().filter(|attribute| attribute.computed)
    }
}

/// A provider that reads the snapshot in the binary.
async fn bundled() -> Plugin {
    let plugin = Plugin::start().await;
    let request = wire::get_provider_schema::Request {};
    let schema = plugin.provider().get_provider_schema(request).await.unwrap().into_inner().provider.unwrap();
    let schema = Schema { attributes: schema.block.unwrap().attributes };
    let diagnostics = plugin.configure(&schema.config(&json!({ "bundled_ip_ranges": true }))).await;
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity() == wire::diagnostic::Severity::Warning), "{diagnostics:?}");
    plugin
}

/// The first step of where a diagnostic stands, and the element if it has one.
fn place(diagnostic: &wire::Diagnostic) -> String {
    let steps = diagnostic.attribute.as_ref().map(|path| path.steps.as_slice()).unwrap_or_default();
    let step = |step: &wire::attribute_path::Step| match &step.selector {
        Some(Selector::AttributeName(name)) => name.clone(),
        Some(Selector::ElementKeyInt(index)) => format!("[{index}]"),
        other => panic!("{other:?}"),
    };
    steps.iter().map(step).collect()
}

#[tokio::test]
async fn a_computed_attribute_that_is_set_is_refused_with_its_name() {
    let plugin = bundled().await;
    for (type_name, argument, value) in GOOD {
        let schema = Schema::of(&plugin, type_name).await;
        let good = json!({ argument: [value] });
        assert_eq!(plugin.validate_data_source(type_name, &schema.config(&good)).await, [], "{type_name}");
        assert!(schema.computed().count() >= 4, "{type_name}");
        for attribute in schema.computed() {
            let mut set = good.clone();
            set[&attribute.name] = json!("set");
            let config = schema.config(&set);
            let diagnostics = plugin.validate_data_source(type_name, &config).await;
            let [diagnostic] = &diagnostics[..] else { panic!("{}: {diagnostics:?}", attribute.name) };
            assert_eq!(place(diagnostic), attribute.name);
            let text = format!("{} is set, but only the provider sets it: remove it from the configuration.", attribute.name);
            assert_eq!((&diagnostic.detail, diagnostic.severity()), (&text, wire::diagnostic::Severity::Error));
        }
    }
}

#[tokio::test]
async fn a_state_has_every_attribute_of_the_schema_once() {
    let plugin = bundled().await;
    for (type_name, argument, value) in GOOD {
        let schema = Schema::of(&plugin, type_name).await;
        let config = schema.config(&json!({ argument: [value] }));
        let request = wire::read_data_source::Request {
            type_name: type_name.to_owned(),
            config: Some(encode(&config)),
            ..Default::default()
        };
        let response = plugin.provider().read_data_source(request).await.unwrap().into_inner();
        let state = response.state.unwrap_or_else(|| panic!("{type_name}: {:?}", response.diagnostics)).msgpack;
        // This reader keeps an attribute that is there twice.
        let declaration::Value::Object(attributes) = rmp_serde::from_slice(&state).unwrap() else { panic!("{type_name}") };
        let mut names: Vec<&str> = attributes.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        assert_eq!(names, schema.attributes.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>(), "{type_name}");
        // What was configured is as it was: hosts refuse any change.
        let state: Value = rmp_serde::from_slice(&state).unwrap();
        for attribute in &schema.attributes {
            let name = &attribute.name;
            if attribute.computed {
                let may_be_null = name == "certificate_cache_timeout_hours";
                assert_eq!(state[name].is_null(), may_be_null, "{type_name}.{name}");
            } else {
                assert_eq!(state[name], config[name], "{type_name}.{name}");
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_argument_is_no_defect_and_gives_no_state() {
    const UNKNOWN: &[u8] = &[0xd4, 0, 0];
    let plugin = bundled().await;
    for (type_name, argument, _) in GOOD {
        let schema = Schema::of(&plugin, type_name).await;
        // {argument: unknown, …: null}, and the same with an unknown element.
        for unknown in [UNKNOWN.to_vec(), [&[0x91], UNKNOWN].concat()] {
            let mut bytes = vec![0xde, 0, u8::try_from(schema.attributes.len()).unwrap()];
            for attribute in &schema.attributes {
                bytes.extend(encode(&json!(attribute.name)).msgpack);
                bytes.extend(if attribute.name == argument { &unknown[..] } else { &[0xc0] });
            }
            let config = Some(wire::DynamicValue { msgpack: bytes, json: Vec::new() });
            let type_name = type_name.to_owned();
            let request = wire::validate_data_resource_config::Request { type_name: type_name.clone(), config: config.clone() };
            let response = plugin.provider().validate_data_resource_config(request).await.unwrap().into_inner();
            assert_eq!(response.diagnostics, []);
            let request = wire::read_data_source::Request { type_name, config, ..Default::default() };
            let response = plugin.provider().read_data_source(request).await.unwrap().into_inner();
            assert_eq!(response.state, None);
            assert!(!response.diagnostics.is_empty());
        }
    }
}

#[tokio::test]
async fn wrong_arguments_are_told_where_they_stand() {
    let plugin = bundled().await;
    let mut told = String::new();
    for (type_name, set) in [
        ("amazonconnect_network_rules", json!({})),
        ("amazonconnect_network_rules", json!({ "regions": [] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1", null, "", " "] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east1"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "ip_versions": ["ipv5"], "vdi_role": "hots" })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "services": ["ec2"], "max_cidrs": 0 })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "max_cidrs": 1.5, "max_rules": 2_000_000 })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "max_cidrs": 60, "max_overshoot_ratio": -1 })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "firewall": "stateless", "ephemeral_ports": "all" })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "firewall": "stateless", "client_os": ["win"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "client_os": ["linux"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "services": ["EC3"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "rules": [], "digest": "x" })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-east-1"], "services": ["CHIME_MEETINGS"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["eu-west-3"] })),
        ("amazonconnect_network_rules", json!({ "regions": ["us-gov-west-1", "us-east-1"] })),
        (
            "amazonconnect_network_rules",
            json!({ "regions": ["us-east-1"], "external_voice_routes": [{ "ip_protocol": "sip", "port": 5060 }, null] }),
        ),
        ("amazonconnect_ip_ranges", json!({})),
        ("amazonconnect_ip_ranges", json!({ "services": ["AMAZON_CONECT"] })),
        (
            "amazonconnect_ip_ranges",
            json!({ "services": [null], "regions": [], "network_border_groups": [""], "merge": "per_port" }),
        ),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-1"], "ccp_versions": ["v3"], "shift_hours": -1 })),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-1"], "break_hours": 1 })),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-1"], "shift_hours": 1, "break_hours": 8 })),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-1"], "screen_recording": true, "client_os": ["linux"] })),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-2"] })),
        ("amazonconnect_ip_ranges", json!({ "services": null })),
        ("amazonconnect_domain_rules", json!({ "regions": ["us-east-1"], "instance_alias": "https://a.my.connect.aws" })),
    ] {
        let config = Schema::of(&plugin, type_name).await.config(&set);
        let mut diagnostics = plugin.validate_data_source(type_name, &config).await;
        if diagnostics.is_empty() {
            let (state, of_reading) = plugin.read_data_source(type_name, &config).await;
            assert_eq!(state, None, "{set}");
            diagnostics = of_reading;
        }
        let _ = writeln!(told, "{} {set}", type_name.trim_start_matches("amazonconnect_"));
        for diagnostic in diagnostics {
            let _ = writeln!(
                told,
                "  at {:?}: {}: {}",
                place(&diagnostic),
                diagnostic.summary,
                diagnostic.detail.replace('\n', "\n    ")
            );
        }
    }
    insta::assert_snapshot!(told);
}
