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
    device::Device,
    names::{Names, content_tag},
    netmask::network_and_mask,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{Direction, IpVersion, Prefix},
    render::RenderError,
    rules::{Permission, RuleSet},
};

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

    fn guide(&self, names: &Names<'_>) -> Vec<String> {
        let name = names.prefix();
        [
            format!("Direction: list {name}-egress permits what agents open, {name}-ingress what AWS opens. Bind each where its"),
            format!("  connections come in: access-group {name}-egress in interface inside; {name}-ingress toward AWS."),
            "Load: paste in configuration mode. It only adds: what an earlier text of this name permitted stays permitted"
                .to_owned(),
            "  until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            "Everything else: a list ends in an implicit deny. Once it is bound, all other connections through that interface"
                .to_owned(),
            "  are dropped: add to the list what else the network needs, behind these lines.".to_owned(),
            "Remove: unbind the lists first (no access-group); then load the lines of".to_owned(),
            "  rules_diff(rules, [], { format, name }).".to_owned(),
        ]
        .into()
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let (mut groups, mut permits) = (Vec::new(), Vec::new());
        for (permission, lines) in rules.permissions() {
            let group = names.of(format!("{}-{}", permission.name('-'), content_tag(lines.keys())))?;
            let members: String = lines.keys().map(|prefix| format!(" network-object {}\n", network(*prefix))).collect();
            groups.push(Statement {
                block: None,
                text: format!("object-group network {group}\n{members}!\n"),
                key: group.clone(),
                undo: format!("no object-group network {group}\n"),
            });
            permits.push(permit(permission, &group, &names.of(permission.direction)?));
        }
        groups.extend(permits);
        Ok(groups)
    }
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
    let emptied = Emptied::Held(format!("access-list {list} extended deny ip any any\n"));
    let block = Block { id: list.to_owned(), open: String::new(), close: "", emptied };
    Statement::line(format!("access-list {list} line 1 {line}"), format!("no access-list {list} {line}")).within(&block)
}
