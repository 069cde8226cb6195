//! Where the document comes from, as the user names it.

use super::http_url::{HttpUrl, bounded, shown, shown_text};
use reqwest::Url;
use std::{fmt, path::PathBuf};

/// A place to fetch the document from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A download over TLS.
    Https(HttpUrl),
    /// A plain download from this machine.
    Loopback(HttpUrl),
    /// A file, by its absolute path.
    File(PathBuf),
    /// The snapshot inside the binary. No URL names it.
    Bundled,
}

/// Why a text names no source. Messages show neither users nor query strings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No text.
    #[error("the URL is empty: expected {EXPECTED}")]
    Empty,
    /// A path or a bare host.
    #[error("\"{found}\" has no scheme: expected {EXPECTED}; did you mean \"{suggestion}\"?")]
    MissingScheme {
        /// The text.
        found: String,
        /// The same with the scheme that it probably lacks.
        suggestion: String,
    },
    /// Another scheme.
    #[error("\"{found}\" has the scheme {scheme:?}: expected {EXPECTED}")]
    Scheme {
        /// The text.
        found: String,
        /// The scheme.
        scheme: String,
    },
    /// Plain http to another machine.
    #[error(
        "\"{found}\" is plain http to another machine, which anyone on the way can change: expected {EXPECTED}; use https, or fetch the file in another way and name it with file://"
    )]
    PlainHttp {
        /// The text.
        found: String,
    },
    /// A file URL with a host, mostly a relative path behind two slashes.
    #[error(
        "\"{found}\" names the host \"{host}\": a file URL has three slashes and an absolute path, such as file:///etc/ip-ranges.json; in HCL, write \"file://${{abspath(path.module)}}/ip-ranges.json\""
    )]
    FileHost {
        /// The text.
        found: String,
        /// What stands where a host stands.
        host: String,
    },
    /// A file URL that no path can be made of.
    #[error("\"{found}\" is no file URL: {cause}")]
    FilePath {
        /// The text.
        found: String,
        /// What is wrong.
        cause: &'static str,
    },
    /// No URL at all.
    #[error("\"{found}\" is no URL: {cause}; expected {EXPECTED}")]
    Syntax {
        /// The text.
        found: String,
        /// What is wrong.
        cause: String,
    },
}

const EXPECTED: &str =
    "https://…, file:///absolute/path, or plain http:// to this machine alone (127.0.0.0/8, [::1] or localhost)";

impl Source {
    /// Whether it is reached over HTTP, and not on this machine's disk.
    pub const fn is_remote(&self) -> bool {
        matches!(self, Self::Https(_) | Self::Loopback(_))
    }

    /// The source that `text` names: an `https`, `file` or loopback `http` URL.
    ///
    /// # Errors
    /// What is wrong with it, what is allowed, and what was probably meant.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        if text.is_empty() {
            return Err(SourceError::Empty);
        }
        let syntax = |cause: &str| SourceError::Syntax { found: shown_text(text), cause: cause.to_owned() };
        // The URL parser would drop them in silence.
        if text.contains(|c: char| c.is_control()) || text.trim() != text {
            return Err(syntax("it has control characters, or blanks at an end"));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(SourceError::MissingScheme { found: shown_text(text), suggestion: suggestion(text) });
        };
        if !is_scheme(scheme) {
            // It may be a user and a password: not to be shown.
            let rest = shown_text(rest);
            return Err(SourceError::MissingScheme { found: format!("…://{rest}"), suggestion: format!("https://{rest}") });
        }
        match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" if rest.starts_with(['/', '\\']) || rest.is_empty() => Err(syntax("it names no host")),
            "https" => match HttpUrl::new(parse_url(text)?) {
                Some(url) => Ok(Self::Https(url)),
                None => Err(syntax("it names no host")),
            },
            "http" => {
                let url = parse_url(text)?;
                let found = shown(&url);
                HttpUrl::new(url).map(Self::Loopback).ok_or(SourceError::PlainHttp { found })
            }
            "file" => parse_file(text, rest),
            other => Err(SourceError::Scheme { found: shown_text(text), scheme: other.to_owned() }),
        }
    }
}

/// As messages and outputs name it, without secrets.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Https(url) | Self::Loopback(url) => url.fmt(f),
            Self::File(path) => match Url::from_file_path(path) {
                Ok(url) => f.write_str(&bounded(url.as_str())),
                Err(()) => f.write_str(&bounded(&path.display().to_string())),
            },
            Self::Bundled => write!(f, "the bundled snapshot of {}", super::BUNDLED_DATE),
        }
    }
}

/// Whether this can be a scheme. None that is in use has more than 16 letters.
fn is_scheme(text: &str) -> bool {
    text.len() <= 16
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

fn parse_url(text: &str) -> Result<Url, SourceError> {
    Url::parse(text).map_err(|error| SourceError::Syntax { found: shown_text(text), cause: error.to_string() })
}

fn parse_file(text: &str, rest: &str) -> Result<Source, SourceError> {
    let found = || shown_text(text);
    if rest.contains(['?', '#']) {
        let cause = "\"?\" and \"#\" have a meaning of their own in URLs: write %3F or %23 if the path holds them";
        return Err(SourceError::FilePath { found: found(), cause });
    }
    let path = rest.strip_prefix("localhost").filter(|path| path.starts_with('/')).unwrap_or(rest);
    // The parser would resolve dots and drive letters in a host's place.
    if !path.starts_with('/') || path.starts_with("//") {
        // A password may hold a slash: what stands before an "@" goes first.
        let bare = path.rsplit('@').next().unwrap_or_default();
        let host = bare.trim_start_matches('/').split(['/', '\\']).next().unwrap_or_default();
        return Err(SourceError::FileHost { found: found(), host: shown_text(host) });
    }
    let no_path = || SourceError::FilePath { found: found(), cause: "expected file:/// and an absolute path of this system" };
    let path = Url::parse(&format!("file://{path}")).ok().and_then(|url| url.to_file_path().ok()).ok_or_else(no_path)?;
    if path.to_string_lossy().contains('\0') {
        return Err(SourceError::FilePath { found: found(), cause: "a path cannot hold a zero byte" });
    }
    Ok(Source::File(path))
}

/// The URL that someone meant who wrote no scheme.
fn suggestion(text: &str) -> String {
    let text = shown_text(text);
    let bytes = text.as_bytes();
    let drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    let host = text.split('/').next().unwrap_or_default();
    if drive {
        format!("file:///{}", text.replace('\\', "/"))
    } else if text.starts_with('/') {
        format!("file://{text}")
    } else if host.starts_with("localhost") || host.starts_with("127.") {
        format!("http://{text}")
    } else if host.contains('.') && !host.starts_with('.') && text.contains('/') {
        format!("https://{text}")
    } else {
        "file://${abspath(path.module)}/".to_owned() + text.trim_start_matches("./")
    }
}

#[cfg(test)]
mod tests;
