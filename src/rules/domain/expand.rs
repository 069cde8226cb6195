//! The values of a row with their parameters filled in, and how the names are
//! to be matched.

use super::DomainDeployment;
use crate::{
    model::Region,
    requirements::Requirement,
    rules::{Argument, DomainMatch},
};

/// Every value of `row` for `region`, in lower case; DNS knows no other.
/// Empty where the row names nothing for the Region.
///
/// # Errors
/// The argument that a parameter lacks.
pub(super) fn expand(row: &Requirement, deployment: &DomainDeployment, region: &Region) -> Result<Vec<String>, Argument> {
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

fn fill(value: &str, deployment: &DomainDeployment, region: &Region) -> Result<String, Argument> {
    let mut pieces = value.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (parameter, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let (given, argument) = match parameter {
            "instance_alias" => deployment.alias(region),
            "instance_id" => (deployment.instance_id.as_deref(), Argument::InstanceId),
            "attachments_bucket" => (deployment.attachments_bucket.as_deref(), Argument::AttachmentsBucket),
            // Without a replica each Region's instance is its own source.
            "source_region" if !deployment.global_resiliency => (Some(region.as_str()), Argument::SourceRegion),
            "source_region" => (deployment.source_region.as_ref().map(Region::as_str), Argument::SourceRegion),
            _ => (Some(region.as_str()), Argument::Regions),
        };
        filled.push_str(given.ok_or(argument)?);
        filled.push_str(rest);
    }
    Ok(filled)
}

/// What the `*` of a name asks of a firewall.
pub(super) fn match_kind(domain: &str) -> DomainMatch {
    match domain.split_once('*') {
        None => DomainMatch::Exact,
        Some(("", rest)) if rest.starts_with('.') => DomainMatch::Subdomains,
        Some(_) => DomainMatch::PartialLabel,
    }
}
