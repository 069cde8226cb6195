//! Whether so much goes at once that it is most likely a mistake: the rules of
//! another deployment, an empty or a cut file.

use super::{LedgerArguments, LedgerError, Memory, Shrink};
use crate::{model::Prefix, rules::RuleSet};

/// Refuses rules that lack too much of what `memory` required, unless the
/// document is the accepted one.
///
/// # Errors
/// `Shrink` with every permission that loses too much.
pub fn refuse_shrink(memory: &Memory, arguments: &LedgerArguments) -> Result<(), LedgerError> {
    if arguments.accept_shrink_sha256.as_ref() == Some(&arguments.document.sha256) {
        return Ok(());
    }
    let is_too_much = |shrink: &Shrink| shrink.share > arguments.max_shrink_ratio;
    let all = shrinks(memory.arguments.required(), arguments.required());
    let shrinks: Vec<Shrink> = all.filter(is_too_much).collect();
    if shrinks.is_empty() {
        return Ok(());
    }
    Err(LedgerError::Shrink {
        shrinks,
        max_ratio: arguments.max_shrink_ratio,
        create_date: arguments.document.create_date,
        sha256: arguments.document.sha256.clone(),
    })
}

/// By traffic: prefixes that were merged or split are not gone, and ports that a
/// wider range has are not either.
fn shrinks<'a>(before: &'a RuleSet, after: &'a RuleSet) -> impl Iterator<Item = Shrink> + 'a {
    before.permissions().map(|(permission, lines)| {
        let required = after.permitted(&permission);
        let gone: Vec<Prefix> = lines.keys().filter(|prefix| !required.contains(**prefix)).copied().collect();
        let part = |prefix: &Prefix| 1.0 - required.part_in(*prefix).address_count().to_f64() / prefix.address_count().to_f64();
        let share = gone.iter().map(part).sum::<f64>() / lines.len() as f64;
        Shrink { permission, before: lines.len(), gone, share }
    })
}
