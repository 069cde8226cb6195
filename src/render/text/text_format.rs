//! The one list of text formats.

use super::{cisco_ios, fortios, junos, nftables, pan_os, plain};
use crate::{
    model::IpVersion,
    render::{
        RenderError,
        port_group::{PortGroup, port_groups},
    },
    rules::FirewallRule,
};
use std::collections::BTreeMap;

/// Rules by port group, as every format takes them: never empty.
pub(super) type Groups<'a> = BTreeMap<PortGroup, Vec<&'a FirewallRule>>;

/// A format of [`render_text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// Cisco IOS and IOS XE: object groups and extended access lists.
    CiscoIos,
    /// FortiOS: addresses, address groups and services.
    Fortios,
    /// Junos: prefix lists and firewall filters.
    Junos,
    /// nftables: sets and chains.
    Nftables,
    /// PAN-OS: address objects, address groups and services.
    PanOs,
    /// One prefix a line, both families.
    Plain,
    /// One IPv4 prefix a line.
    PlainIpv4,
    /// One IPv6 prefix a line.
    PlainIpv6,
}

impl TextFormat {
    /// Every format, in alphabetical order.
    pub const ALL: [Self; 8] =
        [Self::CiscoIos, Self::Fortios, Self::Junos, Self::Nftables, Self::PanOs, Self::Plain, Self::PlainIpv4, Self::PlainIpv6];

    /// The name that users give.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CiscoIos => "cisco_ios",
            Self::Fortios => "fortios",
            Self::Junos => "junos",
            Self::Nftables => "nftables",
            Self::PanOs => "pan_os",
            Self::Plain => "plain",
            Self::PlainIpv4 => "plain_ipv4",
            Self::PlainIpv6 => "plain_ipv6",
        }
    }

    /// The format that `as_str` calls `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// `rules` in the text format called `format`.
///
/// # Errors
/// `UnknownFormat` with the formats there are, `Empty`, `Duplicate`, `Limit`,
/// and `NothingLeft` for a format of one family without rules of it.
pub fn render_text(rules: &[FirewallRule], format: &str) -> Result<String, RenderError> {
    let Some(format) = TextFormat::from_name(format) else {
        let known = TextFormat::ALL.map(|format| format!("{:?}", format.as_str())).join(", ");
        return Err(RenderError::UnknownFormat { found: format.to_owned(), known });
    };
    let groups = port_groups(format.as_str(), rules)?;
    match format {
        TextFormat::CiscoIos => Ok(cisco_ios::render(&groups)),
        TextFormat::Fortios => Ok(fortios::render(&groups)),
        TextFormat::Junos => Ok(junos::render(&groups)),
        TextFormat::Nftables => Ok(nftables::render(&groups)),
        TextFormat::PanOs => pan_os::render(&groups),
        TextFormat::Plain => plain::render(format.as_str(), rules, &IpVersion::ALL),
        TextFormat::PlainIpv4 => plain::render(format.as_str(), rules, &[IpVersion::V4]),
        TextFormat::PlainIpv6 => plain::render(format.as_str(), rules, &[IpVersion::V6]),
    }
}
