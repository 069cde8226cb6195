//! Rules as text for firewalls that are not configured with Terraform records.
//! One file a format; this one lists them.
//!
//! In: rules, and a name. Out: text that ends in a newline, the same for the
//! same arguments: no dates, no counters. The names of all objects start with the
//! name given, so texts of different names live on one device.

mod cisco_asa;
mod cisco_ios;
mod device;
mod fortios;
mod junos;
mod junos_srx;
mod names;
mod netmask;
mod nftables;
mod object_name;
mod options;
mod pan_os;
mod plain;
mod statement;

pub use object_name::{ObjectName, PlaceName, RegionName};
pub use options::TextOptions;
pub(super) use plain::lines as list_lines;

use super::{RenderError, error::RenderErrorKind};
use crate::{
    declaration::{Declare, Function, options, parameter},
    model::{IpVersion, named_enum},
    rules::{RuleSet, rules_parameter},
};
use device::Device;

named_enum! {
    /// A format of [`render_text`].
    TextFormat {
        /// Cisco ASA: object groups and extended access lists.
        CiscoAsa = "cisco_asa",
        /// Cisco IOS and IOS XE: object groups and extended access lists.
        CiscoIos = "cisco_ios",
        /// FortiOS: addresses, address groups and services.
        Fortios = "fortios",
        /// Junos on routers: prefix lists and firewall filters.
        Junos = "junos",
        /// Junos on SRX firewalls: address sets, applications and policies.
        JunosSrx = "junos_srx",
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

/// The formats of devices, and those of bare lists with their families.
enum Kind {
    Device(&'static dyn Device),
    List(&'static [IpVersion]),
}

const fn kind(format: TextFormat) -> Kind {
    match format {
        TextFormat::CiscoAsa => Kind::Device(&cisco_asa::CiscoAsa),
        TextFormat::CiscoIos => Kind::Device(&cisco_ios::CiscoIos),
        TextFormat::Fortios => Kind::Device(&fortios::Fortios),
        TextFormat::Junos => Kind::Device(&junos::Junos),
        TextFormat::JunosSrx => Kind::Device(&junos_srx::JunosSrx),
        TextFormat::Nftables => Kind::Device(&nftables::Nftables),
        TextFormat::PanOs => Kind::Device(&pan_os::PanOs),
        TextFormat::Plain => Kind::List(&IpVersion::ALL),
        TextFormat::PlainIpv4 => Kind::List(&[IpVersion::V4]),
        TextFormat::PlainIpv6 => Kind::List(&[IpVersion::V6]),
    }
}

/// `rules` in this text format: nothing for no rules.
///
/// # Errors
/// `Limit`; `Refused` for options that the format has no use for and, of a bare
/// list, for rules of several permissions; `NothingLeft` for a list of one family
/// without rules of it.
pub fn render_text(rules: &RuleSet, format: TextFormat, options: &TextOptions) -> Result<String, RenderError> {
    match kind(format) {
        Kind::Device(device) => device::render(device, rules, options),
        Kind::List(families) => {
            options.check_list(format.as_str())?;
            plain::render(format.as_str(), rules, families)
        }
    }
}

/// The device's own lines for going from the text of `before` to that of
/// `after`, what is new first: nothing if the texts are the same.
///
/// # Errors
/// As [`render_text`], and `Refused` for a bare list, which a device reads anew.
pub fn text_between(before: &RuleSet, after: &RuleSet, format: TextFormat, options: &TextOptions) -> Result<String, RenderError> {
    match kind(format) {
        Kind::Device(device) => device::change(device, before, after, options),
        Kind::List(_) => {
            let text =
                format!("format is {:?}: expected the format of a device; a bare list is read anew as a whole", format.as_str());
            Err(RenderErrorKind::Refused { argument: "format", text }.of(format.as_str()))
        }
    }
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let text = Declare {
        name: "render_text",
        summary: "Render rules as text for other firewalls",
        description: "Gives the rules as text that ends in a newline and is the same for the same arguments: `cisco_asa`, `cisco_ios`, \
                      `fortios`, `junos` (routers), `junos_srx`, `nftables` or `pan_os`. Without rules the text is empty. The lines at \
                      its head say what it permits, in which direction, how it is loaded and removed, and what happens to all other \
                      traffic; read them before loading. Rules do not say for which Regions they are: give `regions` for the head to name \
                      them.\n\n\
                      Names of objects start with `name`. Where a device applies each line at once and refuses to empty a group that is in \
                      use (`cisco_asa`, `cisco_ios`, `pan_os`), prefixes stand in groups that are named by their content, so a text only \
                      adds: what an earlier one left is taken away by the lines of `rules_diff`. `fortios`, `junos`, `junos_srx` and \
                      `nftables` replace what they name.\n\n\
                      Return rules are in the texts for filters that know no sessions, `cisco_ios`, `junos` and `nftables`: from the \
                      service's ports alone and, of TCP, without packets that open a connection. The others leave them out.\n\n\
                      `plain` (`plain_ipv4`, `plain_ipv6`) is a bare list, one prefix a line. It has neither ports nor direction, so rules \
                      of several are refused: use `feed`, which gives a list for each.",
    };
    let formats =
        "`cisco_asa`, `cisco_ios`, `fortios`, `junos`, `junos_srx`, `nftables`, `pan_os`, `plain`, `plain_ipv4` or `plain_ipv6`.";
    let parameters = (rules_parameter(), parameter("format", formats), options::<TextOptions>());
    vec![text.function(parameters, |(rules, format, options)| render_text(&rules, format, &options))]
}
