//! The `provider` block: its arguments, declared once → [`Settings`].

use std::{collections::BTreeSet, ops::RangeInclusive, path::PathBuf, time::Duration};

use async_trait::async_trait;
use tf_provider::{AttributePath, Diagnostics, Provider, schema::Schema, value::ValueEmpty};

use super::{
    diagnostics::{refuse_attribute, report_defects, sentence},
    documents::{Documents, Settings},
    network::{access, complete, variable},
    query::Declaration,
    shapes::schema,
    span,
    strictness::Strictness,
    wanted::{DEFAULT_MAX_AGE, Wanted},
};
use crate::{
    declaration::{Arguments, FromValue, Incomplete, Value, read},
    fetch::Source,
    model::{excerpt, is_sha256},
    rules::WarningKind,
};

/// Where AWS publishes its ranges
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html>, read 2026-11-22).
pub const DEFAULT_URL: &str = "https://ip-ranges.amazonaws.com/ip-ranges.json";

/// The environment variable that stands in for `ip_ranges_url`.
pub const URL_VARIABLE: &str = "AMAZONCONNECT_IP_RANGES_URL";

/// The environment variable that stands in for `cache_dir`.
pub const CACHE_VARIABLE: &str = "AMAZONCONNECT_CACHE_DIR";

const HOUR: Duration = Duration::from_secs(3600);

/// What `max_stale` may be: after a year, no copy says anything of today.
const STALENESS: RangeInclusive<Duration> = Duration::ZERO..=Duration::from_secs(365 * 24 * 3600);

/// What `max_age` may be.
const AGES: RangeInclusive<Duration> = HOUR..=Duration::from_secs(3650 * 24 * 3600);

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
    /// SHA-256 (hex) that the document must have, whatever its age: any other is an error with both digests. Once it is kept in
    /// `cache_dir`, it is used without asking the source.
    ip_ranges_sha256: Option<String>,
    /// A folder in which the last good document of each URL is kept, with its ETag: an unchanged document is not downloaded again, and a
    /// copy is there for `max_stale`. It is made if it is not there, must be yours alone, and may be used by many plans at once. Documents
    /// from `file://` and the snapshot are not kept. Defaults to the environment variable `AMAZONCONNECT_CACHE_DIR`; without either, nothing
    /// is kept.
    cache_dir: Option<String>,
    /// How long after it was fetched or confirmed the copy in `cache_dir` may stand in, with a warning, when the source cannot be reached, or
    /// serves what cannot be used, what is not believable or an older document than before: a duration such as `"24h"`, at most one year.
    /// Defaults to `"0s"`: never.
    max_stale: Option<String>,
    /// The age beyond which a warning says how old the document is, as a duration from one hour on. Not for a document that
    /// `ip_ranges_sha256` names, and not for the snapshot. Defaults to `"720h"`.
    max_age: Option<String>,
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
                wanted(diags, &arguments, None);
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
        let is_url_set = arguments.ip_ranges_url.is_some() || arguments.bundled_ip_ranges;
        let url = if is_url_set { None } else { variable(diags, URL_VARIABLE, "ip_ranges_url", "a URL").ok()? };
        let mut wanted = wanted(diags, &arguments, url.as_deref())?;
        // What is on this machine already is neither kept nor reached through anything.
        if wanted.source.is_remote() {
            if wanted.cache_dir.is_none() {
                wanted.cache_dir = match variable(diags, CACHE_VARIABLE, "cache_dir", "a folder").ok()? {
                    Some(folder) => Some(cache_dir(diags, CACHE_VARIABLE, &folder)?),
                    None => None,
                };
            }
            wanted.access = complete(diags, wanted.access, arguments.ca_certificate_file.as_deref()).await?;
        }
        let lacks_copies = wanted.cache_dir.is_none() && arguments.max_stale.is_some() && !wanted.max_stale.is_zero();
        if lacks_copies && wanted.source.is_remote() {
            let detail = "max_stale is set, but without cache_dir nothing is kept that could stand in: set cache_dir too.";
            refuse_attribute(diags, "max_stale", detail);
            return None;
        }
        if wanted.source == Source::Bundled {
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
        self.documents.configure(Settings::Known(Box::new(wanted)));
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

/// What is wanted, or `None` with at least one error. `environment_url` stands
/// in for `ip_ranges_url`.
fn wanted(diags: &mut Diagnostics, arguments: &ProviderArguments, environment_url: Option<&str>) -> Option<Wanted> {
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
    let max_stale = span::argument(diags, "max_stale", arguments.max_stale.as_deref(), STALENESS, "\"24h\"");
    let max_age = span::argument(diags, "max_age", arguments.max_age.as_deref(), AGES, "\"720h\"");
    let accepted = digest(diags, "accept_document_sha256", arguments.accept_document_sha256.as_deref());
    let pinned = digest(diags, "ip_ranges_sha256", arguments.ip_ranges_sha256.as_deref());
    let cache_dir = arguments.cache_dir.as_deref().and_then(|folder| cache_dir(diags, "cache_dir", folder));
    if diags.errors.len() > errors {
        return None;
    }
    Some(Wanted {
        access: access?,
        accepted,
        pinned,
        cache_dir,
        max_stale: max_stale.unwrap_or_default(),
        max_age: max_age.unwrap_or(DEFAULT_MAX_AGE),
        ..Wanted::of(source?)
    })
}

/// The digest in an argument, in lower case.
fn digest(diags: &mut Diagnostics, argument: &str, text: Option<&str>) -> Option<String> {
    let text = text?;
    if !is_sha256(text) {
        let found = excerpt(text);
        let detail =
            format!("{argument} is \"{found}\": expected a SHA-256 in 64 hexadecimal digits, as errors and sha256sum print it.");
        refuse_attribute(diags, argument, &detail);
    }
    Some(text.to_ascii_lowercase())
}

/// The folder that `named`, the argument or its variable, names.
fn cache_dir(diags: &mut Diagnostics, named: &str, folder: &str) -> Option<PathBuf> {
    let wrong = match folder {
        "" => Some("is empty: expected a folder, or leave it out"),
        home if home == "~" || home.starts_with("~/") => {
            Some("starts with \"~\", which only shells take for a home: write the whole path or pathexpand(\"~/…\")")
        }
        text if text.contains('\0') => Some("holds a zero byte, which no path does"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        refuse_attribute(diags, "cache_dir", &format!("{named} {wrong}."));
        return None;
    }
    Some(PathBuf::from(folder))
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
