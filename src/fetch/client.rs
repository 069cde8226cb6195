//! The HTTP client: TLS with aws-lc-rs chosen by name, and the system's
//! authorities, which are loaded for `https` alone because they cost time.

use super::{
    error::{FetchError, FetchFault},
    http_url::HttpUrl,
    limits::Limits,
    proxy::NamedProxy,
    resolver::SystemResolver,
};
use reqwest::{Client, redirect};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use std::sync::Arc;

const USER_AGENT: &str = concat!("terraform-provider-amazonconnect/", env!("CARGO_PKG_VERSION"));

/// A client for `url`. It follows no redirect and decompresses nothing. It uses
/// no proxy but `proxy`, and that only if it serves the URL.
pub(super) fn client_for(url: &HttpUrl, limits: &Limits, proxy: Option<&NamedProxy>) -> Result<Client, FetchError> {
    let roots = if url.is_https() { system_roots()? } else { RootCertStore::empty() };
    // Also for plain http: without a configuration of ours, reqwest looks for a
    // provider of the whole process and panics if there is none.
    let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| FetchFault::Client { cause: error.to_string() }.here())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut builder = Client::builder()
        .use_preconfigured_tls(tls)
        .dns_resolver(Arc::new(SystemResolver))
        .user_agent(USER_AGENT)
        .connect_timeout(limits.connect_timeout)
        .redirect(redirect::Policy::none())
        .pool_max_idle_per_host(0)
        .no_proxy();
    if let Some(proxy) = proxy.filter(|proxy| proxy.serves(url)) {
        builder = builder.proxy(proxy.to_proxy()?);
    }
    builder.build().map_err(|error| FetchFault::Client { cause: error.without_url().to_string() }.here())
}

/// The authorities that this machine trusts, or those of SSL_CERT_FILE.
fn system_roots() -> Result<RootCertStore, FetchError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (added, _unusable) = roots.add_parsable_certificates(found.certs);
    if added > 0 {
        return Ok(roots);
    }
    let cause = found.errors.first().map_or_else(|| "the store is empty".to_owned(), ToString::to_string);
    Err(FetchFault::NoRoots { cause }.here())
}
