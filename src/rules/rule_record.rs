//! A rule as Terraform sees it: an element of the `rules` output, and what
//! functions that change rules give back.

use super::{Label, Permission, Rule};
use crate::declaration::Record;
use serde::Serialize;

/// What prefixes may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct PermissionRecord {
    /// `egress` or `ingress`.
    pub direction: &'static str,
    /// `request`, or `return` for the replies that a stateless filter must let through.
    pub flow: &'static str,
    /// `tcp` or `udp`.
    pub ip_protocol: &'static str,
    /// The first port that packets go to.
    pub from_port: u16,
    /// The last port that packets go to.
    pub to_port: u16,
    /// The first port that replies come from; null for requests.
    pub source_from_port: Option<u16>,
    /// The last port that replies come from; null for requests.
    pub source_to_port: Option<u16>,
    /// `ipv4` or `ipv6`.
    pub ip_version: &'static str,
}

impl From<Permission> for PermissionRecord {
    fn from(permission: Permission) -> Self {
        Self {
            direction: permission.direction.as_str(),
            flow: permission.flow.as_str(),
            ip_protocol: permission.ip_protocol.as_str(),
            from_port: permission.ports.first(),
            to_port: permission.ports.last(),
            source_from_port: permission.source_ports.map(|ports| ports.first()),
            source_to_port: permission.source_ports.map(|ports| ports.last()),
            ip_version: permission.ip_version.as_str(),
        }
    }
}

/// What a rule says of all its prefixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct TrafficRecord {
    /// The ids of the requirements that ask for it.
    pub requirements: Vec<String>,
    /// The services whose ranges it covers.
    pub services: Vec<String>,
    /// What they may.
    #[serde(flatten)]
    pub permission: PermissionRecord,
    /// What it is for; never changes for unchanged traffic.
    pub description: String,
}

impl TrafficRecord {
    /// What `permission` opens, for what `label` says.
    pub fn new(permission: Permission, label: &Label) -> Self {
        Self {
            requirements: label.requirements.clone(),
            services: label.services.iter().map(ToString::to_string).collect(),
            permission: permission.into(),
            description: label.description.clone(),
        }
    }
}

/// One rule: a permission with its prefixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct RuleRecord {
    /// Whose prefixes they are, and what they may.
    #[serde(flatten)]
    pub traffic: TrafficRecord,
    /// The remote prefixes, in numeric order.
    pub cidrs: Vec<String>,
}

/// A rule, with the number that a ledger keeps for each prefix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct SlottedRuleRecord {
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleRecord,
    /// One number a prefix; null without a ledger.
    pub slots: Option<Vec<u32>>,
}

impl From<&Rule> for RuleRecord {
    fn from(rule: &Rule) -> Self {
        Self {
            traffic: TrafficRecord::new(rule.permission, &rule.label),
            cidrs: rule.prefixes.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Rule> for SlottedRuleRecord {
    fn from(rule: &Rule) -> Self {
        Self { rule: rule.into(), slots: rule.slots.clone() }
    }
}

/// Rules as a function gives them back.
pub fn records(rules: &[Rule]) -> Vec<SlottedRuleRecord> {
    rules.iter().map(SlottedRuleRecord::from).collect()
}
