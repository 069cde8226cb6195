//! Which prefixes stay although they are no longer required, and until when.
//!
//! In: what was effective, and what is required now. Out: the held prefixes. Two
//! laws: a prefix goes when its time is up, and no prefix goes of which addresses
//! and ports were effective, are required, and lie in nothing else that stays:
//! nothing orders the create of a successor before its delete.

use super::{
    Hold, LedgerArguments, Memory,
    clock::{Advance, Clock},
    memory::Held,
};
use crate::{
    model::{Prefix, PrefixSet},
    rules::{Permission, PrefixRule, RuleSet},
};

/// What is held from now on. Without the dates of space that goes.
pub fn hold(memory: &Memory, arguments: &LedgerArguments, clock: Clock) -> Held {
    let required = arguments.required();
    let is_required = |rule: &PrefixRule<'_>| required.line(&rule.permission, rule.prefix).is_some();
    let candidates = memory.effective.iter().filter(|rule| !is_required(rule));
    let (due, mut held): (Held, Held) = candidates
        .map(|rule| {
            let key = (rule.permission, rule.prefix);
            let known = memory.held.get(&key);
            let removed_at = known.map_or_else(|| clock.now(), |hold| hold.removed_at);
            let drop_at = removed_at.plus_days(arguments.hold_removed_days);
            (key, Hold { removed_at, drop_at, appearance: known.and_then(|hold| hold.appearance) })
        })
        .partition(|(_, hold)| is_due(hold, arguments, clock));
    let staying = memory.effective.kept(|rule| is_required(rule) || held.contains_key(&(rule.permission, rule.prefix)));
    let needed = due.into_iter().filter(|((permission, prefix), _)| !is_replaced(&staying, required, permission, *prefix));
    let needed: Held = needed.collect();
    held.extend(needed);
    held
}

/// Whether the time of a held prefix is up. While documents are older than the
/// recorded one it is not, but for a ledger that holds nothing.
pub fn is_due(hold: &Hold, arguments: &LedgerArguments, clock: Clock) -> bool {
    let drop_at = hold.removed_at.plus_days(arguments.hold_removed_days);
    arguments.hold_removed_days == 0 || (clock.advance() != Advance::Older && drop_at <= clock.now())
}

/// Whether all of a due line that is required now is permitted by lines that were
/// effective before and stay: of its own permission or of one that shares ports.
fn is_replaced(staying: &RuleSet, required: &RuleSet, permission: &Permission, prefix: Prefix) -> bool {
    let meets = |other: &&Prefix| other.contains(prefix) || prefix.contains(**other);
    let shared = required.permissions().filter_map(|(other, lines)| Some((permission.common(&other)?, lines)));
    shared.into_iter().all(|(common, lines)| {
        let needed = lines.keys().filter(meets).copied().collect::<PrefixSet>().part_in(prefix);
        let permitting = staying.permissions().filter(|(of, _)| of.common(&common) == Some(common));
        let stays: PrefixSet = permitting.flat_map(|(_, lines)| lines.keys()).filter(meets).copied().collect();
        stays.contains_set(&needed)
    })
}
