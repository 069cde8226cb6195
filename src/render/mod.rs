//! Rules in the shape of one target a file, with that target's names and limits. Pure.
//!
//! In: a set of rules, or domain rules. Out: structs whose fields are the
//! target's argument names, or text. The provider's functions are declared here
//! as well, each beside its target.
//!
//! What holds for every target:
//! - Nothing in, nothing out: an empty set gives an empty result.
//! - A rule is in the output exactly once, with its very prefix, as narrow as the
//!   target can say it. A target that knows sessions leaves return rules out, for
//!   it lets replies through. A domain that the target cannot express is named in
//!   `left_out`.
//! - IPv4 and IPv6 never share a list of prefixes.
//! - Order is numeric, IPv4 first. No key or number depends on a position.
//! - A limit of the target is an error that says count, limit and remedy.

mod buckets;
mod content_hash;
mod dns_firewall;
mod domain_parameter;
mod domain_pattern;
mod domains;
mod error;
mod family_counts;
mod feed;
mod home_net;
mod left_out;
mod network_acl;
mod network_firewall_domains;
mod network_firewall_stateful;
mod network_firewall_stateless;
mod numbering;
mod parameters;
mod prefix_list;
mod quota_check;
mod rendezvous;
mod review;
mod rules_diff;
mod security_group;
mod shard;
mod signature_id;
mod slots;
mod suricata;
mod suricata_domains;
mod text;

pub use dns_firewall::{DnsFirewallDomains, MAX_DOMAINS_PER_REQUEST, dns_firewall_domains};
pub use domains::{DomainFormat, DomainOptions, RenderedDomains, render_domains};
pub use error::{RenderError, RenderErrorKind};
pub use family_counts::FamilyCounts;
pub use feed::feed;
pub use left_out::LeftOut;
pub use network_acl::{MAX_RULE_NUMBER, NetworkAclBlock, NetworkAclEntry, network_acl_blocks, network_acl_entries};
pub use network_firewall_domains::{NetworkFirewallDomains, network_firewall_domains};
pub use network_firewall_stateful::{RuleOption, StatefulHeader, StatefulRule, StatefulRuleGroup, network_firewall_stateful};
pub use network_firewall_stateless::{
    MAX_PRIORITY, MAX_RULE_GROUP_CAPACITY, Ports, StatelessRule, StatelessRuleGroup, TcpFlags, network_firewall_stateless,
};
pub use prefix_list::{PrefixList, PrefixListEntry, PrefixListOptions, PrefixLists, prefix_list_entries};
pub use quota_check::{QuotaCheck, QuotaOptions, QuotaTarget, quota_check};
pub use review::{TimelineOptions, Title, notice_timeline_svg};
pub use rules_diff::RulesDiff;
pub use security_group::{SecurityGroupBlock, SecurityGroupRule, security_group_blocks, security_group_rules};
pub use shard::shard_rules;
pub use signature_id::{ADDRESS_SIDS, DOMAIN_SIDS};
pub use suricata::{HOME_NET_RESERVE, MAX_RULE_LENGTH, SuricataOptions, suricata_ip_sets, suricata_rules};
pub use suricata_domains::{SuricataDomains, suricata_domains};
pub use text::{ObjectName, PlaceName, RegionName, TextFormat, TextOptions, render_text, text_between};

use crate::declaration::Function;

/// Every function of this module, ready to be served.
pub fn functions() -> Vec<Function> {
    let targets = [
        dns_firewall::functions,
        domains::functions,
        feed::functions,
        network_acl::functions,
        network_firewall_domains::functions,
        network_firewall_stateful::functions,
        network_firewall_stateless::functions,
        prefix_list::functions,
        quota_check::functions,
        review::functions,
        rules_diff::functions,
        security_group::functions,
        shard::functions,
        suricata::functions,
        suricata_domains::functions,
        text::functions,
    ];
    targets.into_iter().flat_map(|functions| functions()).collect()
}
