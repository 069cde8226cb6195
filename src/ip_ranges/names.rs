//! The few names that thousands of rows share, each allocated once.

use crate::model::{NetworkBorderGroup, Region, Service};
use std::{borrow::Borrow, collections::BTreeSet};

/// How many names of a kind are found without a search.
const SLOTS: usize = 256;

/// Every name seen so far, by kind.
#[derive(Default)]
pub(super) struct Names {
    pub(super) services: Shared<Service>,
    pub(super) regions: Shared<Region>,
    pub(super) network_border_groups: Shared<NetworkBorderGroup>,
}

/// The names of one kind, and a table of those used last.
pub(super) struct Shared<T> {
    all: BTreeSet<T>,
    recent: Vec<Option<T>>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { all: BTreeSet::new(), recent: (0..SLOTS).map(|_| None).collect() }
    }
}

impl<T: Ord + Clone + Borrow<str> + for<'a> From<&'a str>> Shared<T> {
    /// The one name of this text.
    pub(super) fn get(&mut self, name: &str) -> T {
        let slot = self.recent.get_mut(slot_of(name));
        match slot {
            Some(Some(known)) if Borrow::<str>::borrow(known) == name => known.clone(),
            slot => {
                let known = self.all.get(name).cloned().unwrap_or_else(|| T::from(name));
                self.all.insert(known.clone());
                if let Some(slot) = slot {
                    *slot = Some(known.clone());
                }
                known
            }
        }
    }

    /// All names, in alphabetical order.
    pub(super) fn into_all(self) -> BTreeSet<T> {
        self.all
    }
}

/// Length, middle and end tell most of AWS's names apart. Where they do not,
/// the names take turns in a slot and are searched for.
fn slot_of(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |index: usize| usize::from(bytes.get(index).copied().unwrap_or_default());
    let len = bytes.len();
    (len + 3 * at(len / 2) + 17 * at(len.wrapping_sub(1)) + 61 * at(3)) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn shares_names_and_lists_them_in_order() {
        let mut names = Names::default();
        let first = names.regions.get("us-east-1");
        let numbered = (0..10_000).map(|number| names.regions.get(&format!("r{number}"))).collect::<Vec<_>>();
        let again = names.regions.get("us-east-1");
        assert!(std::ptr::eq(first.as_str(), again.as_str()), "one allocation, also after its slot was taken");
        assert_eq!(numbered[77].as_str(), "r77");
        let all = names.regions.into_all();
        assert_eq!((all.len(), all.last()), (10_001, Some(&first)));
    }
}
