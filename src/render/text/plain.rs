//! One prefix a line: an external dynamic list (EDL) of PAN-OS, an external
//! block list of FortiOS, and whatever else reads lists of addresses.
//!
//! Such a list has neither ports nor directions: the rule that refers to it
//! names them once for all its prefixes. A list of several would open the ports
//! of each to the addresses of all, so it is refused. Replies come from the
//! addresses that requests go to, and need no lines of their own.
//!
//! Limits: PAN-OS takes 150,000 addresses from all lists together on its
//! largest models (PA-5200, PA-7000), 50,000 on all others, and skips what is
//! beyond without an error. More than 150,000 are refused here; from 50,000 on,
//! know your model.
//! <https://docs.paloaltonetworks.com/pan-os/7-1/pan-os-web-interface-help/objects/objects-external-dynamic-lists.html>,
//! read 2026-11-22.

use crate::{
    model::{IpVersion, Prefix, joined},
    render::{RenderError, error::RenderErrorKind},
    rules::RuleSet,
};
use std::collections::BTreeSet;

const MAX_LINES: usize = 150_000;

/// The prefixes of `families`, IPv4 first, in numeric order: nothing for no
/// rules.
pub(super) fn render(target: &'static str, rules: &RuleSet, families: &[IpVersion]) -> Result<String, RenderError> {
    if rules.is_empty() {
        return Ok(String::new());
    }
    let requests = rules.requests();
    let traffic: BTreeSet<String> =
        requests.permissions().map(|(of, _)| format!("{} {}/{}", of.direction, of.ip_protocol, of.ports)).collect();
    if traffic.len() > 1 {
        let text = format!(
            "the rules are for {}, but a list without ports would open each of them to the addresses of all: filter the rules, or use feed, which gives a list for each",
            joined(traffic, " and ")
        );
        return Err(RenderErrorKind::Refused { argument: "rules", text }.of(target));
    }
    let prefixes: BTreeSet<Prefix> =
        requests.iter().map(|rule| rule.prefix).filter(|prefix| families.contains(&prefix.version())).collect();
    if prefixes.is_empty() {
        let expected = if requests.is_empty() { "a request" } else { "of this family" };
        return Err(RenderErrorKind::NothingLeft {
            found: rules.len(),
            expected,
            remedy: "an empty list would block Amazon Connect or, on some firewalls, allow all: leave it out",
        }
        .of(target));
    }
    lines(target, &prefixes)
}

/// One prefix a line.
///
/// # Errors
/// `Limit`.
pub(in crate::render) fn lines<'a>(
    target: &'static str,
    prefixes: impl IntoIterator<Item = &'a Prefix, IntoIter: ExactSizeIterator>,
) -> Result<String, RenderError> {
    let prefixes = prefixes.into_iter();
    if prefixes.len() > MAX_LINES {
        return Err(RenderErrorKind::Limit {
            what: "lines".to_owned(),
            limit: MAX_LINES,
            found: prefixes.len(),
            remedy: "set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules",
        }
        .of(target));
    }
    Ok(prefixes.map(|prefix| format!("{prefix}\n")).collect())
}
