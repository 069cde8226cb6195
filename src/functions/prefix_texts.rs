//! Sets of prefixes as results give them.

use crate::model::PrefixSet;

/// A set as results give it: IPv4 first, each in numeric order.
pub(super) fn texts(set: &PrefixSet) -> Vec<String> {
    set.iter().map(|prefix| prefix.to_string()).collect()
}
