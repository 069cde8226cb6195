//! The values of a row with their parameters filled in.

use super::DomainDeployment;
use crate::{model::Region, requirements::Requirement};

/// Every value of `row` for `region`, in lower case; DNS knows no other.
/// Empty where the row names nothing for the Region.
///
/// # Errors
/// The argument that a parameter lacks.
pub(super) fn expand(row: &Requirement, deployment: &DomainDeployment, region: &Region) -> Result<Vec<String>, &'static str> {
    let values = row.values.of_region(region.as_str()).iter();
    values.map(|value| Ok(fill(value, deployment, region)?.to_ascii_lowercase())).collect()
}

/// The URL paths of `row`. A path ends before a parameter that is not given:
/// proxies match paths by their beginning.
pub(super) fn expand_paths(row: &Requirement, deployment: &DomainDeployment, region: &Region) -> Vec<String> {
    let paths = row.url_paths.of_region(region.as_str()).iter();
    paths
        .map(|path| fill(path, deployment, region).unwrap_or_else(|_| path.split('{').next().unwrap_or_default().to_owned()))
        .collect()
}

fn fill(value: &str, deployment: &DomainDeployment, region: &Region) -> Result<String, &'static str> {
    let mut pieces = value.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (parameter, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let (given, argument) = match parameter {
            "instance_alias" => deployment.alias(region),
            "instance_id" => (deployment.instance_id.as_deref(), "instance_id"),
            "attachments_bucket" => (deployment.attachments_bucket.as_deref(), "attachments_bucket"),
            // Without a replica each Region's instance is its own source.
            "source_region" if !deployment.global_resiliency => (Some(region.as_str()), "source_region"),
            "source_region" => (deployment.source_region.as_ref().map(Region::as_str), "source_region"),
            _ => (Some(region.as_str()), "regions"),
        };
        filled.push_str(given.ok_or(argument)?);
        filled.push_str(rest);
    }
    Ok(filled)
}
