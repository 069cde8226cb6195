//! What a source calls the version that it served: asked with it, a source
//! whose document is still the same answers in one line.

use reqwest::header::{ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};

/// The longest text of either kind. AWS's entity tags have 34 characters.
const MAX_LENGTH: usize = 256;

/// At least one name of a version (RFC 9110, section 8.8), each at most 256
/// characters of visible ASCII: one that could not be sent again is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validator {
    etag: Option<String>,
    last_modified: Option<String>,
}

impl Validator {
    /// The names that can be sent, or `None` if neither can.
    pub fn new(etag: Option<&str>, last_modified: Option<&str>) -> Option<Self> {
        let etag = etag.filter(|tag| is_entity_tag(tag)).map(str::to_owned);
        let last_modified = last_modified.filter(|date| is_date(date)).map(str::to_owned);
        (etag.is_some() || last_modified.is_some()).then_some(Self { etag, last_modified })
    }

    /// The entity tag with its quotes, as the source wrote it.
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// The date of the last change, as the source wrote it.
    pub fn last_modified(&self) -> Option<&str> {
        self.last_modified.as_deref()
    }

    /// Of an answer.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        Self::new(text(ETAG), text(LAST_MODIFIED))
    }

    /// The conditions of a request. A source that knows tags ignores the date.
    pub(super) fn conditions(&self) -> impl Iterator<Item = (HeaderName, &str)> {
        let tag = self.etag().map(|tag| (IF_NONE_MATCH, tag));
        tag.into_iter().chain(self.last_modified().map(|date| (IF_MODIFIED_SINCE, date)))
    }
}

/// Visible ASCII in quotes, perhaps marked as weak.
fn is_entity_tag(text: &str) -> bool {
    let quoted = text.strip_prefix("W/").unwrap_or(text);
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    text.len() <= MAX_LENGTH && inside.is_some_and(|tag| tag.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'))
}

/// What a date is made of. The source alone reads it again.
fn is_date(text: &str) -> bool {
    let is_written_in = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b':' | b'-' | b'+');
    !text.trim().is_empty() && text.trim() == text && text.len() <= MAX_LENGTH && text.bytes().all(is_written_in)
}

#[cfg(test)]
mod tests {
    use super::Validator;

    const DATE: &str = "Sat, 22 Aug 2026 15:17:05 GMT";

    #[test]
    fn keeps_what_can_be_sent_again() {
        let validator = Validator::new(Some("\"a1b2\""), Some(DATE)).unwrap();
        assert_eq!((validator.etag(), validator.last_modified()), (Some("\"a1b2\""), Some(DATE)));
        let names: Vec<_> = validator.conditions().map(|(name, text)| format!("{name}: {text}")).collect();
        assert_eq!(names, ["if-none-match: \"a1b2\"".to_owned(), format!("if-modified-since: {DATE}")]);
        for tag in ["\"\"", "W/\"a\"", "\"a'/+=\""] {
            assert_eq!(Validator::new(Some(tag), None).unwrap().etag(), Some(tag));
        }
    }

    #[test]
    fn leaves_out_what_cannot() {
        let long = format!("\"{}\"", "x".repeat(255));
        for tag in ["", "a", "\"a", "a\"", "\"", "\"a\"b\"", "w/\"a\"", "\"a b\"", "\"a\r\nX: y\"", "\"é\"", "\"a\u{7f}\"", &long]
        {
            assert_eq!(Validator::new(Some(tag), None), None, "{tag:?}");
            assert_eq!(Validator::new(Some(tag), Some(DATE)).unwrap().etag(), None, "{tag:?}");
        }
        for date in ["", " ", "now\r\nX: y", " Sat", "é", "\"a\"", &"x".repeat(257)] {
            assert_eq!(Validator::new(None, Some(date)), None, "{date:?}");
        }
        assert_eq!(Validator::new(None, None), None);
    }
}
