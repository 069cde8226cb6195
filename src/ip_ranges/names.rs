//! The few names that thousands of rows share, each allocated once.

use crate::model::{NetworkBorderGroup, Region, Service};
use std::{borrow::Borrow, collections::BTreeSet};

/// How many names of a kind are found without a search.
const SLOTS: usize = 1024;

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
        self.get_if(name, |_| true).unwrap_or_else(|| T::from(name))
    }

    /// The one name of this text; `None` for one that is new and is not `fit`.
    pub(super) fn get_if(&mut self, name: &str, fit: impl FnOnce(&str) -> bool) -> Option<T> {
        let slot = slot_of(name);
        // Two places for each, so that two names seldom take turns in one.
        let places = [slot, slot ^ 1];
        for place in places {
            if let Some(Some(known)) = self.recent.get(place)
                && Borrow::<str>::borrow(known) == name
            {
                return Some(known.clone());
            }
        }
        let known = match self.all.get(name) {
            Some(known) => known.clone(),
            None if fit(name) => T::from(name),
            None => return None,
        };
        self.all.insert(known.clone());
        let free = places.into_iter().find(|place| matches!(self.recent.get(*place), Some(None))).unwrap_or(slot);
        if let Some(place) = self.recent.get_mut(free) {
            *place = Some(known.clone());
        }
        Some(known)
    }

    /// All names, in alphabetical order.
    pub(super) fn into_all(self) -> BTreeSet<T> {
        self.all
    }
}

/// Length, first and last bytes tell AWS's names apart. Where they do not, the
/// names take turns in a slot and are searched for.
fn slot_of(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (0, bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))),
    };
    // Multiplied by odd numbers, the upper bits depend on all of them.
    let mixed = (first ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ last.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % SLOTS
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
