//! The proxy for TLS that the environment names. What is no proxy is an error:
//! a direct connection instead would go where nobody wanted one.

use super::error::FetchError;
use reqwest::{NoProxy, Proxy, Url};
use std::env;

/// The first that is not empty counts.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// A proxy and where it is named. Its URL may hold a password.
pub(super) struct NamedProxy {
    /// The variable of the environment.
    pub(super) variable: &'static str,
    url: Url,
}

impl NamedProxy {
    /// The proxy of the environment, if it names one.
    ///
    /// # Errors
    /// Which variable does not hold the URL of an HTTP proxy, without its value.
    pub(super) fn from_environment() -> Result<Option<Self>, FetchError> {
        let set =
            VARIABLES.into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name, value)));
        let Some((variable, value)) = set else { return Ok(None) };
        let url = value.to_str().and_then(proxy_url).ok_or(FetchError::ProxyVariable { variable })?;
        Ok(Some(Self { variable, url }))
    }

    /// For the client, which heeds NO_PROXY.
    pub(super) fn to_proxy(&self) -> Result<Proxy, FetchError> {
        let proxy = Proxy::https(self.url.clone()).map_err(|_| FetchError::ProxyVariable { variable: self.variable })?;
        Ok(proxy.no_proxy(NoProxy::from_env()))
    }
}

/// A URL of an HTTP proxy, whose scheme may be left out.
fn proxy_url(value: &str) -> Option<Url> {
    let url = if value.contains("://") { Url::parse(value) } else { Url::parse(&format!("http://{value}")) };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::proxy_url;

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
}
