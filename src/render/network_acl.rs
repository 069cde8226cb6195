//! Network ACLs: entries for `aws_network_acl_rule`, or blocks for
//! `egress = ...` and `ingress = ...` of `aws_network_acl`.
//!
//! In: rules, with a ledger's slots or without, and the range of numbers to use.
//! Out: records with numbers that are unique in a direction over both families,
//! for EC2 has one number space for the two. EC2 reads entries from the lowest
//! number up and the first that matches decides, so the range is what keeps them
//! in front of the user's own denies, or behind them.
//!
//! An entry has neither source ports nor TCP flags, so a return rule opens the
//! client's ephemeral ports to whatever the remote addresses send, requests
//! included. Rules that differ in nothing else than these are one entry.
//!
//! A number never depends on position. With slots it is the first number plus
//! twice the slot, and one more for IPv6, for life: slots are unique within a
//! direction and family. An entry that several rules share has the lowest slot
//! of theirs, so its number can change with them. Without slots a number is made
//! of the entry's key, and an unchanged entry keeps it except in the rare case of
//! [`super::numbering`].
//!
//! Limits: 1 to 32766 for numbers; 20 rules a direction and family, the default
//! deny included, up to 40 by request. From
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22. From 20 to 39 rules the list is given and the quota must
//! have been raised; above, no ACL can hold it.

