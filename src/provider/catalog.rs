//! The one list of what the provider offers.

use super::{
    adapter::Catalog,
    data_sources::{DomainRulesDataSource, IpRangesDataSource, NetworkRulesDataSource},
    documents::Documents,
    functions::{
        CidrAddressCount, CidrContains, CidrCover, CidrIntersect, CidrMerge, CidrSubtract, DnsFirewallDomainsFunction,
        NetworkAclBlocks, NetworkAclEntries, NetworkFirewallDomainsFunction, NetworkFirewallStateful, NetworkFirewallStateless,
        PanOsUrlsFunction, PrefixListEntries, RenderText, SecurityGroupBlocks, SecurityGroupRules, ShardRules, SquidAclsFunction,
        SuricataDomainsFunction, SuricataIpSets, SuricataRules,
    },
};

/// Every data source and function, under its full name.
pub fn catalog(documents: &Documents) -> Catalog {
    Catalog::default()
        .data_source("amazonconnect_domain_rules", DomainRulesDataSource)
        .data_source("amazonconnect_ip_ranges", IpRangesDataSource::new(documents.clone()))
        .data_source("amazonconnect_network_rules", NetworkRulesDataSource::new(documents.clone()))
        .function("cidr_address_count", CidrAddressCount)
        .function("cidr_contains", CidrContains)
        .function("cidr_cover", CidrCover)
        .function("cidr_intersect", CidrIntersect)
        .function("cidr_merge", CidrMerge)
        .function("cidr_subtract", CidrSubtract)
        .function("dns_firewall_domains", DnsFirewallDomainsFunction)
        .function("network_acl_blocks", NetworkAclBlocks)
        .function("network_acl_entries", NetworkAclEntries)
        .function("network_firewall_domains", NetworkFirewallDomainsFunction)
        .function("network_firewall_stateful", NetworkFirewallStateful)
        .function("network_firewall_stateless", NetworkFirewallStateless)
        .function("pan_os_urls", PanOsUrlsFunction)
        .function("prefix_list_entries", PrefixListEntries)
        .function("render_text", RenderText)
        .function("security_group_blocks", SecurityGroupBlocks)
        .function("security_group_rules", SecurityGroupRules)
        .function("shard_rules", ShardRules)
        .function("squid_acls", SquidAclsFunction)
        .function("suricata_domains", SuricataDomainsFunction)
        .function("suricata_ip_sets", SuricataIpSets)
        .function("suricata_rules", SuricataRules)
}
