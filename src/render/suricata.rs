//! Suricata rules over IP set variables, for AWS Network Firewall
//! (`rules_string` with `rule_variables.ip_sets`) or a Suricata of one's own.
//!
//! In: rules, of which requests alone count, since Suricata lets replies through.
//! Out: the text of the rules, and the sets that it names. The prefixes are in
//! the sets alone, so the text stays as it is when prefixes
//! come and go: a plan shows the prefixes that changed and nothing else.
//!
//! Source of egress and destination of ingress is `$HOME_NET`, which must be
//! the agents' network: a rule variable, or `policy_variables` of the firewall
//! policy. `rev` is always 1: a rule whose content changes has another `sid`.
//!
//! Limits: 8,192 characters a rule with its variables' values, 2,000,000 bytes
//! of rules, names of at most 32 letters, digits and `_`. From
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>
//! and the API reference of `IPSet`, read 2026-11-22. A set that would not fit
//! is split by content (see [`super::buckets`]), and each part has a rule. Rules
//! and sets are two functions, so both take the same options and split alike.

use super::{
    RenderError,
    buckets::bucket_by_content,
    error::RenderErrorKind,
    home_net::home_net_of,
    network_firewall_stateful::port_text,
    signature_id::{ADDRESS_SIDS, signature_ids},
};
use crate::{
    declaration::{Arguments, Declare, Function, options},
    model::{Direction, IpVersion, Prefix},
    rules::{Permission, RuleSet, rules_parameter},
};
use std::{collections::BTreeMap, ops::RangeInclusive};

const TARGET: &str = "Suricata rules";

/// Characters of one rule at most, the values of its variables included.
pub const MAX_RULE_LENGTH: usize = 8_192;
/// Bytes of all rules at most.
const MAX_RULES_BYTES: usize = 2_000_000;
/// Characters of a variable's name at most.
const MAX_VARIABLE_NAME_LENGTH: usize = 32;
/// Kept free in each rule for the value of `$HOME_NET` where it is not given:
/// about 60 IPv4 prefixes.
pub const HOME_NET_RESERVE: usize = 1_024;
/// Ids that belong to one `first_sid`.
const SIDS: u32 = 10_000;
/// The variable of the agents' network.
const HOME_NET: &str = "HOME_NET";

/// What tells one group of rules from another, and how long its variables are.
#[derive(Debug, Clone, Arguments)]
pub struct SuricataOptions {
    /// What the names of the sets start with, in capitals, and what the messages
    /// say, such as `eu-central-1`: letters, digits, `-` and `_`. Two groups of rules with
    /// names of their own can live in one Suricata; names that differ in case alone, or in
    /// `-` for `_`, are one name: the same variables and ids.
    pub name: Option<String>,
    /// The lowest signature id: the ids are the 10,000 from there up. Without it
    /// they are among 1,000,000 to 1,499,999.
    #[argument(min = 1, max = 4294957296_u32)]
    pub first_sid: Option<u32>,
    /// The prefixes of the agents' network: `suricata_ip_sets` then has them as
    /// `HOME_NET` besides, and sets are split so that rules fit with them.
    /// Without it each rule keeps 1,024 characters for them, about 60 prefixes.
    pub home_net: Option<Vec<Prefix>>,
}

/// One IP set with the rule that reads it.
struct IpSet {
    permission: Permission,
    name: String,
    prefixes: Vec<Prefix>,
}

/// Rules over the sets of [`suricata_ip_sets`], one a line.
///
/// # Errors
/// `Limit`, `Character` and `NoHomeNet`.
pub fn suricata_rules(rules: &RuleSet, options: &SuricataOptions) -> Result<String, RenderError> {
    let sets = ip_sets(rules, options)?;
    let sids = signature_ids(TARGET, &sets.iter().map(|set| set.name.clone()).collect(), sid_range(options))?;
    let text: String = sets.iter().filter_map(|set| Some(rule_text(set.permission, &set.name, *sids.get(&set.name)?))).collect();
    check_bytes(TARGET, &text)?;
    Ok(text)
}

