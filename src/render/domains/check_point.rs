//! Check Point: the URL list of a custom application or site, whose URLs are not
//! defined as regular expressions.
//!
//! `*.name` is Check Point's own example of the names below one
//! (<https://sc1.checkpoint.com/documents/R81.10/SmartConsole_OLH/EN/Topics-OLH/rPg4e-5enPIZIsIglRw45w2.htm>,
//! read 2026-11-24). An entry ends in an unwritten `*`, so that without the slash
//! `name.elsewhere.example` would match; and `*` stands for slashes too, so that
//! the path of another site's URL may match
//! (<https://community.checkpoint.com/t5/ratings/ratingdetailpage/message-uid/178046/rating-system/message_ratings>,
//! read 2026-11-24). Hence no `*` within a label.
//!
//! Not domain objects: for the names below one, those look up addresses in
//! reverse, and AWS's addresses have names of their own there
//! (<https://sc1.checkpoint.com/documents/R82/WebAdminGuides/EN/CP_R82_SecurityManagement_AdminGuide/Content/Topics-SECMG/Domains.htm>,
//! read 2026-11-24).

use super::list::Entry;
use crate::render::{domain_pattern::DomainPattern, left_out};

pub(super) fn entry(pattern: DomainPattern<'_>) -> Entry {
    match pattern {
        DomainPattern::Exact(name) => Ok(format!("{name}/")),
        DomainPattern::Subdomains(name) => Ok(format!("*.{name}/")),
        DomainPattern::PartialLabel { .. } => Err(left_out::PARTIAL_LABEL),
    }
}
