//! Zscaler Internet Access: the URLs of a custom URL category.
//!
//! `.name` matches the name itself and up to five levels below it, `name` itself
//! alone; both match every port and path. A `*` is refused, and with one entry
//! that is refused the whole request is.
//! <https://help.zscaler.com/zia/url-format-guidelines>, read 2026-11-24.

use super::list::Entry;
use crate::render::{domain_pattern::DomainPattern, left_out};

pub(super) fn entry(pattern: DomainPattern<'_>) -> Entry {
    match pattern {
        DomainPattern::Exact(name) => Ok(name.to_owned()),
        DomainPattern::Subdomains(name) => Ok(format!(".{name}")),
        DomainPattern::PartialLabel { .. } => Err(left_out::PARTIAL_LABEL),
    }
}
