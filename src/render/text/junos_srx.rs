//! Junos on SRX firewalls: addresses and an address set for each permission in
//! the global address book, an application for each protocol and port range, and
//! a security policy for each permission, as `set` commands for `load set`.
//!
//! The address sets that follow are deleted first (Junos warns of a statement
//! that is not there) and a commit applies all at once, so withdrawn prefixes go.
//! Policies keep their place: it decides which one matches. Without zones they
//! are global policies, which are looked at after those between two zones. An SRX
//! knows sessions: replies pass by themselves.
//! <https://www.juniper.net/documentation/us/en/software/junos/security-policies/topics/topic-map/security-address-books-sets.html>,
//! read 2026-11-24.

use super::{
    TextOptions,
    device::{Device, new_names},
    junos::{set, whole},
    names::Names,
    statement::Statement,
};
use crate::{
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::RenderError,
    rules::RuleSet,
};
use std::collections::BTreeSet;

const BOOK: &str = "security address-book global";

pub(super) struct JunosSrx;

impl Device for JunosSrx {
    fn format(&self) -> &'static str {
        "junos_srx"
    }

    fn places(&self) -> &'static [&'static str] {
        &["agents_zone", "internet_zone"]
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
            format!("Direction: policies {name}-egress-* permit what agents open, {name}-ingress-* what AWS opens."),
            "Load: load set, then commit, which applies all at once: what an earlier text of this name permitted to these"
                .to_owned(),
            "  ports goes; what it permitted to others goes with the lines of rules_diff(before, after, { format, name })."
                .to_owned(),
            "  A new policy stands behind all others: insert it before one of yours that denies.".to_owned(),
            "Everything else: unless you set another default policy, an SRX drops what no policy permits.".to_owned(),
            "Remove: load the lines of rules_diff(rules, [], { format, name }) and commit.".to_owned(),
        ]
        .into()
    }

    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
        new_names(
            "These policies are new and stand behind all others: insert each before one of yours that denies:",
            before,
            after,
            names,
        )
    }

    fn cleared(&self, requests: &RuleSet, names: &Names<'_>) -> String {
        let sets = requests.permissions().map(|(permission, _)| names.of_permission(permission));
        sets.map(|set| format!("delete {BOOK} address-set {set}\n")).collect()
    }

    fn statements(&self, requests: &RuleSet, names: &Names<'_>, options: &TextOptions) -> Result<Vec<Statement>, RenderError> {
        let mut statements = Vec::new();
        let prefixes: BTreeSet<Prefix> = requests.iter().map(|rule| rule.prefix).collect();
        for prefix in prefixes {
            statements.push(set(&whole(format!("{BOOK} address {}", names.of_address(prefix))), &prefix.to_string()));
        }
        for (permission, lines) in requests.permissions() {
            let members = whole(format!("{BOOK} address-set {}", names.of_permission(permission)));
            for prefix in lines.keys() {
                statements.push(set(&members, &format!("address {}", names.of_address(*prefix))));
            }
        }
        let services: BTreeSet<(IpProtocol, PortRange)> =
            requests.permissions().map(|(permission, _)| (permission.ip_protocol, permission.ports)).collect();
        for (protocol, ports) in services {
            let application = whole(format!("applications application {}", names.of_service(protocol, ports)));
            statements.push(set(&application, &format!("protocol {protocol}")));
            statements.push(set(&application, &format!("destination-port {ports}")));
        }
        for (permission, _) in requests.permissions() {
            let name = names.of_permission(permission);
            let (source, destination) = match permission.direction {
                Direction::Egress => ("any", name.as_str()),
                Direction::Ingress => (name.as_str(), "any"),
            };
            let application = names.of_service(permission.ip_protocol, permission.ports);
            let policy = whole(format!("security policies {} policy {name}", between(permission.direction, options)));
            statements.push(set(&policy, &format!("match source-address {source}")));
            statements.push(set(&policy, &format!("match destination-address {destination}")));
            statements.push(set(&policy, &format!("match application {application}")));
            statements.push(set(&policy, "then permit"));
        }
        Ok(statements)
    }
}

/// Between which zones a policy stands.
fn between(direction: Direction, options: &TextOptions) -> String {
    match (&options.agents_zone, &options.internet_zone, direction) {
        (Some(agents), Some(internet), Direction::Egress) => format!("from-zone {agents} to-zone {internet}"),
        (Some(agents), Some(internet), Direction::Ingress) => format!("from-zone {internet} to-zone {agents}"),
        _ => "global".to_owned(),
    }
}
