//! PAN-OS: an address object for each prefix, a static address group for each
//! permission, and a service for each protocol and port range, as `set`
//! commands. Security rules are the user's, and let replies through.
//!
//! `set` adds to a group: `delete address-group` first where prefixes were
//! withdrawn, or use an external dynamic list (format `plain`), which follows
//! by itself. Names have at most 63 characters of letters, digits, `.`, `_` and
//! `-`; a group takes at most 2,500 members.

use super::address_name::address_name;
use crate::{
    model::{IpProtocol, PortRange, Prefix},
    render::{RenderError, error::RenderErrorKind},
    rules::RuleSet,
};
use std::{collections::BTreeSet, fmt::Write as _};

const TARGET: &str = "pan_os";
const MAX_MEMBERS: usize = 2_500;

/// `set` commands of configuration mode.
pub(super) fn render(requests: &RuleSet) -> Result<String, RenderError> {
    let mut text = String::new();
    let prefixes: BTreeSet<Prefix> = requests.iter().map(|rule| rule.prefix).collect();
    for prefix in prefixes {
        let _ = writeln!(text, "set address {} ip-netmask {prefix}", address_name(prefix));
    }
    for (permission, lines) in requests.permissions() {
        let name = format!("amazonconnect-{}", permission.name('-'));
        if lines.len() > MAX_MEMBERS {
            return Err(RenderErrorKind::Limit {
                what: format!("members of address group {name}"),
                limit: MAX_MEMBERS,
                found: lines.len(),
                remedy: "set max_cidrs in amazonconnect_network_rules or in rules_cover, or use an external dynamic list (format \"plain\")",
            }
            .of(TARGET));
        }
        for prefix in lines.keys() {
            let _ = writeln!(text, "set address-group {name} static {}", address_name(*prefix));
        }
    }
    let services: BTreeSet<(IpProtocol, PortRange)> =
        requests.permissions().map(|(permission, _)| (permission.ip_protocol, permission.ports)).collect();
    for (protocol, ports) in services {
        let _ = writeln!(text, "set service amazonconnect-{protocol}-{ports} protocol {protocol} port {ports}");
    }
    Ok(text)
}
