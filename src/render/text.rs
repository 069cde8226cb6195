//! Rules as text for firewalls that are not configured with Terraform records.
//! One file a format; this one lists them.
//!
//! In: rules. Out: text that ends in a newline, the same for the same rules: no
//! dates, no counters. Names start with `amazonconnect`, say direction, protocol,
//! ports and family, and have at most 59 characters, fewer than any vendor here
//! takes.

mod address_name;
mod cisco_ios;
mod fortios;
mod junos;
mod netmask;
mod nftables;
mod pan_os;
mod plain;

use super::RenderError;
use crate::{
    declaration::{Declare, Function, parameter},
    model::{IpVersion, named_enum},
    rules::{RuleSet, rules_parameter},
};

named_enum! {
    /// A format of [`render_text`].
    TextFormat {
        /// Cisco IOS and IOS XE: object groups and extended access lists.
        CiscoIos = "cisco_ios",
        /// FortiOS: addresses, address groups and services.
        Fortios = "fortios",
        /// Junos: prefix lists and firewall filters.
        Junos = "junos",
        /// nftables: sets and chains.
        Nftables = "nftables",
        /// PAN-OS: address objects, address groups and services.
        PanOs = "pan_os",
        /// One prefix a line, both families.
        Plain = "plain",
        /// One IPv4 prefix a line.
        PlainIpv4 = "plain_ipv4",
        /// One IPv6 prefix a line.
        PlainIpv6 = "plain_ipv6",
    }
}

/// `rules` in this text format: nothing for no rules.
///
/// # Errors
/// `Limit`, and `NothingLeft` for a format of one family without rules of it.
pub fn render_text(rules: &RuleSet, format: TextFormat) -> Result<String, RenderError> {
    // What knows sessions needs no return rules.
    let rules = match format {
        TextFormat::Fortios | TextFormat::PanOs => &rules.requests(),
        _ => rules,
    };
    if rules.is_empty() {
        return Ok(String::new());
    }
    let plain = |families| plain::render(format.as_str(), rules, families);
    match format {
        TextFormat::CiscoIos => Ok(cisco_ios::render(rules)),
        TextFormat::Fortios => Ok(fortios::render(rules)),
        TextFormat::Junos => Ok(junos::render(rules)),
        TextFormat::Nftables => Ok(nftables::render(rules)),
        TextFormat::PanOs => pan_os::render(rules),
        TextFormat::Plain => plain(IpVersion::ALL.as_slice()),
        TextFormat::PlainIpv4 => plain(&[IpVersion::V4]),
        TextFormat::PlainIpv6 => plain(&[IpVersion::V6]),
    }
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let text = Declare {
        name: "render_text",
        summary: "Render rules as text for other firewalls",
        description: "Gives the rules as text that ends in a newline and is the same for the same rules: `plain` (one prefix a line, \
                      for external dynamic lists; `plain_ipv4` and `plain_ipv6` for one address family), `nftables`, `cisco_ios`, \
                      `junos`, `fortios` or `pan_os`. Without rules the text is empty. Return rules are in the texts for filters that \
                      know no sessions, `nftables`, `cisco_ios` and `junos`: from the service's ports alone and, of TCP, without \
                      packets that open a connection. `fortios` and `pan_os` leave them out.",
    };
    let formats = "`cisco_ios`, `fortios`, `junos`, `nftables`, `pan_os`, `plain`, `plain_ipv4` or `plain_ipv6`.";
    vec![text.function((rules_parameter(), parameter("format", formats)), |(rules, format)| render_text(&rules, format))]
}
