//! What users should know although rules could be resolved.

use super::{Gap, WarningKind};
use crate::{
    guard::GuardDefect,
    ip_ranges::Entry,
    model::{IpVersion, Region},
};

/// How many rows a message lists.
const MAX_ROWS: usize = 8;

/// Something to look at; the rules stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveWarning {
    /// The Region exists, but AWS does not list it for Amazon Connect.
    #[error(
        "AWS does not list Amazon Connect for {region}: the rules follow what AWS publishes for the Region; check the Region of the instance"
    )]
    RegionNotOffered {
        /// The Region.
        region: Region,
    },
    /// Only replicas exist there, and the source Region is not given.
    #[error("{region} holds only replicas of Global Resiliency: the instance's source Region is needed in \"regions\" as well")]
    ReplicaOnly {
        /// The Region.
        region: Region,
    },
    /// Video calling was chosen where AWS does not offer it.
    #[error("AWS does not list in-app, web and video calling for {region}: agents there cannot use it")]
    VideoNotOffered {
        /// The Region.
        region: Region,
    },
    /// AWS names no such pair for Global Resiliency.
    #[error("AWS does not offer Global Resiliency from {source_region} to {replica_region}: check both Regions of the instance")]
    PairNotOffered {
        /// The source Region.
        source_region: Region,
        /// The Region of the replica.
        replica_region: Region,
    },
    /// The Regions could be those of one instance, and Global Resiliency is off.
    #[error(
        "{} and {} can be the two Regions of one instance with Global Resiliency: if they are, give global_resiliency = true, since its sign-in and Region discovery need domains of their own", .regions[0], .regions[1]
    )]
    PairWithoutResiliency {
        /// The pair.
        regions: [Region; 2],
    },
    /// The bucket's rule is for the source Region alone.
    #[error(
        "attachments_bucket is taken as the bucket of {source_region}: if the replica in {replica_region} keeps attachments in a bucket of its own, that bucket needs its own rule"
    )]
    ReplicaBucket {
        /// The source Region.
        source_region: Region,
        /// The Region of the replica.
        replica_region: Region,
    },
    /// The Region has no rows of a service, so GLOBAL rows stand alone.
    #[error("{service} has no {ip_version} rows for {region}: its GLOBAL rows stand for it, as AWS asks for in that case")]
    GlobalFallback {
        /// The service code.
        service: &'static str,
        /// The Region without rows.
        region: Region,
        /// The family without rows.
        ip_version: IpVersion,
    },
    /// AWS never published a service in a Region and family.
    #[error("{service} has no {ip_version} rows{}, and AWS never published any: no rule comes from it there", place(.region.as_ref()))]
    NeverPublished {
        /// The service code.
        service: &'static str,
        /// The Region without rows; `None` for every one.
        region: Option<Region>,
        /// The family without rows.
        ip_version: IpVersion,
    },
    /// A gap beside which the requirement still has rows, in a document that the user accepted.
    #[error("{gap}; the document was accepted by its digest, so rules are given without them")]
    GapAccepted {
        /// The gap.
        gap: Gap,
    },
    /// What the guards refuse, in a document that the user accepted.
    #[error("the document is taken as it is, since its digest was accepted: {}", GuardDefect::list(.defects))]
    DocumentAccepted {
        /// What the guards refuse.
        defects: Vec<GuardDefect>,
    },
    /// Rows that are no global unicast addresses were left out.
    #[error("rows that are not public addresses were left out: {}", list(.rows))]
    NotGlobalUnicast {
        /// The rows, in the order of the document.
        rows: Vec<Entry>,
    },
    /// An argument has no effect on this deployment.
    #[error("{argument} has no effect: {reason}")]
    Unused {
        /// The argument.
        argument: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Without an alias the instances of every customer are allowed.
    #[error("no {argument} is given, so {domain:?} allows the instances of every customer: give the alias to allow yours alone")]
    AliasMissing {
        /// The alias to give.
        argument: &'static str,
        /// The wildcard in its place.
        domain: String,
    },
    /// No hosts are known for a Region, so the wildcard stays.
    #[error("no exact hosts are known for {region} ({purpose}), so {domain:?} is allowed")]
    NoExactHosts {
        /// The Region.
        region: Region,
        /// What the hosts would be for.
        purpose: &'static str,
        /// The wildcard in their place.
        domain: String,
    },
}

impl ResolveWarning {
    /// The argument it belongs to, if any: AWS's document has none.
    pub const fn argument(&self) -> Option<&'static str> {
        match self {
            Self::RegionNotOffered { .. }
            | Self::ReplicaOnly { .. }
            | Self::GlobalFallback { .. }
            | Self::NeverPublished { .. } => Some("regions"),
            Self::VideoNotOffered { .. } => Some("video_calling"),
            Self::PairNotOffered { .. } | Self::PairWithoutResiliency { .. } => Some("global_resiliency"),
            Self::ReplicaBucket { .. } => Some("attachments_bucket"),
            Self::NotGlobalUnicast { .. } | Self::GapAccepted { .. } | Self::DocumentAccepted { .. } => None,
            Self::Unused { argument, .. } | Self::AliasMissing { argument, .. } => Some(argument),
            Self::NoExactHosts { .. } => Some("exact_hosts"),
        }
    }

    /// What it is about.
    pub const fn kind(&self) -> WarningKind {
        match self {
            Self::RegionNotOffered { .. } => WarningKind::RegionNotOffered,
            Self::ReplicaOnly { .. } => WarningKind::ReplicaOnly,
            Self::GlobalFallback { .. } => WarningKind::GlobalFallback,
            Self::NeverPublished { .. } => WarningKind::NeverPublished,
            Self::VideoNotOffered { .. } => WarningKind::VideoNotOffered,
            Self::PairNotOffered { .. } => WarningKind::PairNotOffered,
            Self::PairWithoutResiliency { .. } => WarningKind::PairWithoutResiliency,
            Self::ReplicaBucket { .. } => WarningKind::ReplicaBucket,
            Self::NotGlobalUnicast { .. } => WarningKind::NotGlobalUnicast,
            Self::GapAccepted { .. } => WarningKind::GapAccepted,
            Self::DocumentAccepted { .. } => WarningKind::DocumentAccepted,
            Self::Unused { .. } => WarningKind::UnusedArgument,
            Self::AliasMissing { .. } => WarningKind::AliasMissing,
            Self::NoExactHosts { .. } => WarningKind::NoExactHosts,
        }
    }
}

fn place(region: Option<&Region>) -> String {
    region.map_or_else(|| " in any Region".to_owned(), |region| format!(" for {region}"))
}

fn list(rows: &[Entry]) -> String {
    let shown = rows.iter().take(MAX_ROWS).map(|row| format!("{} ({}, {})", row.prefix, row.service, row.region));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if let Some(more) = rows.len().checked_sub(MAX_ROWS).filter(|more| *more > 0) {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
