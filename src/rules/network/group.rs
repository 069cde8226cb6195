//! Rules come in groups that firewalls count and merge apart: one direction,
//! protocol, port range and address family.

use crate::{
    model::{Direction, IpVersion, Prefix},
    requirements::{Requirement, Transport},
};
use std::fmt;

/// What the rules of a group have in common; ordered as rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Egress or ingress.
    pub direction: Direction,
    /// Protocol and ports.
    pub transport: Transport,
    /// The address family.
    pub ip_version: IpVersion,
}

impl fmt::Display for Group {
    /// `egress tcp/443 ipv4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.direction, self.transport, self.ip_version)
    }
}

/// What one row asks of a group.
#[derive(Debug, Clone)]
pub(super) struct Contribution<'a> {
    pub requirement: &'static Requirement,
    /// The service whose prefixes they are: of the row itself, or of the
    /// outbound row whose traffic returns.
    pub service: &'static str,
    /// In no particular order; all of the group's family.
    pub prefixes: &'a [Prefix],
}