use super::{FamilyCounts, RenderError, error::RenderErrorKind, numbering::number_by_content, parameters, slots::have_slots};
use crate::{
    declaration::{Arguments, Declare, Function, Options, Parameter, Record, options, parameter},
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix},
    rules::{Permission, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const TARGET: &str = "network ACL";

/// The last number that EC2 gives to users.
pub const MAX_RULE_NUMBER: u32 = 32_766;
/// Own rules for each direction and family with the quota at its highest.
const MAX_RULES: usize = 39;

/// One `aws_network_acl_rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
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

/// What an entry can say, ordered as rules are.
type Entry = (Direction, IpProtocol, PortRange, IpVersion, Prefix);

/// Each entry by its key, ready for `for_each`.
///
/// # Errors
/// `Limit` above 39 rules in one direction and family, `Argument` for a range
/// that does not lie within 1 to 32766, `NumbersFull` for one that is too short,
/// and defects of the slots.
pub fn network_acl_entries(
    rules: &RuleSet,
    first_rule_number: u32,
    last_rule_number: u32,
) -> Result<BTreeMap<String, NetworkAclEntry>, RenderError> {
    let numbered = numbered(rules, first_rule_number, last_rule_number)?;
    let records = numbered.into_iter().map(|(entry, rule_number)| {
        let (direction, protocol, ports, _, prefix) = entry;
        let (cidr_block, ipv6_cidr_block) = by_family(prefix);
        let record = NetworkAclEntry {
            rule_number,
            egress: direction == Direction::Egress,
            protocol: protocol.number().to_string(),
            rule_action: "allow",
            cidr_block,
            ipv6_cidr_block,
            from_port: ports.first(),
            to_port: ports.last(),
        };
        (key(&entry), record)
    });
    Ok(records.collect())
}

/// The entries of one direction. Empty if no rule has it.
///
/// # Errors
/// As [`network_acl_entries`].
pub fn network_acl_blocks(
    rules: &RuleSet,
    direction: Direction,
    first_rule_number: u32,
    last_rule_number: u32,
) -> Result<Vec<NetworkAclBlock>, RenderError> {
    let numbered = numbered(rules, first_rule_number, last_rule_number)?;
    let of_direction = numbered.into_iter().filter(|((of, ..), _)| *of == direction);
    let blocks = of_direction.map(|((_, protocol, ports, _, prefix), rule_no)| {
        let (cidr_block, ipv6_cidr_block) = by_family(prefix);
        NetworkAclBlock {
            rule_no,
            action: "allow",
            protocol: protocol.number().to_string(),
            from_port: ports.first(),
            to_port: ports.last(),
            cidr_block,
            ipv6_cidr_block,
            icmp_type: None,
            icmp_code: None,
        }
    });
    Ok(blocks.collect())
}

fn by_family(prefix: Prefix) -> (Option<String>, Option<String>) {
    match prefix.version() {
        IpVersion::V4 => (Some(prefix.to_string()), None),
        IpVersion::V6 => (None, Some(prefix.to_string())),
    }
}

/// The entry's identity: that of the request with these ports.
fn key((direction, ip_protocol, ports, ip_version, prefix): &Entry) -> String {
    Permission::request(*direction, *ip_protocol, *ports, *ip_version).key(*prefix)
}

/// Each entry with its number.
fn numbered(rules: &RuleSet, first: u32, last: u32) -> Result<BTreeMap<Entry, u32>, RenderError> {
    for (argument, found, min) in [("first_rule_number", first, 1), ("last_rule_number", last, first)] {
        if !(min..=MAX_RULE_NUMBER).contains(&found) {
            return Err(RenderErrorKind::Argument { argument, found, min, max: MAX_RULE_NUMBER }.of(TARGET));
        }
    }
    let has_slots = have_slots(TARGET, rules)?;
    let entries = entries(rules);
    check_counts(&entries)?;
    if has_slots { numbers_by_slot(entries, first, last) } else { numbers_by_content(&entries, first, last) }
}

/// Each entry with its slot, of several the lowest: an entry has one number.
fn entries(rules: &RuleSet) -> BTreeMap<Entry, u32> {
    let mut entries: BTreeMap<Entry, u32> = BTreeMap::new();
    for rule in rules.iter() {
        let of = rule.permission;
        let slot = rule.slot.unwrap_or_default();
        let entry = entries.entry((of.direction, of.ip_protocol, of.ports, of.ip_version, rule.prefix));
        entry.and_modify(|lowest| *lowest = slot.min(*lowest)).or_insert(slot);
    }
    entries
}

/// How many entries the rules take.
pub(super) fn entry_counts(rules: &RuleSet) -> FamilyCounts {
    FamilyCounts::sums(entries(rules).keys().map(|(direction, _, _, ip_version, _)| (*direction, *ip_version, 1)))
}

fn check_counts(entries: &BTreeMap<Entry, u32>) -> Result<(), RenderError> {
    let mut counts: BTreeMap<(Direction, IpVersion), usize> = BTreeMap::new();
    for (direction, _, _, ip_version, _) in entries.keys() {
        *counts.entry((*direction, *ip_version)).or_default() += 1;
    }
    match counts.into_iter().find(|(_, found)| *found > MAX_RULES) {
        None => Ok(()),
        Some(((direction, ip_version), found)) => Err(RenderErrorKind::Limit {
            what: format!("{direction} {ip_version} rules"),
            limit: MAX_RULES,
            found,
            remedy: "AWS allows 20 in each direction and family with the default deny, and 40 by request: \
                     set max_rules in amazonconnect_network_rules or in rules_cover, or filter with a security \
                     group and a prefix list instead",
        }
        .of(TARGET)),
    }
}

fn numbers_by_slot(entries: BTreeMap<Entry, u32>, first: u32, last: u32) -> Result<BTreeMap<Entry, u32>, RenderError> {
    let numbers = entries.into_iter().map(|(entry, slot)| {
        let (.., ip_version, _) = entry;
        let found = u64::from(first) + 2 * u64::from(slot) + u64::from(ip_version == IpVersion::V6);
        match u32::try_from(found) {
            Ok(number) if number <= last => Ok((entry, number)),
            _ => Err(RenderErrorKind::SlotTooHigh { key: key(&entry), slot, found, max: last }.of(TARGET)),
        }
    });
    numbers.collect()
}

fn numbers_by_content(entries: &BTreeMap<Entry, u32>, first: u32, last: u32) -> Result<BTreeMap<Entry, u32>, RenderError> {
    let mut numbers = BTreeMap::new();
    for direction in Direction::ALL {
        let keys: BTreeMap<String, Entry> =
            entries.keys().filter(|(of, ..)| *of == direction).map(|entry| (key(entry), *entry)).collect();
        let names: BTreeSet<String> = keys.keys().cloned().collect();
        let numbered = number_by_content(&names, first..=last).ok_or_else(|| full(direction, names.len(), first, last))?;
        numbers.extend(numbered.into_iter().filter_map(|(key, number)| Some((*keys.get(&key)?, number))));
    }
    Ok(numbers)
}

/// That a range is too short, and which one would do.
fn full(direction: Direction, found: usize, first: u32, last: u32) -> RenderError {
    let more = u32::try_from(found).unwrap_or(u32::MAX) - 1;
    let needed = first.saturating_add(more);
    let remedy = if needed <= MAX_RULE_NUMBER {
        format!("last_rule_number = {needed} would do")
    } else {
        format!("first_rule_number = {} would do", last.saturating_sub(more))
    };
    RenderErrorKind::NumbersFull { what: format!("{direction} entries"), found, first, last, remedy }.of(TARGET)
}

const fn first_rule_number() -> Parameter<u32> {
    parameter(
        "first_rule_number",
        "The lowest rule number to use, from 1 to 32766. Leave the numbers below it to rules of your own.",
    )
}

/// Where the numbers end.
#[derive(Arguments)]
struct NumberOptions {
    /// The highest rule number to use, up to 32766: denies of your own stand
    /// above it.
    #[argument(default = MAX_RULE_NUMBER, min = 1, max = 32766)]
    last_rule_number: u32,
}

const fn last_rule_number() -> Options<NumberOptions> {
    options()
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let entries = Declare {
        name: "network_acl_entries",
        summary: "Render rules for aws_network_acl_rule",
        description: "Gives each rule by its key, ready for `for_each` of `aws_network_acl_rule`. Rule numbers are unique in a \
                      direction over both address families and lie between `first_rule_number` and `last_rule_number`, both \
                      included: EC2 takes the entry with the lowest number that matches, so keep them in front of denies of your own. With \
                      the slots of a ledger a number is `first_rule_number` plus twice the \
                      slot, and one more for IPv6, for life. Return rules that differ in source ports alone are one entry, \
                      with the lowest of their slots: its number can change when such a rule comes or goes for another port of \
                      the same prefix. Without slots a number is made of the rule itself, and in rare cases another rule \
                      that comes or goes moves it: the wider the range, the rarer. A network ACL holds 19 rules of yours in each \
                      direction and address family by default, and 39 at most (`quota_check` with `network_acl`).\n\n\
                      A network ACL knows no sessions, so replies need the return rules of `firewall = \"stateless\"`. An entry has \
                      neither source ports nor TCP flags: each return rule lets all its addresses open connections to the agents' \
                      ephemeral ports. `cidr_address_count` over `rules_cidrs` tells how many addresses these are; with the ranges of \
                      EC2, where anybody may rent a server, there are more than 25 million. Let a security group stand behind the network \
                      ACL, which admits replies alone.\n\n\
                      No plan shows an entry that somebody adds beside these by hand, such as a deny of everything at number 1: use \
                      `network_acl_blocks` for a network ACL that is wholly yours.",
    };
    let blocks = Declare {
        name: "network_acl_blocks",
        summary: "Render rules for egress or ingress of aws_network_acl",
        description: "Gives the rules of one direction as objects with all nine attributes, so that `egress = …` or `ingress = …` of \
                      `aws_network_acl` is one line. Numbers are those of `network_acl_entries`, whose page also says what return rules \
                      open. The result is empty if no rule has this direction. A network ACL is stateless: set \
                      `firewall = \"stateless\"` in the data source for the return rules. Set both `egress` and `ingress`: a plan \
                      then shows every entry that was added by hand, a deny of everything at number 1 included.",
    };
    vec![
        entries.function(
            (rules_parameter(), first_rule_number(), last_rule_number()),
            |(rules, first, NumberOptions { last_rule_number })| network_acl_entries(&rules, first, last_rule_number),
        ),
        blocks.function(
            (rules_parameter(), parameters::direction(), first_rule_number(), last_rule_number()),
            |(rules, direction, first, NumberOptions { last_rule_number })| {
                network_acl_blocks(&rules, direction, first, last_rule_number)
            },
        ),
    ]
}
