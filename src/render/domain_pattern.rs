//! Domain rules in their one order, each with its domain taken apart.
//!
//! The door of every rendering of domain rules: a domain that is none is
//! refused here. What passes holds letters,
//! digits, `-`, `_`, `.` and at most one `*`, so it needs no escapes but for `.`
//! in regular expressions.

use super::{RenderError, error::RenderErrorKind};
use crate::rules::{DomainMatch, DomainRule, DomainRuleSet};

/// Characters of a domain name at most (RFC 1035, in text form).
const MAX_DOMAIN_LENGTH: usize = 253;

/// What a domain rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DomainPattern<'a> {
    /// This name alone.
    Exact(&'a str),
    /// Every name below this one.
    Subdomains(&'a str),
    /// Names that start and end so, with no dot in between.
    PartialLabel {
        /// Before the `*`.
        start: &'a str,
        /// After the `*`.
        end: &'a str,
    },
}

impl DomainPattern<'_> {
    /// A regular expression for the whole name, without anchors.
    pub fn regex(self) -> String {
        match self {
            Self::Exact(name) => name.replace('.', "\\."),
            Self::Subdomains(name) => format!(".+\\.{}", name.replace('.', "\\.")),
            Self::PartialLabel { start, end } => format!("{}[^.]*{}", start.replace('.', "\\."), end.replace('.', "\\.")),
        }
    }
}

/// `rules` with their patterns, by domain, protocol and ports.
///
/// # Errors
/// `Domain`.
pub(super) fn domain_patterns<'a>(
    target: &'static str,
    rules: &'a DomainRuleSet,
) -> Result<Vec<(&'a DomainRule, DomainPattern<'a>)>, RenderError> {
    rules.iter().map(|rule| Ok((rule, pattern(target, rule)?))).collect()
}

fn pattern<'a>(target: &'static str, rule: &'a DomainRule) -> Result<DomainPattern<'a>, RenderError> {
    let refused = |expected| {
        RenderErrorKind::Domain { found: rule.domain.clone(), match_kind: rule.match_kind.as_str(), expected }.of(target)
    };
    let domain = rule.domain.as_str();
    match (rule.match_kind, domain.split_once('*')) {
        (DomainMatch::Exact, None) if is_name(domain) => Ok(DomainPattern::Exact(domain)),
        (DomainMatch::Subdomains, Some(("", rest))) => match rest.strip_prefix('.') {
            Some(name) if is_name(name) => Ok(DomainPattern::Subdomains(name)),
            _ => Err(refused("\"*.\" and a name in lower case")),
        },
        (DomainMatch::PartialLabel, Some((start, end))) if is_name(&format!("{start}x{end}")) => {
            Ok(DomainPattern::PartialLabel { start, end })
        }
        (DomainMatch::Exact, _) => Err(refused("a name in lower case without \"*\"")),
        (DomainMatch::Subdomains, _) => Err(refused("\"*.\" and a name in lower case")),
        (DomainMatch::PartialLabel, _) => Err(refused("a name in lower case with one \"*\" within a label")),
    }
}

/// Whether `name` is labels of lower case letters, digits, `-` and `_`.
fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
    };
    name.len() <= MAX_DOMAIN_LENGTH && name.contains('.') && name.split('.').all(is_label)
}
