//! Network ACLs: entries for `aws_network_acl_rule`, or blocks for
//! `egress = ...` and `ingress = ...` of `aws_network_acl`.
//!
//! In: entries (rules, with a ledger's slot or without) and the first number to
//! use. Out: records with numbers that are unique in a direction over both
//! families, for EC2 has one number space for the two.
//!
//! A number never depends on position. With slots it is the first number plus
//! the slot, for life. Without, it is made of the rule's key, and an unchanged
//! rule keeps it except in the rare case of [`super::numbering`].
//!
//! Limits: 1 to 32766 for numbers; 20 rules a direction and family, the default
//! deny included, up to 40 by request. From
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22. From 20 to 39 rules the list is given and the quota must
//! have been raised; above, no ACL can hold it.

use super::{
    Entry, RenderError,
    entry::slots,
    numbering::number_by_content,
    port_group::{PortGroup, ordered},
};
use crate::{
    model::{Direction, IpVersion},
    rules::FirewallRule,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const TARGET: &str = "network ACL";

/// The last number that EC2 gives to users.
pub const MAX_RULE_NUMBER: u32 = 32_766;
/// Own rules for each direction and family by default: 20 with the deny.
pub const DEFAULT_RULES_PER_NETWORK_ACL: usize = 19;
/// Own rules for each direction and family with the quota at its highest.
pub const MAX_RULES_PER_NETWORK_ACL: usize = 39;

/// One `aws_network_acl_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkAclEntry {
    /// 1 to 32766, unique in its direction.
    pub rule_number: u32,
    /// Whether it filters egress.
    pub egress: bool,
    /// The protocol's number, as text: `6` or `17`.
    pub protocol: String,
    /// Always `allow`.
    pub rule_action: &'static str,
    /// The prefix, if it is IPv4.
    pub cidr_block: Option<String>,
    /// The prefix, if it is IPv6.
    pub ipv6_cidr_block: Option<String>,
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
}

/// One object of `egress` or `ingress` of `aws_network_acl`, which takes
/// objects with all nine attributes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkAclBlock {
    /// 1 to 32766, unique in its direction.
    pub rule_no: u32,
    /// Always `allow`.
    pub action: &'static str,
    /// The protocol's number, as text: `6` or `17`.
    pub protocol: String,
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
    /// The prefix, if it is IPv4.
    pub cidr_block: Option<String>,
    /// The prefix, if it is IPv6.
    pub ipv6_cidr_block: Option<String>,
    /// Always null.
    pub icmp_type: Option<u8>,
    /// Always null.
    pub icmp_code: Option<u8>,
}

/// Each rule by its key, ready for `for_each`.
///
/// # Errors
/// `Empty`, `Duplicate`, `Limit` above 39 rules in one direction and family,
/// `Argument` for a first number outside 1 to 32766, and defects of the slots.
pub fn network_acl_entries(entries: &[Entry], first_rule_number: u32) -> Result<BTreeMap<String, NetworkAclEntry>, RenderError> {
    Ok(numbered(entries, first_rule_number)?
        .into_iter()
        .map(|(rule, rule_number)| {
            let (cidr_block, ipv6_cidr_block) = by_family(rule);
            let record = NetworkAclEntry {
                rule_number,
                egress: rule.direction == Direction::Egress,
                protocol: rule.ip_protocol.number().to_string(),
                rule_action: "allow",
                cidr_block,
                ipv6_cidr_block,
                from_port: rule.ports.first(),
                to_port: rule.ports.last(),
            };
            (rule.key(), record)
        })
        .collect())
}

