//! Cisco IOS and IOS XE: an object group for each IPv4 port group, and an
//! extended access list for each direction and family. IPv6 prefixes stand in
//! their access list, for many releases have no IPv6 object groups.
//!
//! IOS adds lines to a list that exists: load the text with
//! `configure replace`, or take the old lists away first, so that withdrawn
//! prefixes go. An access list ends in an implicit deny: add what else the
//! network needs.

use super::{netmask::netmask, text_format::Groups};
use crate::{
    model::{Direction, IpVersion, PortRange, Prefix},
    render::port_group::PortGroup,
};
use std::fmt::Write as _;

/// Configuration lines.
pub(super) fn render(groups: &Groups<'_>) -> String {
    let mut text = String::new();
    for (group, rules) in groups.iter().filter(|(group, _)| group.ip_version == IpVersion::V4) {
        let _ = writeln!(text, "object-group network {}", object_group(*group));
        for rule in rules {
            let _ = writeln!(text, " {}", network(rule.prefix));
        }
        text.push_str("!\n");
    }
    for direction in Direction::ALL {
        for ip_version in IpVersion::ALL {
            let lines: String = groups
                .iter()
                .filter(|(group, _)| group.direction == direction && group.ip_version == ip_version)
                .flat_map(|(group, rules)| match ip_version {
                    IpVersion::V4 => vec![permit(*group, &format!("object-group {}", object_group(*group)))],
                    IpVersion::V6 => rules.iter().map(|rule| permit(*group, &rule.prefix.to_string())).collect(),
                })
                .collect();
            if !lines.is_empty() {
                let kind = match ip_version {
                    IpVersion::V4 => "ip access-list extended",
                    IpVersion::V6 => "ipv6 access-list",
                };
                let _ = write!(text, "{kind} amazonconnect-{direction}-{ip_version}\n{lines}!\n");
            }
        }
    }
    text
}

fn object_group(group: PortGroup) -> String {
    format!("amazonconnect-{}", group.name('-'))
}

/// `15.193.0.0 255.255.224.0`, or `host 15.193.0.1`.
fn network(prefix: Prefix) -> String {
    if prefix.len() == prefix.version().bits() {
        format!("host {}", prefix.network())
    } else {
        format!("{} {}", prefix.network(), netmask(prefix))
    }
}

fn permit(group: PortGroup, remote: &str) -> String {
    let ports = ports(group.ports);
    match group.direction {
        Direction::Egress => format!(" permit {} any {remote} {ports}\n", group.ip_protocol),
        Direction::Ingress => format!(" permit {} {remote} any {ports}\n", group.ip_protocol),
    }
}

fn ports(ports: PortRange) -> String {
    if ports.first() == ports.last() {
        format!("eq {}", ports.first())
    } else {
        format!("range {} {}", ports.first(), ports.last())
    }
}
