//! PAN-OS: an address object for each prefix, a static address group for each
//! port group, and a service for each protocol and port range, as `set`
//! commands. Security rules are the user's.
//!
//! `set` adds to a group: `delete address-group` first where prefixes were
//! withdrawn, or use an external dynamic list (format `plain`), which follows
//! by itself. Names have at most 63 characters of letters, digits, `.`, `_` and
//! `-`; a group takes at most 2,500 members.

use super::{address_name::address_name, text_format::Groups};
use crate::{
    model::{IpProtocol, PortRange, Prefix},
    render::RenderError,
};
use std::{collections::BTreeSet, fmt::Write as _};

const MAX_MEMBERS: usize = 2_500;

/// `set` commands of configuration mode.
pub(super) fn render(groups: &Groups<'_>) -> Result<String, RenderError> {
    let mut text = String::new();
    let prefixes: BTreeSet<Prefix> = groups.values().flatten().map(|rule| rule.prefix).collect();
    for prefix in prefixes {
        let _ = writeln!(text, "set address {} ip-netmask {prefix}", address_name(prefix));
    }
    for (group, rules) in groups {
        let name = format!("amazonconnect-{}", group.name('-'));
        if rules.len() > MAX_MEMBERS {
            return Err(RenderError::Limit {
                target: "pan_os",
                what: format!("members of address group {name}"),
                limit: MAX_MEMBERS,
                found: rules.len(),
                remedy: "set max_cidrs in the data source, or use an external dynamic list (format \"plain\")",
            });
        }
        for rule in rules {
            let _ = writeln!(text, "set address-group {name} static {}", address_name(rule.prefix));
        }
    }
    let services: BTreeSet<(IpProtocol, PortRange)> = groups.keys().map(|group| (group.ip_protocol, group.ports)).collect();
    for (protocol, ports) in services {
        let _ = writeln!(text, "set service amazonconnect-{protocol}-{ports} protocol {protocol} port {ports}");
    }
    Ok(text)
}
