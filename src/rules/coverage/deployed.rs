//! What a filter has in place, whatever it calls its lines.

use super::intervals::pieces;
use crate::{
    model::{Direction, IpProtocol, IpVersion, PortRange, PrefixSet},
    rules::{Flow, Permission, RuleSet},
};
use std::collections::BTreeSet;

/// The lines of one filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deployed {
    /// In the order in which the filter asks them.
    pub(super) lines: Vec<DeployedLine>,
    /// Whether replies pass by themselves.
    pub(super) knows_sessions: bool,
    /// What could not be looked into, each with its place.
    pub(super) unresolved: Vec<String>,
}

/// One line: which packets it is about, and whether they pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeployedLine {
    pub direction: Direction,
    /// Those of its protocols that rules know.
    pub ip_protocols: Vec<IpProtocol>,
    pub ports: PortRange,
    pub reach: Reach,
    pub prefixes: PrefixSet,
    pub allows: bool,
}

/// Which packets of a session a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Any: the filter cannot tell them apart.
    Both,
    /// Those that open a session; their replies are the filter's own affair.
    Requests,
    /// Replies from these ports.
    Replies(PortRange),
}

impl Reach {
    /// Such packets as a permission.
    pub(super) const fn permission(
        self,
        direction: Direction,
        ip_protocol: IpProtocol,
        ports: PortRange,
        ip_version: IpVersion,
    ) -> Permission {
        let request = Permission::request(direction, ip_protocol, ports, ip_version);
        match self {
            Self::Both | Self::Requests => request,
            Self::Replies(source) => Permission { flow: Flow::Return, source_ports: Some(source), ..request },
        }
    }

    /// The ports that packets come from, where a line names them.
    pub(super) const fn source_ports(self) -> Option<PortRange> {
        match self {
            Self::Replies(source) => Some(source),
            Self::Both | Self::Requests => None,
        }
    }

    /// Whether every packet from `source_ports`, or from any port, is one of them.
    pub(super) fn holds(self, source_ports: Option<PortRange>) -> bool {
        match self {
            // Who may open sessions from any port may answer as well.
            Self::Both | Self::Requests => true,
            Self::Replies(own) => source_ports.is_some_and(|asked| own.contains(asked)),
        }
    }
}

impl DeployedLine {
    /// Whether it is about such packets.
    pub(super) fn is_of(&self, direction: Direction, ip_protocol: IpProtocol) -> bool {
        self.direction == direction && self.ip_protocols.contains(&ip_protocol)
    }
}

impl Deployed {
    /// Whether replies pass by themselves.
    pub fn knows_sessions(&self) -> bool {
        self.knows_sessions
    }

    /// What could not be looked into: each with its place and the reason.
    pub fn unresolved(&self) -> &[String] {
        &self.unresolved
    }

    /// The ports that its lines let replies come from, in pieces of which each
    /// lies wholly within or outside each line's and each of `asked`.
    pub(super) fn reply_sources(&self, direction: Direction, ip_protocol: IpProtocol, asked: &[PortRange]) -> Vec<PortRange> {
        let of_traffic = self.lines.iter().filter(|line| line.is_of(direction, ip_protocol));
        let own: BTreeSet<PortRange> = of_traffic.filter_map(|line| line.reach.source_ports()).collect();
        let mut pieces = pieces(own.iter().chain(asked).copied());
        pieces.retain(|piece| own.iter().any(|own| own.contains(*piece)));
        pieces
    }
}

impl From<&RuleSet> for Deployed {
    /// A filter with these rules and no others.
    fn from(rules: &RuleSet) -> Self {
        let lines = rules.permissions().map(|(permission, _)| DeployedLine {
            direction: permission.direction,
            ip_protocols: vec![permission.ip_protocol],
            ports: permission.ports,
            reach: match (permission.flow, permission.source_ports) {
                (Flow::Return, Some(source)) => Reach::Replies(source),
                _ => Reach::Requests,
            },
            prefixes: rules.prefixes(&permission),
            allows: true,
        });
        Self { lines: lines.collect(), ..Self::default() }
    }
}
