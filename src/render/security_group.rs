//! Security groups: one rule an object for the rule resources, or blocks of
//! prefixes for `egress = ...` and `ingress = ...` of `aws_security_group`.
//!
//! In: rules, of which requests alone count: a security group knows sessions
//! and lets replies through. Out: records whose fields are the arguments of the
//! AWS provider; the arguments that do not apply are null.
//!
//! Limits: the quota of 60 rules a direction and family is a default that can
//! be raised, so it is not enforced here; 1,000 is the ceiling of rules × groups
//! on an interface, so no group can hold more. Both from
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22.

use super::{RenderError, error::RenderErrorKind, parameters};
use crate::{
    declaration::{Declare, Function, Record},
    model::{Direction, IpVersion},
    rules::{PrefixRule, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const TARGET: &str = "security group";

/// Rules that a group can hold at most, for each direction and family.
const MAX_RULES: usize = 1_000;
/// Characters of a description at most.
const MAX_DESCRIPTION_LENGTH: usize = 255;

/// One rule of `aws_vpc_security_group_egress_rule`, `_ingress_rule` (with
/// `cidr_ipv4` or `cidr_ipv6`) or `aws_security_group_rule` (with `type` and
/// `cidr_blocks` or `ipv6_cidr_blocks`). Exactly one family is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct SecurityGroupRule {
    /// `egress` or `ingress`.
    pub r#type: &'static str,
    /// `tcp` or `udp`.
    pub ip_protocol: &'static str,
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
    /// The prefix, if it is IPv4.
    pub cidr_ipv4: Option<String>,
    /// The prefix, if it is IPv6.
    pub cidr_ipv6: Option<String>,
    /// The prefix in a list, if it is IPv4.
    pub cidr_blocks: Option<Vec<String>>,
    /// The prefix in a list, if it is IPv6.
    pub ipv6_cidr_blocks: Option<Vec<String>>,
    /// What the rule is for.
    pub description: String,
}

/// One object of `egress` or `ingress` of `aws_security_group`, which takes
/// objects with all nine attributes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct SecurityGroupBlock {
    /// What the rules are for.
    pub description: String,
    /// `tcp` or `udp`.
    pub protocol: &'static str,
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
    /// The IPv4 prefixes, if there are any.
    pub cidr_blocks: Option<Vec<String>>,
    /// The IPv6 prefixes, if there are any.
    pub ipv6_cidr_blocks: Option<Vec<String>>,
    /// Always null.
    pub prefix_list_ids: Option<Vec<String>>,
    /// Always null.
    pub security_groups: Option<BTreeSet<String>>,
    /// Always null.
    #[serde(rename = "self")]
    pub self_reference: Option<bool>,
}

/// Each request by its key, ready for `for_each`.
///
/// # Errors
/// `Limit` above 1,000 rules in one direction and family, and a description
/// that EC2 refuses.
pub fn security_group_rules(rules: &RuleSet) -> Result<BTreeMap<String, SecurityGroupRule>, RenderError> {
    let requests = rules.requests();
    check(&requests)?;
    Ok(requests.iter().map(|rule| (rule.key(), record(&rule))).collect())
}

fn record(rule: &PrefixRule<'_>) -> SecurityGroupRule {
    let (cidr_ipv4, cidr_ipv6) = match rule.permission.ip_version {
        IpVersion::V4 => (Some(rule.prefix.to_string()), None),
        IpVersion::V6 => (None, Some(rule.prefix.to_string())),
    };
    SecurityGroupRule {
        r#type: rule.permission.direction.as_str(),
        ip_protocol: rule.permission.ip_protocol.as_str(),
        from_port: rule.permission.ports.first(),
        to_port: rule.permission.ports.last(),
        cidr_blocks: cidr_ipv4.clone().map(|cidr| vec![cidr]),
        ipv6_cidr_blocks: cidr_ipv6.clone().map(|cidr| vec![cidr]),
        cidr_ipv4,
        cidr_ipv6,
        description: rule.label.description.clone(),
    }
}

