//! Cisco IOS and IOS XE: an object group for each IPv4 permission, and an
//! extended access list for each direction and family. IPv6 prefixes stand in
//! their access list, for many releases have no IPv6 object groups.
//!
//! An access list knows no sessions. A return rule matches the service's port
//! as the source and, of TCP, `established`: packets with ACK or RST, which
//! cannot open a connection.
//!
//! IOS adds lines to a list that exists: load the text with
//! `configure replace`, or take the old lists away first, so that withdrawn
//! prefixes go. An access list ends in an implicit deny: add what else the
//! network needs.

use super::netmask::netmask;
use crate::{
    model::{Direction, IpVersion, PortRange, Prefix},
    rules::{Permission, RuleSet},
};
use std::fmt::Write as _;

/// Configuration lines.
pub(super) fn render(rules: &RuleSet) -> String {
    let mut text = String::new();
    for (permission, lines) in rules.permissions().filter(|(permission, _)| permission.ip_version == IpVersion::V4) {
        let _ = writeln!(text, "object-group network {}", object_group(permission));
        for prefix in lines.keys() {
            let _ = writeln!(text, " {}", network(*prefix));
        }
        text.push_str("!\n");
    }
    for direction in Direction::ALL {
        for ip_version in IpVersion::ALL {
            let of_list = rules
                .permissions()
                .filter(|(permission, _)| (permission.direction, permission.ip_version) == (direction, ip_version));
            let lines: String = of_list
                .flat_map(|(permission, lines)| match ip_version {
                    IpVersion::V4 => vec![permit(permission, &format!("object-group {}", object_group(permission)))],
                    IpVersion::V6 => lines.keys().map(|prefix| permit(permission, &prefix.to_string())).collect(),
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

fn object_group(permission: Permission) -> String {
    format!("amazonconnect-{}", permission.name('-'))
}

/// `15.193.0.0 255.255.224.0`, or `host 15.193.0.1`.
fn network(prefix: Prefix) -> String {
    if prefix.len() == prefix.version().bits() {
        format!("host {}", prefix.network())
    } else {
        format!("{} {}", prefix.network(), netmask(prefix))
    }
}

fn permit(permission: Permission, remote: &str) -> String {
    let (source, destination) = match permission.direction {
        Direction::Egress => ("any", remote),
        Direction::Ingress => (remote, "any"),
    };
    let source_ports = permission.source_ports.map(|source| format!(" {}", ports(source))).unwrap_or_default();
    let (protocol, ports) = (permission.ip_protocol, ports(permission.ports));
    let established = if permission.is_tcp_reply() { " established" } else { "" };
    format!(" permit {protocol} {source}{source_ports} {destination} {ports}{established}\n")
}

fn ports(ports: PortRange) -> String {
    if ports.first() == ports.last() {
        format!("eq {}", ports.first())
    } else {
        format!("range {} {}", ports.first(), ports.last())
    }
}
