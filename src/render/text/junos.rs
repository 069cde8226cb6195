//! Junos: a prefix list for each port group, and a firewall filter for each
//! direction and family with a term for each list, as `set` commands for
//! `load set`.
//!
//! What an earlier text left is deleted first (Junos warns of a statement that
//! is not there yet), and a commit applies all at once, so withdrawn prefixes
//! go. A filter ends in an implicit discard: place it in an `input-list` or
//! `output-list` before the filters that allow the rest. An SRX needs its
//! prefix lists in address books instead.

use super::text_format::Groups;
use crate::{
    model::{Direction, IpVersion},
    render::port_group::PortGroup,
};
use std::{collections::BTreeSet, fmt::Write as _};

/// `delete` and `set` commands.
pub(super) fn render(groups: &Groups<'_>) -> String {
    let mut text = String::new();
    for group in groups.keys() {
        let _ = writeln!(text, "delete policy-options prefix-list {}", prefix_list(*group));
    }
    let filters: BTreeSet<String> = groups.keys().map(|group| filter(*group)).collect();
    for filter in &filters {
        let _ = writeln!(text, "delete firewall {filter}");
    }
    for (group, rules) in groups {
        for rule in rules {
            let _ = writeln!(text, "set policy-options prefix-list {} {}", prefix_list(*group), rule.prefix);
        }
    }
    for group in groups.keys() {
        let term = format!("set firewall {} term {}", filter(*group), group.name('-'));
        let end = match group.direction {
            Direction::Egress => "destination",
            Direction::Ingress => "source",
        };
        let protocol = match group.ip_version {
            IpVersion::V4 => "protocol",
            IpVersion::V6 => "next-header",
        };
        let _ = writeln!(text, "{term} from {end}-prefix-list {}", prefix_list(*group));
        let _ = writeln!(text, "{term} from {protocol} {}", group.ip_protocol);
        let _ = writeln!(text, "{term} from destination-port {}", group.ports);
        let _ = writeln!(text, "{term} then accept");
    }
    text
}

fn prefix_list(group: PortGroup) -> String {
    format!("amazonconnect-{}", group.name('-'))
}

fn filter(group: PortGroup) -> String {
    let family = match group.ip_version {
        IpVersion::V4 => "inet",
        IpVersion::V6 => "inet6",
    };
    format!("family {family} filter amazonconnect-{}-{}", group.direction, group.ip_version)
}
