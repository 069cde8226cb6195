//! Security groups: one rule an object for the rule resources, or blocks of
//! prefixes for `egress = ...` and `ingress = ...` of `aws_security_group`.
//!
//! In: firewall rules. Out: records whose fields are the arguments of the AWS
//! provider; the arguments that do not apply are null.
//!
//! Limits: the quota of 60 rules a direction and family is a default that can
//! be raised, so it is counted here and not enforced; 1,000 is the ceiling of
//! rules × groups on an interface, so no group can hold more. Both from
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22.

use super::{
    RenderError,
    port_group::{PortGroup, ordered},
};
use crate::{
    model::{Direction, IpVersion},
    rules::FirewallRule,
};
use serde::Serialize;
use std::collections::BTreeMap;

const TARGET: &str = "security group";

/// Rules that a group holds by default, for each direction and family.
pub const DEFAULT_RULES_PER_SECURITY_GROUP: usize = 60;
/// Rules that a group can hold at most, for each direction and family.
pub const MAX_RULES_PER_SECURITY_GROUP: usize = 1_000;
/// Characters of a description at most.
pub const MAX_DESCRIPTION_LENGTH: usize = 255;

/// One rule of `aws_vpc_security_group_egress_rule`, `_ingress_rule` (with
/// `cidr_ipv4` or `cidr_ipv6`) or `aws_security_group_rule` (with `type` and
/// `cidr_blocks` or `ipv6_cidr_blocks`). Exactly one family is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    pub security_groups: Option<Vec<String>>,
    /// Always null.
    #[serde(rename = "self")]
    pub self_reference: Option<bool>,
}

/// How many rules one direction and family needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityGroupCount {
    /// The direction.
    pub direction: Direction,
    /// The family; EC2 counts the two apart.
    pub ip_version: IpVersion,
    /// Rules, one a prefix and port range.
    pub rules: usize,
    /// How many groups of the default quota hold them.
    pub security_groups: usize,
}

/// Each rule by its key, ready for `for_each`.
///
/// # Errors
/// `Empty`, `Duplicate`, `Limit` above 1,000 rules in one direction and
/// family, and a description that EC2 refuses.
pub fn security_group_rules(rules: &[FirewallRule]) -> Result<BTreeMap<String, SecurityGroupRule>, RenderError> {
    let rules = checked(rules)?;
    Ok(rules
        .into_iter()
        .map(|rule| {
            let (cidr_ipv4, cidr_ipv6) = match rule.prefix.version() {
                IpVersion::V4 => (Some(rule.prefix.to_string()), None),
                IpVersion::V6 => (None, Some(rule.prefix.to_string())),
            };
            let record = SecurityGroupRule {
                r#type: rule.direction.as_str(),
                ip_protocol: rule.ip_protocol.as_str(),
                from_port: rule.ports.first(),
                to_port: rule.ports.last(),
                cidr_blocks: cidr_ipv4.clone().map(|cidr| vec![cidr]),
                ipv6_cidr_blocks: cidr_ipv6.clone().map(|cidr| vec![cidr]),
                cidr_ipv4,
                cidr_ipv6,
                description: rule.description.clone(),
            };
            (rule.key(), record)
        })
        .collect())
}

/// The rules of one direction, an object for each protocol, port range and
/// description. Empty if there are rules, but none in this direction: a
/// stateful deployment has no ingress rules.
///
/// # Errors
/// As [`security_group_rules`].
pub fn security_group_blocks(rules: &[FirewallRule], direction: Direction) -> Result<Vec<SecurityGroupBlock>, RenderError> {
    let mut blocks = BTreeMap::new();
    for rule in checked(rules)?.into_iter().filter(|rule| rule.direction == direction) {
        let block =
            blocks.entry((rule.ip_protocol, rule.ports, rule.description.as_str())).or_insert_with(|| SecurityGroupBlock {
                description: rule.description.clone(),
                protocol: rule.ip_protocol.as_str(),
                from_port: rule.ports.first(),
                to_port: rule.ports.last(),
                cidr_blocks: None,
                ipv6_cidr_blocks: None,
                prefix_list_ids: None,
                security_groups: None,
                self_reference: None,
            });
        let cidrs = match rule.prefix.version() {
            IpVersion::V4 => &mut block.cidr_blocks,
            IpVersion::V6 => &mut block.ipv6_cidr_blocks,
        };
        cidrs.get_or_insert_default().push(rule.prefix.to_string());
    }
    Ok(blocks.into_values().collect())
}

/// How many rules each direction and family needs, and how many groups of the
/// default quota that is. Directions and families without rules are left out.
///
/// # Errors
/// `Empty` and `Duplicate`.
pub fn security_group_counts(rules: &[FirewallRule]) -> Result<Vec<SecurityGroupCount>, RenderError> {
    Ok(count(&ordered(TARGET, rules)?))
}

fn count(rules: &[&FirewallRule]) -> Vec<SecurityGroupCount> {
    let mut counts: BTreeMap<(Direction, IpVersion), usize> = BTreeMap::new();
    for rule in rules {
        let PortGroup { direction, ip_version, .. } = PortGroup::of(rule);
        *counts.entry((direction, ip_version)).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((direction, ip_version), rules)| SecurityGroupCount {
            direction,
            ip_version,
            rules,
            security_groups: rules.div_ceil(DEFAULT_RULES_PER_SECURITY_GROUP),
        })
        .collect()
}

fn checked(rules: &[FirewallRule]) -> Result<Vec<&FirewallRule>, RenderError> {
    let rules = ordered(TARGET, rules)?;
    for count in count(&rules) {
        if count.rules > MAX_RULES_PER_SECURITY_GROUP {
            return Err(RenderError::Limit {
                target: TARGET,
                what: format!("{} {} rules", count.direction, count.ip_version),
                limit: MAX_RULES_PER_SECURITY_GROUP,
                found: count.rules,
                remedy: "set max_cidrs in the data source, or split the rules with shard_rules",
            });
        }
    }
    for rule in &rules {
        check_description(TARGET, &rule.description)?;
    }
    Ok(rules)
}

/// Whether EC2 takes `description`: at most 255 characters of the set in
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html>,
/// read 2026-11-22.
pub(super) fn check_description(target: &'static str, description: &str) -> Result<(), RenderError> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(character);
    if let Some(character) = description.chars().find(|character| !allowed(*character)) {
        return Err(RenderError::Character {
            target,
            what: "the description",
            found: description.to_owned(),
            character,
            allowed: "a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*",
        });
    }
    if description.len() > MAX_DESCRIPTION_LENGTH {
        return Err(RenderError::Limit {
            target,
            what: format!("characters in the description {description:?}"),
            limit: MAX_DESCRIPTION_LENGTH,
            found: description.len(),
            remedy: "shorten it",
        });
    }
    Ok(())
}
