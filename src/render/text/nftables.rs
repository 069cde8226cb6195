//! nftables: a set for each permission, and a chain for each direction.
//!
//! The chains are in table `inet filter` and have no hook: a base chain of the
//! user jumps to them, for the user alone knows where (`ip saddr 10.20.0.0/16
//! jump amazonconnect_egress`). `nft -f` applies the file in one transaction,
//! and doing so again gives the same: sets and chains are declared, emptied and
//! filled. `auto-merge` lets a set hold a prefix inside another.
//!
//! A return rule matches the service's port as the source and, of TCP, packets
//! with ACK or RST, which cannot open a connection. It does not ask `ct state`:
//! who wants return rules filters without tracking, or on a path that replies
//! alone take, and there no reply is `established`.

use crate::{
    model::{Direction, IpVersion},
    rules::{Permission, RuleSet},
};
use std::fmt::Write as _;

/// An `nft -f` file.
pub(super) fn render(rules: &RuleSet) -> String {
    let mut text = "table inet filter {\n".to_owned();
    for (permission, _) in rules.permissions() {
        let of_type = match permission.ip_version {
            IpVersion::V4 => "ipv4_addr",
            IpVersion::V6 => "ipv6_addr",
        };
        let _ = write!(text, "\tset {} {{\n\t\ttype {of_type}\n\t\tflags interval\n\t\tauto-merge\n\t}}\n", set(permission));
    }
    for direction in Direction::ALL {
        let _ = write!(text, "\tchain amazonconnect_{direction} {{\n\t}}\n");
    }
    text.push_str("}\n");
    for (permission, _) in rules.permissions() {
        let _ = writeln!(text, "flush set inet filter {}", set(permission));
    }
    for direction in Direction::ALL {
        let _ = writeln!(text, "flush chain inet filter amazonconnect_{direction}");
    }
    for (permission, lines) in rules.permissions() {
        let prefixes: Vec<String> = lines.keys().map(|prefix| format!("\t{prefix}")).collect();
        let _ = writeln!(text, "add element inet filter {} {{\n{}\n}}", set(permission), prefixes.join(",\n"));
    }
    for (permission, _) in rules.permissions() {
        let _ = writeln!(text, "add rule inet filter amazonconnect_{} {} accept", permission.direction, conditions(permission));
    }
    text
}

/// What a packet must match, all of it.
fn conditions(permission: Permission) -> String {
    let family = match permission.ip_version {
        IpVersion::V4 => "ip",
        IpVersion::V6 => "ip6",
    };
    let address = match permission.direction {
        Direction::Egress => "daddr",
        Direction::Ingress => "saddr",
    };
    let protocol = permission.ip_protocol;
    let mut conditions = format!("{family} {address} @{}", set(permission));
    if let Some(ports) = permission.source_ports {
        let _ = write!(conditions, " {protocol} sport {ports}");
    }
    let _ = write!(conditions, " {protocol} dport {}", permission.ports);
    if permission.is_tcp_reply() {
        conditions.push_str(" tcp flags & (ack | rst) != 0x0");
    }
    conditions
}

fn set(permission: Permission) -> String {
    format!("amazonconnect_{}", permission.name('_'))
}
