//! Whether the arguments of domain rules are well formed and fit each other.

use super::{DesktopOs, DomainDeployment, DomainError};
use crate::{
    model::{excerpt, joined},
    requirements::{is_govcloud, is_resiliency_pair},
    rules::{
        CcpVersion, ResolveWarning, VdiRole,
        region_check::{check_regions, check_video},
    },
};
use std::collections::BTreeSet;

/// Checks every argument; appends what users should know.
///
/// # Errors
/// The first defect found.
pub(super) fn validate(deployment: &DomainDeployment, warnings: &mut Vec<ResolveWarning>) -> Result<(), DomainError> {
    check_regions(&deployment.regions, &BTreeSet::new(), deployment.allow_unlisted_regions, warnings)?;
    texts(deployment)?;
    if deployment.attachments == Some(false) && deployment.attachments_bucket.is_some() {
        return Err(DomainError::BucketWithoutAttachments);
    }
    deployment.certificate_cache_timeout_hours()?;
    if deployment.ccp_versions.contains(&CcpVersion::V1)
        && let Some(region) = deployment.regions.iter().find(|region| is_govcloud(region.as_str()))
    {
        return Err(DomainError::CcpV1InGovCloud { region: region.to_string() });
    }
    if deployment.video_calling {
        if deployment.vdi_role != VdiRole::None {
            return Err(DomainError::VideoInVdi);
        }
        check_video(&deployment.regions, warnings);
    }
    if deployment.vdi_role == VdiRole::Endpoint {
        endpoint(deployment)?;
    }
    if let Some(systems) = &deployment.client_os {
        let unused = |reason| ResolveWarning::Unused { argument: "client_os", reason };
        if !deployment.screen_recording && !deployment.screen_recording_redaction {
            warnings.push(unused("it matters with screen_recording = true alone"));
        } else if systems.contains(&DesktopOs::MacOs) {
            warnings.push(unused("AWS has no screen recording client for \"macos\""));
        }
    }
    resiliency(deployment, warnings)
}

/// The media side of a virtual desktop has media and no other feature.
fn endpoint(deployment: &DomainDeployment) -> Result<(), DomainError> {
    let features = [
        (deployment.attachments == Some(true), "attachments"),
        (deployment.attachments_bucket.is_some(), "attachments_bucket"),
        (deployment.chat == Some(true), "chat"),
        (deployment.screen_recording, "screen_recording"),
        (deployment.screen_recording_redaction, "screen_recording_redaction"),
        (deployment.client_os.is_some(), "client_os"),
        (deployment.scheduling_uploads, "scheduling_uploads"),
        (deployment.include_deprecated, "include_deprecated"),
    ];
    match features.into_iter().find(|(wanted, _)| *wanted) {
        Some((_, argument)) => Err(DomainError::NotAtEndpoint { argument }),
        None if !deployment.softphone => Err(DomainError::EndpointWithoutMedia),
        None => Ok(()),
    }
}

fn texts(deployment: &DomainDeployment) -> Result<(), DomainError> {
    for (alias, argument) in [(&deployment.instance_alias, "instance_alias"), (&deployment.replica_alias, "replica_alias")] {
        if let Some(alias) = alias.as_ref().filter(|alias| !is_dns_label(alias)) {
            return Err(DomainError::Alias { argument, found: excerpt(alias) });
        }
    }
    match &deployment.attachments_bucket {
        Some(bucket) if !is_bucket_name(bucket) => return Err(DomainError::Bucket { found: excerpt(bucket) }),
        _ => {}
    }
    match &deployment.instance_id {
        Some(id) if !is_uuid(id) => Err(DomainError::InstanceId { found: excerpt(id) }),
        _ => Ok(()),
    }
}

fn resiliency(deployment: &DomainDeployment, warnings: &mut Vec<ResolveWarning>) -> Result<(), DomainError> {
    let regions = &deployment.regions;
    if let Some(source) = &deployment.source_region
        && !regions.contains(source)
    {
        let regions = joined(regions, ", ");
        return Err(DomainError::SourceRegion { found: excerpt(source.as_str()), regions });
    }
    if !deployment.global_resiliency {
        let given =
            [(deployment.source_region.is_some(), "source_region"), (deployment.replica_alias.is_some(), "replica_alias")];
        for (_, argument) in given.into_iter().filter(|(is_given, _)| *is_given) {
            warnings.push(ResolveWarning::Unused { argument, reason: "it matters with global_resiliency = true alone" });
        }
        for source in regions {
            for replica in regions.iter().filter(|replica| is_resiliency_pair(source.as_str(), replica.as_str())) {
                let swapped = ResolveWarning::PairWithoutResiliency { regions: [replica.clone(), source.clone()] };
                if !warnings.contains(&swapped) {
                    warnings.push(ResolveWarning::PairWithoutResiliency { regions: [source.clone(), replica.clone()] });
                }
            }
        }
        return Ok(());
    }
    if regions.len() != 2 {
        return Err(DomainError::ResiliencyRegions { found: regions.len() });
    }
    if let Some(source) = &deployment.source_region {
        let replica = regions.iter().find(|region| *region != source);
        if let Some(replica) = replica.filter(|replica| !is_resiliency_pair(source.as_str(), replica.as_str())) {
            warnings.push(ResolveWarning::PairNotOffered { source_region: source.clone(), replica_region: replica.clone() });
        }
        if let (Some(replica), Some(_)) = (replica, &deployment.attachments_bucket) {
            warnings.push(ResolveWarning::ReplicaBucket { source_region: source.clone(), replica_region: replica.clone() });
        }
    }
    Ok(())
}

/// RFC 1123: letters, digits and inner hyphens, at most 63.
fn is_dns_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The rules of
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
/// that keep a name a name, read 2026-11-22.
fn is_bucket_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (3..=63).contains(&text.len())
        && text.bytes().all(|byte| plain(byte) || byte == b'-' || byte == b'.')
        && text.bytes().next().is_some_and(plain)
        && text.bytes().last().is_some_and(plain)
        && !text.contains("..")
        && text.parse::<std::net::Ipv4Addr>().is_err()
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut groups = text.split('-');
    lengths
        .iter()
        .all(|len| groups.next().is_some_and(|group| group.len() == *len && group.bytes().all(|byte| byte.is_ascii_hexdigit())))
        && groups.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_buckets_and_ids() {
        for (text, label, bucket) in [
            ("my-company", true, true),
            ("MyCompany", true, false),
            ("a", true, false),
            ("", false, false),
            ("-a-b", false, false),
            ("a.b.c", false, true),
            ("a..b", false, false),
            ("192.168.1.1", false, false),
            ("x.my.connect.aws", false, true),
            ("https://x", false, false),
            ("größe", false, false),
            ("a_b", false, false),
        ] {
            assert_eq!((is_dns_label(text), is_bucket_name(text)), (label, bucket), "{text:?}");
        }
        assert!(is_dns_label(&"a".repeat(63)) && !is_dns_label(&"a".repeat(64)));
        assert!(is_bucket_name(&"a".repeat(63)) && !is_bucket_name(&"a".repeat(64)));
        assert!(is_uuid("11111111-2222-3333-4444-55555555abCD"));
        for text in [
            "",
            "11111111-2222-3333-4444-55555555abCD-",
            "11111111222233334444555555555555",
            "g1111111-2222-3333-4444-555555555555",
        ] {
            assert!(!is_uuid(text), "{text:?}");
        }
    }
}
