//! Why domain rules cannot be resolved.

use crate::{declaration::Refuse, rules::RegionError};

/// A defect of the arguments, or arguments that contradict each other.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DomainError {
    /// The Regions cannot be used.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// The alias is no DNS label.
    #[error(
        "{argument} is {found:?}: expected the first label of the instance's domain, 1 to 63 letters, digits and hyphens, such as \"my-company\" of https://my-company.my.connect.aws"
    )]
    Alias {
        /// The alias at fault.
        argument: &'static str,
        /// The text as given, shortened.
        found: String,
    },
    /// The bucket's name breaks the rules of S3.
    #[error(
        "attachments_bucket is {found:?}: expected the name of an S3 bucket, 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit"
    )]
    Bucket {
        /// The text as given, shortened.
        found: String,
    },
    /// The id is no UUID.
    #[error(
        "instance_id is {found:?}: expected the last part of the instance's ARN, such as \"11111111-2222-3333-4444-555555555555\""
    )]
    InstanceId {
        /// The text as given, shortened.
        found: String,
    },
    /// A chosen feature needs an argument that is missing.
    #[error("{argument} is missing: {purpose} needs it ({requirement})")]
    Missing {
        /// The argument to give.
        argument: &'static str,
        /// What needs it.
        purpose: &'static str,
        /// The row that needs it.
        requirement: &'static str,
    },
    /// A row needs the source Region, which is not given.
    #[error("source_region is missing: {purpose} needs it ({requirement}), expected one of {regions}")]
    NoSourceRegion {
        /// What needs it.
        purpose: &'static str,
        /// The row that needs it.
        requirement: &'static str,
        /// The Regions given.
        regions: String,
    },
    /// The earlier panel in GovCloud.
    #[error("ccp_versions holds \"v1\", which does not exist in {region}: expected [\"v2\"]")]
    CcpV1InGovCloud {
        /// The GovCloud Region.
        region: String,
    },
    /// Global Resiliency with other than two Regions.
    #[error("global_resiliency needs the source Region and the replica's: regions holds {found}")]
    ResiliencyRegions {
        /// How many Regions were given.
        found: usize,
    },
    /// The source Region is not one of the Regions.
    #[error("source_region is {found:?}, which is not among regions ({regions}): expected one of them")]
    SourceRegion {
        /// The text as given, shortened.
        found: String,
        /// The Regions given.
        regions: String,
    },
    /// A bucket although attachments are off.
    #[error("attachments_bucket is set although attachments is false: remove one of the two")]
    BucketWithoutAttachments,
    /// The shift's hours are none.
    #[error(transparent)]
    CertificateCache(#[from] super::CertificateCacheError),
    /// Breaks of no shift.
    #[error("break_hours has no effect without shift_hours: set both, or remove break_hours")]
    BreaksWithoutShift,
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
    /// Nothing came out.
    #[error("no domain rule applies to this deployment, and an empty list would allow nothing: check the arguments")]
    Empty,
}

impl Refuse for DomainError {
    fn argument(&self) -> Option<&str> {
        Some(match self {
            Self::Region(error) => error.argument(),
            Self::Bucket { .. } => "attachments_bucket",
            Self::InstanceId { .. } => "instance_id",
            Self::Alias { argument, .. } | Self::Missing { argument, .. } | Self::NotAtEndpoint { argument } => argument,
            Self::CcpV1InGovCloud { .. } => "ccp_versions",
            Self::ResiliencyRegions { .. } | Self::Empty => "regions",
            Self::SourceRegion { .. } | Self::NoSourceRegion { .. } => "source_region",
            Self::BucketWithoutAttachments => "attachments_bucket",
            Self::CertificateCache(error) => error.argument(),
            Self::BreaksWithoutShift => "break_hours",
            Self::VideoInVdi => "video_calling",
            Self::EndpointWithoutMedia => "softphone",
        })
    }
}
