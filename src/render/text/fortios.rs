//! FortiOS: an address object for each prefix, an address group for each
//! permission, and a service for each protocol and port range. Policies are the
//! user's, and let replies through.
//!
//! `set member` gives a group exactly these members when its `next` is reached,
//! so withdrawn prefixes leave it at once; `append` adds to the same edit, which
//! keeps lines short. Address objects that are left over stay, unused, until the
//! lines of `rules_diff` delete them. An address or group that a policy names
//! cannot be deleted, and names have at most 63 characters in older releases
//! (<https://docs.fortinet.com/document/fortigate/6.0.0/cli-reference/843701>,
//! read 2026-11-24). How many members a group takes depends on the model: `print
//! tablesize` on the device tells.

use super::{
    TextOptions,
    device::{Device, new_names},
    names::Names,
    netmask::netmask,
    statement::{Block, Emptied, Statement},
};
use crate::{
    model::{IpProtocol, IpVersion, PortRange, Prefix},
    render::RenderError,
    rules::RuleSet,
};
use std::collections::BTreeSet;

/// Characters of names in one line, so that no terminal or console cuts it.
const LONGEST_LINE: usize = 400;

pub(super) struct Fortios;

impl Device for Fortios {
    fn format(&self) -> &'static str {
        "fortios"
    }

    fn places(&self) -> &'static [&'static str] {
        &["vdom"]
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
            format!("Direction: groups {name}-egress-* are the dstaddr (dstaddr6) of your policies from the agents, with the service of"),
            format!("  the same protocol and ports; groups {name}-ingress-* the srcaddr of policies toward them."),
            "Load: paste in the CLI, or upload as a script. A group then has exactly these members; of an earlier text address".to_owned(),
            "  objects without a group are left, until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            "Everything else: nothing here permits or denies by itself; FortiOS drops what no policy accepts.".to_owned(),
            "Remove: take the groups and services out of your policies, then load the lines of".to_owned(),
            "  rules_diff(rules, [], { format, name }).".to_owned(),
        ]
        .into()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        new_names("These groups are new and allow nothing until a policy of yours names them:", before, after, names)
    }

    fn statements(&self, requests: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let mut statements = Vec::new();
        for ip_version in IpVersion::ALL {
            let of_family = || requests.permissions().filter(move |(permission, _)| permission.ip_version == ip_version);
            let prefixes: BTreeSet<Prefix> = of_family().flat_map(|(_, lines)| lines.keys().copied()).collect();
            let (addresses, groups) = match ip_version {
                IpVersion::V4 => (table("address"), table("addrgrp")),
                IpVersion::V6 => (table("address6"), table("addrgrp6")),
            };
            for prefix in prefixes {
                let value = match ip_version {
                    IpVersion::V4 => format!("subnet {} {}", prefix.network(), netmask(prefix)),
                    IpVersion::V6 => format!("ip6 {prefix}"),
                };
                statements.push(entry(names.of_address(prefix), &[format!("set {value}")], &addresses));
            }
            for (permission, lines) in of_family() {
                let members: Vec<String> = lines.keys().map(|prefix| names.of_address(*prefix)).collect();
                statements.push(entry(names.of_permission(permission), &member_lines(&members), &groups));
            }
        }
        let services: BTreeSet<(IpProtocol, PortRange)> =
            requests.permissions().map(|(permission, _)| (permission.ip_protocol, permission.ports)).collect();
        let custom = table("service custom");
        for (protocol, ports) in services {
            statements.push(entry(names.of_service(protocol, ports), &[format!("set {protocol}-portrange {ports}")], &custom));
        }
        Ok(statements)
    }

    fn frame(&self, options: &TextOptions) -> (String, String) {
        options.vdom.as_ref().map_or_else(Default::default, |vdom| (format!("config vdom\nedit {vdom}\n"), "end\n".to_owned()))
    }
}

fn table(name: &str) -> Block {
    let open = format!("config firewall {name}");
    Block { id: open.clone(), open, close: "end", emptied: Emptied::ByLine }
}

fn entry(name: String, settings: &[String], table: &Block) -> Statement {
    let settings: String = settings.iter().map(|setting| format!("        {setting}\n")).collect();
    let text = format!("    edit \"{name}\"\n{settings}    next\n");
    Statement { block: Some(table.clone()), text, undo: format!("    delete \"{name}\"\n"), key: name }
}

/// `set member …`, then `append member …`, none longer than a console takes.
fn member_lines(members: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for member in members {
        if !line.is_empty() && line.len() + member.len() + 3 > LONGEST_LINE {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(&format!(" \"{member}\""));
    }
    lines.push(line);
    let verbs = std::iter::once("set").chain(std::iter::repeat("append"));
    verbs.zip(lines).map(|(verb, line)| format!("{verb} member{line}")).collect()
}
