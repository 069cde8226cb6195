//! What went wrong below HTTP: a client error → ours, told from the types in the
//! chain of its causes. Never from a part of their texts: those hold the URL, and
//! a URL may say anything.

use super::{
    error::{FetchError, FetchFault, Stage},
    http_url::HttpUrl,
    limits::Limits,
    proxy::NamedProxy,
    resolver::Unresolved,
    tls_fault::explain_tls,
};
use std::{error::Error, io};

/// All that the client says of a proxy's status 407; it hides the type.
const WANTS_USER: &str = "tunnel error: proxy authorization required";

/// The failure of a request for `url` before its status came. `proxy` is the
/// one that is named, whether or not it serves this URL.
pub(super) fn request_fault(error: &reqwest::Error, url: &HttpUrl, limits: &Limits, proxy: Option<&NamedProxy>) -> FetchError {
    let (origin, cause) = (url.to_string(), root_cause(error));
    if let Some(error) = chain(error).find_map(tls_error) {
        let (cause, remedy) = explain_tls(error);
        FetchFault::Tls { cause, remedy }.at(origin)
    } else if error.is_timeout() {
        FetchFault::Timeout { stage: Stage::Connecting, limit: limits.connect_timeout }.at(origin)
    } else if chain(error).any(|error| error.is::<Unresolved>()) {
        FetchFault::Resolve { cause, proxy: proxy.map(|proxy| proxy.named) }.at(origin)
    } else if let Some(proxy) = proxy.filter(|proxy| error.is_connect() && proxy.serves(url)) {
        let named = proxy.named;
        // What the proxy says itself is wrapped in no error of the system.
        let is_broken = chain(error).any(|error| error.is::<io::Error>());
        let fault = if is_broken {
            FetchFault::ProxyConnect { cause, named }
        } else {
            FetchFault::Proxy { wants_user: cause == WANTS_USER, cause, named }
        };
        fault.at(origin)
    } else if error.is_connect() {
        FetchFault::Connect { cause }.at(origin)
    } else if hyper_errors(error).any(hyper::Error::is_parse_too_large) {
        FetchFault::HeadTooLarge.at(origin)
    } else if hyper_errors(error).any(hyper::Error::is_parse) {
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

fn hyper_errors(error: &reqwest::Error) -> impl Iterator<Item = &hyper::Error> {
    chain(error).filter_map(|error| error.downcast_ref())
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
