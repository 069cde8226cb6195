//! When AWS published a document, as RFC 3339 text.
//!
//! `createDate` is `YYYY-MM-DD-hh-mm-ss` in UTC, `syncToken` the same moment
//! as Unix time (AWS's page "AWS IP address ranges JSON", read on 2026-11-22).
//! `createDate` was malformed twice in 2017; the token then tells the moment.

use time::{OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};

const CREATE_DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]-[hour]-[minute]-[second]");
const RFC_3339: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// When a document was published, by its two texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PublicationTime {
    /// RFC 3339 in UTC: of `createDate`, else of `syncToken`.
    pub(super) text: String,
    /// Whether both texts tell this moment.
    pub(super) is_undisputed: bool,
}

/// The moment of publication, or `None` if neither text tells it.
pub(super) fn publication_time(create_date: &str, sync_token: &str) -> Option<PublicationTime> {
    let from_date = PrimitiveDateTime::parse(create_date, CREATE_DATE).ok();
    let from_token = sync_token.parse().ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let from_token = from_token.map(|time| PrimitiveDateTime::new(time.date(), time.time()));
    let text = from_date.or(from_token)?.format(RFC_3339).ok()?;
    Some(PublicationTime { text, is_undisputed: from_date.is_some() && from_date == from_token })
}

#[cfg(test)]
mod tests {
    use super::publication_time;

    #[track_caller]
    fn assert_read(create_date: &str, sync_token: &str, text: &str, is_undisputed: bool) {
        let time = publication_time(create_date, sync_token).unwrap();
        assert_eq!((time.text.as_str(), time.is_undisputed), (text, is_undisputed), "{create_date} {sync_token}");
    }

    #[test]
    fn reads_the_date_and_falls_back_to_the_token() {
        assert_read("2026-08-22-15-17-05", "1787411825", "2026-08-22T15:17:05Z", true);
        for odd in ["2017-07-20-22-42-2", "2017-07-20-22-42-233", "", "2017-13-20-22-42-12"] {
            assert_read(odd, "1500590532", "2017-07-20T22:42:12Z", false);
        }
    }

    #[test]
    fn says_that_the_two_disagree() {
        for token in ["x", "", "1787411826", "0"] {
            assert_read("2026-08-22-15-17-05", token, "2026-08-22T15:17:05Z", false);
        }
    }

    #[test]
    fn gives_up_when_neither_tells_it() {
        for token in ["", "now", "99999999999999999999999", "-9223372036854775808"] {
            assert_eq!(publication_time("yesterday", token), None, "{token}");
        }
    }
}
