//! The proxy that a user or the environment names. What is no proxy is an
//! error: a direct connection instead would go where nobody wanted one.

use super::{
    error::{FetchError, FetchFault},
    http_url::HttpUrl,
};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{Proxy, Url};
use std::{env, fmt};

/// The first that is not empty counts.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// Names the hosts that no proxy is for. The first that is set counts.
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// A proxy and where it is named. Its URL may hold a password, and is never
/// shown.
#[derive(Clone, PartialEq, Eq)]
pub struct NamedProxy {
    /// The argument or the variable of the environment.
    pub(super) named: &'static str,
    url: Url,
    /// Hosts, as the environment lists them.
    exceptions: String,
}

impl fmt::Debug for NamedProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy in {}", self.named)
    }
}

impl NamedProxy {
    /// The proxy with this URL for every host but this machine, named in the
    /// argument or the variable `named`. NO_PROXY is for the environment's own.
    ///
    /// # Errors
    /// That this is no URL of an HTTP proxy, without the text.
    pub fn new(named: &'static str, url: &str) -> Result<Self, FetchError> {
        let url = proxy_url(url).ok_or(FetchFault::NoProxy { named }.here())?;
        Ok(Self { named, url, exceptions: String::new() })
    }

    /// The proxy of the environment, if it names one and does not except every
    /// host.
    ///
    /// # Errors
    /// Which variable does not hold the URL of an HTTP proxy, without its value.
    pub(super) fn from_environment() -> Result<Option<Self>, FetchError> {
        let exceptions = EXCEPTIONS.into_iter().find_map(env::var_os).unwrap_or_default().to_string_lossy().into_owned();
        // The matcher would still send addresses through the proxy.
        if exceptions.split(',').any(|exception| exception.trim() == "*") {
            return Ok(None);
        }
        let set =
            VARIABLES.into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name, value)));
        let Some((named, value)) = set else { return Ok(None) };
        let url = value.to_str().and_then(proxy_url).ok_or(FetchFault::NoProxy { named }.here())?;
        Ok(Some(Self { named, url, exceptions }))
    }

    /// Whether `url` is fetched through it: never this machine's, and no
    /// exception's.
    pub(super) fn serves(&self, url: &HttpUrl) -> bool {
        let matcher = Matcher::builder().all(self.url.as_str()).no(self.exceptions.as_str()).build();
        let intercepts = |url: &str| url.parse().is_ok_and(|url| matcher.intercept(&url).is_some());
        !url.is_loopback() && intercepts(url.as_url().as_str())
    }

    /// For the client, which then uses it for every URL.
    pub(super) fn to_proxy(&self) -> Result<Proxy, FetchError> {
        Proxy::all(self.url.clone()).map_err(|_| FetchFault::NoProxy { named: self.named }.here())
    }
}

/// A URL of an HTTP proxy, whose scheme may be left out.
fn proxy_url(value: &str) -> Option<Url> {
    let url = if value.contains("://") { Url::parse(value) } else { Url::parse(&format!("http://{value}")) };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_proxy() {
        for value in
            ["http://proxy:3128", "https://me:p%40ss@proxy", "proxy:3128", "proxy", "me:word@10.0.0.1:8080", "[::1]:3128"]
        {
            assert!(proxy_url(value).is_some(), "{value}");
        }
        for value in ["http://u:p@h:99999", "::garbage", "http://", "socks5://proxy:1080", "ftp://proxy", "a b", "://"] {
            assert!(proxy_url(value).is_none(), "{value}");
        }
    }

    #[test]
    fn serves_all_but_exceptions_and_this_machine() {
        let proxy = NamedProxy {
            exceptions: "example.org, .internal,10.0.0.0/8".to_owned(),
            ..NamedProxy::new("HTTPS_PROXY", "proxy:3128").unwrap()
        };
        for (url, served) in [
            ("https://example.com/x", true),
            ("https://example.organisation/x", true),
            ("https://example.com/example.org", true),
            ("https://11.0.0.1/x", true),
            ("https://example.org/x", false),
            ("https://a.internal:8443/x", false),
            ("https://10.1.2.3/x", false),
            ("https://127.0.0.1/x", false),
            ("http://localhost/x", false),
        ] {
            let parsed = HttpUrl::new(Url::parse(url).unwrap()).unwrap();
            assert_eq!(proxy.serves(&parsed), served, "{url}");
        }
    }

    #[test]
    fn shows_where_it_is_named_and_nothing_else() {
        let proxy = NamedProxy::new("proxy_url", "http://me:secret@proxy:3128").unwrap();
        assert_eq!(format!("{proxy:?}"), "the proxy in proxy_url");
        let error = NamedProxy::new("proxy_url", "http://me:secret@proxy:99999").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}
