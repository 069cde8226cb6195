//! `Retry-After` (RFC 9110, section 10.2.3): how long a source asks to wait.

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::time::{Duration, SystemTime};

/// The pause in an answer's headers; `None` if there is none that can be read.
///
/// A moment counts from the answer's own date: the two clocks need not agree.
/// One without a date says nothing.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are longer than anyone waits.
        return Some(Duration::from_secs(asked.parse().unwrap_or(u64::MAX)));
    }
    let moment = |text: &str| -> Option<SystemTime> { httpdate::parse_http_date(text).ok() };
    Some(moment(asked)?.duration_since(moment(text(DATE)?)?).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn asked(value: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(value).unwrap());
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        }
        retry_after(&headers).map(|pause| pause.as_secs())
    }

    const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[test]
    fn seconds() {
        for (value, pause) in [("0", 0), ("120", 120), (" 7 ", 7), ("99999999999999999999999", u64::MAX)] {
            assert_eq!(asked(value, None), Some(pause), "{value}");
        }
    }

    #[test]
    fn moments_count_from_the_answers_date() {
        for (value, pause) in [
            ("Sun, 06 Nov 1994 08:51:37 GMT", 120),
            // The two forms of old that RFC 9110 still allows.
            ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
            ("Sun Nov  6 08:49:38 1994", 1),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
            ("Sat, 05 Nov 1994 08:49:37 GMT", 0),
        ] {
            assert_eq!(asked(value, Some(NOW)), Some(pause), "{value}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_none() {
        for value in ["", "soon", "-1", "1.5", "+1", "Sun, 32 Nov 1994 08:49:37 GMT"] {
            assert_eq!(asked(value, Some(NOW)), None, "{value}");
        }
        for date in [None, Some("yesterday")] {
            assert_eq!(asked("Sun, 06 Nov 1994 08:51:37 GMT", date), None);
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
