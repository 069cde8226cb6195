//! Cisco IOS and IOS XE: extended access lists over object groups. IPv6
//! prefixes stand in their access list, for object groups of access lists take
//! none
//! (<https://www.cisco.com/c/en/us/td/docs/routers/ios/config/17-x/sec-vpn/b-security-vpn/m_sec_zbf_ogacl-xe.html>,
//! read 2026-11-24).
//!
//! IOS applies each line as it comes and adds lines to what exists; by that page
//! a group that an access list names can be neither emptied nor deleted. So the
//! prefixes are in groups that are named by their content and never change, and
//! the group that the access list names holds one of them: a new text adds its
//! own, and the old one can leave. The lines of the access list stay as they are.
//!
//! An access list knows no sessions. A return rule matches the service's port
//! as the source and, of TCP, `established`: packets with ACK or RST, which
//! cannot open a connection.

use super::{
    TextOptions,
    device::Device,
    names::{Names, content_tag},
    netmask::network_and_mask,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{Direction, IpVersion, PortRange},
    render::RenderError,
    rules::{Permission, RuleSet},
};

/// What keeps an access list from being empty, as one that is applied and empty
/// permits everything. It matches nothing that anyone sends.
const LAST_LINE: &str = " deny udp any any eq 0\n";

pub(super) struct CiscoIos;

impl Device for CiscoIos {
    fn format(&self) -> &'static str {
        "cisco_ios"
    }

    fn comment(&self) -> &'static str {
        "!"
    }

    fn knows_sessions(&self) -> bool {
        false
    }

    fn longest_name(&self) -> usize {
        64
    }

    fn guide(&self, names: &Names<'_>) -> Vec<String> {
        let name = names.prefix();
        [
            format!("Direction: lists {name}-egress-* filter packets from the agents, {name}-ingress-* packets to them."),
            format!(
                "  On the agents' interface: ip access-group {name}-egress-ipv4 in, ip access-group {name}-ingress-ipv4 out,"
            ),
            format!("  ipv6 traffic-filter {name}-egress-ipv6 in, ipv6 traffic-filter {name}-ingress-ipv6 out."),
            "Load: paste in configuration mode. It only adds: what an earlier text of this name permitted stays permitted"
                .to_owned(),
            "  until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            "  IOS puts new lines at the end of a list: a deny of your own must stand behind them.".to_owned(),
            "Everything else: a list ends in an implicit deny. Once it is bound, all other traffic through it is dropped:"
                .to_owned(),
            "  add to the list what else the network needs.".to_owned(),
            "Remove: unbind the lists first, for an applied list that is empty or undefined permits everything;".to_owned(),
            "  then load the lines of rules_diff(rules, [], { format, name }).".to_owned(),
        ]
        .into()
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let (mut contents, mut groups, mut permits) = (Vec::new(), Vec::new(), Vec::new());
        let mut permits_ipv6 = Vec::new();
        for (permission, lines) in rules.permissions() {
            let list = list(permission, names)?;
            if permission.ip_version == IpVersion::V6 {
                permits_ipv6.extend(lines.keys().map(|prefix| permit(permission, &prefix.to_string(), &list)));
                continue;
            }
            let group = names.of(permission.traffic_name('-'))?;
            let content = names.of(format!("{}-{}", permission.traffic_name('-'), content_tag(lines.keys())))?;
            let members: String = lines.keys().map(|prefix| format!(" {}\n", network_and_mask(*prefix))).collect();
            contents.push(Statement {
                block: None,
                text: format!("object-group network {content}\n{members}!\n"),
                key: content.clone(),
                undo: format!("no object-group network {content}\n"),
            });
            let block = Block {
                id: group.clone(),
                open: format!("object-group network {group}"),
                close: "!",
                emptied: Emptied::Whole(format!("no object-group network {group}\n")),
            };
            let member = Statement::line(format!(" group-object {content}"), format!(" no group-object {content}"));
            groups.push(member.within(&block));
            permits.push(permit(permission, &format!("object-group {group}"), &list));
        }
        Ok([contents, groups, permits, permits_ipv6].concat())
    }
}

/// The access list that a permission is in.
fn list(permission: Permission, names: &Names<'_>) -> Result<Block, RenderError> {
    let name = names.of(format!("{}-{}", permission.direction, permission.ip_version))?;
    let kind = match permission.ip_version {
        IpVersion::V4 => "ip access-list extended",
        IpVersion::V6 => "ipv6 access-list",
    };
    let emptied = Emptied::Held(LAST_LINE.to_owned());
    Ok(Block { open: format!("{kind} {name}"), id: name, close: "!", emptied })
}

fn permit(permission: Permission, remote: &str, list: &Block) -> Statement {
    let (source, destination) = match permission.direction {
        Direction::Egress => ("any", remote),
        Direction::Ingress => (remote, "any"),
    };
    let source_ports = permission.source_ports.map(|source| format!(" {}", ports(source))).unwrap_or_default();
    let (protocol, ports) = (permission.ip_protocol, ports(permission.ports));
    let established = if permission.is_tcp_reply() { " established" } else { "" };
    let line = format!("permit {protocol} {source}{source_ports} {destination} {ports}{established}");
    Statement::line(format!(" {line}"), format!(" no {line}")).within(list)
}

/// `eq 443`, `range 49152 65535`: Cisco's operators.
pub(super) fn ports(ports: PortRange) -> String {
    if ports.first() == ports.last() {
        format!("eq {}", ports.first())
    } else {
        format!("range {} {}", ports.first(), ports.last())
    }
}
