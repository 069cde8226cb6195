//! The `provider` block: its arguments, declared once → [`Settings`].

use std::collections::BTreeSet;

use async_trait::async_trait;
use tf_provider::{AttributePath, Diagnostics, Provider, schema::Schema, value::ValueEmpty};

use super::{
    diagnostics::{refuse_attribute, report_defects, sentence},
    documents::{Documents, Settings},
    network::{access, complete, variable},
    query::Declaration,
    shapes::schema,
    strictness::Strictness,
};
use crate::{
    declaration::{Arguments, FromValue, Incomplete, Value, read},
    fetch::Source,
    rules::WarningKind,
};

/// Where AWS publishes its ranges
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html>, read 2026-11-22).
pub const DEFAULT_URL: &str = "https://ip-ranges.amazonaws.com/ip-ranges.json";

/// The environment variable that stands in for `ip_ranges_url`.
pub const URL_VARIABLE: &str = "AMAZONCONNECT_IP_RANGES_URL";

const DESCRIPTION: &str = "The `amazonconnect` provider says what a network must allow so that Amazon Connect's agents can work: prefixes, ports, \
    protocols, directions and domains, computed at plan time from the IP ranges that AWS publishes. It needs no credentials.";

/// The arguments of the `provider` block.
#[derive(Debug, Clone, Arguments)]
struct ProviderArguments {
    /// Where to read AWS's `ip-ranges.json`: an `https://` URL, a `file://` URL for a pinned or mirrored copy, or plain `http://` to a
    /// loopback address. Defaults to the environment variable `AMAZONCONNECT_IP_RANGES_URL`, else to
    /// `https://ip-ranges.amazonaws.com/ip-ranges.json`.
    ip_ranges_url: Option<String>,
    /// Use the snapshot inside the provider instead of a download: no network is needed, for trying out and for tests. The snapshot ages, so
    /// a warning gives its date. Conflicts with `ip_ranges_url`. Defaults to `false`.
    #[argument(default = false)]
    bundled_ip_ranges: bool,
    /// SHA-256 (hex) of one document that is taken although it is not believable: one that shrank or grew beyond what AWS's history
    /// shows, or that lacks rows AWS published before. An error says what was found and prints the line to paste. Any later document is
    /// judged again.
    accept_document_sha256: Option<String>,
    /// How long the whole download may take, all tries together, as a duration such as `"10s"` or `"1m 30s"`, at most one hour. Defaults to
    /// `"10s"`.
    request_timeout: Option<String>,
    /// How often a download is tried again, from 0 to 10: after a failed connection, a body that broke off, or the statuses 429 and 500 to
    /// 599; at growing pauses, or as `Retry-After` asks, while `request_timeout` lasts. Defaults to `3`.
    #[argument(default = 3, min = 0, max = 10)]
    max_retries: usize,
    /// A file with the certificates (PEM) of authorities to trust beside those of the system: that of a proxy which reads TLS, or of a
    /// mirror. Defaults to the environment variable `AMAZONCONNECT_CA_CERTIFICATE_FILE`.
    ca_certificate_file: Option<String>,
    /// The proxy that the download goes through, such as `http://proxy.example.com:3128`, with a user and a password if it wants them; never
    /// for this machine itself. Defaults to the environment variable `AMAZONCONNECT_PROXY_URL`, else to `HTTPS_PROXY` (or `ALL_PROXY`) but
    /// for the hosts in `NO_PROXY`.
    #[argument(sensitive)]
    proxy_url: Option<String>,
    /// The kinds of warning that shall fail a plan, such as `["never_published", "global_fallback"]`: where nobody reads what a plan prints,
    /// such as in a pipeline.
    #[argument(default = Vec::new())]
    #[expect(dead_code, reason = "read from the configuration, also where another argument is not known yet")]
    warnings_as_errors: Vec<WarningKind>,
}

/// The block in words.
pub fn declaration() -> Declaration {
    let arguments = ProviderArguments::declarations();
    Declaration { name: "amazonconnect", description: DESCRIPTION, arguments, results: Vec::new() }
}

/// The provider: hands its settings to the [`Documents`] that all data sources
/// read from.
pub struct AmazonConnect {
    documents: Documents,
    strictness: Strictness,
}

impl AmazonConnect {
    /// A provider whose settings `documents` and `strictness` will use.
    pub fn new(documents: Documents, strictness: Strictness) -> Self {
        Self { documents, strictness }
    }
}

