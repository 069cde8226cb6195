//! The arguments of the `provider` block that say how the document is reached.

use std::{ffi::OsStr, fmt::Write as _, os::unix::ffi::OsStrExt as _, time::Duration};

use amazonconnect::plugin::proto::{go_plugin::Empty, tfplugin6 as wire};
use serde_json::{Value, json};

use super::client::{Plugin, encode};
use crate::support::document_server::{Behaviour, DocumentServer};

async fn attributes(
    plugin: &Plugin,
    pick: impl Fn(wire::get_provider_schema::Response) -> Option<wire::Schema>,
) -> Vec<wire::schema::Attribute> {
    let schema = plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner();
    pick(schema).unwrap().block.unwrap().attributes
}

/// Every attribute, null but for these.
fn config(attributes: &[wire::schema::Attribute], set: &Value) -> Value {
    let null = attributes.iter().map(|attribute| (attribute.name.clone(), Value::Null));
    let mut config: serde_json::Map<_, _> = null.collect();
    config.extend(set.as_object().unwrap().clone());
    Value::Object(config)
}

async fn configure(plugin: &Plugin, set: &Value) -> Vec<wire::Diagnostic> {
    let attributes = attributes(plugin, |schema| schema.provider).await;
    plugin.configure(&config(&attributes, set)).await
}

async fn request(plugin: &Plugin) -> wire::read_data_source::Request {
    let type_name = "amazonconnect_ip_ranges".to_owned();
    let attributes = attributes(plugin, |mut schema| schema.data_source_schemas.remove("amazonconnect_ip_ranges")).await;
    let config = Some(encode(&config(&attributes, &json!({ "services": ["AMAZON_CONNECT"] }))));
    wire::read_data_source::Request { type_name, config, ..Default::default() }
}

#[tokio::test]
async fn the_proxy_alone_is_sensitive() {
    let plugin = Plugin::start().await;
    let attributes = attributes(&plugin, |schema| schema.provider).await;
    let sensitive: Vec<&str> =
        attributes.iter().filter(|attribute| attribute.sensitive).map(|attribute| attribute.name.as_str()).collect();
    assert_eq!(sensitive, ["proxy_url"]);
}

#[tokio::test]
async fn wrong_ones_are_told_where_they_stand() {
    let empty = tempfile::NamedTempFile::new().unwrap();
    let not_text = OsStr::from_bytes(b"http://\xff/");
    let nothing = OsStr::new("");
    let mut told = String::new();
    for (proxy, authorities, set) in [
        (nothing, nothing, json!({ "max_retries": 11 })),
        (nothing, nothing, json!({ "max_retries": -1 })),
        (nothing, nothing, json!({ "max_retries": 1.5 })),
        (nothing, nothing, json!({ "max_retries": 10, "request_timeout": "1\u{1b}s" })),
        (nothing, nothing, json!({ "proxy_url": "" })),
        (nothing, nothing, json!({ "proxy_url": "socks5://me:secret@proxy:1080" })),
        (OsStr::new("http://me:secret@proxy:99999"), nothing, json!({})),
        (not_text, nothing, json!({})),
        (not_text, not_text, json!({ "proxy_url": "http://me:secret@proxy:3128", "ca_certificate_file": "/nonexistent/ca.pem" })),
        (nothing, nothing, json!({ "ca_certificate_file": empty.path() })),
        (nothing, OsStr::new("~/ca.pem"), json!({})),
        (nothing, not_text, json!({})),
    ] {
        let plugin = Plugin::start_with(|command| {
            command.env("AMAZONCONNECT_PROXY_URL", proxy).env("AMAZONCONNECT_CA_CERTIFICATE_FILE", authorities);
        })
        .await;
        let diagnostics = configure(&plugin, &set).await;
        let shown = |text: &str| text.replace(empty.path().to_str().unwrap(), "FILE");
        let _ = writeln!(told, "{}", shown(&set.to_string().replace("secret", "…")));
        assert_eq!(diagnostics.len(), 1, "{set}: {diagnostics:?}");
        for diagnostic in diagnostics {
            assert!(!format!("{diagnostic:?}").contains("secret"), "{diagnostic:?}");
            let _ = writeln!(told, "  {}: {}", diagnostic.summary, shown(&diagnostic.detail));
        }
    }
    insta::assert_snapshot!(told);
}

/// A variable that a set argument replaces is nobody's concern.
#[tokio::test]
async fn a_set_argument_makes_its_variable_unread() {
    let not_text = OsStr::from_bytes(b"\xff");
    let plugin = Plugin::start_with(|command| {
        for name in ["IP_RANGES_URL", "PROXY_URL"] {
            command.env(format!("AMAZONCONNECT_{name}"), not_text);
        }
    })
    .await;
    let set = json!({ "ip_ranges_url": "https://mirror.invalid/x", "proxy_url": "http://proxy.invalid:3128" });
    assert_eq!(configure(&plugin, &set).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_a_pause_between_two_tries() {
    let server = DocumentServer::start(Behaviour::Status(503));
    let plugin = Plugin::start().await;
    let set = json!({ "ip_ranges_url": server.url(), "request_timeout": "1h", "max_retries": 10 });
    assert_eq!(configure(&plugin, &set).await, []);
    let request = request(&plugin).await;
    let mut provider = plugin.provider();
    let reading = tokio::spawn(async move { provider.read_data_source(request).await });
    while server.requests() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    plugin.provider().stop_provider(wire::stop_provider::Request {}).await.unwrap();
    // The tries left would take half a minute, and their failure says otherwise.
    let response = reading.await.unwrap();
    let text = format!("{response:?}").to_lowercase();
    assert!(text.contains("cancel") && !text.contains("503"), "{text}");
    assert!(server.requests() < 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxys_password_is_in_no_message_and_no_log() {
    let proxy = DocumentServer::start(Behaviour::Status(407));
    let mut plugin = Plugin::start_with(|command| {
        command.env("TF_LOG", "trace");
    })
    .await;
    let proxy_url = proxy.url().replace("http://", "http://me:secret@");
    let set = json!({ "ip_ranges_url": "https://mirror.invalid/x", "proxy_url": proxy_url });
    assert_eq!(configure(&plugin, &set).await, []);
    let response = plugin.provider().read_data_source(request(&plugin).await).await.unwrap().into_inner();
    let [diagnostic] = &response.diagnostics[..] else { panic!("{response:?}") };
    assert!(diagnostic.detail.contains("check proxy_url, the user in it"), "{diagnostic:?}");
    plugin.controller().shutdown(Empty {}).await.unwrap();
    plugin.process.wait(Duration::from_secs(5)).unwrap();
    let log = plugin.process.stderr().join("\n");
    assert!(!log.is_empty() && !log.contains("secret") && !format!("{diagnostic:?}").contains("secret"), "{log}");
    // Nor as the header that carries it.
    assert!(!log.contains("bWU6c2VjcmV0"), "{log}");
}
