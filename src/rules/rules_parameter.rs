//! The parameter that every function of rules takes.

use super::RuleSet;
use crate::declaration::{Parameter, parameter};

/// The parameter `rules`.
pub const fn rules_parameter() -> Parameter<RuleSet> {
    parameter(
        "rules",
        "The `rules` of `amazonconnect_network_rules` or what a function made of them, a part of it, or rules of your own; \
         `concat` joins several.",
    )
}
