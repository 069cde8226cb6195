//! What went wrong below HTTP: a client error → ours, told from the types in the
//! chain of its causes. Never from their texts: those hold the URL, and a URL
//! may say anything.

use super::{
    error::{FetchError, FetchFault, Stage},
    http_url::HttpUrl,
    limits::Limits,
    proxy::NamedProxy,
    resolver::Unresolved,
};
use rustls::CertificateError;
use std::{error::Error, io};

/// The failure of a request for `url` before its status came. `proxy` is the
/// one that the environment names, whether or not it serves this URL.
pub(super) fn request_fault(error: &reqwest::Error, url: &HttpUrl, limits: &Limits, proxy: Option<&NamedProxy>) -> FetchError {
    let (origin, cause) = (url.to_string(), root_cause(error));
    if let Some(error) = chain(error).find_map(tls_error) {
        let (cause, remedy) = explain_tls(error);
        FetchFault::Tls { cause, remedy }.at(origin)
    } else if error.is_timeout() {
        FetchFault::Timeout { stage: Stage::Connecting, limit: limits.connect_timeout }.at(origin)
    } else if chain(error).any(|error| error.is::<Unresolved>()) {
        FetchFault::Resolve { cause, proxy: proxy.map(|proxy| proxy.variable) }.at(origin)
    } else if error.is_connect() && proxy.is_some_and(|proxy| proxy.serves(url)) {
        FetchFault::Proxy { cause }.at(origin)
    } else if error.is_connect() {
        FetchFault::Connect { cause }.at(origin)
    } else if chain(error).filter_map(|error| error.downcast_ref()).any(hyper::Error::is_parse) {
        FetchFault::NotHttp { cause }.at(origin)
    } else {
        FetchFault::Interrupted { received: 0, declared: None, cause }.at(origin)
    }
}

/// The text of the innermost cause. The outer ones repeat the URL.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    chain(error).skip(1).last().map_or_else(|| "the request failed".to_owned(), ToString::to_string)
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&error| error.source())
}

/// The TLS error in `error`. An I/O error wraps it, perhaps more than once, and
/// leaves what it wraps out of the chain of sources.
fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let inside = |error: &&'a (dyn Error + 'static)| -> Option<&'a (dyn Error + 'static)> {
        let wrapped = error.downcast_ref::<io::Error>()?.get_ref()?;
        Some(wrapped)
    };
    std::iter::successors(Some(error), inside).find_map(|error| error.downcast_ref())
}

/// Cause and remedy. The causes are in own words, because the library's hold
/// the time of the check, and a message must not change with the clock.
fn explain_tls(error: &rustls::Error) -> (String, &'static str) {
    use CertificateError as Certificate;
    let (cause, remedy) = match error {
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer) => (
            "its certificate is of an authority that this machine does not trust",
            "if a proxy or a mirror with its own authority answers, add that to the system's authorities or name it in SSL_CERT_FILE",
        ),
        rustls::Error::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => {
            ("its certificate has expired", "have it renewed, and check this machine's clock")
        }
        rustls::Error::InvalidCertificate(Certificate::NotValidYet | Certificate::NotValidYetContext { .. }) => {
            ("its certificate is not valid yet", "check this machine's clock")
        }
        rustls::Error::InvalidCertificate(Certificate::NotValidForName | Certificate::NotValidForNameContext { .. }) => {
            ("its certificate is for another host name", "check the host name of the URL, and whether a proxy answers instead")
        }
        rustls::Error::InvalidMessage(_) => ("it does not speak TLS", "check the port and the scheme of the URL"),
        other => return (other.to_string(), "check the server's certificate and its TLS versions (1.2 or 1.3)"),
    };
    (cause.to_owned(), remedy)
}
