//! The HTTP client: TLS with aws-lc-rs chosen by name, and the authorities to
//! trust.

use super::{
    authorities::Authorities,
    error::{FetchError, FetchFault},
    http_url::bounded,
    limits::Limits,
    proxy::NamedProxy,
    resolver::SystemResolver,
};
use reqwest::{
    Client,
    header::{ACCEPT_ENCODING, HeaderMap, HeaderValue},
    redirect,
};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use std::{env, sync::Arc};

const USER_AGENT: &str = concat!("terraform-provider-amazonconnect/", env!("CARGO_PKG_VERSION"));

/// The variables that stand in for the system's authorities.
const ROOT_VARIABLES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// A client that trusts `roots`. It asks for gzip and leaves it as it comes,
/// and follows no redirect. It uses no proxy but this one.
pub(super) fn client(roots: Arc<RootCertStore>, limits: &Limits, proxy: Option<&NamedProxy>) -> Result<Client, FetchError> {
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
        .default_headers(HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("gzip"))]))
        .connect_timeout(limits.connect_timeout)
        .redirect(redirect::Policy::none())
        .pool_max_idle_per_host(0)
        .no_proxy();
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy.to_proxy()?);
    }
    builder.build().map_err(|error| FetchFault::Client { cause: error.without_url().to_string() }.here())
}

/// Whom to trust: the authorities of this machine, or those of SSL_CERT_FILE and
/// SSL_CERT_DIR, and `authorities`, which are enough on a machine that has none;
/// not where some are named or there and cannot be read.
pub(super) fn roots(authorities: Option<&Authorities>) -> Result<RootCertStore, FetchError> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    let has_systems = !roots.is_empty();
    if let Some(authorities) = authorities {
        authorities.add_to(&mut roots);
    }
    let named = ROOT_VARIABLES.into_iter().find_map(|name| {
        let path = env::var_os(name)?;
        Some((name, bounded(&path.to_string_lossy().escape_debug().to_string())))
    });
    if has_systems || (!roots.is_empty() && named.is_none() && found.errors.is_empty()) {
        return Ok(roots);
    }
    let cause = found.errors.first().map(|error| bounded(&error.to_string().escape_debug().to_string()));
    Err(FetchFault::NoRoots { named, cause }.here())
}
