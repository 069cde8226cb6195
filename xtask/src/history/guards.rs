//! Which series are guarded: all counts of a series → whether a count that is
//! too low or too high shall be refused. Decided by what AWS did, with a margin.

use super::replay::{Change, Key};
use amazonconnect::{
    guard::{Bounds, SHRUNK_PERCENT},
    ip_ranges::IpRanges,
    model::IpVersion,
};
use std::fmt;

const DAY: i64 = 86_400;

/// Publications from 2020-01-01 on decide: before, services were in their infancy.
const DECIDES_FROM: i64 = 1_577_836_800;

/// A count is held against all that there were in a year before it: so long may
/// a table be out of date without a false alarm.
const LOOKS_BACK: i64 = 365 * DAY;

/// A whole service is guarded when a year of it is known.
const MATURE_SERVICE: i64 = 365 * DAY;

/// A Region when three are: ap-southeast-6 lost its EC2 rows 18 months after the
/// first one, and grew 2,100 times when it opened 26 months after it.
const MATURE_REGION: i64 = 3 * 365 * DAY;

/// A series is guarded against shrinking if it always kept a twentieth more than
/// what is refused.
const SHRINK_MARGIN: (u128, u128) = (21, 20);

/// And against growing if it never had more than three quarters of what is.
const GROW_MARGIN: (u128, u128) = (3, 4);

/// What a series is guarded against. Displayed as the title of a series has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guards {
    shrink: bool,
    grow: bool,
}

impl Guards {
    /// Decides for one series.
    pub(super) fn of(key: &Key, changes: &[Change], floor: u128, newest: i64) -> Self {
        let mature = if key.region.is_some() { MATURE_REGION } else { MATURE_SERVICE };
        let mut guards = Self { shrink: true, grow: true };
        if changes.first().is_none_or(|first| newest - first.time < mature) || changes.last().is_none_or(|last| last.count == 0) {
            return Self { shrink: false, grow: false };
        }
        for (index, change) in changes.iter().enumerate().filter(|(_, change)| change.time >= DECIDES_FROM) {
            let (least, most) = range_before(changes, index);
            let lowest = most * SHRUNK_PERCENT * SHRINK_MARGIN.0 / (100 * SHRINK_MARGIN.1);
            guards.shrink &= change.count >= lowest;
            let highest = Bounds::around(least, least, floor).highest;
            guards.grow &= change.count <= highest / GROW_MARGIN.1 * GROW_MARGIN.0;
        }
        guards
    }

    /// Whether the series is needed at all.
    pub(super) const fn any(self) -> bool {
        self.shrink || self.grow
    }
}

impl fmt::Display for Guards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [(self.shrink, " shrink"), (self.grow, " grow")];
        words.iter().filter(|(guarded, _)| *guarded).try_for_each(|(_, word)| f.write_str(word))
    }
}

/// The least and the most addresses in the year before change `index`, from the
/// count that was in force at its start on.
fn range_before(changes: &[Change], index: usize) -> (u128, u128) {
    let now = &changes[index];
    let year = changes[..=index].iter().rev();
    let start = year.clone().take_while(|change| change.time > now.time - LOOKS_BACK).count();
    let counts = year.take(start + 1).map(|change| change.count);
    counts.fold((now.count, now.count), |(least, most), count| (least.min(count), most.max(count)))
}

/// How many addresses may always come: eight times the largest block of
/// AMAZON_CONNECT, in which media live.
pub(super) fn floor(newest: &IpRanges, version: IpVersion) -> u128 {
    let rows = newest.entries().filter(|row| row.service.as_str() == "AMAZON_CONNECT" && row.prefix.version() == version);
    8 * rows.filter_map(|row| row.prefix.address_count().to_u128()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The guards of a Region with these counts, by days since 2020-01-01.
    fn guards(counts: &[(i64, u128)]) -> String {
        let key = Key { service: "EC2", version: IpVersion::V4, region: Some("eu-west-1".to_owned()) };
        let change = |(day, count): &(i64, u128)| Change { date: String::new(), time: DECIDES_FROM + day * DAY, count: *count };
        let changes: Vec<_> = counts.iter().map(change).collect();
        Guards::of(&key, &changes, 500, DECIDES_FROM + 2_000 * DAY).to_string()
    }

    #[test]
    fn steady_series_are_guarded_and_others_not() {
        assert_eq!(guards(&[(0, 1_000), (400, 1_100), (2_000, 1_100)]), " shrink grow");
        assert_eq!(guards(&[(0, 1_000), (400, 756), (2_000, 756)]), " shrink grow");
        assert_eq!(guards(&[(0, 1_000), (400, 755), (2_000, 755)]), " grow", "a step down");
        assert_eq!(guards(&[(0, 1_000), (100, 900), (200, 800), (300, 700)]), " grow", "three small ones within a year");
        assert_eq!(guards(&[(0, 1_000), (400, 900), (800, 800), (1_200, 700)]), " shrink grow", "a year between them");
        assert_eq!(guards(&[(0, 1_000), (400, 6_000), (2_000, 6_000)]), " shrink grow");
        assert_eq!(guards(&[(0, 1_000), (400, 6_001), (2_000, 6_001)]), " shrink");
        assert_eq!(guards(&[(0, 10), (400, 380), (2_000, 380)]), " shrink grow", "the floor");
    }

    #[test]
    fn young_and_withdrawn_series_are_not_guarded() {
        assert_eq!(guards(&[(905, 1_000), (2_000, 1_000)]), " shrink grow");
        assert_eq!(guards(&[(906, 1_000), (2_000, 1_000)]), "");
        assert_eq!(guards(&[(0, 1_000), (1_900, 0)]), "");
    }

    #[test]
    fn what_happened_before_2020_does_not_decide() {
        assert_eq!(guards(&[(-900, 1_000), (-800, 10), (-400, 900), (2_000, 900)]), " shrink grow");
    }
}
