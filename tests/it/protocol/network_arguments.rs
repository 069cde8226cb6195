//! The arguments of the `provider` block that say how the document is reached.

use std::{ffi::OsStr, fmt::Write as _, fs, os::unix::ffi::OsStrExt as _, time::Duration};

use amazonconnect::{
    fetch::{Source, cache::Slot},
    plugin::proto::{go_plugin::Empty, tfplugin6 as wire},
};
use serde_json::{Value, json};

use super::client::{Plugin, encode};
use crate::shared_data::newest_document;
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
        for name in VARIABLES {
            command.env(name, not_text);
        }
    })
    .await;
    let authority = tempfile::NamedTempFile::new().unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    fs::write(authority.path(), certificate.pem()).unwrap();
    let arguments = [
        ("ip_ranges_url", json!("https://mirror.invalid/x")),
        ("proxy_url", json!("http://proxy.invalid:3128")),
        ("ca_certificate_file", json!(authority.path())),
        ("cache_dir", json!("/nonexistent/cache")),
    ];
    let all = Value::Object(arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect());
    assert_eq!(configure(&plugin, &all).await, []);
    for ((name, _), variable) in arguments.iter().zip(VARIABLES) {
        let mut set = all.clone();
        set[name] = Value::Null;
        let [diagnostic] = &configure(&plugin, &set).await[..] else { panic!("{name}: one error expected") };
        assert!(diagnostic.detail.starts_with(&format!("The environment variable {variable} is not UTF-8")), "{diagnostic:?}");
    }
}

const VARIABLES: [&str; 4] =
    ["AMAZONCONNECT_IP_RANGES_URL", "AMAZONCONNECT_PROXY_URL", "AMAZONCONNECT_CA_CERTIFICATE_FILE", "AMAZONCONNECT_CACHE_DIR"];

/// Nor is one that says how to reach or to keep what is on this machine already.
#[tokio::test]
async fn without_a_download_no_variable_of_it_is_read() {
    for wrong in [OsStr::from_bytes(b"\xff"), OsStr::new("~/nonexistent")] {
        for url in [None, Some("file:///nonexistent/x")] {
            let plugin = Plugin::start_with(|command| {
                for name in &VARIABLES[1..] {
                    command.env(name, wrong);
                }
                command.envs(url.map(|url| (VARIABLES[0], url)));
            })
            .await;
            let errors = |diagnostics: Vec<wire::Diagnostic>| diagnostics.into_iter().filter(is_error).collect::<Vec<_>>();
            for set in [
                json!({ "bundled_ip_ranges": true, "max_stale": "24h" }),
                json!({ "ip_ranges_url": "file:///nonexistent/x", "ca_certificate_file": "/nonexistent/ca.pem" }),
            ] {
                assert_eq!(errors(configure(&plugin, &set).await), [], "{set}");
            }
            assert_eq!(errors(configure(&plugin, &json!({})).await).len(), usize::from(url.is_none()));
        }
    }
}

fn is_error(diagnostic: &wire::Diagnostic) -> bool {
    diagnostic.severity() == wire::diagnostic::Severity::Error
}

#[tokio::test]
async fn a_wrong_folder_in_the_variable_names_it() {
    let plugin = Plugin::start_with(|command| {
        command.env("AMAZONCONNECT_CACHE_DIR", "~/cache");
    })
    .await;
    for (set, named) in [(json!({}), "AMAZONCONNECT_CACHE_DIR"), (json!({ "cache_dir": "~/cache" }), "cache_dir")] {
        let [diagnostic] = &configure(&plugin, &set).await[..] else { panic!("{set}: one error expected") };
        assert!(diagnostic.detail.starts_with(&format!("{named} starts with \"~\", which only shells")), "{diagnostic:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_that_another_process_holds_is_warned_about_or_an_error_if_one_is_wanted() {
    let Some(document) = newest_document() else { return };
    let server = DocumentServer::serving(document);
    let folder = tempfile::tempdir().unwrap();
    let slot = Slot::of(folder.path(), &Source::parse(&server.url()).unwrap(), Duration::from_secs(60)).unwrap();
    let held = fs::File::create(slot.path().with_extension("lock")).unwrap();
    held.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    held.lock().unwrap();
    let plugin = Plugin::start().await;
    for (strict, errors) in [(json!([]), 0), (json!(["document_aged"]), 0), (json!(["cache_unusable"]), 1)] {
        let set = json!({
            "ip_ranges_url": server.url(), "cache_dir": folder.path(), "request_timeout": "4s", "max_age": "87600h",
            "warnings_as_errors": strict,
        });
        assert_eq!(configure(&plugin, &set).await, []);
        let response = plugin.provider().read_data_source(request(&plugin).await).await.unwrap().into_inner();
        let [diagnostic] = &response.diagnostics[..] else { panic!("{strict}: {:?}", response.diagnostics) };
        assert!(diagnostic.detail.contains("is held by another process: see whether a plan hangs"), "{diagnostic:?}");
        assert_eq!(usize::from(is_error(diagnostic)), errors, "{strict}");
        assert!(!slot.path().exists());
    }
    drop(held);
    let response = plugin.provider().read_data_source(request(&plugin).await).await.unwrap().into_inner();
    assert_eq!(response.diagnostics.len(), 1, "one walk reads once");
    let set = json!({ "ip_ranges_url": server.url(), "cache_dir": folder.path(), "max_age": "87600h" });
    assert_eq!(configure(&plugin, &set).await, []);
    let response = plugin.provider().read_data_source(request(&plugin).await).await.unwrap().into_inner();
    assert_eq!((response.diagnostics, slot.path().exists()), (vec![], true));
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
