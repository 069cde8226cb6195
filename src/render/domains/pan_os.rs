//! PAN-OS: the entries of a custom URL category of type `URL List`, or of an
//! external dynamic list of URLs.
//!
//! The slash at the end is needed: without it PAN-OS 10.1 and earlier match
//! `name.elsewhere.example` as well. `*` stands for whole labels only, and
//! `*.x/` does not match `x`. Entries have at most 255 characters, which a domain
//! name cannot exceed.
//! <https://docs.paloaltonetworks.com/advanced-url-filtering/administration/configuring-url-filtering/url-category-exceptions/guidelines-for-url-category-exceptions>,
//! read 2026-11-22.

use super::list::Entry;
use crate::render::{domain_pattern::DomainPattern, left_out};

pub(super) fn entry(pattern: DomainPattern<'_>) -> Entry {
    match pattern {
        DomainPattern::Exact(name) => Ok(format!("{name}/")),
        DomainPattern::Subdomains(name) => Ok(format!("*.{name}/")),
        DomainPattern::PartialLabel { .. } => Err(left_out::PARTIAL_LABEL),
    }
}
