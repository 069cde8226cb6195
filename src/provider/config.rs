//! The `provider` block: its schema, and its arguments → [`Settings`].

use std::{env::VarError, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tf_provider::{
    AttributePath, Diagnostics, Provider,
    schema::{AttributeType, Schema},
    value::{Value, ValueEmpty},
};

use super::{
    arguments::{Arguments, flag},
    attributes::{optional, schema},
    diagnostics::{Report, sentence},
    documents::{Documents, Settings},
};
use crate::fetch::{Limits, Source};

/// Where AWS publishes its ranges
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html>, read 2026-11-22).
pub const DEFAULT_URL: &str = "https://ip-ranges.amazonaws.com/ip-ranges.json";

/// The environment variable that stands in for `ip_ranges_url`.
pub const URL_VARIABLE: &str = "AMAZONCONNECT_IP_RANGES_URL";

/// The shortest `request_timeout`.
const SHORTEST_TIMEOUT: Duration = Duration::from_millis(1);

/// The longest `request_timeout`: a plan that waits longer has failed.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);

/// The arguments as configuration gives them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ProviderConfig {
    ip_ranges_url: Value<String>,
    bundled_ip_ranges: Value<bool>,
    request_timeout: Value<String>,
}

/// The provider: hands its settings to the [`Documents`] that all data sources
/// read from.
pub struct AmazonConnect {
    documents: Documents,
}

impl AmazonConnect {
    /// A provider whose settings `documents` will use.
    pub fn new(documents: Documents) -> Self {
        Self { documents }
    }
}

#[async_trait]
impl Provider for AmazonConnect {
    type Config<'a> = ProviderConfig;
    type MetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema(
            "The `amazonconnect` provider says what a network must allow so that Amazon Connect's agents can work: prefixes, ports, \
             protocols, directions and domains, computed at plan time from the IP ranges that AWS publishes. It needs no credentials.",
            [
                (
                    "ip_ranges_url",
                    optional(
                        AttributeType::String,
                        "Where to read AWS's `ip-ranges.json`: an `https://` URL, a `file://` URL for a pinned or mirrored copy, or plain \
                         `http://` to a loopback address. Defaults to the environment variable `AMAZONCONNECT_IP_RANGES_URL`, else to \
                         `https://ip-ranges.amazonaws.com/ip-ranges.json`.",
                    ),
                ),
                (
                    "bundled_ip_ranges",
                    optional(
                        AttributeType::Bool,
                        "Use the snapshot inside the provider instead of a download: no network is needed, for trying out and for tests. \
                         The snapshot ages, so a warning gives its date. Conflicts with `ip_ranges_url`. Defaults to `false`.",
                    ),
                ),
                (
                    "request_timeout",
                    optional(
                        AttributeType::String,
                        "How long the whole download may take, as a duration such as `\"10s\"` or `\"1m 30s\"`, at most one hour. \
                         Defaults to `\"10s\"`.",
                    ),
                ),
            ],
        ))
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, config: ProviderConfig) -> Option<()> {
        settings(diags, &config, None);
        Some(())
    }

    async fn configure<'a>(&self, diags: &mut Diagnostics, _terraform_version: String, config: ProviderConfig) -> Option<()> {
        // What fails must not leave an earlier configuration in force.
        self.documents.forget();
        let environment_url = match std::env::var(URL_VARIABLE) {
            Ok(url) => Some(url),
            Err(VarError::NotPresent) => None,
            Err(VarError::NotUnicode(_)) => {
                let detail = format!("The environment variable {URL_VARIABLE} is not UTF-8: expected a URL.");
                diags.report_error(AttributePath::new("ip_ranges_url"), "Invalid ip_ranges_url", detail);
                return None;
            }
        };
        let settings = settings(diags, &config, environment_url.as_deref());
        if matches!(&settings, Some(Settings::Known { source: Source::Bundled, .. })) {
            diags.report_warning(
                AttributePath::new("bundled_ip_ranges"),
                "The bundled IP ranges age",
                format!(
                    "The rules come from the snapshot of {} inside the provider. AWS changes its ranges several times a week: remove \
                     bundled_ip_ranges before you rely on the rules.",
                    crate::fetch::BUNDLED_DATE
                ),
            );
        }
        self.documents.configure(settings?);
        Some(())
    }
}

/// The settings, or `None` with at least one error. `environment_url` is the
/// value of [`URL_VARIABLE`].
fn settings(diags: &mut Diagnostics, config: &ProviderConfig, environment_url: Option<&str>) -> Option<Settings> {
    let mut arguments = Arguments::new(diags);
    let bundled = flag(config.bundled_ip_ranges, false);
    if bundled && config.ip_ranges_url.is_value() {
        arguments.error(
            "bundled_ip_ranges",
            "bundled_ip_ranges = true and ip_ranges_url are both set, but only one document can be used: remove one of the two.",
        );
    }
    let url = match &config.ip_ranges_url {
        Value::Value(url) => url.as_str(),
        _ => environment_url.filter(|url| !url.is_empty()).unwrap_or(DEFAULT_URL),
    };
    let source = if bundled {
        Some(Source::Bundled)
    } else {
        match Source::parse(url) {
            Ok(source) => Some(source),
            Err(error) if config.ip_ranges_url.is_value() => {
                arguments.error("ip_ranges_url", sentence(&error.to_string()));
                None
            }
            Err(error) => {
                arguments.error("ip_ranges_url", sentence(&format!("the environment variable {URL_VARIABLE}: {error}")));
                None
            }
        }
    };
    let mut limits = Limits::default();
    if let Value::Value(text) = &config.request_timeout {
        match humantime::parse_duration(text) {
            Ok(timeout) if (SHORTEST_TIMEOUT..=LONGEST_TIMEOUT).contains(&timeout) => {
                limits = Limits::with_request_timeout(timeout)
            }
            _ => arguments.error(
                "request_timeout",
                format!(
                    "request_timeout is {text:?}: expected a duration from \"1ms\" to \"1h\", such as \"10s\" or \"1m 30s\"."
                ),
            ),
        }
    }
    if arguments.failed() {
        return None;
    }
    let unknown = [
        ("ip_ranges_url", config.ip_ranges_url.is_unknown()),
        ("bundled_ip_ranges", config.bundled_ip_ranges.is_unknown()),
        ("request_timeout", config.request_timeout.is_unknown()),
    ];
    match unknown.into_iter().find(|(_, is_unknown)| *is_unknown) {
        Some((attribute, _)) => Some(Settings::Unknown { attribute }),
        None => Some(Settings::Known { source: source?, limits }),
    }
}
