//! Whether the Regions of a deployment exist and have Amazon Connect.

use super::ResolveWarning;
use crate::{
    model::{Region, did_you_mean, excerpt, joined, nearest_names},
    requirements::{AWS_REGIONS, Offer, connect_region, is_aws_region, offered_regions, partition},
};
use std::collections::BTreeSet;

/// Why the Regions cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// No Region was given.
    #[error("no Region is given: expected the Region of the instance, such as \"us-east-1\"")]
    Empty,
    /// `GLOBAL` was given.
    #[error("\"GLOBAL\" is no Region: expected the Region of the instance; GLOBAL rows are added where AWS asks for them")]
    Global,
    /// The Region exists neither in AWS's document nor in our table.
    #[error("there is no AWS Region {found:?}{}", did_you_mean(.nearest))]
    Unknown {
        /// The text as given, shortened.
        found: String,
        /// Known Regions that it may have meant, best first.
        nearest: Vec<String>,
    },
    /// AWS does not offer Amazon Connect there.
    #[error(
        "AWS does not offer Amazon Connect in {found}{}: expected one of {}; if it does by now, set allow_unlisted_regions = true",
        aside(.nearest),
        joined(offered_regions(), ", ")
    )]
    NotOffered {
        /// The Region, shortened.
        found: String,
        /// Offered Regions that it may have meant, best first.
        nearest: Vec<String>,
    },
    /// Regions that share nothing, not even accounts.
    #[error(
        "regions holds {first} of the partition {} and {other} of {}: an instance lies in one, so give each partition a block of its own",
        partition(.first),
        partition(.other)
    )]
    Partitions {
        /// A Region.
        first: String,
        /// One of another partition.
        other: String,
    },
}

/// A hint within a message; nothing without names.
fn aside(nearest: &[String]) -> String {
    nearest.first().map_or_else(String::new, |best| format!(" (did you mean {best:?}?)"))
}

impl RegionError {
    /// The argument at fault.
    pub const fn argument(&self) -> &'static str {
        "regions"
    }
}

/// Checks `regions` against the table and `published`, the regions of a
/// document; appends what users should know. Regions where Amazon Connect is
/// not offered are taken if `allow_unlisted`.
///
/// # Errors
/// `Empty`, `Global`, `Unknown`, `NotOffered` or `Partitions`.
pub(super) fn check_regions(
    regions: &BTreeSet<Region>,
    published: &BTreeSet<Region>,
    allow_unlisted: bool,
    warnings: &mut Vec<ResolveWarning>,
) -> Result<(), RegionError> {
    if regions.is_empty() {
        return Err(RegionError::Empty);
    }
    for region in regions {
        if region.is_global() {
            return Err(RegionError::Global);
        }
        let code = region.as_str();
        if !is_aws_region(code) && !published.contains(region) {
            let known: BTreeSet<&str> = published
                .iter()
                .filter(|known| !known.is_global())
                .map(Region::as_str)
                .chain(AWS_REGIONS.iter().copied())
                .collect();
            return Err(RegionError::Unknown { found: excerpt(code), nearest: nearest_names(code, known) });
        }
        match connect_region(code).map(|known| known.offer) {
            Some(Offer::Full) => {}
            Some(Offer::ReplicaOnly) => {
                let sources = regions.iter().filter_map(|source| connect_region(source.as_str()));
                if !sources.into_iter().any(|source| source.replica == Some(code)) {
                    warnings.push(ResolveWarning::ReplicaOnly { region: region.clone() });
                }
            }
            Some(Offer::NotListed) | None if !allow_unlisted => {
                return Err(RegionError::NotOffered { found: excerpt(code), nearest: nearest_names(code, offered_regions()) });
            }
            Some(Offer::NotListed) | None => warnings.push(ResolveWarning::RegionNotOffered { region: region.clone() }),
        }
    }
    let mut codes = regions.iter().map(Region::as_str);
    let first = codes.next().unwrap_or_default();
    match codes.find(|code| partition(code) != partition(first)) {
        Some(other) => Err(RegionError::Partitions { first: excerpt(first), other: excerpt(other) }),
        None => Ok(()),
    }
}

/// Warns of Regions without video calling.
pub(super) fn check_video(regions: &BTreeSet<Region>, warnings: &mut Vec<ResolveWarning>) {
    for region in regions {
        if connect_region(region.as_str()).is_some_and(|known| known.offer != Offer::NotListed && !known.video) {
            warnings.push(ResolveWarning::VideoNotOffered { region: region.clone() });
        }
    }
}
