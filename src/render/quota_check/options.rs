//! What the account has, and what a target needs to be measured.

use crate::{declaration::Arguments, model::Prefix};

/// What the account has, and what some targets need to be measured.
#[derive(Debug, Clone, Arguments)]
pub struct QuotaOptions {
    /// The quota, where it is not AWS's default.
    #[argument(min = 1)]
    pub quota: Option<usize>,
    /// `security_group` and `prefix_list`: how many security groups may share the
    /// rules; by default 5, as many as a network interface takes, or fewer where
    /// `quota` times `groups` would exceed 1,000.
    #[argument(min = 1, max = 16)]
    pub groups: Option<usize>,
    /// `network_firewall_stateless` and `suricata`: the prefixes of the agents'
    /// network, as in the function that renders the rules.
    pub home_net: Option<Vec<Prefix>>,
    /// `prefix_list`: the `size` of `prefix_list_entries`, 100 by default.
    #[argument(min = 1, max = 100)]
    pub size: Option<usize>,
    /// `prefix_list`: the `count` of `prefix_list_entries`.
    #[argument(min = 1, max = 100)]
    pub count: Option<usize>,
}
