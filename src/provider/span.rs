//! Durations: as users write them, and as messages tell them.

use std::{ops::RangeInclusive, time::Duration};

use tf_provider::Diagnostics;

use super::diagnostics::refuse_attribute;

/// The duration that `text` gives an argument; `None` if it is not set, or with
/// an error if it is none.
pub fn argument(
    diags: &mut Diagnostics,
    argument: &str,
    text: Option<&str>,
    allowed: RangeInclusive<Duration>,
    examples: &str,
) -> Option<Duration> {
    match parse(argument, text?, allowed, examples) {
        Ok(duration) => Some(duration),
        Err(detail) => {
            refuse_attribute(diags, argument, &detail);
            None
        }
    }
}

/// The duration in `text`, which is an argument's.
///
/// # Errors
/// What was found, and what is allowed.
fn parse(argument: &str, text: &str, allowed: RangeInclusive<Duration>, examples: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(duration) if allowed.contains(&duration) => Ok(duration),
        _ => {
            let found = crate::model::excerpt(text);
            let shown = |duration: &Duration| humantime::format_duration(*duration).to_string();
            let (least, most) = (shown(allowed.start()), shown(allowed.end()));
            Err(format!("{argument} is \"{found}\": expected a duration from \"{least}\" to \"{most}\", such as {examples}."))
        }
    }
}

/// A number of seconds in the largest unit of which there are two: `94 days`,
/// `5 hours`, `90 seconds`.
pub fn told(seconds: u64) -> String {
    let of = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match seconds {
        172_800.. => of(seconds / 86_400, "day"),
        7_200.. => of(seconds / 3_600, "hour"),
        120.. => of(seconds / 60, "minute"),
        _ => of(seconds, "second"),
    }
}

/// An age in seconds as a message tells it that is the same for an hour: `94
/// days`, `5 hours`, `less than an hour`.
pub fn aged(seconds: u64) -> String {
    match seconds {
        7_200.. => told(seconds),
        3_600.. => "1 hour".to_owned(),
        _ => "less than an hour".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{aged, parse, told};
    use std::time::Duration;

    #[test]
    fn an_age_is_told_in_whole_hours_or_days() {
        for (seconds, text) in [
            (0, "less than an hour"),
            (3_599, "less than an hour"),
            (3_600, "1 hour"),
            (7_199, "1 hour"),
            (7_200, "2 hours"),
            (172_799, "47 hours"),
            (172_800, "2 days"),
        ] {
            assert_eq!(aged(seconds), text);
        }
    }

    #[test]
    fn a_span_is_told_in_the_largest_unit_with_two() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (119, "119 seconds"),
            (120, "2 minutes"),
            (7_199, "119 minutes"),
            (7_200, "2 hours"),
            (172_799, "47 hours"),
            (172_800, "2 days"),
            (94 * 86_400 + 5, "94 days"),
        ] {
            assert_eq!(told(seconds), text);
        }
    }

    #[test]
    fn a_duration_outside_is_refused_with_both_ends() {
        let hour = Duration::from_secs(3600);
        let of = |text| parse("max_age", text, hour..=hour * 24, "\"12h\"");
        assert_eq!(of("90m"), Ok(hour * 3 / 2));
        for text in ["", "59m", "25h", "1", "-1h", "h", "9999999999999999999y"] {
            let expected = format!("max_age is \"{text}\": expected a duration from \"1h\" to \"1day\", such as \"12h\".");
            assert_eq!(of(text), Err(expected));
        }
    }
}
