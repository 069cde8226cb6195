//! The one place where a clock is asked. Everything else is told what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::Moment;

/// Now. A clock outside of the years 0 to 9999 counts as being at 1970: every
/// document is then of the future, which the message about it explains.
pub fn now() -> Moment {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds).ok().and_then(Moment::from_unix).unwrap_or(Moment::EPOCH)
}
