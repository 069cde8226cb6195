//! Rules in parts that each fit a quota: a security group each, for example.
//!
//! In: rules and the size that no direction and family of a part may exceed.
//! Out: the parts, numbered; together they are exactly the rules given, return
//! rules included, for the targets of a part may be stateless.
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
    RenderError,
    content_hash::{content_hash, mix},
    error::RenderErrorKind,
    rendezvous,
    slots::have_slots,
};
use crate::{
    declaration::{Arguments, Declare, Function, options, parameter},
    model::{Direction, IpVersion},
    rules::{PrefixRule, RuleSet, SlottedRuleRecord, records, rules_parameter},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

const TARGET: &str = "shards";

/// Parts at most. A network interface takes 16 security groups at most
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
/// read 2026-11-22); other targets take more.
const MAX_SHARDS: usize = 100;
/// What a greater count cannot mend.
const RAISE_SIZE: &str = "raise size, or set max_rules in amazonconnect_network_rules or in rules_cover";

/// How many parts there are.
#[derive(Arguments)]
struct Options {
    /// Exactly so many parts, from 1 to 100, empty ones too. Without it they are
    /// the fewest that fit, and rules move when their number changes.
    #[argument(min = 1, max = 100)]
    count: Option<usize>,
}

/// Rules by the key of their part: `00`, `01` and so on. With a `count` there
/// are so many, empty ones too.
///
/// # Errors
/// `Argument` for a size of 0, `WrongCount`, `Limit` above 100 parts, and
/// defects of the slots.
pub fn shard_rules(rules: &RuleSet, size: u32, count: Option<usize>) -> Result<BTreeMap<String, RuleSet>, RenderError> {
    if size == 0 {
        return Err(RenderErrorKind::Argument { argument: "size", found: size, min: 1, max: u32::MAX }.of(TARGET));
    }
    let in_order: Vec<PrefixRule<'_>> = rules.iter().collect();
    let shards = match (have_slots(TARGET, rules)?, count) {
        (true, _) => shards_by_slot(&in_order, size, count)?,
        (false, None) => shards_by_content(&in_order, size as usize)?,
        (false, Some(count)) => fixed_shards(&in_order, size as usize, count)?,
    };
    let mut parts = rules.parts(shards.into_iter().map(name));
    for shard in 0..count.unwrap_or_default() {
        parts.entry(name(shard)).or_default();
    }
    Ok(parts)
}

/// Among how many parts the slots of a ledger split `rules`; none without slots.
pub(super) fn parts_by_slot(rules: &RuleSet, size: usize) -> Option<usize> {
    let slots: Option<BTreeSet<usize>> = rules.iter().map(|rule| Some(rule.slot? as usize / size.max(1))).collect();
    slots.map(|parts| parts.len()).filter(|parts| *parts > 0)
}

fn name(shard: usize) -> String {
    format!("{shard:02}")
}

/// The part of each rule, in the order of `rules`.
fn shards_by_slot(rules: &[PrefixRule<'_>], size: u32, count: Option<usize>) -> Result<Vec<usize>, RenderError> {
    let shards: Vec<usize> = rules.iter().map(|rule| (rule.slot.unwrap_or_default() / size) as usize).collect();
    let needed = shards.iter().max().map_or(0, |last| last + 1);
    match count {
        _ if needed > MAX_SHARDS => Err(too_many(needed)),
        Some(count) if needed > count => Err(RenderErrorKind::WrongCount {
            count,
            found: format!("the slots of the ledger take {needed} shards of {size}"),
            enough: Some(needed),
            remedy: RAISE_SIZE,
        }
        .of(TARGET)),
        _ => Ok(shards),
    }
}

/// The part of each rule, in the order of `rules`: made of the rule alone.
fn fixed_shards(rules: &[PrefixRule<'_>], size: usize, count: usize) -> Result<Vec<usize>, RenderError> {
    let mut families: BTreeMap<(Direction, IpVersion), Vec<u64>> = BTreeMap::new();
    let mut shards = Vec::with_capacity(rules.len());
    for rule in rules {
        let hash = content_hash(&rule.key());
        shards.push(rendezvous::place(hash, count));
        families.entry((rule.permission.direction, rule.permission.ip_version)).or_default().push(hash);
    }
    let fullest = families.iter().map(|(family, hashes)| (rendezvous::fullest(hashes, count), *family)).max();
    match fullest {
        Some((found, (direction, ip_version))) if found > size => {
            let groups: Vec<Vec<u64>> = families.into_values().collect();
            Err(RenderErrorKind::WrongCount {
                count,
                found: format!("a shard of size {size} would have {found} {direction} {ip_version} rules"),
                enough: rendezvous::count_that_fits(&groups, size, MAX_SHARDS),
                remedy: RAISE_SIZE,
            }
            .of(TARGET))
        }
        _ => Ok(shards),
    }
}

/// The part of each rule, in the order of `rules`.
fn shards_by_content(rules: &[PrefixRule<'_>], size: usize) -> Result<Vec<usize>, RenderError> {
    let mut families: BTreeMap<(Direction, IpVersion), Vec<(u64, usize)>> = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let family = (rule.permission.direction, rule.permission.ip_version);
        families.entry(family).or_default().push((content_hash(&rule.key()), index));
    }
    let count = families.values().map(|family| family.len().div_ceil(size)).max().unwrap_or(0);
    if count > MAX_SHARDS {
        return Err(too_many(count));
    }
    let mut shards = vec![0; rules.len()];
    for hashes in families.into_values() {
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
    RenderErrorKind::Limit { what: "shards".to_owned(), limit: MAX_SHARDS, found, remedy: RAISE_SIZE }.of(TARGET)
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let shards = Declare {
        name: "shard_rules",
        summary: "Split rules into parts that fit a quota",
        description: "Gives the rules in parts by key (`00`, `01`, …), each with at most `size` prefixes in each direction and address \
                      family: a security group each, for example. Each part is a list of rules, for the other functions.\n\n\
                      Without `count` the parts are the fewest that fit, and prefixes that come or go move others as little as \
                      possible; but where the number of parts changes, about one prefix in that number moves, and in its \
                      security group it is gone until the new group has it. With `count` there are exactly so many parts, empty \
                      ones too, and a prefix's part is made of its own rule alone: no unchanged rule ever moves. Parts then \
                      fill unevenly, so `count` is a little more than the fewest: exact rules with SAML fit 9 parts of 60 in \
                      us-east-1 and 6 in eu-central-1, and a network interface takes 5 unless the quota was raised. What does not fit is an error that names the `count` that does. With the \
                      slots of a ledger a prefix is in part `slot / size` for life, with `count` or without.\n\nReturn rules stay in: \
                      leave them out first, with `firewall = \"stateful\"`, where the parts are for security groups.",
    };
    let size = "How many prefixes a part may have in each direction and address family, such as 60 for a security group.";
    vec![shards.function(
        (rules_parameter(), parameter("size", size), options::<Options>()),
        |(rules, size, Options { count }): (RuleSet, u32, Options)| {
            let parts = shard_rules(&rules, size, count)?;
            let parts = parts.into_iter().map(|(key, part)| (key, records(&part.rules())));
            Ok::<BTreeMap<String, Vec<SlottedRuleRecord>>, RenderError>(parts.collect())
        },
    )]
}
