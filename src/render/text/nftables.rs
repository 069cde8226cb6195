//! nftables: a set for each permission, and a chain for each direction.
//!
//! The chains are in table `inet filter` and have no hook: a base chain of the
//! user jumps to them, for the user alone knows where (`ip saddr 10.20.0.0/16
//! jump amazon-connect-egress`). `nft -f` applies the file in one transaction,
//! and doing so again gives the same: sets and chains are declared, emptied and
//! filled. `auto-merge` lets a set hold a prefix inside another.
//!
//! A return rule matches the service's port as the source and, of TCP, packets
//! with ACK or RST, which cannot open a connection. It does not ask `ct state`:
//! who wants return rules filters without tracking, or on a path that replies
//! alone take, and there no reply is `established`.

use super::{TextOptions, device::Device, names::Names, statement::Statement};
use crate::{
    model::{Direction, IpVersion},
    render::RenderError,
    rules::{Permission, RuleSet},
};

const TABLE: &str = "inet filter";

pub(super) struct Nftables;

impl Device for Nftables {
    fn format(&self) -> &'static str {
        "nftables"
    }

    fn knows_sessions(&self) -> bool {
        false
    }

    fn longest_name(&self) -> usize {
        127
    }

    fn guide(&self, _rules: &RuleSet, names: &Names<'_>) -> Vec<String> {
        let name = names.prefix();
        [
            format!(
                "Direction: chain {name}-egress accepts packets from the agents, {name}-ingress packets to them. A base chain"
            ),
            format!("  of yours jumps to each: ip saddr 10.20.0.0/16 jump {name}-egress"),
            "Load: nft -f, one transaction: what an earlier text of this name accepted goes. A set that no rule names any"
                .to_owned(),
            "  more stays until the lines of rules_diff(before, after, { format, name }) are loaded.".to_owned(),
            "Everything else: returns to your chain, whose later rules and policy decide.".to_owned(),
            "Remove: load the lines of rules_diff(rules, [], { format, name }), which leave two empty chains.".to_owned(),
        ]
        .into()
    }

    fn change_guide(&self, _before: &RuleSet, _after: &RuleSet, _names: &Names<'_>) -> Vec<String> {
        Vec::new()
    }

    fn statements(&self, rules: &RuleSet, names: &Names<'_>, _options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let table = format!("add table {TABLE}");
        let mut statements = vec![Statement::line(table, String::new())];
        for (permission, lines) in rules.permissions() {
            let set = names.of_permission(permission);
            let of_type = match permission.ip_version {
                IpVersion::V4 => "ipv4_addr",
                IpVersion::V6 => "ipv6_addr",
            };
            let prefixes: Vec<String> = lines.keys().map(|prefix| format!("\t{prefix}")).collect();
            let declared =
                format!("add set {TABLE} {set} {{ type {of_type}; flags interval; auto-merge; }}\nflush set {TABLE} {set}\n");
            statements.push(Statement {
                block: None,
                text: format!("{declared}add element {TABLE} {set} {{\n{}\n}}\n", prefixes.join(",\n")),
                undo: format!("delete set {TABLE} {set}\n"),
                key: set,
            });
        }
        for direction in Direction::ALL {
            let chain = names.of(direction);
            let mut text = format!("add chain {TABLE} {chain}\nflush chain {TABLE} {chain}\n");
            for (permission, _) in rules.permissions().filter(|(permission, _)| permission.direction == direction) {
                let conditions = conditions(permission, &names.of_permission(permission));
                text.push_str(&format!("add rule {TABLE} {chain} {conditions} accept\n"));
            }
            statements.push(Statement { block: None, text, undo: format!("flush chain {TABLE} {chain}\n"), key: chain });
        }
        Ok(if rules.is_empty() { Vec::new() } else { statements })
    }
}

/// What a packet must match, all of it.
fn conditions(permission: Permission, set: &str) -> String {
    let family = match permission.ip_version {
        IpVersion::V4 => "ip",
        IpVersion::V6 => "ip6",
    };
    let address = match permission.direction {
        Direction::Egress => "daddr",
        Direction::Ingress => "saddr",
    };
    let protocol = permission.ip_protocol;
    let mut conditions = format!("{family} {address} @{set}");
    if let Some(ports) = permission.source_ports {
        conditions.push_str(&format!(" {protocol} sport {ports}"));
    }
    conditions.push_str(&format!(" {protocol} dport {}", permission.ports));
    if permission.is_tcp_reply() {
        conditions.push_str(" tcp flags & (ack | rst) != 0x0");
    }
    conditions
}
