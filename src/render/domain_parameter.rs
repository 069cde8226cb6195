//! The parameter of every function that renders domain rules.

use crate::{
    declaration::{Parameter, parameter},
    rules::DomainRuleSet,
};

/// The parameter `domain_rules`.
pub(super) const fn domain_rules() -> Parameter<DomainRuleSet> {
    parameter(
        "domain_rules",
        "The `rules` of `amazonconnect_domain_rules`, a part of them, or rules of your own; `concat` joins several.",
    )
}
