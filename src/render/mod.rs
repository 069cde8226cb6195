//! Rules in the shape of one target a file, with that target's names and limits. Pure.
//!
//! In: firewall rules ([`Entry`] where a target has numbers) or domain rules.
//! Out: structs whose fields are the target's argument names, or text.
//!
//! What holds for every target:
//! - No rules at all is an error; a filter for a direction may leave nothing.
//! - A rule is in the output exactly once, with its very prefix. A domain that
//!   the target cannot express is named in `left_out`.
//! - IPv4 and IPv6 never share a list of prefixes.
//! - Order is numeric, IPv4 first. No key or number depends on a position.
//! - A limit of the target is an error that says count, limit and remedy.

mod buckets;
mod content_hash;
mod dns_firewall;
mod domain_pattern;
mod entry;
mod error;
mod home_net;
mod left_out;
mod network_acl;
mod network_firewall_domains;
mod network_firewall_stateful;
mod network_firewall_stateless;
mod numbering;
mod pan_os_urls;
mod port_group;
mod prefix_list;
mod security_group;
mod shard;
mod signature_id;
mod squid;
mod suricata;
mod suricata_domains;
mod text;

pub use dns_firewall::{DnsFirewallDomains, MAX_DOMAINS_PER_REQUEST, dns_firewall_domains};
pub use entry::Entry;
pub use error::RenderError;
pub use left_out::LeftOut;
pub use network_acl::{
    DEFAULT_RULES_PER_NETWORK_ACL, MAX_RULE_NUMBER, MAX_RULES_PER_NETWORK_ACL, NetworkAclBlock, NetworkAclEntry,
    network_acl_blocks, network_acl_entries,
};
pub use network_firewall_domains::{NetworkFirewallDomains, network_firewall_domains};
pub use network_firewall_stateful::{RuleOption, StatefulHeader, StatefulRule, StatefulRuleGroup, network_firewall_stateful};
pub use network_firewall_stateless::{
    MAX_PRIORITY, MAX_RULE_GROUP_CAPACITY, Ports, StatelessRule, StatelessRuleGroup, network_firewall_stateless,
};
pub use pan_os_urls::{PanOsUrls, pan_os_urls};
pub use prefix_list::{MAX_ENTRIES_PER_REQUEST, PREFIX_LISTS_PER_REGION, PrefixList, PrefixListEntry, prefix_list_entries};
pub use security_group::{
    DEFAULT_RULES_PER_SECURITY_GROUP, MAX_DESCRIPTION_LENGTH, MAX_RULES_PER_SECURITY_GROUP, SecurityGroupBlock,
    SecurityGroupCount, SecurityGroupRule, security_group_blocks, security_group_counts, security_group_rules,
};
pub use shard::{MAX_SHARDS, shard_rules};
pub use signature_id::{ADDRESS_SIDS, DOMAIN_SIDS};
pub use squid::{SquidAcls, squid_acls};
pub use suricata::{
    HOME_NET_RESERVE, MAX_RULE_LENGTH, MAX_RULES_BYTES, MAX_VARIABLE_NAME_LENGTH, suricata_capacity, suricata_ip_sets,
    suricata_rules,
};
pub use suricata_domains::{SuricataDomains, suricata_domains};
pub use text::{TextFormat, render_text};
