//! A URL to download from, which never shows its secrets: user, password and
//! query string stay out of `Display` and `Debug`.

use reqwest::Url;
use std::{fmt, net::IpAddr};

/// The longest URL that a message shows.
const MAX_SHOWN: usize = 200;

/// An `https` URL, or an `http` URL of this machine.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpUrl(Url);

impl HttpUrl {
    /// This URL, if it may be downloaded from.
    pub(super) fn new(url: Url) -> Option<Self> {
        let url = Self(url);
        (url.0.has_host() && (url.is_https() || url.0.scheme() == "http" && url.is_loopback())).then_some(url)
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the host is this machine: 127.0.0.0/8, ::1 or `localhost`.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host();
        host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }

    /// The host, an IPv6 address without brackets.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_matches(['[', ']'])
    }

    pub(super) const fn as_url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

impl fmt::Debug for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

/// A parsed URL as a message may show it.
pub(super) fn shown(url: &Url) -> String {
    let mut bare = url.clone();
    // These fail only for URLs that cannot have a user, and have none.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare.set_query(url.query().map(|_| "…"));
    bare.set_fragment(None);
    // The mark is encoded by the setter; ASCII otherwise.
    bounded(&bare.as_str().replace("?%E2%80%A6", "?…"))
}

/// Text that is no URL as a message may show it: nothing before an `@`,
/// nothing behind a `?` or `#`.
pub(super) fn shown_text(text: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let cut = text.get(..end).unwrap_or_default();
    // A password may hold a `?`: then the `@` comes behind the cut.
    let bare = match text.rfind('@') {
        Some(at) if at > end => "…".to_owned(),
        Some(at) => format!("…{}", cut.get(at..).unwrap_or_default()),
        None => cut.to_owned(),
    };
    bounded(&bare.escape_default().to_string().replace("\\u{2026}", "…").replace("\\\\", "\\"))
}

/// The beginning of a long text.
pub(super) fn bounded(text: &str) -> String {
    if text.chars().count() <= MAX_SHOWN {
        return text.to_owned();
    }
    text.chars().take(MAX_SHOWN).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_secret() {
        let url = Url::parse("https://user:pa%20ss@example.com:8443/a/b.json?X-Amz-Signature=abc#part").unwrap();
        assert_eq!(shown(&url), "https://example.com:8443/a/b.json?…");
        assert_eq!(format!("{:?}", HttpUrl::new(url).unwrap()), "https://example.com:8443/a/b.json?…");
        assert_eq!(shown_text("https://user:p/w@host/x?token=1"), "…@host/x");
        assert_eq!(shown_text("https://user:p?w@host/x"), "…");
        assert_eq!(shown_text("C:\\ranges.json"), "C:\\ranges.json");
        assert_eq!(shown_text("a\u{1b}b"), "a\\u{1b}b");
        assert_eq!(shown_text(&"x".repeat(500)).chars().count(), 201);
    }

    #[test]
    fn knows_this_machine() {
        for (url, loopback) in [
            ("http://127.0.0.1:80/x", true),
            ("http://127.9.9.9/x", true),
            ("http://[::1]:8080/x", true),
            ("http://LOCALHOST/x", true),
            ("http://127.0.0.1.example.com/x", false),
            ("http://localhost.example.com/x", false),
            ("http://10.0.0.1/x", false),
            ("http://[::ffff:127.0.0.1]/x", false),
            ("http://0.0.0.0/x", false),
            ("http://127.0.0.1@example.com/x", false),
        ] {
            assert_eq!(HttpUrl::new(Url::parse(url).unwrap()).is_some(), loopback, "{url}");
        }
        assert!(HttpUrl::new(Url::parse("https://10.0.0.1/x").unwrap()).is_some());
        assert!(HttpUrl::new(Url::parse("ftp://127.0.0.1/x").unwrap()).is_none());
    }
}