/// The prefixes by the name of their set, such as `OUT_UDP_3478_V4_0`, and
/// `HOME_NET` if it is given and a rule reads it.
///
/// # Errors
/// As [`suricata_rules`].
pub fn suricata_ip_sets(rules: &RuleSet, options: &SuricataOptions) -> Result<BTreeMap<String, Vec<String>>, RenderError> {
    let texts = |prefixes: &[Prefix]| prefixes.iter().map(Prefix::to_string).collect::<Vec<_>>();
    let sets = ip_sets(rules, options)?;
    let mut by_name: BTreeMap<String, Vec<String>> = sets.iter().map(|set| (set.name.clone(), texts(&set.prefixes))).collect();
    if let Some(home_net) = options.home_net.as_ref().filter(|_| !sets.is_empty()) {
        by_name.insert(HOME_NET.to_owned(), texts(&in_order(home_net)));
    }
    Ok(by_name)
}

/// How long the rules are with the values of their variables, each with its
/// direction and family.
pub(super) fn rule_lengths(
    rules: &RuleSet,
    options: &SuricataOptions,
) -> Result<Vec<(Direction, IpVersion, usize)>, RenderError> {
    let home = home_net_length(options);
    let length = |set: &IpSet| {
        let text = rule_text(set.permission, &set.name, *sid_range(options).end());
        (set.permission.direction, set.permission.ip_version, text.len() + set_length(&set.prefixes) + home)
    };
    Ok(cut(rules, options)?.iter().map(length).collect())
}

/// Each set, in the order of rules, within the limits.
fn ip_sets(rules: &RuleSet, options: &SuricataOptions) -> Result<Vec<IpSet>, RenderError> {
    let sets = cut(rules, options)?;
    for set in &sets {
        check_name_length(&set.name)?;
        let rest = home_net_length(options) + rule_text(set.permission, &set.name, *sid_range(options).end()).len();
        let found = rest + set_length(&set.prefixes);
        if found > MAX_RULE_LENGTH {
            return Err(RenderErrorKind::Limit {
                what: format!("characters in a rule with home_net and one prefix of {}", set.permission),
                limit: MAX_RULE_LENGTH,
                found,
                remedy: "name fewer prefixes in home_net, for which there is cidr_merge",
            }
            .of(TARGET));
        }
    }
    Ok(sets)
}

/// Each set, in the order of rules, as short as it takes.
fn cut(rules: &RuleSet, options: &SuricataOptions) -> Result<Vec<IpSet>, RenderError> {
    let start = name_start(options)?;
    let home = home_net_length(options);
    let mut sets = Vec::new();
    for (permission, lines) in rules.requests().permissions() {
        if let Some(home_net) = &options.home_net {
            home_net_of(TARGET, home_net, permission.ip_version)?;
        }
        // The longest sid and name there can be.
        let longest_name = "N".repeat(MAX_VARIABLE_NAME_LENGTH);
        let rest = home + rule_text(permission, &longest_name, *sid_range(options).end()).len();
        let prefixes: Vec<Prefix> = lines.keys().copied().collect();
        for (bucket, prefixes) in bucket_by_content(prefixes, |part| rest + set_length(part) <= MAX_RULE_LENGTH) {
            let name = format!("{start}{}_{bucket}", variable(&permission));
            sets.push(IpSet { permission, name, prefixes });
        }
    }
    Ok(sets)
}

/// A permission in so few characters that the longest Region's name, which has
/// 14, fits in front of it: `OUT_UDP_3478_V4`.
fn variable(permission: &Permission) -> String {
    let way = match permission.direction {
        Direction::Egress => "OUT",
        Direction::Ingress => "IN",
    };
    let family = match permission.ip_version {
        IpVersion::V4 => "V4",
        IpVersion::V6 => "V6",
    };
    let (protocol, ports) =
        (permission.ip_protocol.as_str().to_ascii_uppercase(), permission.ports.to_string().replace('-', "_"));
    format!("{way}_{protocol}_{ports}_{family}")
}

/// What every set's name starts with: the user's name, in the form of variables.
fn name_start(options: &SuricataOptions) -> Result<String, RenderError> {
    let Some(name) = options.name.as_deref().filter(|name| !name.is_empty()) else { return Ok(String::new()) };
    let is_allowed = |(place, character): &(usize, char)| {
        character.is_ascii_alphabetic() || (*place > 0 && (character.is_ascii_digit() || "-_".contains(*character)))
    };
    match name.char_indices().find(|found| !is_allowed(found)) {
        None => Ok(format!("{}_", name.replace('-', "_").to_ascii_uppercase())),
        Some((_, character)) => Err(RenderErrorKind::Name {
            found: name.to_owned(),
            character,
            allowed: "letters, digits, \"-\" and \"_\", the first a letter",
        }
        .of(TARGET)),
    }
}

