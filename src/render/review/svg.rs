//! Text that may stand in SVG, and dates as places on a line.

use crate::model::Moment;

/// `text` with the characters that XML keeps for itself written out, and without
/// those that it forbids.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // What is no character of XML 1.0 (section 2.2), and what is but breaks a line.
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A line of time from `left` to `right`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    first: i64,
    seconds: i64,
    left: f64,
    width: f64,
}

impl Scale {
    /// The scale on which `first` is at `left` and `last` at `left + width`.
    pub(super) fn new(first: Moment, last: Moment, left: f64, width: f64) -> Self {
        Self { first: first.unix(), seconds: (last.unix() - first.unix()).max(1), left, width }
    }

    /// Where `moment` is, to a tenth.
    pub(super) fn place(&self, moment: Moment) -> f64 {
        let share = (moment.unix() - self.first) as f64 / self.seconds as f64;
        ((self.left + share * self.width) * 10.0).round() / 10.0
    }

    /// Midnights on the line, at most `most` of them, all the same number of days apart.
    pub(super) fn ticks(&self, most: i64) -> Vec<Moment> {
        const DAY: i64 = 86_400;
        let days = self.seconds / DAY + 1;
        let step = [1, 2, 7, 14, 28, 91, 364].into_iter().find(|step| days / step <= most).unwrap_or(days / most.max(1) + 1);
        let midnight = self.first.div_euclid(DAY) * DAY;
        let at = (1..).map(|count| midnight + count * step * DAY).take_while(|at| *at <= self.first + self.seconds);
        at.filter_map(Moment::from_unix).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_out_of_nothing() {
        assert_eq!(escape("a<b>&\"c\" d'\u{1b}\n"), "a&lt;b&gt;&amp;&quot;c&quot; d&apos;  ");
    }

    #[test]
    fn places_and_ticks_are_in_order() {
        let moment = |text: &str| Moment::parse(text).unwrap();
        let scale = Scale::new(moment("2026-08-01T12:00:00Z"), moment("2026-08-11T12:00:00Z"), 100.0, 200.0);
        assert_eq!(scale.place(moment("2026-08-06T12:00:00Z")), 200.0);
        let ticks: Vec<String> = scale.ticks(6).into_iter().map(Moment::date).collect();
        assert_eq!(ticks, ["2026-08-03", "2026-08-05", "2026-08-07", "2026-08-09", "2026-08-11"]);
        let same = Scale::new(moment("2026-08-01T12:00:00Z"), moment("2026-08-01T12:00:00Z"), 100.0, 200.0);
        assert_eq!(same.place(moment("2026-08-01T12:00:00Z")), 100.0);
        assert_eq!(same.ticks(6), []);
    }
}