/// The requests of one direction, an object for each protocol, port range and
/// description. Empty if none has this direction: agents open their sessions
/// themselves, so there is seldom an ingress rule.
///
/// # Errors
/// As [`security_group_rules`].
pub fn security_group_blocks(rules: &RuleSet, direction: Direction) -> Result<Vec<SecurityGroupBlock>, RenderError> {
    let requests = rules.requests();
    check(&requests)?;
    let mut blocks = BTreeMap::new();
    for rule in requests.iter().filter(|rule| rule.permission.direction == direction) {
        let (permission, description) = (rule.permission, &rule.label.description);
        let block = blocks.entry((permission.ip_protocol, permission.ports, description.as_str())).or_insert_with(|| {
            SecurityGroupBlock {
                description: description.clone(),
                protocol: permission.ip_protocol.as_str(),
                from_port: permission.ports.first(),
                to_port: permission.ports.last(),
                cidr_blocks: None,
                ipv6_cidr_blocks: None,
                prefix_list_ids: None,
                security_groups: None,
                self_reference: None,
            }
        });
        let cidrs = match permission.ip_version {
            IpVersion::V4 => &mut block.cidr_blocks,
            IpVersion::V6 => &mut block.ipv6_cidr_blocks,
        };
        cidrs.get_or_insert_default().push(rule.prefix.to_string());
    }
    Ok(blocks.into_values().collect())
}

fn check(requests: &RuleSet) -> Result<(), RenderError> {
    let mut counts: BTreeMap<(Direction, IpVersion), usize> = BTreeMap::new();
    for rule in requests.iter() {
        *counts.entry((rule.permission.direction, rule.permission.ip_version)).or_default() += 1;
        check_description(TARGET, &rule.label.description)?;
    }
    match counts.into_iter().find(|(_, found)| *found > MAX_RULES) {
        None => Ok(()),
        Some(((direction, ip_version), found)) => Err(RenderErrorKind::Limit {
            what: format!("{direction} {ip_version} rules"),
            limit: MAX_RULES,
            found,
            remedy: "set max_rules in amazonconnect_network_rules or in rules_cover, or split the rules with shard_rules",
        }
        .of(TARGET)),
    }
}

/// Whether EC2 takes `description`: at most 255 characters of the set in
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html>,
/// read 2026-11-22.
pub(super) fn check_description(target: &'static str, description: &str) -> Result<(), RenderError> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(character);
    if let Some(character) = description.chars().find(|character| !allowed(*character)) {
        return Err(RenderErrorKind::Character {
            what: "the description",
            found: description.to_owned(),
            character,
            allowed: "a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*",
        }
        .of(target));
    }
    if description.len() > MAX_DESCRIPTION_LENGTH {
        return Err(RenderErrorKind::Limit {
            what: format!("characters in the description {description:?}"),
            limit: MAX_DESCRIPTION_LENGTH,
            found: description.len(),
            remedy: "shorten it",
        }
        .of(target));
    }
    Ok(())
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let rules = Declare {
        name: "security_group_rules",
        summary: "Render rules for security group rule resources",
        description: "Gives each rule by its key, ready for `for_each` of `aws_vpc_security_group_egress_rule`, \
                      `aws_vpc_security_group_ingress_rule` (`cidr_ipv4`, `cidr_ipv6`) or `aws_security_group_rule` (`type`, \
                      `cidr_blocks`, `ipv6_cidr_blocks`). Attributes of the other address family are null. Return rules are left out: \
                      a security group lets replies through by itself. It holds 60 rules in each direction and address family unless \
                      its quota was raised, and never more than 1,000: see `shard_rules` and `quota_check`.\n\n\
                      No plan shows a rule that somebody adds beside these by hand, one to 0.0.0.0/0 included: use \
                      `security_group_blocks` for a group that is wholly yours.",
    };
    let blocks = Declare {
        name: "security_group_blocks",
        summary: "Render rules for egress or ingress of aws_security_group",
        description: "Gives the rules of one direction as objects with all nine attributes, so that `egress = …` or `ingress = …` of \
                      `aws_security_group` is one line. Rules with the same protocol, ports and description share an object; a list \
                      for an address family without prefixes is null. Return rules are left out: a security group lets replies \
                      through by itself. The result is empty if no rule has this direction.\n\n\
                      Set `ingress = []` beside `egress`: without that line no plan shows an ingress rule that somebody adds by hand.",
    };
    vec![
        rules.function((rules_parameter(),), |(rules,)| security_group_rules(&rules)),
        blocks.function((rules_parameter(), parameters::direction()), |(rules, direction)| {
            security_group_blocks(&rules, direction)
        }),
    ]
}