#[async_trait]
impl Provider for AmazonConnect {
    type Config<'a> = Value;
    type MetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema(DESCRIPTION, &ProviderArguments::declarations(), &[]))
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, config: Value) -> Option<()> {
        match read::<ProviderArguments>(&config) {
            Ok(arguments) => {
                settings(diags, &arguments, None);
            }
            Err(Incomplete { defects }) => report_defects(diags, &defects),
        }
        Some(())
    }

    async fn configure<'a>(&self, diags: &mut Diagnostics, _terraform_version: String, config: Value) -> Option<()> {
        // What fails must not leave an earlier configuration in force.
        self.documents.forget();
        self.strictness.set(warnings_as_errors(&config));
        let arguments = match read::<ProviderArguments>(&config) {
            Ok(arguments) => arguments,
            Err(Incomplete { defects }) => {
                report_defects(diags, &defects);
                if defects.is_empty() {
                    self.documents.configure(Settings::Unknown { attribute: unknown(&config) });
                }
                return Some(());
            }
        };
        // A variable that a set argument replaces is nobody's concern.
        let environment_url = match arguments.ip_ranges_url.is_some() || arguments.bundled_ip_ranges {
            true => None,
            false => variable(diags, URL_VARIABLE, "ip_ranges_url", "a URL").ok()?,
        };
        let mut settings = settings(diags, &arguments, environment_url.as_deref());
        if let Some(Settings::Known { access, .. }) = &mut settings {
            **access = complete(diags, (**access).clone(), arguments.ca_certificate_file.as_deref()).await?;
        }
        if matches!(&settings, Some(Settings::Known { source: Source::Bundled, .. })) {
            self.strictness.report(
                diags,
                WarningKind::BundledIpRanges,
                AttributePath::new("bundled_ip_ranges"),
                format!(
                    "The rules come from the snapshot of {} inside the provider. AWS changes its ranges about three times a day: remove \
                     bundled_ip_ranges before you rely on the rules.",
                    crate::fetch::BUNDLED_DATE
                ),
            );
        }
        self.documents.configure(settings?);
        Some(())
    }
}

/// The kinds of warning that are errors, also where another argument is not
/// known yet.
fn warnings_as_errors(config: &Value) -> BTreeSet<WarningKind> {
    let kinds = config.attribute("warnings_as_errors").filter(|kinds| kinds.is_wholly_known());
    kinds.and_then(|kinds| <Vec<WarningKind>>::from_value(kinds).ok()).into_iter().flatten().collect()
}

/// The first argument that is not wholly known.
fn unknown(config: &Value) -> &'static str {
    let is_unknown = |name: &str| config.attribute(name).is_some_and(|value| !value.is_wholly_known());
    let declared = ProviderArguments::declarations().into_iter().map(|argument| argument.name);
    declared.into_iter().find(|name| is_unknown(name)).unwrap_or("an argument")
}

/// The settings, or `None` with at least one error. `environment_url` is the
/// value of [`URL_VARIABLE`].
fn settings(diags: &mut Diagnostics, arguments: &ProviderArguments, environment_url: Option<&str>) -> Option<Settings> {
    let errors = diags.errors.len();
    if arguments.bundled_ip_ranges && arguments.ip_ranges_url.is_some() {
        refuse_attribute(
            diags,
            "bundled_ip_ranges",
            "bundled_ip_ranges = true and ip_ranges_url are both set, but only one document can be used: remove one of the two.",
        );
    }
    let source = source(diags, arguments, environment_url);
    let access = access(diags, arguments.request_timeout.as_deref(), arguments.max_retries, arguments.proxy_url.as_deref());
    let accepted = arguments.accept_document_sha256.as_deref();
    if let Some(digest) = accepted.filter(|digest| digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        let found = crate::model::excerpt(digest);
        let detail = format!("accept_document_sha256 is \"{found}\": expected the 64 hexadecimal digits that the error prints.");
        refuse_attribute(diags, "accept_document_sha256", &detail);
    }
    if diags.errors.len() > errors {
        return None;
    }
    Some(Settings::Known { source: source?, access: Box::new(access?), accepted: accepted.map(str::to_ascii_lowercase) })
}

fn source(diags: &mut Diagnostics, arguments: &ProviderArguments, environment_url: Option<&str>) -> Option<Source> {
    if arguments.bundled_ip_ranges {
        return Some(Source::Bundled);
    }
    let url = arguments.ip_ranges_url.as_deref().or(environment_url).unwrap_or(DEFAULT_URL);
    match Source::parse(url) {
        Ok(source) => Some(source),
        Err(error) => {
            let text = match arguments.ip_ranges_url {
                Some(_) => error.to_string(),
                None => format!("the environment variable {URL_VARIABLE}: {error}"),
            };
            refuse_attribute(diags, "ip_ranges_url", &sentence(&text, None));
            None
        }
    }
}
