//! A row as the document has it, and what the document calls its parts.

use crate::model::IpVersion;
use std::borrow::Cow;

/// One row of either list.
pub(super) struct Row<'a> {
    pub(super) prefix: Cow<'a, str>,
    pub(super) service: Cow<'a, str>,
    pub(super) region: Cow<'a, str>,
    pub(super) network_border_group: Option<Cow<'a, str>>,
}

/// What the document calls the list of a family.
pub(super) const fn list_key(version: IpVersion) -> &'static str {
    match version {
        IpVersion::V4 => "prefixes",
        IpVersion::V6 => "ipv6_prefixes",
    }
}

/// What the rows of a family call their prefix.
pub(super) const fn prefix_key(version: IpVersion) -> &'static str {
    match version {
        IpVersion::V4 => "ip_prefix",
        IpVersion::V6 => "ipv6_prefix",
    }
}
