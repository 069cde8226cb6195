//! What a target cannot express, said by name.

use super::{RenderError, error::RenderErrorKind};
use crate::{declaration::Record, rules::DomainRule};
use serde::Serialize;

/// A domain rule that the target cannot express. Its traffic stays blocked
/// unless something else allows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct LeftOut {
    /// The rule's key.
    pub key: String,
    /// Its domain.
    pub domain: String,
    /// Why, and what can be done.
    pub reason: &'static str,
}

/// The media of a softphone: there is no host name in its packets.
pub(super) const UDP: &str =
    "UDP packets carry no host name that this target could read: allow the prefixes of amazonconnect_network_rules";
/// `rtc*.…` where only whole labels can be wild.
pub(super) const PARTIAL_LABEL: &str = "this target has no wildcard within a label: name the hosts (exact_hosts of amazonconnect_domain_rules), or allow a wider domain yourself";

impl LeftOut {
    pub(super) fn new(rule: &DomainRule, reason: &'static str) -> Self {
        Self { key: rule.key(), domain: rule.domain.clone(), reason }
    }
}

/// Refuses a result in which nothing is left of the rules given.
pub(super) fn something_left(target: &'static str, kept: usize, left_out: &[LeftOut]) -> Result<(), RenderError> {
    if kept > 0 || left_out.is_empty() {
        return Ok(());
    }
    Err(RenderErrorKind::NothingLeft {
        found: left_out.len(),
        expected: "one that this target can express",
        remedy: "it takes TCP rules with exact names or \"*.\" wildcards",
    }
    .of(target))
}