fn check_name_length(name: &str) -> Result<(), RenderError> {
    if name.len() <= MAX_VARIABLE_NAME_LENGTH {
        return Ok(());
    }
    Err(RenderErrorKind::Limit {
        what: format!("characters in the variable {name:?}"),
        limit: MAX_VARIABLE_NAME_LENGTH,
        found: name.len(),
        remedy: "shorten name, set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules",
    }
    .of(TARGET))
}

/// Where the ids of these rules are.
fn sid_range(options: &SuricataOptions) -> RangeInclusive<u32> {
    options.first_sid.map_or(ADDRESS_SIDS, |first| first..=first.saturating_add(SIDS - 1))
}

/// Characters that the value of `$HOME_NET` takes in a rule.
fn home_net_length(options: &SuricataOptions) -> usize {
    options.home_net.as_ref().map_or(HOME_NET_RESERVE, |home_net| set_length(&in_order(home_net)))
}

fn in_order(prefixes: &[Prefix]) -> Vec<Prefix> {
    let mut prefixes = prefixes.to_vec();
    prefixes.sort();
    prefixes.dedup();
    prefixes
}

/// Characters of a set's value: `[a,b,c]`.
fn set_length(prefixes: &[Prefix]) -> usize {
    prefixes.iter().map(|prefix| prefix.to_string().len() + 1).sum::<usize>() + 1
}

fn rule_text(permission: Permission, set: &str, sid: u32) -> String {
    let ports = port_text(permission.ports);
    let way = match permission.direction {
        Direction::Egress => format!("$HOME_NET any -> ${set} {ports}"),
        Direction::Ingress => format!("${set} any -> $HOME_NET {ports}"),
    };
    let (protocol, purpose) = (permission.ip_protocol, set.replace('_', " ").to_ascii_lowercase());
    format!("pass {protocol} {way} (msg:\"Amazon Connect {purpose}\"; sid:{sid}; rev:1;)\n")
}

/// Whether all rules together are short enough.
pub(super) fn check_bytes(target: &'static str, text: &str) -> Result<(), RenderError> {
    if text.len() <= MAX_RULES_BYTES {
        return Ok(());
    }
    Err(RenderErrorKind::Limit {
        what: "bytes of rules".to_owned(),
        limit: MAX_RULES_BYTES,
        found: text.len(),
        remedy: "give fewer rules: of addresses, set max_cidrs in amazonconnect_network_rules or in rules_cover; of domains, narrow regions",
    }
    .of(target))
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let sets = Declare {
        name: "suricata_ip_sets",
        summary: "Render rules as IP sets of Suricata rules",
        description: "Gives the prefixes by the name of their IP set variable, such as `OUT_UDP_3478_V4_0`, or with \
                      `name = \"eu-central-1\"` `EU_CENTRAL_1_OUT_UDP_3478_V4_0`, for `rule_variables` of AWS Network Firewall, ready for a dynamic \
                      `ip_sets` block. With `home_net` there is `HOME_NET` besides. `suricata_rules` gives the rules over them: give \
                      both functions the same options, in a `local`, for they decide how a set is split and what it is called.",
    };
    let text = Declare {
        name: "suricata_rules",
        summary: "Render rules as Suricata rules over IP sets",
        description: "Gives pass rules for `rules_string` of AWS Network Firewall. Prefixes are in the IP set variables of \
                      `suricata_ip_sets`, so the text stays as it is when prefixes change: give both functions the same options. \
                      `$HOME_NET` must be the agents' network. Each rule fits 8,192 characters with its variables' values, 1,024 of \
                      them for `$HOME_NET` unless `home_net` says what it is. The capacity that the rules use is the number of IP \
                      sets without `HOME_NET`. Return rules are left out: Suricata lets replies through by itself.\n\n\
                      **Pass rules restrict nothing by themselves.** What matches no rule passes too, unless the firewall policy says \
                      otherwise: `rule_order = \"STRICT_ORDER\"` and `stateful_default_actions = [\"aws:drop_established\", \
                      \"aws:alert_established\"]`, as the example has it. A pass rule on ranges and a domain list in one policy \
                      cancel each other: see the guide.",
    };
    vec![
        sets.function((rules_parameter(), options::<SuricataOptions>()), |(rules, options)| suricata_ip_sets(&rules, &options)),
        text.function((rules_parameter(), options::<SuricataOptions>()), |(rules, options)| suricata_rules(&rules, &options)),
    ]
}
