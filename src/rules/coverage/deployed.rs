//! What a filter has in place, whatever it calls its lines.

use super::intervals::within;
use crate::{
    model::{Direction, IpProtocol, IpVersion, PortRange, PrefixSet},
    rules::{Flow, Permission},
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

    /// Whether every packet of `permission` is one of them.
    fn holds(self, permission: &Permission) -> bool {
        match (self, permission.source_ports) {
            // Who may open sessions from any port may answer as well.
            (Self::Both | Self::Requests, _) => true,
            (Self::Replies(own), Some(asked)) => own.contains(asked),
            (Self::Replies(_), None) => false,
        }
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

    /// The ranges of ports of its lines.
    pub(super) fn ports(&self, direction: Direction, ip_protocol: IpProtocol) -> impl Iterator<Item = PortRange> {
        self.lines
            .iter()
            .filter(move |line| line.direction == direction && line.ip_protocols.contains(&ip_protocol))
            .map(|line| line.ports)
    }

    /// The ranges of ports that its lines let replies come from.
    pub(super) fn source_ports(&self) -> impl Iterator<Item = PortRange> {
        self.lines.iter().filter_map(|line| match line.reach {
            Reach::Replies(source) => Some(source),
            Reach::Both | Reach::Requests => None,
        })
    }

    /// Every reach of a line, in order; that of replies in pieces, of which each
    /// lies wholly within or outside each of `asked`.
    pub(super) fn reaches(&self, asked: &[PortRange]) -> BTreeSet<Reach> {
        let pieces = |line: &DeployedLine| match line.reach {
            Reach::Replies(own) => within(own, asked.iter().copied()).into_iter().map(Reach::Replies).collect(),
            other => vec![other],
        };
        self.lines.iter().flat_map(pieces).collect()
    }

    /// The addresses with which the packets of `permission` pass, all of them.
    pub(super) fn lets_through(&self, permission: &Permission) -> PrefixSet {
        self.open(permission, |reach| reach.holds(permission))
    }

    /// The addresses that lines of this reach open.
    pub(super) fn open_at(&self, permission: &Permission, reach: Reach) -> PrefixSet {
        self.open(permission, |of_line| match (of_line, reach) {
            (Reach::Replies(own), Reach::Replies(piece)) => own.contains(piece),
            _ => of_line == reach,
        })
    }

    /// The first line that is about an address decides.
    fn open(&self, permission: &Permission, concerns: impl Fn(Reach) -> bool) -> PrefixSet {
        let (mut open, mut decided) = (PrefixSet::default(), PrefixSet::default());
        let about = self.lines.iter().filter(|line| {
            line.direction == permission.direction
                && line.ip_protocols.contains(&permission.ip_protocol)
                && line.ports.contains(permission.ports)
                && concerns(line.reach)
        });
        for line in about {
            let prefixes = line.prefixes.of(permission.ip_version);
            if line.allows {
                open = open.iter().chain(prefixes.subtract(&decided).iter()).collect();
            }
            decided = decided.iter().chain(prefixes.iter()).collect();
        }
        open
    }
}
