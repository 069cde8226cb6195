//! Junos: a prefix list for each permission, and a firewall filter for each
//! direction and family with a term for each list, as `set` commands for
//! `load set`.
//!
//! A filter knows no sessions. A return term matches the service's port as the
//! source and, of TCP, `tcp-established`: packets with ACK or RST, which cannot
//! open a connection.
//!
//! All four filters and the prefix lists that follow are deleted first (Junos
//! warns of a statement that is not there), and a commit applies all at once, so
//! withdrawn prefixes and terms go. A prefix list of a permission that is gone
//! stays and allows nothing, for no filter names it. A filter ends in an implicit discard: place it in an `input-list` or
//! `output-list` before the filters that allow the rest. An SRX needs its
//! prefix lists in address books instead.

use crate::{
    model::{Direction, IpVersion},
    rules::{Permission, RuleSet},
};
use std::fmt::Write as _;

/// `delete` and `set` commands.
pub(super) fn render(rules: &RuleSet) -> String {
    let mut text = String::new();
    for (permission, _) in rules.permissions() {
        let _ = writeln!(text, "delete policy-options prefix-list {}", prefix_list(permission));
    }
    // An earlier text may have left any of them, whatever is permitted now.
    for ip_version in IpVersion::ALL {
        for direction in Direction::ALL {
            let _ = writeln!(text, "delete firewall {}", filter(direction, ip_version));
        }
    }
    for rule in rules.iter() {
        let _ = writeln!(text, "set policy-options prefix-list {} {}", prefix_list(rule.permission), rule.prefix);
    }
    for (permission, _) in rules.permissions() {
        let term = format!("set firewall {} term {}", filter(permission.direction, permission.ip_version), permission.name('-'));
        for condition in conditions(permission) {
            let _ = writeln!(text, "{term} from {condition}");
        }
        let _ = writeln!(text, "{term} then accept");
    }
    text
}

/// What a packet must match, all of it.
fn conditions(permission: Permission) -> Vec<String> {
    let end = match permission.direction {
        Direction::Egress => "destination",
        Direction::Ingress => "source",
    };
    let protocol = match permission.ip_version {
        IpVersion::V4 => "protocol",
        IpVersion::V6 => "next-header",
    };
    let mut conditions = vec![
        format!("{end}-prefix-list {}", prefix_list(permission)),
        format!("{protocol} {}", permission.ip_protocol),
        format!("destination-port {}", permission.ports),
    ];
    conditions.extend(permission.source_ports.map(|ports| format!("source-port {ports}")));
    if permission.is_tcp_reply() {
        conditions.push("tcp-established".to_owned());
    }
    conditions
}

fn prefix_list(permission: Permission) -> String {
    format!("amazonconnect-{}", permission.name('-'))
}

fn filter(direction: Direction, ip_version: IpVersion) -> String {
    let family = match ip_version {
        IpVersion::V4 => "inet",
        IpVersion::V6 => "inet6",
    };
    format!("family {family} filter amazonconnect-{direction}-{ip_version}")
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::{
        declaration::{FromValue, Value},
        rules::RuleSet,
    };

    #[test]
    fn what_an_earlier_text_left_is_deleted_whatever_is_permitted() {
        let rule = serde_json::json!([{ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478,
            "cidr": "15.193.0.0/19" }]);
        let rules = RuleSet::from_value(&serde_json::from_value::<Value>(rule).unwrap()).unwrap();
        let text = render(&rules);
        let deleted: Vec<&str> = text.lines().filter(|line| line.starts_with("delete firewall")).collect();
        assert_eq!(
            deleted,
            [
                "delete firewall family inet filter amazonconnect-egress-ipv4",
                "delete firewall family inet filter amazonconnect-ingress-ipv4",
                "delete firewall family inet6 filter amazonconnect-egress-ipv6",
                "delete firewall family inet6 filter amazonconnect-ingress-ipv6",
            ]
        );
    }
}
