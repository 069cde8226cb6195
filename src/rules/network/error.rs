//! Why network rules cannot be resolved.

use super::{ClientOs, Gap, NetworkDeployment, voice_route::MAX_ROUTES};
use crate::{
    declaration::Refuse,
    guard::GuardDefect,
    ip_ranges::Entry,
    model::{IpVersion, PortRange, Prefix, Region, Service, alternatives, excerpt, joined, nearest_names, quoted},
    requirements::Requirement,
    rules::{Permission, RegionError, budget::Excess},
};
use std::collections::BTreeSet;

/// A defect of the arguments or of the document, or both not fitting.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// The Regions cannot be used.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// An argument that only return rules read.
    #[error(
        "{argument} describes return traffic, which only a stateless firewall needs rules for: set firewall = \"stateless\", or remove {argument}"
    )]
    OnlyStateless {
        /// The argument.
        argument: &'static str,
    },
    /// A system whose ephemeral ports no source tells.
    #[error(
        "client_os holds {:?}, whose ephemeral ports no AWS page names: give ephemeral_ports, such as \"49152-65535\", as your clients are set", .system.as_str()
    )]
    PortsNotKnown {
        /// The system.
        system: ClientOs,
    },
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
        argument: &'static str,
    },
    /// The media side of a virtual desktop without media.
    #[error(
        "vdi_role = \"endpoint\" allows media alone and softphone = false none: nothing is left to allow; give softphone = true or vdi_role = \"host\""
    )]
    EndpointWithoutMedia,
    /// More routes than a Voice Connector has.
    #[error("external_voice_routes holds {found} routes: expected at most {MAX_ROUTES}, which is what a Voice Connector takes")]
    TooManyRoutes {
        /// How many there are.
        found: usize,
    },
    /// A ratio and nothing that it is for.
    #[error(
        "max_overshoot_ratio has no effect without max_cidrs or max_rules: set one of them too, or remove max_overshoot_ratio"
    )]
    RatioWithoutBudget,
    /// A service that the deployment does not use.
    #[error(
        "services holds {} which no rule comes from{}: this deployment uses {}",
        quoted(.unused),
        hints(.nearest, .adding),
        .used.join(", ")
    )]
    Services {
        /// The names without rules, shortened.
        unused: Vec<String>,
        /// The services that the deployment uses.
        used: Vec<&'static str>,
        /// Used services that the names may have meant.
        nearest: Vec<String>,
        /// Services with the argument that adds them, as it is written.
        adding: Vec<(&'static str, String)>,
    },
    /// AWS never published what a requirement needs in a Region.
    #[error(
        "{service} has no {} rows for {region}, and AWS never published any, but {requirement} ({purpose}) needs them: check regions, ip_versions and what the other arguments ask for; no rules are given rather than too few",
        joined(.ip_versions, " or ")
    )]
    NoRows {
        /// The service code.
        service: &'static str,
        /// What needs it.
        purpose: &'static str,
        /// The row that asks for it.
        requirement: &'static str,
        /// The Region.
        region: Region,
        /// The families wanted.
        ip_versions: Vec<IpVersion>,
    },
    /// The document lacks what AWS published before.
    #[error(
        "the document lacks what it must have: {}; AWS published these before, so that the document is not whole, or AWS will correct it: use an earlier copy; no rules are given rather than too few",
        joined(.gaps, "; ")
    )]
    Gaps {
        /// What is missing, in table order.
        gaps: Vec<Gap>,
    },
    /// The document shrank or grew beyond what history shows.
    #[error("the document is not believable: {}; no rules are given rather than wrong ones", GuardDefect::list(.defects))]
    NotBelievable {
        /// What is wrong with it.
        defects: Vec<GuardDefect>,
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
    /// Merging made a prefix that is broader than AWS can own.
    #[error(
        "the prefixes of {permission} merge to {prefix}: nothing broader than /8 for IPv4 or /20 for IPv6 becomes a rule; check where the document comes from"
    )]
    MergedTooBroad {
        /// The permission.
        permission: Permission,
        /// The prefix.
        prefix: Prefix,
    },
    /// Rules do not fit a budget.
    #[error("{excess}")]
    Budget {
        /// What does not fit, with prices.
        excess: Box<Excess>,
    },
    /// Nothing came out.
    #[error("no rule applies to this deployment, and an empty list would allow nothing: check the arguments")]
    Empty,
}

impl ResolveError {
    /// Whether `accept_document_sha256` would turn it into a warning.
    pub fn can_be_accepted(&self) -> bool {
        match self {
            Self::NotBelievable { .. } | Self::TooBroad { .. } | Self::MergedTooBroad { .. } => true,
            Self::Gaps { gaps } => gaps.iter().all(|gap| gap.is_beside_region),
            _ => false,
        }
    }

    /// `adding` are services that other arguments would add.
    pub(super) fn services(unused: &[&str], used: BTreeSet<&'static str>, adding: Vec<(&'static str, String)>) -> Self {
        let is_added = |name: &&&str| adding.iter().any(|(_, service)| service == **name);
        let nearest: BTreeSet<String> = unused
            .iter()
            .filter(|name| !is_added(name))
            .flat_map(|name| nearest_names(name, used.iter().copied()).into_iter().take(1))
            .collect();
        Self::Services {
            unused: unused.iter().map(|name| excerpt(name)).collect(),
            used: used.into_iter().collect(),
            nearest: nearest.into_iter().collect(),
            adding,
        }
    }

    pub(super) fn no_rows(
        service: &'static str,
        requirement: &Requirement,
        region: &Region,
        deployment: &NetworkDeployment,
    ) -> Self {
        Self::NoRows {
            service,
            purpose: requirement.purpose,
            requirement: requirement.id,
            region: region.clone(),
            ip_versions: deployment.ip_versions.iter().copied().collect(),
        }
    }

    pub(super) fn too_broad(entry: &Entry) -> Self {
        Self::TooBroad { prefix: entry.prefix, service: entry.service.clone(), region: entry.region.clone() }
    }
}

fn hints(nearest: &[String], adding: &[(&str, String)]) -> String {
    let meant = (!nearest.is_empty()).then(|| format!("did you mean {}?", alternatives(nearest)));
    let adding = adding.iter().map(|(argument, service)| format!("{argument} adds {service}"));
    let hints: Vec<String> = adding.chain(meant).collect();
    if hints.is_empty() { String::new() } else { format!(" ({})", hints.join("; ")) }
}

impl Refuse for ResolveError {
    /// A defect of the document has none.
    fn argument(&self) -> Option<&str> {
        match self {
            Self::Region(error) => Some(error.argument()),
            Self::OnlyStateless { argument } | Self::NotAtEndpoint { argument } => Some(argument),
            Self::PortsNotKnown { .. } => Some("client_os"),
            Self::EphemeralPorts { .. } => Some("ephemeral_ports"),
            Self::VideoInVdi => Some("video_calling"),
            Self::EndpointWithoutMedia => Some("softphone"),
            Self::TooManyRoutes { .. } => Some("external_voice_routes"),
            Self::RatioWithoutBudget => Some("max_overshoot_ratio"),
            Self::Budget { excess } => excess.argument(),
            Self::Services { .. } => Some("services"),
            Self::NoRows { .. } | Self::Empty => Some("regions"),
            Self::TooBroad { .. } | Self::MergedTooBroad { .. } | Self::Gaps { .. } | Self::NotBelievable { .. } => None,
        }
    }
}
