//! PAN-OS: an address object for each prefix, an address group for each
//! permission, and a service for each protocol and port range, as `set`
//! commands. Security rules are the user's, and let replies through.
//!
//! `set` adds to a group, and a group that a rule names can be neither emptied
//! nor deleted. So the prefixes are in groups that are named by their content and
//! never change, and the group that rules name holds one of them: a new text adds
//! its own, and the lines of `rules_diff` take the old one out. Names have at most
//! 63 characters
//! (<https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-web-interface-help/objects/objects-address-groups>,
//! read 2026-11-24); a group takes at most 2,500 members.

use super::{
    TextOptions,
    device::{Device, new_names},
    names::{Names, content_tag},
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{IpProtocol, PortRange, Prefix},
    render::{RenderError, error::RenderErrorKind},
    rules::RuleSet,
};
use std::collections::BTreeSet;

const MAX_MEMBERS: usize = 2_500;

pub(super) struct PanOs;

impl Device for PanOs {
    fn format(&self) -> &'static str {
        "pan_os"
    }

    fn places(&self) -> &'static [&'static str] {
        &["vsys", "device_group"]
    }

    fn knows_sessions(&self) -> bool {
        true
    }

    fn longest_name(&self) -> usize {
        63
    }

    fn guide(&self, _rules: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let name = names.prefix();
        [
            format!("Direction: groups {name}-egress-* are the destination of your security rules from the agents' zone,"),
            format!("  with the service of the same protocol and ports; groups {name}-ingress-* the source of rules toward them."),
            "  Name those groups, not the ones with eight more characters, which are replaced when prefixes change.".to_owned(),
            "Load: paste what follows these lines in configuration mode and commit. It only adds: what an earlier text of this".to_owned(),
            "  name permitted stays permitted until the lines of rules_diff(before, after, { format, name }) are committed.".to_owned(),
            "Everything else: nothing here permits or denies by itself; by default PAN-OS drops what goes from one zone to another.".to_owned(),
            "Remove: take the groups and services out of your rules, then load the lines of".to_owned(),
            "  rules_diff(rules, [], { format, name }).".to_owned(),
        ]
        .into()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        new_names("These groups are new and allow nothing until a security rule of yours names them:", before, after, names)
    }

    fn statements(&self, requests: &RuleSet, names: &Names<'_>, options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let place = match (&options.vsys, &options.device_group) {
            (Some(vsys), _) => format!("vsys {vsys} "),
            (None, Some(group)) => format!("device-group {group} "),
            (None, None) => String::new(),
        };
        let (mut statements, mut groups) = (Vec::new(), Vec::new());
        let prefixes: BTreeSet<Prefix> = requests.iter().map(|rule| rule.prefix).collect();
        for prefix in prefixes {
            let address = names.of_address(prefix);
            statements.push(Statement::line(
                format!("set {place}address {address} ip-netmask {prefix}"),
                format!("delete {place}address {address}"),
            ));
        }
        for (permission, lines) in requests.permissions() {
            let group = names.of_permission(permission);
            if lines.len() > MAX_MEMBERS {
                return Err(RenderErrorKind::Limit {
                    what: format!("members of address group {group}"),
                    limit: MAX_MEMBERS,
                    found: lines.len(),
                    remedy: "set max_cidrs in amazonconnect_network_rules or in rules_cover, or use external dynamic lists (feed)",
                }
                .of(self.format()));
            }
            let content = names.of(format!("{}-{}", permission.name('-'), content_tag(lines.keys())));
            let mut members = String::new();
            for prefix in lines.keys() {
                members.push_str(&format!("set {place}address-group {content} static {}\n", names.of_address(*prefix)));
            }
            statements.push(Statement {
                block: None,
                text: members,
                undo: format!("delete {place}address-group {content}\n"),
                key: content.clone(),
            });
            let emptied = Emptied::Whole(format!("delete {place}address-group {group}\n"));
            let block = Block { id: group.clone(), open: String::new(), close: "", emptied };
            let member = format!("{place}address-group {group} static {content}");
            groups.push(Statement::line(format!("set {member}"), format!("delete {member}")).within(&block));
        }
        statements.extend(groups);
        let services: BTreeSet<(IpProtocol, PortRange)> =
            requests.permissions().map(|(permission, _)| (permission.ip_protocol, permission.ports)).collect();
        for (protocol, ports) in services {
            let service = names.of_service(protocol, ports);
            statements.push(Statement::line(
                format!("set {place}service {service} protocol {protocol} port {ports}"),
                format!("delete {place}service {service}"),
            ));
        }
        Ok(statements)
    }
}
