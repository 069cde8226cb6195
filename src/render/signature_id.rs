//! Suricata signature ids: unique, and made of a rule's content.
//!
//! 1,000,000 to 1,999,999 is the range that rule writers leave to local rules.
//! Address rules take its lower half, domain rules its upper half, so that the
//! two can stand in one group.

use super::{RenderError, error::RenderErrorKind, numbering::number_by_content};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// Ids of rules that match addresses.
pub const ADDRESS_SIDS: RangeInclusive<u32> = 1_000_000..=1_499_999;
/// Ids of rules that match domains.
pub const DOMAIN_SIDS: RangeInclusive<u32> = 1_500_000..=1_999_999;

/// An id of `range` for each key.
pub(super) fn signature_ids(
    target: &'static str,
    keys: &BTreeSet<String>,
    range: RangeInclusive<u32>,
) -> Result<BTreeMap<String, u32>, RenderError> {
    let limit = range.clone().count();
    number_by_content(keys, range).ok_or_else(|| {
        RenderErrorKind::Limit {
            what: "rules".to_owned(),
            limit,
            found: keys.len(),
            remedy: "give fewer rules: of addresses, set max_cidrs in amazonconnect_network_rules or in rules_cover; of domains, narrow regions",
        }
        .of(target)
    })
}
