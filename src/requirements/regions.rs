//! Where Amazon Connect is offered, and which Regions AWS has. Data with its
//! lookups.
//!
//! Sources, read 2026-11-22: connect/latest/adminguide/regions.html;
//! create-replica-connect-instance.html for the pairs; the regions of
//! ip-ranges.json of 2026-08-22 for the names.

/// What Amazon Connect offers in a Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Instances can be created.
    Full,
    /// Only the replica of an instance of another Region.
    ReplicaOnly,
    /// Not listed by AWS, though it has ranges.
    NotListed,
}

impl Offer {
    /// `full`, `replica-only` or `not-listed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::ReplicaOnly => "replica-only",
            Self::NotListed => "not-listed",
        }
    }
}

/// A Region with Amazon Connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectRegion {
    /// The code, such as `us-east-1`.
    pub code: &'static str,
    /// What is offered.
    pub offer: Offer,
    /// Whether in-app, web and video calling exist there.
    pub video: bool,
    /// Where an instance of this Region can have its replica.
    pub replica: Option<&'static str>,
}

const fn full(code: &'static str, replica: Option<&'static str>) -> ConnectRegion {
    ConnectRegion { code, offer: Offer::Full, video: true, replica }
}

/// Every Region that AWS lists for Amazon Connect or publishes ranges for.
pub const CONNECT_REGIONS: &[ConnectRegion] = &[
    full("af-south-1", None),
    full("ap-northeast-1", Some("ap-northeast-3")),
    full("ap-northeast-2", None),
    ConnectRegion { code: "ap-northeast-3", offer: Offer::ReplicaOnly, video: false, replica: None },
    ConnectRegion { code: "ap-south-1", offer: Offer::NotListed, video: false, replica: None },
    full("ap-southeast-1", None),
    full("ap-southeast-2", None),
    full("ca-central-1", None),
    full("eu-central-1", Some("eu-west-2")),
    full("eu-west-2", Some("eu-central-1")),
    full("us-east-1", Some("us-west-2")),
    full("us-gov-west-1", None),
    full("us-west-2", Some("us-east-1")),
];

/// Every Region of AWS, as ip-ranges.json of 2026-08-22 names them.
#[rustfmt::skip]
pub const AWS_REGIONS: &[&str] = &[
    "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
    "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6",
    "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2",
    "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1", "il-central-1",
    "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1", "sa-west-1", "us-east-1", "us-east-2",
    "us-gov-east-1", "us-gov-west-1", "us-south-1", "us-west-1", "us-west-2",
];

/// The row of a Region, if AWS lists it for Amazon Connect or has ranges there.
pub fn connect_region(code: &str) -> Option<&'static ConnectRegion> {
    CONNECT_REGIONS.iter().find(|region| region.code == code)
}

/// Whether AWS has such a Region.
pub fn is_aws_region(code: &str) -> bool {
    AWS_REGIONS.binary_search(&code).is_ok()
}

/// The partition of a Region, told by its name
/// (whitepapers/latest/aws-fault-isolation-boundaries/partitions.html, read
/// 2026-11-24).
pub fn partition(code: &str) -> &'static str {
    match code.split('-').collect::<Vec<_>>()[..] {
        ["us", "gov", ..] => "aws-us-gov",
        ["cn", ..] => "aws-cn",
        ["eusc", ..] => "aws-eusc",
        [_, iso, ..] if iso.starts_with("iso") => "aws-iso",
        _ => "aws",
    }
}

/// Whether the Region lies in the GovCloud partition.
pub fn is_govcloud(code: &str) -> bool {
    partition(code) == "aws-us-gov"
}

/// The Regions in which AWS offers Amazon Connect, replicas alone included.
pub fn offered_regions() -> impl Iterator<Item = &'static str> {
    CONNECT_REGIONS.iter().filter(|region| region.offer != Offer::NotListed).map(|region| region.code)
}

/// Whether AWS offers a replica in `replica` for an instance of `source`.
pub fn is_resiliency_pair(source: &str, replica: &str) -> bool {
    connect_region(source).is_some_and(|region| region.replica == Some(replica))
}
