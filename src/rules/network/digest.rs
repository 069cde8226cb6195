//! A digest of what a rule list allows.

use crate::rules::FirewallRule;
use sha2::{Digest as _, Sha256};

/// SHA-256, in hexadecimal, over the sorted keys of `rules`, one a line.
///
/// Equal digests mean equal traffic. Services, requirement ids and
/// descriptions are left out: they explain rules and change nothing.
pub fn digest(rules: &[FirewallRule]) -> String {
    let mut rules: Vec<&FirewallRule> = rules.iter().collect();
    rules.sort_by_key(|rule| rule.sort_key());
    let mut hash = Sha256::new();
    for rule in rules {
        hash.update(rule.key());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
