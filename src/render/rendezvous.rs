//! A fixed number of places, one of which each item has by its content alone.
//!
//! Rendezvous hashing: each pair of item and place has a score made of both, and
//! an item is in the place with the highest. Nothing else decides, so while the
//! number of places stays no item ever moves, whatever comes or goes beside it.
//! With one place more an item stays where it is or goes to the new place.

use super::content_hash::mix;

/// The place of the item with this hash, from 0 to `count` - 1.
pub(super) fn place(hash: u64, count: usize) -> usize {
    (0..count).max_by_key(|place| mix(hash, *place as u64)).unwrap_or_default()
}

/// How many of the items with these hashes the fullest of `count` places has.
pub(super) fn fullest(hashes: &[u64], count: usize) -> usize {
    let mut loads = vec![0; count];
    for hash in hashes {
        if let Some(load) = loads.get_mut(place(*hash, count)) {
            *load += 1;
        }
    }
    loads.into_iter().max().unwrap_or_default()
}

/// The lowest number of places, up to `most`, with which no place has more than
/// `size` items of any group.
pub(super) fn count_that_fits(groups: &[Vec<u64>], size: usize, most: usize) -> Option<usize> {
    (1..=most).find(|count| groups.iter().all(|hashes| fullest(hashes, *count) <= size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::content_hash::content_hash;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn with_a_place_more_an_item_stays_or_goes_there(hash in any::<u64>(), count in 1..40_usize) {
            let (before, after) = (place(hash, count), place(hash, count + 1));
            prop_assert!(before < count);
            prop_assert!(after == before || after == count);
        }
    }

    #[test]
    fn the_count_that_fits_fits_and_one_less_does_not() {
        let hashes: Vec<u64> = (0..500).map(|number: u32| content_hash(&number.to_string())).collect();
        let groups = [hashes.clone(), Vec::new()];
        let enough = count_that_fits(&groups, 60, 100).unwrap();
        assert!(enough > 8, "500 items need more than 8 places of 60");
        assert!(fullest(&hashes, enough) <= 60);
        assert!((1..enough).all(|fewer| fullest(&hashes, fewer) > 60));
        assert_eq!(count_that_fits(&groups, 60, enough - 1), None);
    }
}
