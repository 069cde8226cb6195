//! Which prefixes stay although they are no longer required, and until when.
//!
//! In: what was required and effective, and what is required now. Out: the held
//! prefixes. Two laws: a prefix goes when its time is up, and no prefix goes
//! whose addresses are needed before and after and lie in nothing else that
//! stays: nothing orders the create of a successor before its delete.

use super::{
    Hold, LedgerArguments, Memory,
    clock::{Advance, Clock},
    memory::Held,
};
use crate::{
    model::{Prefix, PrefixSet},
    rules::{Permission, PrefixRule},
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
    let needed = due.into_iter().filter(|((permission, prefix), _)| !is_replaced(memory, arguments, &held, permission, *prefix));
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

/// Whether all addresses of a prefix that are needed before and after lie in
/// prefixes that stay.
fn is_replaced(memory: &Memory, arguments: &LedgerArguments, held: &Held, permission: &Permission, prefix: Prefix) -> bool {
    let required = arguments.required();
    let needed = memory.arguments.required().prefixes(permission).part_in(prefix).intersect(&required.prefixes(permission));
    let stays = |other: &Prefix| required.line(permission, *other).is_some() || held.contains_key(&(*permission, *other));
    let before = memory.effective.permissions().find(|(of, _)| of == permission);
    let staying: PrefixSet =
        before.into_iter().flat_map(|(_, lines)| lines.keys()).filter(|other| stays(other)).copied().collect();
    staying.contains_set(&needed)
}
