//! The arguments of the `provider` block that say how a source is reached →
//! [`Access`].

use std::{env::VarError, ops::RangeInclusive, time::Duration};

use tf_provider::Diagnostics;

use super::{
    diagnostics::{refuse_attribute, sentence},
    span,
};
use crate::fetch::{Access, Authorities, Limits, NamedProxy};

/// The environment variable that stands in for `proxy_url`.
const PROXY_VARIABLE: &str = "AMAZONCONNECT_PROXY_URL";

/// The environment variable that stands in for `ca_certificate_file`.
const AUTHORITIES_VARIABLE: &str = "AMAZONCONNECT_CA_CERTIFICATE_FILE";

/// What `request_timeout` may be: a plan that waits longer has failed.
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(1)..=Duration::from_secs(3600);

/// What the arguments alone say: the limits and `proxy_url`. `None` with at
/// least one error.
pub fn access(diags: &mut Diagnostics, timeout: Option<&str>, max_retries: usize, proxy_url: Option<&str>) -> Option<Access> {
    let errors = diags.errors.len();
    let timeout = span::argument(diags, "request_timeout", timeout, TIMEOUTS, "\"10s\" or \"1m 30s\"");
    let limits = Limits { max_retries, ..timeout.map_or_else(Limits::default, Limits::with_request_timeout) };
    let proxy = match proxy_url {
        Some(url) => Some(proxy(diags, "proxy_url", url)?),
        None => None,
    };
    (diags.errors.len() == errors).then_some(Access { limits, authorities: None, proxy })
}

/// `access` with what the environment and the file of authorities add. `None`
/// with at least one error.
pub async fn complete(diags: &mut Diagnostics, mut access: Access, ca_certificate_file: Option<&str>) -> Option<Access> {
    if access.proxy.is_none()
        && let Some(url) = variable(diags, PROXY_VARIABLE, "proxy_url", "the URL of an HTTP proxy").ok()?
    {
        access.proxy = Some(proxy(diags, PROXY_VARIABLE, &url)?);
    }
    let from_environment = match ca_certificate_file {
        Some(_) => None,
        None => variable(diags, AUTHORITIES_VARIABLE, "ca_certificate_file", "the path of a file").ok()?,
    };
    let named = if from_environment.is_some() { AUTHORITIES_VARIABLE } else { "ca_certificate_file" };
    if let Some(path) = ca_certificate_file.or(from_environment.as_deref()) {
        match Authorities::read(path, &access.limits).await {
            Ok(authorities) => access.authorities = Some(authorities),
            Err(error) => {
                refuse_attribute(diags, "ca_certificate_file", &sentence(&format!("{named}: {error}"), Some(named)));
                return None;
            }
        }
    }
    Some(access)
}

/// The value of an environment variable that stands in for the argument
/// `attribute`; an empty one counts as none.
///
/// # Errors
/// Reported: it is no text.
pub fn variable(diags: &mut Diagnostics, name: &str, attribute: &str, expected: &str) -> Result<Option<String>, ()> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            let detail = format!("The environment variable {name} is not UTF-8: expected {expected}.");
            refuse_attribute(diags, attribute, &detail);
            Err(())
        }
    }
}

fn proxy(diags: &mut Diagnostics, named: &'static str, url: &str) -> Option<NamedProxy> {
    match NamedProxy::new(named, url) {
        Ok(proxy) => Some(proxy),
        Err(error) => {
            refuse_attribute(diags, "proxy_url", &sentence(&error.to_string(), Some(named)));
            None
        }
    }
}
