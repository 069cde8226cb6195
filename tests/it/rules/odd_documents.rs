//! Documents of the past that had something odd: rules hold, or there is an
//! error that says why there are none.

use super::documents::{document, examined};
use amazonconnect::{
    declaration::Refuse as _,
    ip_ranges::IpRanges,
    model::{IpVersion, PrefixSet, Region},
    requirements::CONNECT_REGIONS,
    rules::{Merge, NetworkDeployment, NetworkRules, ResolveError, SignIn, resolve_network_rules},
};
use std::collections::BTreeSet;

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
    NetworkDeployment::new(BTreeSet::from([Region::from(region)]))
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
    let allowed: PrefixSet = resolved.rules.iter().flat_map(|rule| &rule.prefixes).copied().collect();
    for entry in needed {
        assert!(allowed.contains(entry.prefix), "{} {} {region}", entry.prefix, entry.service);
    }
    assert!(allowed.iter().all(|prefix| prefix.is_global_unicast()));
    for rule in &resolved.rules {
        assert!(!rule.prefixes.is_empty() && rule.prefixes.windows(2).all(|pair| pair[0] < pair[1]));
    }
    assert!(resolved.rules.windows(2).all(|pair| pair[0].permission <= pair[1].permission));
}

#[test]
fn every_document_gives_whole_rules_or_says_why_not() {
    for name in NAMES {
        let Some(ranges) = document(name) else { return };
        let relabelled = name.contains("relabelled");
        let examined = examined(&ranges);
        for region in CONNECT_REGIONS {
            for merge in Merge::ALL {
                let mut deployment = deployment(region.code);
                deployment.merge = merge;
                deployment.allow_unlisted_regions = true;
                match resolve_network_rules(&examined, &deployment) {
                    Ok(resolved) => {
                        assert!(!relabelled, "{name} {}", region.code);
                        assert_complete(&ranges, region.code, &resolved);
                    }
                    Err(ResolveError::Gaps { .. }) if relabelled => {}
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
    let resolved = resolve_network_rules(&examined(&ranges), &web_only("us-east-1")).unwrap();
    let texts: Vec<_> = resolved.warnings.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains("not public") && text.contains("(EC2, us-east-1)")), "{texts:?}");
    assert!(resolved.rules.iter().flat_map(|rule| &rule.prefixes).all(|prefix| prefix.is_global_unicast()));
    assert!(!resolved.rules.is_empty());
}

#[test]
fn no_softphone_rules_before_connect_had_ranges() {
    let Some(ranges) = document("2018-04-19-entry-key-order") else { return };
    let error = resolve_network_rules(&examined(&ranges), &deployment("us-east-1")).unwrap_err();
    assert_eq!(error.argument(), Some("regions"));
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no ipv4 or ipv6 rows for us-east-1"), "{error}");
    assert!(resolve_network_rules(&examined(&ranges), &web_only("us-east-1")).is_ok());
}

#[test]
fn the_day_without_a_global_row_fails_closed_where_no_region_row_was_left() {
    let Some(ranges) = document("2019-12-17-00-53-10-connect-global-absent") else { return };
    let error = resolve_network_rules(&examined(&ranges), &deployment("eu-west-2")).unwrap_err();
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no"), "{error}");
    let resolved = resolve_network_rules(&examined(&ranges), &deployment("us-east-1")).unwrap();
    assert!(resolved.rules.iter().any(|rule| rule.label.services.contains(&"AMAZON_CONNECT".into())));
}

/// AWS labelled the only IPv6 row of AMAZON_CONNECT us-west-2 instead of GLOBAL
/// and took it back: no Region had what its agents needed.
#[test]
fn the_week_with_a_relabelled_row_fails_closed() {
    let Some(ranges) = document("2025-06-17-18-03-23-connect-v6-relabelled") else { return };
    for region in ["us-west-2", "eu-west-2"] {
        let mut deployment = deployment(region);
        let error = resolve_network_rules(&examined(&ranges), &deployment).unwrap_err();
        let ResolveError::Gaps { gaps } = &error else { panic!("{error}") };
        let texts: Vec<_> = gaps.iter().map(ToString::to_string).collect();
        let expected =
            "AMAZON_CONNECT has no ipv6 rows for GLOBAL, which ipr-amazon-connect-media needs (softphone media (TURN))";
        assert_eq!(texts, [expected], "{region}");
        assert_eq!(error.argument(), None, "it is the document's fault");
        deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
        assert!(resolve_network_rules(&examined(&ranges), &deployment).is_ok(), "IPv4 was whole");
        assert!(resolve_network_rules(&examined(&ranges), &web_only(region)).is_ok(), "EC2 and CLOUDFRONT were whole");
    }
}
