//! Since when a combination of service, family and Region has rows: all counts
//! of it → the change that a document is held to have rows from, and the one
//! that took them for good.

use super::replay::Change;

const DAY: i64 = 86_400;

/// Rows that left sooner were a trial: AMAZON_CONNECT had IPv6 rows in us-west-2
/// for a day and for six before they stayed, and IPv4 rows in three Regions for
/// half an hour, 4.6 years before they came to stay.
const SETTLED: i64 = 7 * DAY;

/// Rows that were away for as long were withdrawn, and return as new ones. What
/// AWS took by mistake came back within six days.
const WITHDRAWN: i64 = 30 * DAY;

/// When rows came and when they left.
#[derive(Clone, Copy)]
pub(super) struct Presence<'a> {
    pub(super) since: &'a Change,
    /// `None` while there are rows.
    pub(super) gone: Option<&'a Change>,
}

impl<'a> Presence<'a> {
    /// The last presence; `None` for a series that never had a row.
    pub(super) fn of(changes: &'a [Change]) -> Option<Self> {
        let mut last: Option<Self> = None;
        for change in changes {
            last = match last {
                None if change.count == 0 => None,
                None => Some(Self { since: change, gone: None }),
                Some(presence) => Some(presence.followed_by(change)),
            };
        }
        last
    }

    fn followed_by(self, change: &'a Change) -> Self {
        match self.gone {
            _ if change.count == 0 => Self { gone: self.gone.or(Some(change)), ..self },
            None => self,
            Some(gone) => {
                let (settled, withdrawn) = (gone.time - self.since.time >= SETTLED, change.time - gone.time >= WITHDRAWN);
                Self { since: if settled && !withdrawn { self.since } else { change }, gone: None }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of a series with these counts, by days.
    fn days(counts: &[(i64, u128)]) -> Option<(i64, Option<i64>)> {
        let change = |(day, count): &(i64, u128)| Change { date: String::new(), time: day * DAY, count: *count };
        let changes: Vec<_> = counts.iter().map(change).collect();
        let presence = Presence::of(&changes)?;
        Some((presence.since.time / DAY, presence.gone.map(|gone| gone.time / DAY)))
    }

    #[test]
    fn rows_count_from_when_they_came_to_stay() {
        assert_eq!(days(&[]), None);
        assert_eq!(days(&[(0, 0)]), None);
        assert_eq!(days(&[(3, 5), (9, 7)]), Some((3, None)));
        assert_eq!(days(&[(3, 5), (10, 0), (39, 5)]), Some((3, None)), "settled, and soon back: a gap");
        assert_eq!(days(&[(3, 5), (9, 0), (10, 5)]), Some((10, None)), "a trial of six days");
        assert_eq!(days(&[(3, 5), (10, 0), (40, 5)]), Some((40, None)), "withdrawn for thirty days");
        assert_eq!(days(&[(3, 5), (9, 0), (10, 5), (16, 0), (17, 5)]), Some((17, None)), "two trials");
    }

    #[test]
    fn rows_that_left_and_never_came_back_are_gone() {
        assert_eq!(days(&[(3, 5), (4, 0)]), Some((3, Some(4))));
        assert_eq!(days(&[(3, 5), (20, 0), (25, 0)]), Some((3, Some(20))));
        assert_eq!(days(&[(3, 5), (20, 0), (25, 5), (30, 0)]), Some((3, Some(30))));
    }
}
