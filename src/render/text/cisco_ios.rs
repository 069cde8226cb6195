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
//! A line without a number goes to the end of its list, behind a deny of the
//! user. So each has a number below all of the user's. IOS may forget those of an
//! IPv4 list when it restarts, and has `resequence` for them: it lifts the whole
//! list before new lines come in front. IPv6 lists keep theirs and have no such
//! command.
//!
//! An access list knows no sessions. A return rule matches the service's port
//! as the source and, of TCP, `established`: packets with ACK or RST, which
//! cannot open a connection.

use super::{
    TextOptions,
    device::{Device, filters, listed},
    names::{Names, content_tag},
    netmask::network_and_mask,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{Direction, IpVersion, PortRange},
    render::{RenderError, content_hash::content_hash, error::RenderErrorKind},
    rules::{Permission, RuleSet},
};
use std::collections::{BTreeMap, BTreeSet};

/// What keeps an access list from being empty, as one that is applied and empty
/// permits everything. It matches nothing that anyone sends.
const LAST_LINE: &str = " deny udp any any eq 0\n";

/// The first number of the lines that the user adds; the last that IOS takes is
/// 2147483647 in IPv4 lists
/// (<https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/sec_data_acl/configuration/xe-3s/sec-data-acl-xe-3s-book/sec-acl-seq-num.html>;
/// not seen: what is said here is Cisco's to confirm).
const OWN_LINES: u64 = 2_000_000_000;

