//! Small documents: which rows count, and what is said of them.

use super::*;

const DATE: &str = "2026-08-22T15:17:05Z";

/// A document of these rows, by prefix, service and Region, which holds nothing
/// but `services` whole: of the others nothing is said.
fn document(date: &str, services: &[&str], rows: &[(&str, &str, &str)]) -> IpRanges {
    let entries = rows.iter().map(|(prefix, service, region)| Entry::new(prefix.parse().unwrap(), service, region, None));
    let kept = services.iter().map(|service| (*service).into()).collect();
    IpRanges::new("1".into(), date.into(), entries.collect()).with_kept(kept)
}

const MEDIA: [(&str, &str, &str); 4] = [
    ("15.193.0.0/20", "AMAZON_CONNECT", "GLOBAL"),
    ("15.193.16.0/20", "AMAZON_CONNECT", "GLOBAL"),
    ("2600:f0f0:4000::/41", "AMAZON_CONNECT", "GLOBAL"),
    ("2600:f0f0:4080::/41", "AMAZON_CONNECT", "GLOBAL"),
];

fn whole_service(defects: &[GuardDefect]) -> Vec<&GuardDefect> {
    defects.iter().filter(|defect| defect.region.is_none()).collect()
}

#[test]
fn addresses_count_and_not_rows() {
    assert_eq!(whole_service(&judge(&document(DATE, &["AMAZON_CONNECT"], &MEDIA))), Vec::<&GuardDefect>::new());
    let defects = judge(&document(DATE, &["AMAZON_CONNECT"], &MEDIA[1..]));
    let [defect] = whole_service(&defects)[..] else { panic!("{defects:#?}") };
    let DefectKind::Shrunk { found, expected, .. } = defect.kind else { panic!("{defect}") };
    assert_eq!((found.to_u128(), expected.to_u128()), (Some(4_096), Some(8_816)));
}

#[test]
fn what_is_not_public_or_stands_twice_does_not_count() {
    let twice =
        [&MEDIA[1..], &[("15.193.16.0/21", "AMAZON_CONNECT", "us-east-1"), ("10.0.0.0/8", "AMAZON_CONNECT", "us-east-1")]];
    let defects = judge(&document(DATE, &["AMAZON_CONNECT"], &twice.concat()));
    let shrunk = |defect: &&GuardDefect| {
        matches!(defect.kind, DefectKind::Shrunk { found, .. } if found.to_u128() == Some(4_096)) && defect.region.is_none()
    };
    assert!(defects.iter().any(|defect| shrunk(&defect)), "{defects:#?}");
}

#[test]
fn a_missing_family_and_a_missing_region_are_found() {
    let defects = judge(&document(DATE, &["AMAZON_CONNECT"], &MEDIA[..2]));
    assert!(whole_service(&defects).iter().any(|defect| defect.ip_version == IpVersion::V6), "{defects:#?}");
    let defects = judge(&document(DATE, &["EC2"], &[("3.0.0.0/9", "EC2", "us-east-1")]));
    assert!(defects.iter().any(|defect| defect.region.as_ref().is_some_and(|region| region.as_str() == "eu-west-2")));
}

#[test]
fn a_new_block_of_media_is_believed_and_a_foreign_one_is_not() {
    let with =
        |prefix| judge(&document(DATE, &["AMAZON_CONNECT"], &[&MEDIA[..], &[(prefix, "AMAZON_CONNECT", "GLOBAL")]].concat()));
    assert!(!with("20.16.0.0/16").iter().any(|defect| matches!(defect.kind, DefectKind::Grown { .. })));
    let defects = with("20.0.0.0/12");
    assert!(matches!(whole_service(&defects)[..], [GuardDefect { kind: DefectKind::Grown { .. }, .. }]), "{defects:#?}");
}

#[test]
fn rows_that_join_to_more_than_aws_has_are_too_broad() {
    let rows: Vec<String> = (16..32).map(|octet| format!("{octet}.0.0.0/8")).collect();
    let rows: Vec<_> = rows.iter().map(|prefix| (prefix.as_str(), "EC2", "us-east-1")).collect();
    let wide = |defects: &[GuardDefect]| -> Vec<String> {
        defects.iter().filter(|defect| matches!(defect.kind, DefectKind::TooBroad { .. })).map(ToString::to_string).collect()
    };
    let expected = ["EC2 ipv4 in us-east-1: its rows join to 16.0.0.0/4, and nothing broader than /8 is AWS's"];
    assert_eq!(wide(&judge(&document(DATE, &["EC2"], &rows))), expected);
    // Across Regions, and in a document that is older than the table.
    let split = [("16.0.0.0/8", "EC2", "us-east-1"), ("17.0.0.0/8", "EC2", "eu-west-1")];
    let expected = ["EC2 ipv4: its rows join to 16.0.0.0/7, and nothing broader than /8 is AWS's"];
    assert_eq!(wide(&judge(&document("2016-01-01T00:00:00Z", &["EC2"], &split))), expected);
    let rows: Vec<String> = (0..4_096).map(|number| format!("26{:02x}:{:x}000::/20", number / 16, number % 16)).collect();
    let rows: Vec<_> = rows.iter().map(|prefix| (prefix.as_str(), "S3", "us-east-1")).collect();
    let expected = ["S3 ipv6 in us-east-1: its rows join to 2600::/8, and nothing broader than /20 is AWS's"];
    assert_eq!(wide(&judge(&document(DATE, &["S3"], &rows))), expected);
    let both = [("16.0.0.0/6", "EC2", "us-east-1"), ("2600::/19", "EC2", "us-east-1")];
    let expected = [
        "EC2 ipv4 in us-east-1: a row is 16.0.0.0/6, and nothing broader than /8 is AWS's",
        "EC2 ipv6 in us-east-1: a row is 2600::/19, and nothing broader than /20 is AWS's",
    ];
    assert_eq!(wide(&judge(&document(DATE, &["EC2"], &both))), expected);
}

#[test]
fn a_document_before_the_recorded_history_is_not_believed_and_services_that_are_not_held_are_not_judged() {
    let texts = |date| judge(&document(date, &SERVICES, &MEDIA)).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        texts("2016-01-01T00:00:00Z"),
        [
            "AMAZON_CONNECT ipv4: the document is of 2016-01-01T00:00:00Z, before 2017-07-20T22:42:12Z, since when AWS's publications are recorded: nothing tells whether it is whole"
        ]
    );
    assert!(texts("2017-07-20T22:42:12Z").iter().all(|text| !text.contains("nothing tells")));
    assert_eq!(judge(&document(DATE, &[], &[])), []);
}
