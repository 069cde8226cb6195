//! Documents of the past that had something odd: rules hold, or there is an
//! error that says why there are none.

use super::documents::document;
use amazonconnect::{
    ip_ranges::IpRanges,
    model::{IpVersion, Region},
    requirements::CONNECT_REGIONS,
    rules::{Argument, Merge, NetworkDeployment, NetworkRules, ResolveError, ResolveWarning, SignIn, resolve_network_rules},
};

const NAMES: [&str; 8] = [
    "2015-no-ipv6-key",
    "2017-07-20-malformed-create-date",
    "2018-02-27-21-12-09-ula-as-ec2",
    "2018-04-19-entry-key-order",
    "2019-06-27-18-19-05-duplicate-row",
    "2019-12-17-00-53-10-connect-global-absent",
    "2025-06-17-18-03-23-connect-v6-relabelled",
    "2026-08-22-15-17-05",
];

fn deployment(region: &str) -> NetworkDeployment {
    NetworkDeployment::new([Region::from(region)])
}

/// A panel without media, signing in with SAML: EC2 and CLOUDFRONT alone.
fn web_only(region: &str) -> NetworkDeployment {
    let mut deployment = deployment(region);
    deployment.softphone = false;
    deployment.sign_in = SignIn::Saml;
    deployment
}

/// Every published row that the deployment needs, by AWS's page, is allowed.
pub fn assert_complete(ranges: &IpRanges, region: &str, resolved: &NetworkRules) {
    let needed = ranges.entries().filter(|entry| {
        let here = entry.region.as_str() == region || entry.region.is_global();
        entry.prefix.is_global_unicast()
            && match entry.service.as_str() {
                "AMAZON_CONNECT" | "EC2" => here,
                "CLOUDFRONT" => true,
                _ => false,
            }
    });
    let allowed: amazonconnect::model::PrefixSet = resolved.rules.iter().map(|rule| rule.prefix).collect();
    for entry in needed {
        assert!(allowed.contains(entry.prefix), "{} {} {region}", entry.prefix, entry.service);
    }
    assert!(resolved.rules.iter().all(|rule| rule.prefix.is_global_unicast()));
    assert!(resolved.rules.windows(2).all(|pair| pair[0].sort_key() < pair[1].sort_key()));
}

#[test]
fn every_document_gives_whole_rules_or_says_why_not() {
    for name in NAMES {
        let Some(ranges) = document(name) else { return };
        for region in CONNECT_REGIONS {
            for merge in Merge::ALL {
                let mut deployment = deployment(region.code);
                deployment.merge = merge;
                match resolve_network_rules(&ranges, &deployment) {
                    Ok(resolved) => assert_complete(&ranges, region.code, &resolved),
                    Err(error) => {
                        assert!(name < "2020", "{name} {}: {error}", region.code);
                        assert!(
                            matches!(error, ResolveError::NoRows { service: "AMAZON_CONNECT" | "S3", .. }),
                            "{name}: {error}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn private_addresses_of_2018_stay_out() {
    let Some(ranges) = document("2018-02-27-21-12-09-ula-as-ec2") else { return };
    let resolved = resolve_network_rules(&ranges, &web_only("us-east-1")).unwrap();
    let texts: Vec<_> = resolved.warnings.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains("not public") && text.contains("(EC2, us-east-1)")), "{texts:?}");
    assert!(resolved.rules.iter().all(|rule| rule.prefix.is_global_unicast()));
    assert!(!resolved.rules.is_empty());
}

#[test]
fn no_softphone_rules_before_connect_had_ranges() {
    let Some(ranges) = document("2018-04-19-entry-key-order") else { return };
    let error = resolve_network_rules(&ranges, &deployment("us-east-1")).unwrap_err();
    assert_eq!(error.argument(), Some(Argument::Regions));
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no ipv4 or ipv6 rows for us-east-1"), "{error}");
    assert!(resolve_network_rules(&ranges, &web_only("us-east-1")).is_ok());
}

#[test]
fn the_day_without_a_global_row_fails_closed_where_no_region_row_was_left() {
    let Some(ranges) = document("2019-12-17-00-53-10-connect-global-absent") else { return };
    let error = resolve_network_rules(&ranges, &deployment("eu-west-2")).unwrap_err();
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no"), "{error}");
    let resolved = resolve_network_rules(&ranges, &deployment("us-east-1")).unwrap();
    assert!(resolved.rules.iter().any(|rule| rule.services.contains(&"AMAZON_CONNECT".into())));
}

#[test]
fn the_week_with_a_relabelled_row_is_warned() {
    let Some(ranges) = document("2025-06-17-18-03-23-connect-v6-relabelled") else { return };
    let warnings = |region: &str| resolve_network_rules(&ranges, &deployment(region)).unwrap().warnings;
    let service = "AMAZON_CONNECT";
    let ip_version = IpVersion::V6;
    for region in ["us-west-2", "eu-west-2"] {
        assert!(warnings(region).contains(&ResolveWarning::GlobalRowMissing { service, ip_version }), "{region}");
    }
    assert!(warnings("eu-west-2").contains(&ResolveWarning::FamilyWithoutRows { service, ip_version }));
    assert!(!warnings("us-west-2").contains(&ResolveWarning::FamilyWithoutRows { service, ip_version }));
}
