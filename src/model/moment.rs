//! A point in time as documents, states and functions write it: RFC 3339 in
//! UTC, to the second. Nothing here asks a clock.

use std::fmt;

use time::{Duration, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A second of the years 0 to 9999, in UTC. Written as `2026-08-22T15:17:05Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(OffsetDateTime);

impl Moment {
    /// 1970-01-01T00:00:00Z, before every publication.
    pub const EPOCH: Self = Self(OffsetDateTime::UNIX_EPOCH);

    /// Reads RFC 3339 with any offset, as Terraform's `plantimestamp()` and
    /// people write it; parts of a second are cut off. `None` if it is not that.
    pub fn parse(text: &str) -> Option<Self> {
        let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        // An offset may carry the year out of what can be written.
        let time = time.checked_to_offset(UtcOffset::UTC)?.replace_nanosecond(0).ok()?;
        (0..=9999).contains(&time.year()).then_some(Self(time))
    }

    /// The moment `seconds` after 1970-01-01T00:00:00Z, if its year is one of 0 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok().filter(|time| (0..=9999).contains(&time.year())).map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// `days` times 24 hours later, or the last moment there is.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        let last = time::macros::datetime!(9999-12-31 23:59:59 UTC);
        Self(self.0.checked_add(Duration::days(days.into())).unwrap_or(last).min(last))
    }

    /// `days` times 24 hours earlier, or the first moment there is.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        let first = time::macros::datetime!(0000-01-01 00:00:00 UTC);
        Self(self.0.checked_sub(Duration::days(days.into())).unwrap_or(first).max(first))
    }

    /// Its day in UTC, such as `2026-08-22`.
    pub fn date(self) -> String {
        let mut text = self.to_string();
        text.truncate("YYYY-MM-DD".len());
        text
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    fn shown(text: &str) -> Option<String> {
        Moment::parse(text).map(|moment| moment.to_string())
    }

    #[test]
    fn reads_any_offset_and_writes_utc() {
        for (text, utc) in [
            ("2026-08-22T15:17:05Z", "2026-08-22T15:17:05Z"),
            ("2026-08-22T15:17:05.999Z", "2026-08-22T15:17:05Z"),
            ("2026-08-22T01:17:05+02:00", "2026-08-21T23:17:05Z"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(utc));
        }
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in ["", "now", "2026-08-22", "2026-02-30T00:00:00Z", "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_added_and_taken_as_far_as_there_are_moments() {
        let moment = Moment::parse("2026-02-27T23:00:00Z").unwrap();
        assert_eq!(moment.plus_days(30).to_string(), "2026-03-29T23:00:00Z");
        assert_eq!(moment.plus_days(u32::MAX).to_string(), "9999-12-31T23:59:59Z");
        assert_eq!(moment.minus_days(30).to_string(), "2026-01-28T23:00:00Z");
        assert_eq!(moment.minus_days(u32::MAX).to_string(), "0000-01-01T00:00:00Z");
        assert_eq!(moment.date(), "2026-02-27");
    }

    #[test]
    fn seconds_go_both_ways() {
        // The token and the date of one publication of AWS's document.
        let moment = Moment::from_unix(1_787_411_825).unwrap();
        assert_eq!((moment.to_string().as_str(), moment.unix()), ("2026-08-22T15:17:05Z", 1_787_411_825));
        assert_eq!((Moment::from_unix(i64::MAX), Moment::from_unix(-99_999_999_999)), (None, None));
    }
}
