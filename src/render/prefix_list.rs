//! Managed prefix lists for `aws_ec2_managed_prefix_list`.
//!
//! In: rules, of which requests alone count: what refers to a prefix list, a
//! security group, lets replies through. Out: lists by key. A prefix list has no
//! ports, so each list belongs to one direction, protocol, port range and family,
//! which its key and its fields name: the rule that refers to it needs them.
//!
//! EC2 takes 100 entries in one request, so a list holds at most 100. Which
//! list a prefix is in depends on prefixes alone: see [`super::buckets`], and with
//! a fixed `count` on the prefix itself: see [`super::rendezvous`].
//!
//! What a list weighs in a security group or route table is `max_entries`, not
//! the number of entries. Changing it is a request of its own, fails if a
//! security group that refers to the list has no room, and replaces the list in
//! AWS provider 3.x. So it is rounded up to a step with room, and with a fixed
//! `count` it is `size`, whatever the list holds.
//!
//! Limits from
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
//! read 2026-11-22.

use super::{
    FamilyCounts, RenderError, buckets::bucket_by_content, content_hash::content_hash, error::RenderErrorKind, rendezvous,
    security_group::check_description,
};
use crate::{
    declaration::{Arguments, Declare, Function, Record, options},
    model::{Direction, IpVersion, Prefix},
    rules::{Line, Permission, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::collections::BTreeMap;

const TARGET: &str = "prefix list";

/// Lists in one Region by default.
const PREFIX_LISTS_PER_REGION: usize = 100;
/// Entries that EC2 takes in one request.
const MAX_SIZE: usize = 100;
/// `max_entries` is a multiple of this.
const MAX_ENTRIES_STEP: usize = 20;
/// Free entries that a list has at least, unless it is full.
const HEADROOM: usize = 4;

/// How the lists are cut.
#[derive(Debug, Clone, Copy, Arguments)]
pub struct PrefixListOptions {
    /// How many entries a list has at most, from 1 to 100: EC2 takes no more in
    /// one request.
    #[argument(default = MAX_SIZE, min = 1, max = MAX_SIZE)]
    pub size: usize,
    /// Exactly so many lists for each direction, protocol, port range and family,
    /// from 1 to 100, empty ones too; each has `size` as its `max_entries`.
    #[argument(min = 1, max = 100)]
    pub count: Option<usize>,
}

/// The lists, and what they weigh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct PrefixLists {
    /// Each list by its key, such as `egress-udp-3478-ipv4-0`.
    pub lists: BTreeMap<String, PrefixList>,
    /// The sum of `max_entries`: so many rules a security group has that refers
    /// to all the lists, each once.
    pub weights: FamilyCounts,
}

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

/// Lists by key, such as `egress-udp-3478-ipv4-0`.
///
/// # Errors
/// `WrongCount`, `Limit` above 100 lists, and a description that EC2 refuses.
pub fn prefix_list_entries(rules: &RuleSet, options: PrefixListOptions) -> Result<PrefixLists, RenderError> {
    let requests = rules.requests();
    for line in requests.permissions().flat_map(|(_, lines)| lines.values()) {
        check_description(TARGET, &line.label.description)?;
    }
    check_count(&requests, options)?;
    let (mut lists, mut weights) = (BTreeMap::new(), Vec::new());
    for (permission, lines) in requests.permissions() {
        for (number, prefixes) in parts(lines, options) {
            let list = list(permission, lines, &prefixes, options);
            weights.push((permission.direction, permission.ip_version, list.max_entries));
            lists.insert(format!("{}-{number}", permission.name('-')), list);
        }
    }
    if lists.len() > PREFIX_LISTS_PER_REGION {
        return Err(RenderErrorKind::Limit {
            what: format!("lists of at most {} prefixes", options.size),
            limit: PREFIX_LISTS_PER_REGION,
            found: lists.len(),
            remedy: remedy(options.size),
        }
        .of(TARGET));
    }
    Ok(PrefixLists { lists, weights: FamilyCounts::sums(weights) })
}

/// What the lists of these rules weigh, whether EC2 takes them or not.
pub(super) fn weights(rules: &RuleSet, options: PrefixListOptions) -> Vec<(Direction, IpVersion, usize)> {
    let requests = rules.requests();
    let of = |(permission, lines): (Permission, &BTreeMap<Prefix, Line>)| {
        let weights = parts(lines, options).into_values().map(|prefixes| max_entries(prefixes.len(), options));
        weights.map(|weight| (permission.direction, permission.ip_version, weight)).collect::<Vec<_>>()
    };
    requests.permissions().flat_map(of).collect()
}

/// Whether a fixed number of lists holds every permission's prefixes, and a
/// Region has room for the lists of all permissions.
fn check_count(requests: &RuleSet, PrefixListOptions { size, count }: PrefixListOptions) -> Result<(), RenderError> {
    let Some(count) = count else { return Ok(()) };
    let hashes = |lines: &BTreeMap<Prefix, Line>| lines.keys().map(prefix_hash).collect::<Vec<u64>>();
    let groups: Vec<(Permission, Vec<u64>)> =
        requests.permissions().map(|(permission, lines)| (permission, hashes(lines))).collect();
    let Some(most) = PREFIX_LISTS_PER_REGION.checked_div(groups.len()) else { return Ok(()) };
    let fullest = groups.iter().map(|(permission, hashes)| (rendezvous::fullest(hashes, count), *permission)).max();
    let found = match fullest {
        Some((found, permission)) if found > size => format!("a list of size {size} would have {found} entries of {permission}"),
        _ if count > most => format!(
            "so many lists for each of {} directions, protocols, port ranges and families are {}, but the limit is {PREFIX_LISTS_PER_REGION} in a Region",
            groups.len(),
            groups.len().saturating_mul(count),
        ),
        _ => return Ok(()),
    };
    let groups: Vec<Vec<u64>> = groups.into_iter().map(|(_, hashes)| hashes).collect();
    let enough = rendezvous::count_that_fits(&groups, size, most);
    Err(RenderErrorKind::WrongCount { count, found, enough, remedy: remedy(size) }.of(TARGET))
}

/// What makes fewer lists do.
const fn remedy(size: usize) -> &'static str {
    if size < MAX_SIZE {
        "raise size, set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules"
    } else {
        "set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules"
    }
}

