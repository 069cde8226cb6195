//! When AWS published a document, as RFC 3339 text.
//!
//! `createDate` is `YYYY-MM-DD-hh-mm-ss` in UTC, `syncToken` the same moment
//! as Unix time (AWS's page "AWS IP address ranges JSON", read on 2026-11-22).
//! `createDate` was malformed twice in 2017; the token then tells the moment.

use time::{OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};

const CREATE_DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]-[hour]-[minute]-[second]");
const RFC_3339: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// The moment of publication, or `None` if neither text tells it.
pub(super) fn publication_time(create_date: &str, sync_token: &str) -> Option<String> {
    let from_date = || PrimitiveDateTime::parse(create_date, CREATE_DATE).ok();
    let from_token = || {
        let time = OffsetDateTime::from_unix_timestamp(sync_token.parse().ok()?).ok()?;
        Some(PrimitiveDateTime::new(time.date(), time.time()))
    };
    from_date().or_else(from_token)?.format(RFC_3339).ok()
}

#[cfg(test)]
mod tests {
    use super::publication_time;

    #[test]
    fn reads_the_date_and_falls_back_to_the_token() {
        assert_eq!(publication_time("2026-08-22-15-17-05", "x").as_deref(), Some("2026-08-22T15:17:05Z"));
        for odd in ["2017-07-20-22-42-2", "2017-07-20-22-42-233", "", "2017-13-20-22-42-12"] {
            assert_eq!(publication_time(odd, "1500590532").as_deref(), Some("2017-07-20T22:42:12Z"), "{odd}");
        }
    }

    #[test]
    fn gives_up_when_neither_tells_it() {
        for token in ["", "now", "99999999999999999999999", "-9223372036854775808"] {
            assert_eq!(publication_time("yesterday", token), None, "{token}");
        }
    }
}
