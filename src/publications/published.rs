//! What a table of first publications knows of some space.

use crate::model::{Moment, PrefixSet};

/// The young part of some space, and the part that a table does not have or
/// dates later. What is in neither is older.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// The space of each date of first publication, oldest first: disjoint sets,
    /// none empty.
    pub dated: Vec<(Moment, PrefixSet)>,
    /// What none of the services had up to the last date that was asked for.
    pub unknown: PrefixSet,
}

impl Published {
    /// Whether all of it is older.
    pub fn is_empty(&self) -> bool {
        self.dated.is_empty() && self.unknown.is_empty()
    }
}
