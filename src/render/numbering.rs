//! Unique numbers that depend on content, not on position.
//!
//! Each key has a favourite number: its hash. Where two keys want one number,
//! the key with the lower hash of its own has it, whatever the order in which
//! they are given, and the other takes the next free one. So the numbers are a
//! function of the set of keys, and an unchanged key moves only in the rare
//! case that a key with precedence comes or goes at its very number.

use super::content_hash::{content_hash, mix};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// A number of `space` for each key, or `None` if there are more keys than
/// numbers.
pub(super) fn number_by_content(keys: &BTreeSet<String>, space: RangeInclusive<u32>) -> Option<BTreeMap<String, u32>> {
    let (first, last) = (*space.start(), *space.end());
    let size = u64::from(last.checked_sub(first)?) + 1;
    if u64::try_from(keys.len()).ok()? > size {
        return None;
    }
    let mut by_precedence: Vec<(u64, &String)> = keys.iter().map(|key| (content_hash(key), key)).collect();
    by_precedence.sort();
    let mut taken = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    for (hash, key) in by_precedence {
        // Mixed, so that precedence and favourite number are independent.
        let mut offset = mix(hash, 0) % size;
        while !taken.insert(offset) {
            offset = (offset + 1) % size;
        }
        numbers.insert(key.clone(), first + u32::try_from(offset).ok()?);
    }
    Some(numbers)
}
