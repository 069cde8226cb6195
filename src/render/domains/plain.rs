//! One name a line, for whatever reads lists of names: `name`, and `*.name` for
//! every name below it.
//!
//! What a reader makes of a `*` within a label is its own: such rules are left
//! out.

use super::list::Entry;
use crate::render::{domain_pattern::DomainPattern, left_out};

pub(super) fn entry(pattern: DomainPattern<'_>) -> Entry {
    match pattern {
        DomainPattern::Exact(name) => Ok(name.to_owned()),
        DomainPattern::Subdomains(name) => Ok(format!("*.{name}")),
        DomainPattern::PartialLabel { .. } => Err(left_out::PARTIAL_LABEL),
    }
}
