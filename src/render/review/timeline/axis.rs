//! Time as pixels: which span an image shows, where a moment lies in it, and
//! which days have a line.

use crate::{ledger::Notice, model::Moment};

const DAY: i64 = 86_400;
/// How far apart two lines are at least, in pixels, for their dates to have room.
const LEAST_SPACING: f64 = 92.0;
/// 1970-01-05, in days since 1970-01-01: weeks start on Mondays.
const A_MONDAY: i64 = 4;

/// A span of time along a number of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// Seconds since 1970-01-01T00:00:00Z.
    start: i64,
    end: i64,
    /// Pixels.
    left: f64,
    width: f64,
}

impl Axis {
    /// The span that shows `now` and these notices, with a margin. What lies
    /// before the first of `now` and their documents takes half of it at most:
    /// a ledger that recorded nothing for years would leave no room for the rest.
    pub(super) fn of(notices: &[&Notice], now: Moment, left: f64, width: f64) -> Self {
        let known = notices.iter().map(|notice| notice.appearance.first_seen).fold(now, Moment::min).unix();
        let end = notices.iter().flat_map(|notice| [notice.allow_by, notice.full_traffic_at]).fold(now, Moment::max).unix();
        let start = notices.iter().map(|notice| notice.appearance.not_seen_at.unix()).fold(known, i64::min);
        let start = start.max(known - (end - known));
        let margin = DAY.max((end - start) / 40);
        Self { start: start - margin, end: end + margin, left, width }
    }

    /// Where `moment` lies, at an edge if it is beyond.
    pub(super) fn x(&self, moment: Moment) -> f64 {
        self.left + self.width * self.share(moment.unix()).clamp(0.0, 1.0)
    }

    fn share(&self, seconds: i64) -> f64 {
        (seconds - self.start) as f64 / (self.end - self.start) as f64
    }

    /// Whether `moment` lies before the span.
    pub(super) fn is_before(&self, moment: Moment) -> bool {
        moment.unix() < self.start
    }

    /// The days whose beginning has a line, as many as there is room for.
    pub(super) fn days(&self) -> impl Iterator<Item = Moment> {
        let pixels_a_day = self.width * DAY as f64 / (self.end - self.start) as f64;
        let (mut step, mut spacing) = (1, pixels_a_day);
        while spacing < LEAST_SPACING {
            // 1, 2, 4, 7, 14, 28 days and so on.
            step = if step == 4 { 7 } else { step * 2 };
            spacing = pixels_a_day * step as f64;
        }
        let phase = if step % 7 == 0 { A_MONDAY } else { 0 };
        let earliest = self.start.div_euclid(DAY) + 1;
        let first = earliest + (phase - earliest).rem_euclid(step);
        let count = (self.end - first * DAY).div_euclid(step * DAY) + 1;
        (0..count).filter_map(move |index| Moment::from_unix((first + index * step) * DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An axis of 900 pixels from one moment to another.
    fn axis(from: &str, to: &str) -> Axis {
        let seconds = |text| Moment::parse(text).unwrap().unix();
        Axis { start: seconds(from), end: seconds(to), left: 10.0, width: 900.0 }
    }

    fn days(from: &str, to: &str) -> Vec<String> {
        axis(from, to).days().map(Moment::date).collect()
    }

    #[test]
    fn a_moment_beyond_the_span_lies_at_its_edge() {
        let axis = axis("2026-08-01T00:00:00Z", "2026-08-11T00:00:00Z");
        let x = |text| axis.x(Moment::parse(text).unwrap());
        assert_eq!((x("2026-08-01T00:00:00Z"), x("2026-08-02T12:00:00Z"), x("2026-08-11T00:00:00Z")), (10.0, 145.0, 910.0));
        assert_eq!((x("2020-01-01T00:00:00Z"), x("2030-01-01T00:00:00Z")), (10.0, 910.0));
        assert!(axis.is_before(Moment::parse("2026-07-31T23:59:59Z").unwrap()));
        assert!(!axis.is_before(Moment::parse("2026-08-01T00:00:00Z").unwrap()));
    }

    #[test]
    fn dates_have_room_and_weeks_start_on_mondays() {
        assert_eq!(
            days("2026-08-01T12:00:00Z", "2026-08-09T12:00:00Z"),
            [2, 3, 4, 5, 6, 7, 8, 9].map(|day| format!("2026-08-0{day}"))
        );
        assert_eq!(
            days("2026-08-01T00:00:00Z", "2026-09-25T00:00:00Z"),
            ["2026-08-03", "2026-08-10", "2026-08-17", "2026-08-24", "2026-08-31", "2026-09-07", "2026-09-14", "2026-09-21"]
        );
        // 14 days have no room any more.
        assert_eq!(days("2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z").len(), 6);
        assert!((4..=9).contains(&days("0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z").len()));
    }
}
