//! Why network rules cannot be resolved.

use super::{BudgetExcess, NetworkDeployment};
use crate::{
    ip_ranges::Entry,
    model::{IpVersion, PortRange, Prefix, Region, Service, alternatives, excerpt, joined, nearest_names, quoted},
    requirements::Requirement,
    rules::{Argument, RegionError},
};
use std::collections::BTreeSet;

/// A defect of the arguments or of the document, or both not fitting.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// The Regions cannot be used.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// No family was chosen.
    #[error("ip_versions is empty: expected \"ipv4\", \"ipv6\" or both")]
    NoIpVersion,
    /// No operating system was chosen for a stateless firewall.
    #[error(
        "client_os is empty: expected \"windows\", \"linux\" or both, since a stateless firewall needs the clients' ephemeral ports"
    )]
    NoClientOs,
    /// The ephemeral ports include ports of servers.
    #[error(
        "ephemeral_ports is {ports}, which would let AWS's addresses reach servers on your network: expected ports from 1024 to 65535, such as \"49152-65535\""
    )]
    EphemeralPorts {
        /// The ports as given.
        ports: PortRange,
    },
    /// Video calling in a virtual desktop.
    #[error("AWS does not support video_calling in a virtual desktop: leave it out, or give vdi_role = \"none\"")]
    VideoInVdi,
    /// A feature that the media side of a virtual desktop does not serve.
    #[error(
        "{argument} does not go with vdi_role = \"endpoint\", which allows media alone: leave it out, or give vdi_role = \"host\" for the session host's network"
    )]
    NotAtEndpoint {
        /// The feature at fault.
        argument: Argument,
    },
    /// The media side of a virtual desktop without media.
    #[error(
        "vdi_role = \"endpoint\" allows media alone and softphone = false none: nothing is left to allow; give softphone = true or vdi_role = \"host\""
    )]
    EndpointWithoutMedia,
    /// A budget of no prefix.
    #[error("max_cidrs is 0: expected at least 1, since an empty rule list allows nothing")]
    NoBudget,
    /// The ratio is no ratio.
    #[error("max_overshoot_ratio is {found}: expected 0 (exact) or more, such as 0.05 for 5 % extra addresses")]
    OvershootRatio {
        /// The number as given.
        found: f64,
    },
    /// A service that the deployment does not use, or none at all.
    #[error(
        "services {}: this deployment uses {}",
        if .unused.is_empty() { "is empty".to_owned() } else { format!("holds {} which no rule comes from{}", quoted(.unused), hints(.nearest)) },
        .used.join(", ")
    )]
    Services {
        /// The names without rules, shortened.
        unused: Vec<String>,
        /// The services that the deployment uses.
        used: Vec<&'static str>,
        /// Used services that the names may have meant.
        nearest: Vec<String>,
    },
    /// The document has no row that a required service needs.
    #[error(
        "{service} has no {} rows for {regions} in the document, but {purpose} needs them ({requirement}): check the regions and ip_versions, and whether the document is whole; no rules are given rather than too few",
        joined(.ip_versions, " or ")
    )]
    NoRows {
        /// The service code.
        service: &'static str,
        /// What needs it.
        purpose: &'static str,
        /// The row that asks for it.
        requirement: &'static str,
        /// The Regions given, or those that the row fixes.
        regions: String,
        /// The families wanted.
        ip_versions: Vec<IpVersion>,
    },
    /// A row is broader than AWS can own.
    #[error(
        "the document gives {prefix} to {service} ({region}): nothing broader than /8 for IPv4 or /20 for IPv6 becomes a rule; check where the document comes from"
    )]
    TooBroad {
        /// The prefix.
        prefix: Prefix,
        /// The service of the row.
        service: Service,
        /// The region of the row.
        region: Region,
    },
    /// Groups do not fit the budget.
    #[error("the rules do not fit the budget\n{}", BudgetExcess::texts(.groups))]
    Budget {
        /// Each group that does not fit.
        groups: Vec<BudgetExcess>,
    },
    /// Nothing came out.
    #[error("no rule applies to this deployment, and an empty list would allow nothing: check the arguments")]
    Empty,
}

impl ResolveError {
    /// The argument at fault, if any: a defect of the document has none.
    pub const fn argument(&self) -> Option<Argument> {
        match self {
            Self::Region(error) => Some(error.argument()),
            Self::NoIpVersion => Some(Argument::IpVersions),
            Self::NoClientOs => Some(Argument::ClientOs),
            Self::EphemeralPorts { .. } => Some(Argument::EphemeralPorts),
            Self::VideoInVdi => Some(Argument::VideoCalling),
            Self::NotAtEndpoint { argument } => Some(*argument),
            Self::EndpointWithoutMedia => Some(Argument::Softphone),
            Self::NoBudget | Self::Budget { .. } => Some(Argument::MaxCidrs),
            Self::OvershootRatio { .. } => Some(Argument::MaxOvershootRatio),
            Self::Services { .. } => Some(Argument::Services),
            Self::NoRows { .. } | Self::Empty => Some(Argument::Regions),
            Self::TooBroad { .. } => None,
        }
    }

    pub(super) fn services(unused: &[String], used: BTreeSet<&'static str>) -> Self {
        let nearest: BTreeSet<String> =
            unused.iter().flat_map(|name| nearest_names(name, used.iter().copied()).into_iter().take(1)).collect();
        Self::Services {
            unused: unused.iter().map(|name| excerpt(name)).collect(),
            used: used.into_iter().collect(),
            nearest: nearest.into_iter().collect(),
        }
    }

    pub(super) fn no_rows<'a>(
        service: &'static str,
        requirement: &Requirement,
        regions: impl Iterator<Item = &'a str>,
        deployment: &NetworkDeployment,
    ) -> Self {
        Self::NoRows {
            service,
            purpose: requirement.purpose,
            requirement: requirement.id,
            regions: joined(regions.map(excerpt), ", "),
            ip_versions: deployment.ip_versions.iter().copied().collect(),
        }
    }

    pub(super) fn too_broad(entry: &Entry) -> Self {
        Self::TooBroad { prefix: entry.prefix, service: entry.service.clone(), region: entry.region.clone() }
    }
}

fn hints(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(" (did you mean {}?)", alternatives(nearest)) }
}
