//! Junos on routers and switches: a prefix list for each permission, and a
//! firewall filter for each direction and family with a term for each list, as
//! `set` commands for `load set`.
//!
//! A filter knows no sessions. A return term matches the service's port as the
//! source and, of TCP, `tcp-established`: packets with ACK or RST, which cannot
//! open a connection.
//!
//! All four filters and the prefix lists that follow are deleted first (Junos
//! warns of a statement that is not there), and a commit applies all at once, so
//! withdrawn prefixes and terms go. A prefix list of a permission that is gone
//! stays and allows nothing, for no filter names it; the lines of `rules_diff`
//! delete it. An SRX needs its prefixes in address books: format `junos_srx`.

use super::{
    TextOptions,
    device::{Device, filters, listed},
    names::Names,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{Direction, IpVersion},
    render::RenderError,
    rules::{Permission, RuleSet},
};

pub(super) struct Junos;

impl Device for Junos {
    fn format(&self) -> &'static str {
        "junos"
    }

    fn knows_sessions(&self) -> bool {
        false
    }

    fn longest_name(&self) -> usize {
        63
    }

    fn guide(&self, rules: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let defined = filters(rules);
        let missing = listed(
            "No filter of this text, and deleted if an earlier one left it: take it off the interfaces first, or the commit is refused:",
            all_filters()
                .filter(|one| !defined.contains(one))
                .map(|(direction, ip_version)| filter(direction, ip_version, names)),
        );
        let bindings = "Direction: egress filters are for packets from the agents, ingress filters for packets to them. On the agents' interface:";
        let bound = listed(bindings, defined.into_iter().map(|(direction, ip_version)| binding(direction, ip_version, names)));
        let rest = [
            "Load: load set, then commit, which applies all at once: what an earlier text of this name permitted goes."
                .to_owned(),
            "Everything else: a filter ends in an implicit discard. Put behind it, in the same list of filters, one that accepts"
                .to_owned(),
            "  what else the network needs, or all other traffic through the interface is dropped.".to_owned(),
            "Remove: take the filters off the interfaces, load the lines of rules_diff(rules, [], { format, name }), commit."
                .to_owned(),
        ];
        [bound, missing, rest.into()].concat()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let (was, is) = (filters(before), filters(after));
        let new = is.difference(&was).map(|(direction, ip_version)| binding(*direction, *ip_version, names));
        let gone = was.difference(&is).map(|(direction, ip_version)| filter(*direction, *ip_version, names));
        let first = "These filters go: take them off the interfaces first, or the commit is refused:";
        [listed("These filters are new; on the agents' interface:", new), listed(first, gone)].concat()
    }

    fn cleared(&self, rules: &RuleSet, names: &Names<'_>) -> String {
        let mut text = String::new();
        for (permission, _) in rules.permissions() {
            text.push_str(&format!("delete policy-options prefix-list {}\n", names.of_permission(permission)));
        }
        // An earlier text may have left any of them, whatever is permitted now.
        for (direction, ip_version) in all_filters() {
            text.push_str(&format!("delete firewall {}\n", filter(direction, ip_version, names)));
        }
        text
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let (mut lists, mut terms) = (Vec::new(), Vec::new());
        for (permission, lines) in rules.permissions() {
            let name = names.of_permission(permission);
            let list = whole(format!("policy-options prefix-list {name}"));
            lists.extend(lines.keys().map(|prefix| set(&list, &prefix.to_string())));
            let filter = filter(permission.direction, permission.ip_version, names);
            let term = whole(format!("firewall {filter} term {}", permission.name('-')));
            terms.extend(conditions(permission, &name).iter().map(|condition| set(&term, &format!("from {condition}"))));
            terms.push(set(&term, "then accept"));
        }
        // Behind the last of its terms the filter itself goes.
        lists.extend(filters(rules).into_iter().map(|(direction, ip_version)| {
            let key = filter(direction, ip_version, names);
            Statement { block: None, text: String::new(), undo: format!("delete firewall {key}\n"), key }
        }));
        lists.extend(terms);
        Ok(lists)
    }
}

/// A part of the configuration that goes with one `delete`.
pub(super) fn whole(path: String) -> Block {
    let emptied = Emptied::Whole(format!("delete {path}\n"));
    Block { id: path, open: String::new(), close: "", emptied }
}

/// A statement within that part.
pub(super) fn set(part: &Block, statement: &str) -> Statement {
    let path = &part.id;
    Statement::line(format!("set {path} {statement}"), format!("delete {path} {statement}")).within(part)
}

/// What a packet must match, all of it.
fn conditions(permission: Permission, list: &str) -> Vec<String> {
    let end = match permission.direction {
        Direction::Egress => "destination",
        Direction::Ingress => "source",
    };
    let protocol = match permission.ip_version {
        IpVersion::V4 => "protocol",
        IpVersion::V6 => "next-header",
    };
    let mut conditions = vec![
        format!("{end}-prefix-list {list}"),
        format!("{protocol} {}", permission.ip_protocol),
        format!("destination-port {}", permission.ports),
    ];
    conditions.extend(permission.source_ports.map(|ports| format!("source-port {ports}")));
    if permission.is_tcp_reply() {
        conditions.push("tcp-established".to_owned());
    }
    conditions
}

fn all_filters() -> impl Iterator<Item = (Direction, IpVersion)> {
    IpVersion::ALL.into_iter().flat_map(|ip_version| Direction::ALL.map(|direction| (direction, ip_version)))
}

/// How the filter is bound to the agents' interface.
fn binding(direction: Direction, ip_version: IpVersion, names: &Names<'_>) -> String {
    let way = match direction {
        Direction::Egress => "input-list",
        Direction::Ingress => "output-list",
    };
    filter(direction, ip_version, names).replacen("filter ", &format!("filter {way} "), 1)
}

fn filter(direction: Direction, ip_version: IpVersion, names: &Names<'_>) -> String {
    let family = match ip_version {
        IpVersion::V4 => "inet",
        IpVersion::V6 => "inet6",
    };
    format!("family {family} filter {}", names.of(format!("{direction}-{ip_version}")))
}