/// The rules of one direction. Empty if there are rules, but none in this
/// direction.
///
/// # Errors
/// As [`network_acl_entries`].
pub fn network_acl_blocks(
    entries: &[Entry],
    direction: Direction,
    first_rule_number: u32,
) -> Result<Vec<NetworkAclBlock>, RenderError> {
    Ok(numbered(entries, first_rule_number)?
        .into_iter()
        .filter(|(rule, _)| rule.direction == direction)
        .map(|(rule, rule_no)| {
            let (cidr_block, ipv6_cidr_block) = by_family(rule);
            NetworkAclBlock {
                rule_no,
                action: "allow",
                protocol: rule.ip_protocol.number().to_string(),
                from_port: rule.ports.first(),
                to_port: rule.ports.last(),
                cidr_block,
                ipv6_cidr_block,
                icmp_type: None,
                icmp_code: None,
            }
        })
        .collect())
}

fn by_family(rule: &FirewallRule) -> (Option<String>, Option<String>) {
    match rule.prefix.version() {
        IpVersion::V4 => (Some(rule.prefix.to_string()), None),
        IpVersion::V6 => (None, Some(rule.prefix.to_string())),
    }
}

/// Each rule with its number, in the order of rules.
fn numbered(entries: &[Entry], first_rule_number: u32) -> Result<Vec<(&FirewallRule, u32)>, RenderError> {
    if !(1..=MAX_RULE_NUMBER).contains(&first_rule_number) {
        let (min, max) = (1, MAX_RULE_NUMBER);
        return Err(RenderError::Argument { target: TARGET, argument: "first_rule_number", found: first_rule_number, min, max });
    }
    let rules = ordered(TARGET, entries.iter().map(|entry| &entry.rule))?;
    check_counts(&rules)?;
    let numbers = match slots(TARGET, entries)? {
        Some(slots) => numbers_by_slot(slots, first_rule_number)?,
        None => numbers_by_content(&rules, first_rule_number)?,
    };
    Ok(rules.into_iter().filter_map(|rule| Some((rule, *numbers.get(&rule.key())?))).collect())
}

fn check_counts(rules: &[&FirewallRule]) -> Result<(), RenderError> {
    let mut counts: BTreeMap<(Direction, IpVersion), usize> = BTreeMap::new();
    for rule in rules {
        *counts.entry((rule.direction, rule.prefix.version())).or_default() += 1;
    }
    match counts.into_iter().find(|(_, found)| *found > MAX_RULES_PER_NETWORK_ACL) {
        None => Ok(()),
        Some(((direction, ip_version), found)) => Err(RenderError::Limit {
            target: TARGET,
            what: format!("{direction} {ip_version} rules"),
            limit: MAX_RULES_PER_NETWORK_ACL,
            found,
            remedy: "AWS allows 20 in each direction and family with the default deny, and 40 by request: \
                     set max_cidrs in the data source, narrow services, or filter with a security group \
                     and a prefix list instead",
        }),
    }
}

fn numbers_by_slot(slots: BTreeMap<String, u32>, first_rule_number: u32) -> Result<BTreeMap<String, u32>, RenderError> {
    slots
        .into_iter()
        .map(|(key, slot)| {
            let found = u64::from(first_rule_number) + u64::from(slot);
            match u32::try_from(found) {
                Ok(number) if number <= MAX_RULE_NUMBER => Ok((key, number)),
                _ => Err(RenderError::SlotTooHigh { target: TARGET, key, slot, found, max: MAX_RULE_NUMBER }),
            }
        })
        .collect()
}

fn numbers_by_content(rules: &[&FirewallRule], first_rule_number: u32) -> Result<BTreeMap<String, u32>, RenderError> {
    let mut numbers = BTreeMap::new();
    for direction in Direction::ALL {
        let keys: BTreeSet<String> =
            rules.iter().filter(|rule| PortGroup::of(rule).direction == direction).map(|rule| rule.key()).collect();
        let found = keys.len();
        let numbered = number_by_content(&keys, first_rule_number..=MAX_RULE_NUMBER).ok_or_else(|| RenderError::Limit {
            target: TARGET,
            what: format!("{direction} rules to number from first_rule_number {first_rule_number}"),
            limit: (MAX_RULE_NUMBER - first_rule_number + 1) as usize,
            found,
            remedy: "lower first_rule_number",
        })?;
        numbers.extend(numbered);
    }
    Ok(numbers)
}
