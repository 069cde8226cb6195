//! The one computation of a ledger: what it remembers after the next apply.
//!
//! In: the memory before, what is asked now, and the table of publications. Out:
//! the memory afterwards; the same one where nothing is to be done. Depends on
//! nothing else, so that a plan shows what its apply stores.

use super::{
    Changes, DocumentStamp, Hold, LedgerArguments, LedgerError, LedgerWarning, Memory,
    clock::{Advance, Clock, refuse_future},
    holding::{hold, is_due},
    memory::Held,
    noticing::{date_held, first_notices, next_notices},
    shrink::refuse_shrink,
    slots::with_slots,
};
use crate::{model::Moment, publications::Publications, rules::RuleSet};

/// A memory, and what should be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The memory.
    pub memory: Memory,
    /// What users should know.
    pub warnings: Vec<LedgerWarning>,
}

/// What is remembered once `arguments` are applied to what was before.
///
/// # Errors
/// `LedgerError` if the document is of a future that cannot be, or if so much goes
/// at once that it is most likely a mistake.
pub fn remember(
    before: Option<&Memory>,
    arguments: &LedgerArguments,
    publications: &Publications,
) -> Result<Remembered, LedgerError> {
    refuse_future(arguments.document.create_date, publications)?;
    let Some(before) = before else {
        return Ok(Remembered { memory: begin(arguments, publications), warnings: Vec::new() });
    };
    refuse_shrink(before, arguments)?;
    let clock = Clock::new(before, arguments.document.create_date);
    let memory =
        if has_reason(before, arguments, clock) { go_on(before, arguments, clock, publications) } else { before.clone() };
    let warnings = warnings(&memory, arguments, clock);
    Ok(Remembered { memory, warnings })
}

/// Everything is required and nothing held. Nothing counts as a change either:
/// it is all new.
fn begin(arguments: &LedgerArguments, publications: &Publications) -> Memory {
    let (required, document) = (arguments.required(), arguments.document.create_date);
    Memory {
        effective: with_slots(required, &RuleSet::default()),
        notices: first_notices(required, document, arguments.period(), publications),
        held: Held::new(),
        changes: Changes::default(),
        next_not_seen_at: document,
        arguments: arguments.clone(),
    }
}

/// Whether anything is to be done: another question, a held prefix that is due,
/// or a recording. A new document alone is no reason.
fn has_reason(before: &Memory, arguments: &LedgerArguments, clock: Clock) -> bool {
    let is_recording = |days| clock.document >= clock.recorded.plus_days(days);
    !arguments.asks_the_same_as(&before.arguments)
        || before.held.values().any(|hold| is_due(hold, arguments, clock))
        || arguments.record_interval_days.is_some_and(is_recording)
}

fn go_on(before: &Memory, arguments: &LedgerArguments, clock: Clock, publications: &Publications) -> Memory {
    let mut held = hold(before, arguments, clock);
    date_held(&mut held, before, arguments, clock);
    let verbatim = before.effective.kept(|rule| held.contains_key(&(rule.permission, rule.prefix)));
    let effective = with_slots(&arguments.required().joined(&verbatim), &before.effective);
    Memory {
        notices: next_notices(before, arguments, clock, publications),
        changes: changes(before, &effective, &held),
        effective,
        held,
        next_not_seen_at: next_not_seen_at(before, arguments, clock),
        arguments: LedgerArguments { document: recorded(before, arguments, clock), ..arguments.clone() },
    }
}

/// The newest document stays: while documents are older, nothing is dropped.
fn recorded(before: &Memory, arguments: &LedgerArguments, clock: Clock) -> DocumentStamp {
    let newest = if clock.advance() == Advance::Older { &before.arguments } else { arguments };
    newest.document.clone()
}

/// Where an older document takes nothing away, what is not effective is not in the
/// newer one either.
fn next_not_seen_at(before: &Memory, arguments: &LedgerArguments, clock: Clock) -> Moment {
    let takes_nothing = clock.advance() == Advance::Older && arguments.hold_removed_days > 0;
    if takes_nothing { before.next_not_seen_at.max(clock.document) } else { clock.document }
}

fn changes(before: &Memory, effective: &RuleSet, held: &Held) -> Changes {
    let lacking = |rules: &RuleSet, others: &RuleSet| {
        let new = rules.iter().filter(|rule| others.line(&rule.permission, rule.prefix).is_none());
        new.map(|rule| rule.key()).collect()
    };
    Changes {
        added: lacking(effective, &before.effective),
        held: held
            .keys()
            .filter(|key| !before.held.contains_key(key))
            .map(|(permission, prefix)| permission.key(*prefix))
            .collect(),
        dropped: lacking(&before.effective, effective),
    }
}

fn warnings(memory: &Memory, arguments: &LedgerArguments, clock: Clock) -> Vec<LedgerWarning> {
    let first_due = memory.held.values().map(|hold: &Hold| hold.drop_at).min();
    let warning = match (clock.advance(), first_due) {
        (Advance::Older, _) => Some(LedgerWarning::OlderDocument { document: clock.document, recorded: clock.recorded }),
        (Advance::Same, Some(drop_at)) if arguments.hold_removed_days > 0 => {
            Some(LedgerWarning::PinnedDocument { document: clock.document, held: memory.held.len(), drop_at })
        }
        (Advance::Same | Advance::Newer, _) => None,
    };
    warning.into_iter().collect()
}
