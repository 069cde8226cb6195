//! What has a quota: how much of it rules take, and what AWS grants.

use super::options::QuotaOptions;
use crate::{
    model::{Direction, IpVersion, named_enum},
    render::{
        FamilyCounts, MAX_RULE_LENGTH, PrefixListOptions, RenderError,
        network_acl::{MAX_RULE_NUMBER, entry_counts, network_acl_entries},
        network_firewall_stateless::{MAX_RULE_GROUP_CAPACITY, capacities, network_firewall_stateless},
        prefix_list::{self, prefix_list_entries},
        security_group::security_group_rules,
        suricata::{SuricataOptions, rule_lengths, suricata_rules},
    },
    rules::RuleSet,
};

/// Rules of one direction and family that a network interface takes at most,
/// over all its security groups.
pub(super) const MAX_RULES_ON_INTERFACE: usize = 1_000;

named_enum! {
    /// What rules are held against.
    QuotaTarget {
        /// Rules of security groups.
        SecurityGroup = "security_group",
        /// Entries of a network ACL.
        NetworkAcl = "network_acl",
        /// What prefix lists weigh in security groups.
        PrefixList = "prefix_list",
        /// Capacity of a stateless rule group of AWS Network Firewall.
        NetworkFirewallStateless = "network_firewall_stateless",
        /// Characters of a Suricata rule in AWS Network Firewall.
        Suricata = "suricata",
    }
}

/// What rules take.
pub(super) struct Measured {
    /// By direction and family.
    pub counts: FamilyCounts,
    /// Of prefix lists, the weight of each, by direction and family.
    pub weights: Vec<Vec<usize>>,
    /// Why the rules cannot be rendered at all, whatever the quota.
    pub refusal: Option<RenderError>,
}

impl QuotaTarget {
    pub(super) const fn default_quota(self) -> usize {
        match self {
            Self::SecurityGroup | Self::PrefixList => 60,
            // Twenty, of which one is the default deny.
            Self::NetworkAcl => 19,
            _ => self.max_quota(),
        }
    }

    /// What AWS grants at most.
    pub(super) const fn max_quota(self) -> usize {
        match self {
            Self::SecurityGroup | Self::PrefixList => MAX_RULES_ON_INTERFACE,
            Self::NetworkAcl => 39,
            Self::NetworkFirewallStateless => MAX_RULE_GROUP_CAPACITY,
            Self::Suricata => MAX_RULE_LENGTH,
        }
    }

    /// Whether several security groups may share the rules.
    pub(super) const fn is_shared_by_groups(self) -> bool {
        matches!(self, Self::SecurityGroup | Self::PrefixList)
    }

    /// What is counted.
    pub(super) const fn unit(self) -> &'static str {
        match self {
            Self::SecurityGroup => "rules",
            Self::NetworkAcl => "entries",
            Self::PrefixList => "sums of max_entries",
            Self::NetworkFirewallStateless => "units of capacity",
            Self::Suricata => "characters of the longest rule",
        }
    }

    /// What helps where `groups` groups of this quota are too few.
    pub(super) fn remedy(self, quota: usize, groups: usize) -> String {
        let budget = "in amazonconnect_network_rules or in rules_cover";
        match self {
            Self::SecurityGroup => format!(
                "Set max_rules = {} {budget}, leave services to a proxy, split the rules with shard_rules, or have the quota raised",
                quota.saturating_mul(groups)
            ),
            Self::NetworkAcl => {
                format!("Set max_rules = {quota} {budget}, leave services to a proxy, or have the quota raised, to 39 at most")
            }
            Self::PrefixList => format!(
                "Give a smaller size to prefix_list_entries, set max_cidrs {budget}, leave services to a proxy, or have the quota raised"
            ),
            Self::NetworkFirewallStateless => format!(
                "Set max_rules {budget}, name fewer prefixes in home_net, or give the rule group more capacity, which replaces it"
            ),
            Self::Suricata => "Name fewer prefixes in home_net, for which there is cidr_merge".to_owned(),
        }
    }

    /// What `rules` take.
    pub(super) fn measure(self, rules: &RuleSet, options: &QuotaOptions) -> Result<Measured, RenderError> {
        let home_net = || options.home_net.clone().unwrap_or_default();
        let (counts, refusal) = match self {
            Self::SecurityGroup => {
                let requests = rules.requests();
                let each = requests.iter().map(|rule| (rule.permission.direction, rule.permission.ip_version, 1));
                (FamilyCounts::sums(each), security_group_rules(rules).err())
            }
            Self::NetworkAcl => (entry_counts(rules), network_acl_entries(rules, 1, MAX_RULE_NUMBER).err()),
            Self::PrefixList => return Ok(Self::weighed(rules, options)),
            Self::NetworkFirewallStateless => {
                let home_net = home_net();
                let refusal = network_firewall_stateless(rules, &home_net, 1).err();
                (FamilyCounts::sums(capacities(rules, &home_net)?), refusal)
            }
            Self::Suricata => {
                let options = SuricataOptions { home_net: options.home_net.clone(), ..SuricataOptions::new() };
                (FamilyCounts::greatest(rule_lengths(rules, &options)?), suricata_rules(rules, &options).err())
            }
        };
        Ok(Measured { counts, weights: Vec::new(), refusal })
    }

    fn weighed(rules: &RuleSet, options: &QuotaOptions) -> Measured {
        let defaults = PrefixListOptions::new();
        let options = PrefixListOptions { size: options.size.unwrap_or(defaults.size), count: options.count };
        let lists = prefix_list::weights(rules, options);
        let of = |direction: Direction, ip_version: IpVersion| {
            let of_it = lists.iter().filter(move |(of, version, _)| (*of, *version) == (direction, ip_version));
            of_it.map(|(.., weight)| *weight).collect::<Vec<usize>>()
        };
        let weights = Direction::ALL.into_iter().flat_map(|direction| IpVersion::ALL.map(|version| of(direction, version)));
        Measured {
            weights: weights.collect(),
            counts: FamilyCounts::sums(lists.iter().copied()),
            refusal: prefix_list_entries(rules, options).err(),
        }
    }
}