fn prefix_hash(prefix: &Prefix) -> u64 {
    content_hash(&prefix.to_string())
}

/// The prefixes of each list by its number, each in numeric order.
fn parts(lines: &BTreeMap<Prefix, Line>, PrefixListOptions { size, count }: PrefixListOptions) -> BTreeMap<u64, Vec<Prefix>> {
    let Some(count) = count else {
        return bucket_by_content(lines.keys().copied().collect(), |part| part.len() <= size);
    };
    let mut parts: BTreeMap<u64, Vec<Prefix>> = (0..count as u64).map(|number| (number, Vec::new())).collect();
    for prefix in lines.keys() {
        parts.entry(rendezvous::place(prefix_hash(prefix), count) as u64).or_default().push(*prefix);
    }
    parts
}

fn list(permission: Permission, lines: &BTreeMap<Prefix, Line>, prefixes: &[Prefix], options: PrefixListOptions) -> PrefixList {
    let entry = |prefix: &Prefix| PrefixListEntry {
        cidr: prefix.to_string(),
        description: lines.get(prefix).map(|line| line.label.description.clone()).unwrap_or_default(),
    };
    PrefixList {
        address_family: match permission.ip_version {
            IpVersion::V4 => "IPv4",
            IpVersion::V6 => "IPv6",
        },
        max_entries: max_entries(prefixes.len(), options),
        entries: prefixes.iter().map(entry).collect(),
        direction: permission.direction.as_str(),
        ip_protocol: permission.ip_protocol.as_str(),
        from_port: permission.ports.first(),
        to_port: permission.ports.last(),
    }
}

/// Fixed with the number of lists; else the next step that leaves room.
fn max_entries(entries: usize, PrefixListOptions { size, count }: PrefixListOptions) -> usize {
    if count.is_some() { size } else { (entries + HEADROOM).next_multiple_of(MAX_ENTRIES_STEP).min(size) }
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let lists = Declare {
        name: "prefix_list_entries",
        summary: "Render rules for aws_ec2_managed_prefix_list",
        description: "Gives prefix lists by key in `lists`, ready for `for_each` of `aws_ec2_managed_prefix_list`: one direction, protocol, \
                      port range and address family each, which the rule that refers to the list needs. A list has at most `size` \
                      entries, 100 if nothing is said, because EC2 takes no more in one request. Return rules are left out: a \
                      security group lets replies through by itself.\n\n\
                      Where a list is referred to it weighs `max_entries`, not the number of its entries: `weights` are the sums, \
                      of which a security group takes 60 in each direction and address family unless its quota was raised \
                      (`quota_check` with `prefix_list`).\n\n\
                      Without `count` there are as few lists as it takes: a new prefix changes its own list only, until a list is \
                      full and half of its entries move to another; `max_entries` is rounded up and changes now and then, which \
                      replaces the list in versions 3.x of the AWS provider. With `count` each direction, protocol, port range and \
                      address family has exactly so many lists, empty ones too, with `size` as their `max_entries`: no unchanged \
                      entry ever moves, and neither a list nor its weight ever changes. What does not fit, or makes more \
                      than the 100 lists of a Region, is an error that names the `count` that does.",
    };
    vec![
        lists.function((rules_parameter(), options::<PrefixListOptions>()), |(rules, options)| {
            prefix_list_entries(&rules, options)
        }),
    ]
}