const PERMIT: &str = "permit ";
const LIST_IPV4: &str = "ip access-list extended";

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

    fn guide(&self, rules: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let defined = filters(rules);
        let all = Direction::ALL.into_iter().flat_map(|direction| IpVersion::ALL.map(|ip_version| (direction, ip_version)));
        let missing = listed(
            "No list of this text, so unbound unless an earlier one left it: an undefined list that is applied permits everything:",
            all.filter(|one| !defined.contains(one)).map(|(direction, ip_version)| list_name(direction, ip_version, names)),
        );
        let bindings =
            "Direction: egress lists filter packets from the agents, ingress lists packets to them. On the agents' interface:";
        let bound = listed(bindings, defined.into_iter().map(|(direction, ip_version)| binding(direction, ip_version, names)));
        let rest = [
            "Load: paste in configuration mode. It only adds: what an earlier text of this name permitted stays permitted"
                .to_owned(),
            "  until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            format!("Lines of your own: number them from {OWN_LINES} on ({OWN_LINES} deny ip any any; sequence {OWN_LINES} deny ipv6 any any),"),
            "  which is behind all of these. An IPv6 deny of everything also stops neighbour discovery: permit nd-na and nd-ns first."
                .to_owned(),
            "Everything else: a list ends in an implicit deny. Once it is bound, all other traffic through it is dropped:"
                .to_owned(),
            "  add to the list what else the network needs.".to_owned(),
            "Remove: unbind the lists first, for an applied list that is empty or undefined permits everything;".to_owned(),
            "  then load the lines of rules_diff(rules, [], { format, name }), which leave each list with a line that matches".to_owned(),
            "  nothing: no ip access-list extended and no ipv6 access-list take them away.".to_owned(),
        ];
        [bound, missing, rest.into()].concat()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let (was, is) = (filters(before), filters(after));
        let new = is.difference(&was).map(|(direction, ip_version)| binding(*direction, *ip_version, names));
        let gone = was.difference(&is).map(|(direction, ip_version)| list_name(*direction, *ip_version, names));
        [
            vec![
                "New lines come in front of your own, which are renumbered in IPv4 lists and must have numbers".to_owned(),
                format!("  from {OWN_LINES} on in IPv6 lists, as IOS cannot renumber those: look before you load."),
            ],
            listed("These lists are new; on the agents' interface:", new),
            listed("These lists stay, with one line that matches nothing; once they are unbound, remove each:", gone),
        ]
        .concat()
    }

    fn room(&self, before: &[Statement], after: &[Statement]) -> Result<String, RenderError> {
        let mut taken: BTreeMap<(&str, u64), &str> = BTreeMap::new();
        let mut grown = BTreeSet::new();
        for (one, is_new) in before.iter().map(|one| (one, false)).chain(after.iter().map(|one| (one, true))) {
            let Some(list) = one.block.as_ref().filter(|_| one.key.starts_with(PERMIT)) else { continue };
            let other = taken.insert((&list.id, number(&list.id, &one.key)), &one.key);
            if other.is_some_and(|other| other != one.key) {
                let text =
                    format!("two lines of list {:?} have one number, which is made of their text: set another name", list.id);
                return Err(RenderErrorKind::Refused { argument: "name", text }.of(self.format()));
            }
            if is_new && other.is_none() && list.open.starts_with(LIST_IPV4) {
                grown.insert(&list.id);
            }
        }
        // The list may be there, whatever was before, and has a line in any case.
        let lifted = |list| format!("{LIST_IPV4} {list}\n{LAST_LINE}!\nip access-list resequence {list} {OWN_LINES} 10\n");
        Ok(grown.into_iter().map(lifted).collect())
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let (mut contents, mut groups, mut permits) = (Vec::new(), Vec::new(), Vec::new());
        let mut permits_ipv6 = Vec::new();
        for (permission, lines) in rules.permissions() {
            let list = list(permission.direction, permission.ip_version, names);
            if permission.ip_version == IpVersion::V6 {
                permits_ipv6.extend(lines.keys().map(|prefix| permit(permission, &prefix.to_string(), &list)));
                continue;
            }
            let group = names.of(permission.traffic_name('-'));
            let content = names.of(format!("{}-{}", permission.traffic_name('-'), content_tag(lines.keys())));
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

fn list_name(direction: Direction, ip_version: IpVersion, names: &Names<'_>) -> String {
    names.of(format!("{direction}-{ip_version}"))
}

/// How the list is bound to the agents' interface.
fn binding(direction: Direction, ip_version: IpVersion, names: &Names<'_>) -> String {
    let command = match ip_version {
        IpVersion::V4 => "ip access-group",
        IpVersion::V6 => "ipv6 traffic-filter",
    };
    let way = match direction {
        Direction::Egress => "in",
        Direction::Ingress => "out",
    };
    format!("{command} {} {way}", list_name(direction, ip_version, names))
}

/// The access list of a direction and family.
fn list(direction: Direction, ip_version: IpVersion, names: &Names<'_>) -> Block {
    let name = list_name(direction, ip_version, names);
    let kind = match ip_version {
        IpVersion::V4 => LIST_IPV4,
        IpVersion::V6 => "ipv6 access-list",
    };
    let emptied = Emptied::Held(LAST_LINE.to_owned());
    Block { open: format!("{kind} {name}"), id: name, close: "!", emptied }
}

fn permit(permission: Permission, remote: &str, list: &Block) -> Statement {
    let (source, destination) = match permission.direction {
        Direction::Egress => ("any", remote),
        Direction::Ingress => (remote, "any"),
    };
    let source_ports = permission.source_ports.map(|source| format!(" {}", ports(source))).unwrap_or_default();
    let (protocol, ports) = (permission.ip_protocol, ports(permission.ports));
    let established = if permission.is_tcp_reply() { " established" } else { "" };
    let line = format!("{PERMIT}{protocol} {source}{source_ports} {destination} {ports}{established}");
    let word = match permission.ip_version {
        IpVersion::V4 => "",
        IpVersion::V6 => "sequence ",
    };
    let text = format!(" {word}{} {line}\n", number(&list.id, &line));
    Statement { block: Some(list.clone()), text, undo: format!(" no {line}\n"), key: line }
}

/// The number of a line, which follows from it alone: so any text and any lines
/// between two give it the same one, in front of all that the user numbers.
fn number(list: &str, line: &str) -> u64 {
    1 + content_hash(&format!("{list} {line}")) % (OWN_LINES - 1)
}

/// `eq 443`, `range 49152 65535`: Cisco's operators.
pub(super) fn ports(ports: PortRange) -> String {
    if ports.first() == ports.last() {
        format!("eq {}", ports.first())
    } else {
        format!("range {} {}", ports.first(), ports.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::ObjectName;

    /// Among some hundred thousand lines two have one number.
    #[test]
    fn two_lines_of_one_number_are_refused() {
        let name = ObjectName::default();
        let list = list(Direction::Egress, IpVersion::V6, &Names::new(&name));
        let line = |index: u32| format!("{PERMIT}udp any 2600:{:x}:{:x}::/48 eq 3478", index >> 16, index & 0xffff);
        let statement =
            |index: u32| Statement { key: line(index), ..Statement::line(String::new(), String::new()).within(&list) };
        let mut numbers = BTreeMap::new();
        let clash = (0..1_000_000).find_map(|index| Some((numbers.insert(number(&list.id, &line(index)), index)?, index)));
        let (one, other) = clash.unwrap();
        let [one, other, third] = [one, other, other + 1].map(statement);
        let room = |before: &[Statement], after: &[Statement]| CiscoIos.room(before, after).map_err(|error| error.to_string());
        for (before, after) in [(vec![], vec![one.clone(), other.clone()]), (vec![one.clone()], vec![other])] {
            assert!(room(&before, &after).unwrap_err().ends_with("which is made of their text: set another name"));
        }
        assert_eq!(room(std::slice::from_ref(&one), &[one.clone(), third]), Ok(String::new()));
    }
}
