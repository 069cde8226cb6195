//! The functions: a file each with the signature, the arguments' checks and
//! one call into the core. All are pure: no configuration, clock, network or
//! file, since Terraform keeps hashes of their results in a plan.

mod arguments;
mod cidr_address_count;
mod cidr_contains;
mod cidr_cover;
mod cidr_intersect;
mod cidr_merge;
mod cidr_subtract;
mod dns_firewall_domains;
mod network_acl_blocks;
mod network_acl_entries;
mod network_firewall_domains;
mod network_firewall_stateful;
mod network_firewall_stateless;
mod pan_os_urls;
mod prefix_list_entries;
mod render_text;
mod result_types;
mod rule_arguments;
mod rules_or_entries;
mod security_group_blocks;
mod security_group_rules;
mod shard_rules;
mod squid_acls;
mod suricata_domains;
mod suricata_ip_sets;
mod suricata_rules;

pub use arguments::WhollyKnown;
pub use cidr_address_count::CidrAddressCount;
pub use cidr_contains::CidrContains;
pub use cidr_cover::CidrCover;
pub use cidr_intersect::CidrIntersect;
pub use cidr_merge::CidrMerge;
pub use cidr_subtract::CidrSubtract;
pub use dns_firewall_domains::DnsFirewallDomainsFunction;
pub use network_acl_blocks::NetworkAclBlocks;
pub use network_acl_entries::NetworkAclEntries;
pub use network_firewall_domains::NetworkFirewallDomainsFunction;
pub use network_firewall_stateful::NetworkFirewallStateful;
pub use network_firewall_stateless::NetworkFirewallStateless;
pub use pan_os_urls::PanOsUrlsFunction;
pub use prefix_list_entries::PrefixListEntries;
pub use render_text::RenderText;
pub use security_group_blocks::SecurityGroupBlocks;
pub use security_group_rules::SecurityGroupRules;
pub use shard_rules::ShardRules;
pub use squid_acls::SquidAclsFunction;
pub use suricata_domains::SuricataDomainsFunction;
pub use suricata_ip_sets::SuricataIpSets;
pub use suricata_rules::SuricataRules;
