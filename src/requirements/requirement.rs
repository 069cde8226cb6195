//! What one row of the requirement table holds.
//!
//! A row applies to a deployment that has any trait of `needed_by`, every one
//! of `only_with` and none of `not_needed_by`. [`Requirement::BASE`] keeps rows
//! short: the usual answer to each question that a row leaves out.

use super::{DeploymentTrait, DeploymentTraits, Handling, Status};
use crate::model::{IpProtocol, PortRange, named_enum};

/// One thing that must be allowed, and where AWS says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The stable key, such as `ipr-amazon-connect-media`.
    pub id: &'static str,
    /// What the traffic is for.
    pub purpose: &'static str,
    /// What the values are, and which rules they become.
    pub kind: Kind,
    /// Domains, prefixes or other values; empty for rows of `ip-ranges.json`.
    pub values: Values,
    /// Which Regions' rows or names are meant.
    pub scope: RegionScope,
    /// Protocols with the ports at AWS, or the client's for return traffic.
    pub transports: &'static [Transport],
    /// The argument that names further ports, where they are the customer's choice.
    pub ports_argument: Option<&'static str>,
    /// Which way connections go.
    pub way: Way,
    /// Any of these needs it.
    pub needed_by: &'static [DeploymentTrait],
    /// All of these must hold as well.
    pub only_with: &'static [DeploymentTrait],
    /// None of these may hold.
    pub not_needed_by: &'static [DeploymentTrait],
    /// For proxies that match paths: what AWS names; empty for all paths.
    pub url_paths: Values,
    /// Rows that serve the same purpose in another way.
    pub alternatives: &'static [&'static str],
    /// The wider row that this one replaces; the wider one stands where this
    /// one has no value for a Region or lacks a parameter.
    pub narrows: Option<&'static str>,
    /// What took the place of a deprecated or retired row.
    pub replaced_by: &'static [&'static str],
    /// How far AWS stands behind it.
    pub status: Status,
    /// What a proxy may do with it.
    pub handling: Handling,
    /// The pages that say so, the most telling first.
    pub sources: &'static [&'static str],
    /// The day on which the pages were read, `YYYY-MM-DD`.
    pub read: &'static str,
    /// What a reader should know, in our words.
    pub note: &'static str,
}

/// What the values of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Rows of `ip-ranges.json` with this service code.
    IpRanges {
        /// The service code.
        service: &'static str,
    },
    /// Prefixes that a page names itself.
    Prefixes {
        /// The service code under which AWS publishes them.
        service: &'static str,
    },
    /// What comes back through a stateless firewall, from the peers of these rows.
    ReturnTraffic {
        /// The ids of the outbound rows.
        of: &'static [&'static str],
    },
    /// Domain names, with or without a wildcard.
    Domain,
    /// Addresses of the agent's own device: no network firewall sees them.
    Loopback,
    /// Senders that a mail filter must let through.
    SmtpSender,
    /// BGP communities on a public virtual interface.
    BgpCommunity,
    /// A setting elsewhere; no rule.
    Setting,
    /// A rule of resolution that other rows obey; no rule of its own.
    Principle,
}

/// Values for every Region, or by Region. `{region}`, `{source_region}`,
/// `{instance_alias}`, `{instance_id}` and `{attachments_bucket}` are
/// parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Values {
    /// For Regions that `by_region` does not name.
    pub any: &'static [&'static str],
    /// Instead of `any`, for these Regions.
    pub by_region: &'static [(&'static str, &'static [&'static str])],
}

/// Which Regions a row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionScope {
    /// Rows of the Region and GLOBAL rows; GLOBAL alone where the Region has none, per family.
    InstanceAndGlobal {
        /// Whether GLOBAL beside Region rows is one of two readings of AWS's sentence, hence an argument.
        global_by_choice: bool,
    },
    /// Every row, whatever its region says.
    AllRows,
    /// Rows or names of the Region and of these, never GLOBAL.
    InstanceAndFixed(&'static [&'static str]),
    /// The Region of the instance.
    Instance,
    /// The Region in which the instance was replicated first.
    SourceRegion,
    /// Only the Regions that `values` names.
    Named,
    /// The same for every Region.
    None,
}

/// A protocol with ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Transport {
    /// TCP or UDP.
    pub protocol: IpProtocol,
    /// The ports.
    pub ports: PortRange,
}

