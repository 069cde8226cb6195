//! nftables: a set for each port group, and a chain for each direction.
//!
//! The chains are in table `inet filter` and have no hook: a base chain of the
//! user jumps to them, for the user alone knows where (`ip saddr 10.20.0.0/16
//! jump amazonconnect_egress`). `nft -f` applies the file in one transaction,
//! and doing so again gives the same: sets and chains are declared, emptied and
//! filled. `auto-merge` lets a set hold a prefix inside another.

use super::text_format::Groups;
use crate::model::{Direction, IpVersion};
use std::fmt::Write as _;

/// An `nft -f` file.
pub(super) fn render(groups: &Groups<'_>) -> String {
    let mut text = "table inet filter {\n".to_owned();
    for group in groups.keys() {
        let of_type = match group.ip_version {
            IpVersion::V4 => "ipv4_addr",
            IpVersion::V6 => "ipv6_addr",
        };
        let _ = write!(text, "\tset {} {{\n\t\ttype {of_type}\n\t\tflags interval\n\t\tauto-merge\n\t}}\n", set(group.name('_')));
    }
    for direction in Direction::ALL {
        let _ = write!(text, "\tchain amazonconnect_{direction} {{\n\t}}\n");
    }
    text.push_str("}\n");
    for group in groups.keys() {
        let _ = writeln!(text, "flush set inet filter {}", set(group.name('_')));
    }
    for direction in Direction::ALL {
        let _ = writeln!(text, "flush chain inet filter amazonconnect_{direction}");
    }
    for (group, rules) in groups {
        let prefixes: Vec<String> = rules.iter().map(|rule| format!("\t{}", rule.prefix)).collect();
        let _ = writeln!(text, "add element inet filter {} {{\n{}\n}}", set(group.name('_')), prefixes.join(",\n"));
    }
    for group in groups.keys() {
        let family = match group.ip_version {
            IpVersion::V4 => "ip",
            IpVersion::V6 => "ip6",
        };
        let address = match group.direction {
            Direction::Egress => "daddr",
            Direction::Ingress => "saddr",
        };
        let _ = writeln!(
            text,
            "add rule inet filter amazonconnect_{} {family} {address} @{} {} dport {} accept",
            group.direction,
            set(group.name('_')),
            group.ip_protocol,
            group.ports
        );
    }
    text
}

fn set(group: String) -> String {
    format!("amazonconnect_{group}")
}
