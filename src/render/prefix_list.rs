//! Managed prefix lists for `aws_ec2_managed_prefix_list`.
//!
//! In: rules, of which requests alone count: what refers to a prefix list, a
//! security group, lets replies through. Out: lists by key. A prefix list has no
//! ports, so each list belongs to one direction, protocol, port range and family,
//! which its key and its fields name: the rule that refers to it needs them.
//!
//! EC2 takes 100 entries in one request, so a list holds at most 100. Which
//! list a prefix is in depends on the prefix: see [`super::buckets`].
//!
//! What a list weighs in a security group or route table is `max_entries`, not
//! the number of entries. It is rounded up to a step with room, for changing it
//! is a request of its own, fails if a security group that refers to the list
//! has no room, and replaces the list in AWS provider 3.x.
//!
//! Limits from
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22.

use super::{RenderError, buckets::bucket_by_content, error::RenderErrorKind, security_group::check_description};
use crate::{
    declaration::{Declare, Function, Record},
    model::{IpVersion, Prefix},
    rules::{RuleSet, rules_parameter},
};
use serde::Serialize;
use std::collections::BTreeMap;

const TARGET: &str = "prefix list";

/// Entries in one list, because one request takes no more.
const MAX_ENTRIES_PER_REQUEST: usize = 100;
/// Lists in one Region by default.
const PREFIX_LISTS_PER_REGION: usize = 100;
/// `max_entries` is a multiple of this.
const MAX_ENTRIES_STEP: usize = 20;
/// Free entries that a list has at least, unless it is full.
const HEADROOM: usize = 4;

/// One `aws_ec2_managed_prefix_list`, and the ports of the rule that refers to
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct PrefixList {
    /// `IPv4` or `IPv6`.
    pub address_family: &'static str,
    /// What the list weighs where it is referred to.
    pub max_entries: usize,
    /// The prefixes, in numeric order.
    pub entries: Vec<PrefixListEntry>,
    /// `egress` or `ingress`.
    pub direction: &'static str,
    /// `tcp` or `udp`.
    pub ip_protocol: &'static str,
    /// The lowest port.
    pub from_port: u16,
    /// The highest port.
    pub to_port: u16,
}

/// One `entry` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct PrefixListEntry {
    /// The prefix.
    pub cidr: String,
    /// What it is for.
    pub description: String,
}

/// Lists of at most 100 prefixes by key, such as `egress-udp-3478-ipv4-0`.
///
/// # Errors
/// `Limit` above 100 lists, and a description that EC2 refuses.
pub fn prefix_list_entries(rules: &RuleSet) -> Result<BTreeMap<String, PrefixList>, RenderError> {
    let mut lists = BTreeMap::new();
    for (permission, lines) in rules.requests().permissions() {
        for line in lines.values() {
            check_description(TARGET, &line.label.description)?;
        }
        let prefixes: Vec<Prefix> = lines.keys().copied().collect();
        for (bucket, prefixes) in bucket_by_content(prefixes, |part| part.len() <= MAX_ENTRIES_PER_REQUEST) {
            let entry = |prefix: &Prefix| PrefixListEntry {
                cidr: prefix.to_string(),
                description: lines.get(prefix).map(|line| line.label.description.clone()).unwrap_or_default(),
            };
            let list = PrefixList {
                address_family: match permission.ip_version {
                    IpVersion::V4 => "IPv4",
                    IpVersion::V6 => "IPv6",
                },
                max_entries: max_entries(prefixes.len()),
                entries: prefixes.iter().map(entry).collect(),
                direction: permission.direction.as_str(),
                ip_protocol: permission.ip_protocol.as_str(),
                from_port: permission.ports.first(),
                to_port: permission.ports.last(),
            };
            lists.insert(format!("{}-{bucket}", permission.name('-')), list);
        }
    }
    if lists.len() > PREFIX_LISTS_PER_REGION {
        return Err(RenderErrorKind::Limit {
            what: "lists of at most 100 prefixes".to_owned(),
            limit: PREFIX_LISTS_PER_REGION,
            found: lists.len(),
            remedy: "set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules",
        }
        .of(TARGET));
    }
    Ok(lists)
}

/// The next step that leaves room, and never more than one request takes.
fn max_entries(entries: usize) -> usize {
    (entries + HEADROOM).next_multiple_of(MAX_ENTRIES_STEP).min(MAX_ENTRIES_PER_REQUEST)
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let lists = Declare {
        name: "prefix_list_entries",
        summary: "Render rules for aws_ec2_managed_prefix_list",
        description: "Gives prefix lists by key, ready for `for_each` of `aws_ec2_managed_prefix_list`: one direction, protocol, port \
                      range and address family each, which the rule that refers to the list needs. A list has at most 100 entries, \
                      because EC2 takes no more in one request. Which list a prefix is in follows from the prefix, so a new one \
                      changes its own list only. Where a list is referred to it weighs `max_entries`, which is rounded up so that it \
                      seldom changes. Return rules are left out: a security group lets replies through by itself.",
    };
    vec![lists.function((rules_parameter(),), |(rules,)| prefix_list_entries(&rules))]
}