named_enum! {
    /// Which way connections go, seen from the agents' network.
    Way {
        /// To AWS.
        Outbound = "outbound",
        /// From AWS.
        Inbound = "inbound",
        /// Either side opens connections.
        Both = "both",
        /// Within the agent's device.
        Local = "local",
        /// No traffic.
        None = "none",
    }
}

impl Requirement {
    /// The usual answers: TCP 443 outbound for the Region, current.
    pub(super) const BASE: Self = Self {
        id: "",
        purpose: "",
        kind: Kind::Domain,
        values: Values::NONE,
        scope: RegionScope::Instance,
        transports: &[Transport::HTTPS],
        ports_argument: None,
        way: Way::Outbound,
        needed_by: &[],
        only_with: &[],
        not_needed_by: &[],
        url_paths: Values::NONE,
        alternatives: &[],
        narrows: None,
        replaced_by: &[],
        status: Status::Current,
        handling: Handling::TOLERATED,
        sources: &[],
        read: "",
        note: "",
    };

    /// Whether a deployment with these traits needs it. The status is not asked.
    pub fn applies_to(&self, deployments: DeploymentTraits) -> bool {
        let holds = |deployment: &DeploymentTrait| deployments.contains(*deployment);
        self.needed_by.iter().any(holds) && self.only_with.iter().all(holds) && !self.not_needed_by.iter().any(holds)
    }

    /// The service code of rows that stand for prefixes.
    pub const fn service(&self) -> Option<&'static str> {
        match self.kind {
            Kind::IpRanges { service } | Kind::Prefixes { service } => Some(service),
            _ => None,
        }
    }

    /// The kind's name in the documentation; wildcards are told apart.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::IpRanges { .. } => "ip-ranges",
            Kind::Prefixes { .. } => "cidr",
            Kind::ReturnTraffic { .. } => "return-traffic",
            Kind::Domain if self.values.all().any(|value| value.contains('*')) => "domain-wildcard",
            Kind::Domain => "domain",
            Kind::Loopback => "loopback",
            Kind::SmtpSender => "smtp-sender",
            Kind::BgpCommunity => "bgp",
            Kind::Setting => "setting",
            Kind::Principle => "principle",
        }
    }
}

impl Values {
    /// No values.
    pub const NONE: Self = Self { any: &[], by_region: &[] };

    /// The same for every Region.
    pub const fn any(values: &'static [&'static str]) -> Self {
        Self { any: values, by_region: &[] }
    }

    /// For these Regions only.
    pub const fn by_region(values: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { any: &[], by_region: values }
    }

    /// What holds for `region`.
    pub fn of_region(&self, region: &str) -> &'static [&'static str] {
        self.by_region.iter().find(|(name, _)| *name == region).map_or(self.any, |(_, values)| values)
    }

    /// Every value of every Region.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.any.iter().chain(self.by_region.iter().flat_map(|(_, values)| *values)).copied()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.any.is_empty() && self.by_region.is_empty()
    }
}

impl Transport {
    /// TCP 443.
    pub const HTTPS: Self = Self::tcp(443);
    /// UDP 3478, the port of TURN.
    pub const TURN: Self = Self::udp(3478);

    /// One TCP port.
    pub(super) const fn tcp(port: u16) -> Self {
        Self { protocol: IpProtocol::Tcp, ports: PortRange::single(port) }
    }

    /// One UDP port.
    pub(super) const fn udp(port: u16) -> Self {
        Self { protocol: IpProtocol::Udp, ports: PortRange::single(port) }
    }

    /// A range of TCP ports.
    pub(super) const fn tcp_range(first: u16, last: u16) -> Self {
        Self { protocol: IpProtocol::Tcp, ports: PortRange::constant(first, last) }
    }

    /// A range of UDP ports.
    pub(super) const fn udp_range(first: u16, last: u16) -> Self {
        Self { protocol: IpProtocol::Udp, ports: PortRange::constant(first, last) }
    }
}

impl std::fmt::Display for Transport {
    /// `tcp/443`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.protocol, self.ports)
    }
}

impl RegionScope {
    /// In words, for the documentation.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InstanceAndGlobal { .. } => "GLOBAL and the instance's Region",
            Self::AllRows => "every row",
            Self::InstanceAndFixed(_) => "named Regions and the instance's Region",
            Self::Instance => "the instance's Region",
            Self::SourceRegion => "the source Region",
            Self::Named => "the Regions named",
            Self::None => "everywhere",
        }
    }
}
