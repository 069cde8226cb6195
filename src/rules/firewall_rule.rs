//! One line of a firewall: this prefix, these ports, this direction.

use crate::model::{Direction, IpProtocol, PortRange, Prefix, Service};

/// A rule that allows traffic between the agents' network and one prefix.
///
/// Ordered as rules are listed: direction, protocol, ports, then the prefix by
/// family and number. No two rules of one result share these four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirewallRule {
    /// Ids of the requirements that ask for it, joined with `+`, in table order.
    pub requirement: String,
    /// The services whose ranges it covers, in alphabetical order, no repeats.
    pub services: Vec<Service>,
    /// Egress, or ingress for the return rules of a stateless firewall.
    pub direction: Direction,
    /// TCP or UDP.
    pub ip_protocol: IpProtocol,
    /// The ports: AWS's for egress, the client's for return rules.
    pub ports: PortRange,
    /// The remote prefix: destination of egress, source of ingress.
    pub prefix: Prefix,
    /// At most 255 characters of the set that EC2 allows; depends on direction,
    /// protocol and ports alone, so it never changes for an unchanged rule.
    pub description: String,
}

impl FirewallRule {
    /// The identity that `for_each` uses: made of content alone, such as
    /// `egress-udp-3478-15.193.0.0/19`.
    pub fn key(&self) -> String {
        format!("{}-{}-{}-{}", self.direction, self.ip_protocol, self.ports, self.prefix)
    }

    /// What rules are sorted by and told apart by.
    pub fn sort_key(&self) -> (Direction, IpProtocol, PortRange, Prefix) {
        (self.direction, self.ip_protocol, self.ports, self.prefix)
    }
}
