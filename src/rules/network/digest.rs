//! A digest of what a rule list allows.

use crate::{model, rules::FirewallRule};

/// SHA-256, in hexadecimal, over the sorted keys of `rules`, one a line.
///
/// Equal digests mean equal traffic. The same traffic cut into other prefixes
/// has another digest. Services, requirement ids and
/// descriptions are left out: they explain rules and change nothing.
pub fn digest(rules: &[FirewallRule]) -> String {
    let mut rules: Vec<&FirewallRule> = rules.iter().collect();
    rules.sort_by_key(|rule| rule.sort_key());
    model::digest(rules.into_iter().map(FirewallRule::key))
}
