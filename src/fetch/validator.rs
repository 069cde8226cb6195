//! What a source calls the version that it served: asked with it, a source
//! whose document is still the same answers in one line.
//!
//! The date of the last change is none. "Not changed since" is also what a
//! source says whose newer document has an older date (RFC 9110, section
//! 13.1.3): a mirror that was filled with old files, or put back.

use reqwest::header::{ETAG, HeaderMap};

/// The longest one. AWS's have 34 characters.
const MAX_LENGTH: usize = 256;

/// An entity tag (RFC 9110, section 8.8.3): at most 256 characters of visible
/// ASCII, its quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validator {
    etag: String,
}

impl Validator {
    /// The one in `etag`, or `None` if it could not be sent again.
    pub fn new(etag: &str) -> Option<Self> {
        is_entity_tag(etag).then(|| Self { etag: etag.to_owned() })
    }

    /// The entity tag with its quotes, as the source wrote it.
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// Of an answer.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        Self::new(headers.get(ETAG)?.to_str().ok()?)
    }

    /// Whether an answer of these headers that nothing has changed is about this
    /// version: it names no other one.
    pub(super) fn is_meant_by(&self, headers: &HeaderMap) -> bool {
        let opaque = |tag: &[u8]| tag.strip_prefix(b"W/").unwrap_or(tag).to_vec();
        headers.get(ETAG).is_none_or(|tag| opaque(tag.as_bytes()) == opaque(self.etag.as_bytes()))
    }
}

/// Visible ASCII in quotes, perhaps marked as weak.
fn is_entity_tag(text: &str) -> bool {
    let quoted = text.strip_prefix("W/").unwrap_or(text);
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    text.len() <= MAX_LENGTH && inside.is_some_and(|tag| tag.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'))
}

#[cfg(test)]
mod tests {
    use super::Validator;
    use reqwest::header::{ETAG, HeaderMap, HeaderValue};

    #[test]
    fn keeps_what_can_be_sent_again() {
        for tag in ["\"a1b2\"", "\"\"", "W/\"a\"", "\"a'/+=\""] {
            assert_eq!(Validator::new(tag).unwrap().etag(), tag);
        }
    }

    #[test]
    fn leaves_out_what_cannot() {
        let long = format!("\"{}\"", "x".repeat(255));
        for tag in ["", "a", "\"a", "a\"", "\"", "\"a\"b\"", "w/\"a\"", "\"a b\"", "\"a\r\nX: y\"", "\"é\"", "\"a\u{7f}\"", &long]
        {
            assert_eq!(Validator::new(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn another_tag_means_another_version() {
        let is_meant = |tag: &[u8]| {
            let headers = HeaderMap::from_iter([(ETAG, HeaderValue::from_bytes(tag).unwrap())]);
            Validator::new("W/\"a\"").unwrap().is_meant_by(&headers)
        };
        for (tag, expected) in [(&b"W/\"a\""[..], true), (b"\"a\"", true), (b"\"b\"", false), (b"a", false), (b"\xff", false)] {
            assert_eq!(is_meant(tag), expected, "{tag:?}");
        }
        assert!(Validator::new("\"a\"").unwrap().is_meant_by(&HeaderMap::new()));
    }
}
