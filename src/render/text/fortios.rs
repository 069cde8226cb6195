//! FortiOS: an address object for each prefix, an address group for each
//! permission, and a service for each protocol and port range. Policies are the
//! user's, and let replies through.
//!
//! `set member` gives a group exactly these members, so withdrawn prefixes
//! leave it; their address objects stay, unused. How many members a group takes
//! depends on the model: `print tablesize` on the device tells.

use super::{address_name::address_name, netmask::netmask};
use crate::{
    model::{IpProtocol, IpVersion, PortRange, Prefix},
    rules::RuleSet,
};
use std::{collections::BTreeSet, fmt::Write as _};

/// CLI commands.
pub(super) fn render(requests: &RuleSet) -> String {
    let mut text = String::new();
    for ip_version in IpVersion::ALL {
        let of_family = || requests.permissions().filter(move |(permission, _)| permission.ip_version == ip_version);
        let prefixes: BTreeSet<Prefix> = of_family().flat_map(|(_, lines)| lines.keys().copied()).collect();
        if prefixes.is_empty() {
            continue;
        }
        let (address, group_table) = match ip_version {
            IpVersion::V4 => ("address", "addrgrp"),
            IpVersion::V6 => ("address6", "addrgrp6"),
        };
        let _ = writeln!(text, "config firewall {address}");
        for prefix in prefixes {
            let value = match ip_version {
                IpVersion::V4 => format!("subnet {} {}", prefix.network(), netmask(prefix)),
                IpVersion::V6 => format!("ip6 {prefix}"),
            };
            let _ = write!(text, "    edit \"{}\"\n        set {value}\n    next\n", address_name(prefix));
        }
        let _ = writeln!(text, "end\nconfig firewall {group_table}");
        for (permission, lines) in of_family() {
            let members: String = lines.keys().map(|prefix| format!(" \"{}\"", address_name(*prefix))).collect();
            let name = permission.name('-');
            let _ = write!(text, "    edit \"amazonconnect-{name}\"\n        set member{members}\n    next\n");
        }
        text.push_str("end\n");
    }
    let services: BTreeSet<(IpProtocol, PortRange)> =
        requests.permissions().map(|(permission, _)| (permission.ip_protocol, permission.ports)).collect();
    text.push_str("config firewall service custom\n");
    for (protocol, ports) in services {
        let _ =
            write!(text, "    edit \"amazonconnect-{protocol}-{ports}\"\n        set {protocol}-portrange {ports}\n    next\n");
    }
    text.push_str("end\n");
    text
}
