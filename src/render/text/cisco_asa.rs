//! Cisco ASA, and FTD as far as its manager lets it take ASA's lines: an
//! extended access list for each direction, over object groups.
//!
//! ASA applies each line as it comes; an object group that a command names can
//! be neither emptied nor removed, names have at most 64 characters, and a group
//! of IPv6 prefixes cannot be in another one
//! (<https://www.cisco.com/c/en/us/td/docs/security/asa/asa912/configuration/firewall/asa-912-firewall-config/access-objects.html>,
//! read 2026-11-24). So groups are named by their content and never change: a new
//! text adds a line for its own group, and the old line and group can leave.
//! Lines are put at the top of the list, before any deny of the user.
//!
//! ASA knows sessions: replies pass by themselves.

use super::{
    TextOptions,
    cisco_ios::ports,
    device::{Device, filters, listed},
    names::{Names, content_tag},
    netmask::network_and_mask,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{Direction, IpVersion, Prefix},
    render::RenderError,
    rules::{Permission, RuleSet},
};
use std::collections::BTreeSet;

/// What keeps a list from being empty: no packet has a documentation address
/// (RFC 5737) at both ends. It stays, and what stands behind it still counts, as
/// do global rules, which ASA asks after those of the interface
/// (<https://www.cisco.com/c/en/us/td/docs/security/asa/asa912/configuration/firewall/asa-912-firewall-config/access-rules.html>;
/// not seen: what is said here is Cisco's to confirm).
const LAST_LINE: &str = "deny ip host 192.0.2.0 host 192.0.2.0";

pub(super) struct CiscoAsa;

impl Device for CiscoAsa {
    fn format(&self) -> &'static str {
        "cisco_asa"
    }

    fn comment(&self) -> &'static str {
        "!"
    }

    fn knows_sessions(&self) -> bool {
        true
    }

    fn longest_name(&self) -> usize {
        64
    }

    fn guide(&self, rules: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let directions = directions(rules).into_iter().map(|direction| match direction {
            Direction::Egress => {
                format!("Direction: access-group {} in interface inside, for what agents open.", names.of(direction))
            }
            Direction::Ingress => {
                format!("Direction: access-group {} in interface outside, for what AWS opens.", names.of(direction))
            }
        });
        let rest = [
            "Load: paste in configuration mode. It only adds: what an earlier text of this name permitted stays permitted"
                .to_owned(),
            "  until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            "Everything else: once a list is bound, a global access-group decides on what no line of it matches, and without one"
                .to_owned(),
            "  all other connections into that interface are dropped: add to the list what else the network needs.".to_owned(),
            "Remove: unbind the lists (no access-group), load the lines of rules_diff(rules, [], { format, name }), and"
                .to_owned(),
            "  clear configure access-list for each list, which those lines leave with one that matches nothing.".to_owned(),
        ];
        directions.chain(rest).collect()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let (was, is) = (directions(before), directions(after));
        let new = listed("These lists are new; bind them with access-group:", is.difference(&was).map(|one| names.of(one)));
        let gone = listed(
            "These lists stay, with one line that matches nothing; once they are unbound, clear configure access-list for each:",
            was.difference(&is).map(|one| names.of(one)),
        );
        [new, gone].concat()
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let (mut groups, mut permits) = (Vec::new(), Vec::new());
        for (permission, lines) in rules.permissions() {
            let group = names.of(format!("{}-{}", permission.name('-'), content_tag(lines.keys())));
            let members: String = lines.keys().map(|prefix| format!(" network-object {}\n", network(*prefix))).collect();
            groups.push(Statement {
                block: None,
                text: format!("object-group network {group}\n{members}!\n"),
                key: group.clone(),
                undo: format!("no object-group network {group}\n"),
            });
            permits.push(permit(permission, &group, &names.of(permission.direction)));
        }
        groups.extend(permits);
        Ok(groups)
    }
}

fn directions(rules: &RuleSet) -> BTreeSet<Direction> {
    filters(rules).into_iter().map(|(direction, _)| direction).collect()
}

fn network(prefix: Prefix) -> String {
    match prefix.version() {
        IpVersion::V4 => network_and_mask(prefix),
        IpVersion::V6 => prefix.to_string(),
    }
}

fn permit(permission: Permission, group: &str, list: &str) -> Statement {
    let any = match permission.ip_version {
        IpVersion::V4 => "any4",
        IpVersion::V6 => "any6",
    };
    let (protocol, ports) = (permission.ip_protocol, ports(permission.ports));
    let (source, destination) = match permission.direction {
        Direction::Egress => (any.to_owned(), format!("object-group {group}")),
        Direction::Ingress => (format!("object-group {group}"), any.to_owned()),
    };
    let line = format!("extended permit {protocol} {source} {destination} {ports}");
    // ASA forgets a list without lines, and where it was bound.
    let emptied = Emptied::Held(format!("access-list {list} extended {LAST_LINE}\n"));
    let block = Block { id: list.to_owned(), open: String::new(), close: "", emptied };
    Statement::line(format!("access-list {list} line 1 {line}"), format!("no access-list {list} {line}")).within(&block)
}
