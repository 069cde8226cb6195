//! A digest of what rules allow.

use crate::{model, rules::Rule};

/// SHA-256, in hexadecimal, over the keys of every prefix of `rules`, sorted,
/// one a line.
///
/// Equal digests mean equal traffic. The same traffic cut into other prefixes
/// has another digest. Services, requirement ids and descriptions are left
/// out: they explain rules and change nothing.
pub fn digest(rules: &[Rule]) -> String {
    let mut lines: Vec<_> = rules.iter().flat_map(|rule| rule.prefixes.iter().map(|prefix| (rule.permission, *prefix))).collect();
    lines.sort_unstable();
    lines.dedup();
    model::digest(lines.into_iter().map(|(permission, prefix)| permission.key(prefix)))
}
