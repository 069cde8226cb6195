//! In: a URL or bytes → out: the errors that a plan shows, or the summaries of
//! the warnings beside its rules.

use crate::protocol::client::{Plugin, encode};
use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// A running provider.
pub(super) struct Reader {
    plugin: Plugin,
    provider: Vec<String>,
    data_source: Vec<String>,
    pub(super) folder: tempfile::TempDir,
}

impl Reader {
    pub(super) async fn start() -> Self {
        let plugin = Plugin::start().await;
        let request = wire::get_provider_schema::Request {};
        let mut schema = plugin.provider().get_provider_schema(request).await.unwrap().into_inner();
        let names = |schema: wire::Schema| schema.block.unwrap().attributes.into_iter().map(|attribute| attribute.name).collect();
        let provider = names(schema.provider.take().unwrap());
        let data_source = names(schema.data_source_schemas.remove("amazonconnect_network_rules").unwrap());
        Self { plugin, provider, data_source, folder: tempfile::tempdir().unwrap() }
    }

    /// Where [`Self::of_bytes`] puts its document.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.path().join("ip-ranges.json")
    }

    /// What is said of a document of these bytes.
    pub(super) async fn of_bytes(&self, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.file(), bytes).unwrap();
        self.of_url(&format!("file://{}", self.file().display())).await
    }

    /// What is said of the document at this URL, without what differs between runs.
    pub(super) async fn of_url(&self, url: &str) -> String {
        let diagnostics = self.plugin.configure(&object(&self.provider, "ip_ranges_url", url.into())).await;
        assert_eq!(diagnostics, []);
        let config = object(&self.data_source, "regions", vec!["us-east-1"].into());
        let request = wire::read_data_source::Request {
            type_name: "amazonconnect_network_rules".to_owned(),
            config: Some(encode(&config)),
            ..Default::default()
        };
        let response = self.plugin.provider().read_data_source(request).await.unwrap().into_inner();
        let is_error = |diagnostic: &&wire::Diagnostic| diagnostic.severity() == wire::diagnostic::Severity::Error;
        let errors: Vec<_> = response.diagnostics.iter().filter(is_error).collect();
        if errors.is_empty() {
            let warnings: BTreeSet<&str> = response.diagnostics.iter().map(|warning| warning.summary.as_str()).collect();
            return format!("rules, and the warnings {warnings:?}");
        }
        let told = errors.iter().map(|error| format!("{}: {}", error.summary, error.detail));
        let text = told.collect::<Vec<_>>().join("\n");
        assert!(!text.contains("panic") && text.len() < 3_000, "{text}");
        // How to use a copy instead stands below each of them.
        let text = text.replace(&self.folder.path().display().to_string(), "FOLDER");
        text.lines().filter(|line| !line.starts_with("No rules are given, since")).collect::<Vec<_>>().join("\n")
    }
}

/// All attributes null but one.
fn object(names: &[String], name: &str, value: Value) -> Value {
    let mut object: Map<String, Value> = names.iter().map(|name| (name.clone(), Value::Null)).collect();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}
