//! Documents of today that lack what AWS published before.

use super::*;

/// A date of which the table of history knows what there was.
const TODAY: &str = "2026-08-22T15:17:05Z";

/// Beside `ROWS`, what makes a document whole for us-east-1 and us-west-2.
const REST: &[Row<'_>] = &[
    ("2600:f0f2:7000::/40", "AMAZON_CONNECT", "us-east-1"),
    ("2600:f0f2:7200::/40", "AMAZON_CONNECT", "us-west-2"),
    ("2600:1f14::/35", "EC2", "us-west-2"),
    ("2600:f0fb::/40", "EC2", "GLOBAL"),
];

fn whole() -> Vec<Row<'static>> {
    ROWS.iter().chain(REST).copied().collect()
}

fn of_today(rows: &[Row<'_>], accepted: bool) -> Examined {
    Examined::new(dated(TODAY, rows), accepted)
}

/// What the document lacks; nothing if the deployment resolves once it is
/// accepted that so small a document has shrunk.
fn gaps(rows: &[Row<'_>], deployment: &NetworkDeployment) -> Vec<String> {
    match resolve_network_rules(&of_today(rows, false), deployment) {
        Err(ResolveError::Gaps { gaps }) => gaps.iter().map(ToString::to_string).collect(),
        Err(ResolveError::NotBelievable { .. }) => {
            let accepted = resolve_network_rules(&of_today(rows, true), deployment).unwrap();
            let is_gap = |warning: &&ResolveWarning| matches!(warning, ResolveWarning::GapAccepted { .. });
            assert_eq!(accepted.warnings.iter().find(is_gap), None);
            Vec::new()
        }
        other => panic!("{other:?}"),
    }
}

/// What `us-east-1` lacks without the rows that `lost` says.
fn gaps_without(lost: impl Fn(&str, &str, &str) -> bool) -> Vec<String> {
    let rows: Vec<_> = whole().into_iter().filter(|(prefix, service, region)| !lost(prefix, service, region)).collect();
    gaps(&rows, &deployment(&["us-east-1"]))
}

fn is_v4(prefix: &str) -> bool {
    prefix.contains('.')
}

#[test]
fn a_whole_document_has_no_gap() {
    assert_eq!(gaps_without(|_, _, _| false), [""; 0]);
    assert_eq!(gaps(&whole(), &deployment(&["us-east-1", "us-west-2"])), [""; 0]);
}

#[test]
fn a_family_of_a_service_that_is_gone_is_a_gap() {
    assert_eq!(
        gaps_without(|prefix, service, _| is_v4(prefix) && service == "EC2"),
        [
            "EC2 has no ipv4 rows for us-east-1, which ipr-ec2-signalling needs (signalling and API endpoints)",
            "EC2 has no ipv4 rows for GLOBAL, which ipr-ec2-signalling needs (signalling and API endpoints)",
        ]
    );
    assert_eq!(
        gaps_without(|prefix, service, _| is_v4(prefix) && service == "AMAZON_CONNECT"),
        [
            "AMAZON_CONNECT has no ipv4 rows for us-east-1, which ipr-amazon-connect-media needs (softphone media (TURN))",
            "AMAZON_CONNECT has no ipv4 rows for GLOBAL, which ipr-amazon-connect-media needs (softphone media (TURN))",
        ]
    );
    assert_eq!(
        gaps_without(|prefix, service, _| is_v4(prefix) && service == "CLOUDFRONT"),
        ["CLOUDFRONT has no ipv4 rows at all, which ipr-cloudfront-static needs (static assets)"]
    );
    // Another family and another service than those wanted are nobody's business.
    assert_eq!(
        gaps_without(|prefix, service, _| service == "CHIME_MEETINGS" || service == "S3" && prefix == "52.219.0.0/20"),
        [""; 0]
    );
    let v4_alone: Vec<_> = whole().into_iter().filter(|(prefix, ..)| is_v4(prefix)).collect();
    let mut deployment = deployment(&["us-east-1"]);
    deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
    assert_eq!(gaps(&v4_alone, &deployment), [""; 0]);
}

#[test]
fn without_the_list_of_a_family_every_requirement_has_a_gap() {
    let found = gaps_without(|prefix, _, _| !is_v4(prefix));
    let named = |service: &str, region: &str| {
        found.iter().any(|gap| gap.starts_with(&format!("{service} has no ipv6 rows {region}, which")))
    };
    for (service, region) in [
        ("AMAZON_CONNECT", "for us-east-1"),
        ("AMAZON_CONNECT", "for GLOBAL"),
        ("EC2", "for us-east-1"),
        ("EC2", "for GLOBAL"),
        ("CLOUDFRONT", "at all"),
        ("S3", "for us-east-1"),
        ("S3", "for us-west-2"),
    ] {
        assert!(named(service, region), "{service} {region}: {found:#?}");
    }
    assert_eq!(found.len(), 7, "{found:#?}");
}

#[test]
fn every_region_is_judged_on_its_own() {
    assert_eq!(
        gaps_without(|_, service, region| service == "EC2" && region == "us-east-1"),
        [
            "EC2 has no ipv4 rows for us-east-1, which ipr-ec2-signalling needs (signalling and API endpoints)",
            "EC2 has no ipv6 rows for us-east-1, which ipr-ec2-signalling needs (signalling and API endpoints)",
        ],
        "GLOBAL does not stand for a Region that had rows"
    );
    let without_west: Vec<_> = whole().into_iter().filter(|row| (row.1, row.2) != ("EC2", "us-west-2")).collect();
    assert_eq!(gaps(&without_west, &deployment(&["us-east-1"])), [""; 0]);
    assert_eq!(gaps(&without_west, &deployment(&["us-east-1", "us-west-2"])).len(), 2);
    // A Region that the sign-in page names besides.
    assert_eq!(
        gaps_without(|prefix, service, region| is_v4(prefix) && service == "S3" && region == "us-west-2"),
        ["S3 has no ipv4 rows for us-west-2, which ipr-s3-signin needs (assets of the new sign-in page)"]
    );
}

#[test]
fn global_rows_of_ec2_are_missed_only_where_they_are_chosen() {
    let without_global: Vec<_> = whole().into_iter().filter(|row| (row.1, row.2) != ("EC2", "GLOBAL")).collect();
    let mut deployment = deployment(&["us-east-1"]);
    assert_eq!(gaps(&without_global, &deployment).len(), 2);
    deployment.ec2_global = false;
    assert_eq!(gaps(&without_global, &deployment), [""; 0]);
}

#[test]
fn what_never_was_is_no_gap_and_said() {
    let gov: &[Row<'_>] = &[
        ("2600:f0f2:7140::/48", "AMAZON_CONNECT", "us-gov-west-1"),
        ("3.30.0.0/15", "EC2", "us-gov-west-1"),
        ("2600:1f12::/36", "EC2", "us-gov-west-1"),
        ("52.92.248.0/22", "S3", "us-gov-west-1"),
        ("2600:1ffa:8000::/39", "S3", "us-gov-west-1"),
    ];
    let rows: Vec<_> = whole().iter().chain(gov).copied().collect();
    let resolved = resolve_network_rules(&of_today(&rows, true), &deployment(&["us-gov-west-1"])).unwrap();
    let (service, region) = ("AMAZON_CONNECT", Region::from("us-gov-west-1"));
    let said = ResolveWarning::GlobalFallback { service, region: region.clone(), ip_version: IpVersion::V4 };
    assert!(resolved.warnings.contains(&said), "{:?}", resolved.warnings);
    assert!(keys(&resolved).contains(&"egress-udp-3478-15.193.0.0/19".to_owned()));
    let v6 = ResolveWarning::GlobalFallback { service, region, ip_version: IpVersion::V6 };
    assert!(!resolved.warnings.contains(&v6));
    assert_eq!(gaps(&rows, &deployment(&["us-gov-west-1"])), [""; 0]);
    // The same Region without the rows that it had.
    let without: Vec<_> = rows.iter().filter(|row| row.0 != "2600:f0f2:7140::/48").copied().collect();
    assert_eq!(
        gaps(&without, &deployment(&["us-gov-west-1"])),
        ["AMAZON_CONNECT has no ipv6 rows for us-gov-west-1, which ipr-amazon-connect-media needs (softphone media (TURN))"]
    );
}

#[test]
fn a_gap_of_an_accepted_document_is_a_warning_while_rows_are_left() {
    let without_global: Vec<_> = whole().into_iter().filter(|row| (row.1, row.2) != ("EC2", "GLOBAL")).collect();
    let error = resolve_network_rules(&of_today(&without_global, false), &deployment(&["us-east-1"])).unwrap_err();
    assert!(error.can_be_accepted(), "{error}");
    let resolved = resolve_network_rules(&of_today(&without_global, true), &deployment(&["us-east-1"])).unwrap();
    let accepted: Vec<_> =
        resolved.warnings.iter().filter(|warning| matches!(warning, ResolveWarning::GapAccepted { .. })).collect();
    assert_eq!(accepted.len(), 2, "{accepted:?}");
    assert!(accepted[0].to_string().contains("EC2 has no ipv4 rows for GLOBAL"), "{}", accepted[0]);
    // A Region without its own rows is never accepted, however many GLOBAL ones there are.
    let without_region: Vec<_> = whole().into_iter().filter(|row| (row.1, row.2) != ("EC2", "us-east-1")).collect();
    let error = resolve_network_rules(&of_today(&without_region, true), &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::Gaps { .. }) && !error.can_be_accepted(), "{error}");
    let without_fixed: Vec<_> = whole().into_iter().filter(|row| (row.1, row.2) != ("S3", "us-west-2")).collect();
    let error = resolve_network_rules(&of_today(&without_fixed, true), &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::Gaps { .. }) && !error.can_be_accepted(), "{error}");
    let without_ec2: Vec<_> = whole().into_iter().filter(|row| row.1 != "EC2").collect();
    let error = resolve_network_rules(&of_today(&without_ec2, true), &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::Gaps { .. }) && !error.can_be_accepted(), "{error}");
}
