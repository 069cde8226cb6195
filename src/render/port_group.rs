//! Rules in their one order, and grouped by what a firewall line shares.
//!
//! The door of every rendering of firewall rules: an empty list and a rule
//! given twice are refused here.

use super::RenderError;
use crate::{
    model::{Direction, IpProtocol, IpVersion, PortRange},
    rules::FirewallRule,
};
use std::collections::BTreeMap;

/// What one line of a firewall has besides addresses. One family alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PortGroup {
    pub direction: Direction,
    pub ip_protocol: IpProtocol,
    pub ports: PortRange,
    pub ip_version: IpVersion,
}

impl PortGroup {
    /// The group that `rule` belongs to.
    pub fn of(rule: &FirewallRule) -> Self {
        Self { direction: rule.direction, ip_protocol: rule.ip_protocol, ports: rule.ports, ip_version: rule.prefix.version() }
    }

    /// The name in words of letters and digits, such as `egress-udp-3478-ipv4`
    /// or `egress_udp_3478_ipv4`. At most 29 characters.
    pub fn name(self, separator: char) -> String {
        let ports = self.ports.to_string().replace('-', separator.encode_utf8(&mut [0; 4]));
        format!("{}{separator}{}{separator}{ports}{separator}{}", self.direction, self.ip_protocol, self.ip_version)
    }
}

/// `rules` by direction, protocol, ports, then family and address.
///
/// # Errors
/// `Empty` if there are none, `Duplicate` if two have one key.
pub(super) fn ordered<'a>(
    target: &'static str,
    rules: impl IntoIterator<Item = &'a FirewallRule>,
) -> Result<Vec<&'a FirewallRule>, RenderError> {
    let mut by_key = BTreeMap::new();
    for rule in rules {
        if by_key.insert(rule.sort_key(), rule).is_some() {
            return Err(RenderError::Duplicate { target, key: rule.key() });
        }
    }
    if by_key.is_empty() { Err(RenderError::Empty { target }) } else { Ok(by_key.into_values().collect()) }
}

/// `rules` by group, each group in the order of its addresses.
///
/// # Errors
/// As [`ordered`].
pub(super) fn port_groups<'a>(
    target: &'static str,
    rules: &'a [FirewallRule],
) -> Result<BTreeMap<PortGroup, Vec<&'a FirewallRule>>, RenderError> {
    let mut groups: BTreeMap<PortGroup, Vec<&FirewallRule>> = BTreeMap::new();
    for rule in ordered(target, rules)? {
        groups.entry(PortGroup::of(rule)).or_default().push(rule);
    }
    Ok(groups)
}
