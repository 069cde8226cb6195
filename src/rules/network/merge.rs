//! Merges the prefixes of a group and says who asked for each.
//!
//! In: the contributions to a group. Out: each prefix once, with the
//! contributions whose prefixes it holds. The addresses never change; only
//! [`Merge::None`] may leave a prefix inside another.

use super::{Merge, contributions::Contribution};
use crate::model::{Prefix, PrefixSet};
use std::collections::{BTreeMap, BTreeSet};

/// Which contributions asked for a prefix: one bit each, by place.
pub(super) type Claims = u64;

/// The prefixes of a group, each with its claims.
pub(super) fn merge(contributions: &[Contribution<'_>], policy: Merge) -> BTreeMap<Prefix, Claims> {
    let mut merged = BTreeMap::new();
    match policy {
        Merge::None => {
            for (contribution, claim) in contributions.iter().zip(claims()) {
                for prefix in contribution.prefixes {
                    *merged.entry(*prefix).or_default() |= claim;
                }
            }
        }
        Merge::PerService => {
            let services: BTreeSet<&str> = contributions.iter().map(|contribution| contribution.service).collect();
            for service in services {
                let of_service = |contribution: &Contribution<'_>| contribution.service == service;
                let set = union(contributions.iter().filter(|contribution| of_service(contribution)));
                attribute(set.as_slice(), contributions, of_service, &mut merged);
            }
        }
        Merge::PerPort => attribute(union(contributions.iter()).as_slice(), contributions, |_| true, &mut merged),
    }
    merged
}

/// `members`, sorted, disjoint and a superset of all contributions, with their claims.
pub(super) fn claimed(members: &[Prefix], contributions: &[Contribution<'_>]) -> BTreeMap<Prefix, Claims> {
    let mut merged = BTreeMap::new();
    attribute(members, contributions, |_| true, &mut merged);
    merged
}

fn union<'a>(contributions: impl Iterator<Item = &'a Contribution<'a>>) -> PrefixSet {
    contributions.flat_map(|contribution| contribution.prefixes).copied().collect()
}

/// The claim of each contribution. A group has as many contributions as rows of
/// the table speak of its ports, far below 64, as a test checks.
fn claims() -> impl Iterator<Item = Claims> {
    (0..Claims::BITS).map(|place| 1 << place)
}

/// Adds to each of `members` the claims of the prefixes inside it.
fn attribute(
    members: &[Prefix],
    contributions: &[Contribution<'_>],
    selected: impl Fn(&Contribution<'_>) -> bool,
    merged: &mut BTreeMap<Prefix, Claims>,
) {
    let mut found = vec![0; members.len()];
    for (contribution, claim) in contributions.iter().zip(claims()) {
        if selected(contribution) {
            for prefix in contribution.prefixes {
                // Members are sorted and disjoint: the last one not behind the prefix holds it.
                let place = members.partition_point(|member| member <= prefix).checked_sub(1);
                if let Some(claims) = place.and_then(|place| found.get_mut(place)) {
                    *claims |= claim;
                }
            }
        }
    }
    for (member, claims) in members.iter().zip(found) {
        *merged.entry(*member).or_default() |= claims;
    }
}
