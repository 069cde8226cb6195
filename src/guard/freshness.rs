//! How a document's date is held against the clock and against an earlier
//! document. Asks no clock: now is an argument.

use crate::model::Moment;

/// How far a document may be ahead of this machine's clock, in seconds: clocks
/// differ by less, and AWS's own are right.
pub const CLOCK_TOLERANCE: i64 = 600;

/// How many days older than the last one a document may be. The servers of a
/// content network lag behind each other by minutes, mirrors by days.
pub const MAX_STEP_BACK_DAYS: i64 = 7;

const DAY: i64 = 24 * 60 * 60;

/// Whether a document was published after `now`, beyond what clocks differ by.
pub fn is_of_the_future(published: Moment, now: Moment) -> bool {
    published.unix() - now.unix() > CLOCK_TOLERANCE
}

/// Seconds from `earlier` to `now`, none if a clock is a little ahead; `None`
/// if it is ahead by more, so that nobody knows.
pub fn age(earlier: Moment, now: Moment) -> Option<u64> {
    if is_of_the_future(earlier, now) {
        return None;
    }
    Some(u64::try_from(now.unix() - earlier.unix()).unwrap_or_default())
}

/// Whether a document may follow the last one although it is older.
pub fn is_small_step_back(published: Moment, last: Moment) -> bool {
    last.unix() - published.unix() <= MAX_STEP_BACK_DAYS * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn ten_minutes_ahead_are_the_clocks_and_more_is_the_future() {
        let now = at("2026-08-22T15:00:00Z");
        for (published, is_future) in [
            ("2026-08-22T14:59:59Z", false),
            ("2026-08-22T15:10:00Z", false),
            ("2026-08-22T15:10:01Z", true),
            ("9999-12-31T23:59:59Z", true),
        ] {
            assert_eq!(is_of_the_future(at(published), now), is_future, "{published}");
            assert_eq!(age(at(published), now).is_none(), is_future, "{published}");
        }
        assert_eq!(age(at("2026-08-22T15:00:01Z"), now), Some(0));
        assert_eq!(age(at("2026-08-21T15:00:00Z"), now), Some(86_400));
    }

    #[test]
    fn a_week_back_is_the_limit() {
        let last = at("2026-08-22T15:00:00Z");
        assert!(is_small_step_back(at("2026-08-15T15:00:00Z"), last));
        assert!(!is_small_step_back(at("2026-08-15T14:59:59Z"), last));
        assert!(is_small_step_back(at("2026-08-23T15:00:00Z"), last));
    }
}
