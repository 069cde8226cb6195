//! Splitting a set into parts that fit, by content and not by position.
//!
//! Linear hashing: bucket `b` at depth `d` holds the items whose hash is `b`
//! modulo 2^d. A bucket that does not fit is split by one more bit, into `b`
//! and `b + 2^d`. The split is a function of the set alone. A new item changes
//! its own bucket and no other; a bucket that overflows keeps its number and
//! about half of its items.

use super::content_hash::content_hash;
use std::{collections::BTreeMap, fmt::Display};

/// Hash bits that are used at most; items that agree in so many never part.
const MAX_DEPTH: u32 = 32;

/// `items` in numbered parts, each in the order given and each accepted by
/// `fits`, except where 32 bits of hash cannot tell its items apart.
pub(super) fn bucket_by_content<T: Display>(items: Vec<T>, fits: impl Fn(&[T]) -> bool) -> BTreeMap<u64, Vec<T>> {
    let hashed: Vec<(u64, T)> = items.into_iter().map(|item| (content_hash(&item.to_string()), item)).collect();
    let mut pending = vec![(0_u64, 0_u32, hashed)];
    let mut buckets = BTreeMap::new();
    while let Some((bucket, depth, hashed)) = pending.pop() {
        let (hashes, items): (Vec<u64>, Vec<T>) = hashed.into_iter().unzip();
        if items.is_empty() {
            continue;
        }
        if depth == MAX_DEPTH || fits(&items) {
            buckets.insert(bucket, items);
            continue;
        }
        let (upper, lower): (Vec<_>, Vec<_>) = hashes.into_iter().zip(items).partition(|(hash, _)| (hash >> depth) & 1 == 1);
        pending.push((bucket, depth + 1, lower));
        pending.push((bucket | (1 << depth), depth + 1, upper));
    }
    buckets
}
