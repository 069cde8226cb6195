//! What a rule permits, its prefixes aside: the part that a line of a firewall
//! has in common with others.

use super::Flow;
use crate::model::{Direction, IpProtocol, IpVersion, PortRange, Prefix};

/// A direction, a flow, a protocol with ports, and a family. Ordered as rules
/// are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    /// Egress or ingress, seen from the agents' network.
    pub direction: Direction,
    /// Requests, or replies to them.
    pub flow: Flow,
    /// TCP or UDP.
    pub ip_protocol: IpProtocol,
    /// The ports that packets go to: the service's for a request, those of
    /// whoever opened the session for a reply.
    pub ports: PortRange,
    /// The ports that replies come from: the service's. `None` for requests,
    /// which come from any.
    pub source_ports: Option<PortRange>,
    /// The family of the prefixes.
    pub ip_version: IpVersion,
}

impl Permission {
    /// Requests to `ports`.
    pub const fn request(direction: Direction, ip_protocol: IpProtocol, ports: PortRange, ip_version: IpVersion) -> Self {
        Self { direction, flow: Flow::Request, ip_protocol, ports, source_ports: None, ip_version }
    }

    /// Whether a firewall that knows sessions needs it.
    pub const fn is_request(&self) -> bool {
        matches!(self.flow, Flow::Request)
    }

    /// Whether a filter without sessions can tell it from requests: replies of
    /// TCP have ACK or RST, and a packet that opens a connection has neither.
    pub const fn is_tcp_reply(&self) -> bool {
        matches!((self.flow, self.ip_protocol), (Flow::Return, IpProtocol::Tcp))
    }

    /// Whether replies to this request pass by `other`.
    pub fn is_answered_by(&self, other: &Self) -> bool {
        other.flow == Flow::Return
            && other.direction == self.direction.opposite()
            && (other.ip_protocol, other.ip_version) == (self.ip_protocol, self.ip_version)
            && other.source_ports == Some(self.ports)
    }

    /// What both permit, if they permit something in common.
    pub fn common(&self, other: &Self) -> Option<Self> {
        let of = |one: &Self| (one.direction, one.flow, one.ip_protocol, one.ip_version);
        if of(self) != of(other) {
            return None;
        }
        let source_ports = match (self.source_ports, other.source_ports) {
            (Some(ours), Some(theirs)) => Some(ours.common(theirs)?),
            // Any port.
            (one, None) | (None, one) => one,
        };
        Some(Self { ports: self.ports.common(other.ports)?, source_ports, ..*self })
    }

    /// Its name without the family, such as `egress-udp-3478` or
    /// `ingress-udp-49152-65535-from-3478`: letters, digits and `separator`.
    pub fn traffic_name(&self, separator: char) -> String {
        let ports = |ports: PortRange| ports.to_string().replace('-', separator.encode_utf8(&mut [0; 4]));
        let mut name = format!("{}{separator}{}{separator}{}", self.direction, self.ip_protocol, ports(self.ports));
        if let Some(source) = self.source_ports {
            name.push_str(&format!("{separator}from{separator}{}", ports(source)));
        }
        name
    }

    /// Its name, such as `egress-udp-3478-ipv4`.
    pub fn name(&self, separator: char) -> String {
        format!("{}{separator}{}", self.traffic_name(separator), self.ip_version)
    }

    /// The identity of one prefix of it, made of content alone, such as
    /// `egress-udp-3478-15.193.0.0/19`: what `for_each` uses.
    pub fn key(&self, prefix: Prefix) -> String {
        format!("{}-{prefix}", self.traffic_name('-'))
    }

    /// What it is for, in EC2's character set. Depends on nothing but the
    /// permission, so that it never changes for unchanged traffic.
    pub fn describe(&self) -> String {
        let way = match self.direction {
            Direction::Egress => "agents to AWS",
            Direction::Ingress => "AWS to agents",
        };
        match self.source_ports {
            None => format!("Amazon Connect: {way}, {}/{}", self.ip_protocol, self.ports),
            Some(source) => format!("Amazon Connect: {way}, replies, {}/{} from {source}", self.ip_protocol, self.ports),
        }
    }
}

impl std::fmt::Display for Permission {
    /// `egress tcp/443 ipv4`, `ingress tcp/49152-65535 from 443 ipv4`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}/{}", self.direction, self.ip_protocol, self.ports)?;
        if let Some(source) = self.source_ports {
            write!(f, " from {source}")?;
        }
        write!(f, " {}", self.ip_version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_tcp_alone_can_be_told_from_requests() {
        let request = |ip_protocol| Permission::request(Direction::Egress, ip_protocol, PortRange::single(443), IpVersion::V4);
        let reply = |ip_protocol| Permission { flow: Flow::Return, ..request(ip_protocol) };
        assert!(reply(IpProtocol::Tcp).is_tcp_reply());
        assert!(!reply(IpProtocol::Udp).is_tcp_reply());
        assert!(!request(IpProtocol::Tcp).is_tcp_reply());
    }
}
