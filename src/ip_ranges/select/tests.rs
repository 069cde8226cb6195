use super::*;
use crate::ip_ranges::SelectError;

fn ranges() -> IpRanges {
    let rows = [
        ("15.193.0.0/19", "AMAZON_CONNECT", "GLOBAL", Some("GLOBAL")),
        ("15.193.6.0/24", "AMAZON_CONNECT", "us-east-1", Some("us-east-1")),
        ("3.5.0.0/19", "S3", "us-east-1", Some("us-east-1")),
        ("15.181.232.0/21", "EC2", "us-east-1", Some("us-east-1-iah-1")),
        ("13.32.0.0/15", "CLOUDFRONT", "GLOBAL", None),
        ("2600:f0f2:7140::/48", "AMAZON_CONNECT", "us-gov-west-1", Some("us-gov-west-1")),
    ];
    let entries = rows.map(|(prefix, service, region, group)| Entry::new(prefix.parse().unwrap(), service, region, group));
    IpRanges::new("1787411825".into(), "2026-08-22T15:17:05Z".into(), entries.to_vec())
}

fn of(services: &[&str]) -> Selection {
    Selection {
        services: services.iter().map(|name| Service::from(*name)).collect(),
        regions: None,
        network_border_groups: None,
        ip_versions: None,
        merge: Merge::All,
    }
}

fn within(services: &[&str], regions: &[&str]) -> Selection {
    Selection { regions: Some(regions.iter().map(|name| Region::from(*name)).collect()), ..of(services) }
}

#[track_caller]
fn selected(selection: &Selection, expected: &[&str]) {
    let ranges = ranges();
    let prefixes: Vec<String> = select(&ranges, selection).unwrap().iter().map(|row| row.prefix.to_string()).collect();
    assert_eq!(prefixes, expected);
}

#[track_caller]
fn refused(selection: &Selection, message: &str) {
    assert_eq!(select(&ranges(), selection).expect_err("should select nothing").to_string(), message);
}

#[test]
fn selects_by_every_criterion_service_by_service() {
    selected(&of(&["S3", "CLOUDFRONT"]), &["13.32.0.0/15", "3.5.0.0/19"]);
    selected(&within(&["AMAZON_CONNECT"], &["us-east-1", "GLOBAL"]), &["15.193.0.0/19", "15.193.6.0/24"]);
    selected(&Selection { ip_versions: Some([IpVersion::V6].into()), ..of(&["AMAZON_CONNECT"]) }, &["2600:f0f2:7140::/48"]);
    let zone =
        Selection { network_border_groups: Some(["us-east-1-iah-1".into()].into()), ..within(&["EC2", "S3"], &["us-east-1"]) };
    selected(&zone, &["15.181.232.0/21"]);
}

#[test]
fn proposes_the_nearest_names() {
    refused(
        &of(&["AMAZON-CONECT"]),
        "the document of 2026-08-22T15:17:05Z has no service \"AMAZON-CONECT\": did you mean \"AMAZON_CONNECT\"?",
    );
    refused(
        &within(&["S3"], &["us-est-1"]),
        "the document of 2026-08-22T15:17:05Z has no region \"us-est-1\": did you mean \"us-east-1\" or \"us-gov-west-1\"?",
    );
    refused(
        &of(&["LAMBDA"]),
        "the document of 2026-08-22T15:17:05Z has no service \"LAMBDA\": it has AMAZON_CONNECT, CLOUDFRONT, EC2, S3",
    );
    let group = Selection { network_border_groups: Some(["us-east-1-iah-2".into()].into()), ..of(&["S3"]) };
    let Err(SelectError::Unknown { kind, nearest, .. }) = select(&ranges(), &group) else { panic!("accepted") };
    assert_eq!((kind.as_str(), nearest[0].as_str()), ("network border group", "us-east-1-iah-1"));
}

#[test]
fn says_which_criterion_left_nothing() {
    refused(
        &within(&["S3"], &["GLOBAL"]),
        "no row of the document of 2026-08-22T15:17:05Z matches: S3 has 1 row, none of them in GLOBAL, none of these ipv4 or ipv6",
    );
    refused(
        &Selection { ip_versions: Some([IpVersion::V4].into()), ..within(&["AMAZON_CONNECT", "S3"], &["us-gov-west-1"]) },
        "no row of the document of 2026-08-22T15:17:05Z matches: AMAZON_CONNECT or S3 have 4 rows, 1 of them in us-gov-west-1, none of these ipv4",
    );
}

#[test]
fn never_reads_an_empty_list_as_any() {
    use crate::declaration::{Incomplete, Value, read};
    let defects = |json: serde_json::Value| -> Vec<String> {
        let value: Value = serde_json::from_value(json).unwrap();
        let found = read::<Selection>(&value).err().map(|Incomplete { defects }| defects).unwrap_or_default();
        found.into_iter().map(|defect| defect.text).collect()
    };
    assert_eq!(defects(serde_json::json!({ "services": ["S3"] })), [""; 0]);
    assert_eq!(defects(serde_json::json!({ "services": [] })), ["services is an empty list: expected at least one element"]);
    for name in ["regions", "network_border_groups", "ip_versions"] {
        let empty = serde_json::json!({ "services": ["S3"], name: [] });
        assert_eq!(defects(empty), [format!("{name} is an empty list: expected at least one element")]);
    }
    // Where no declaration stands before it, nothing is selected either.
    for empty in [of(&[]), within(&["S3"], &[]), Selection { network_border_groups: Some([].into()), ..of(&["S3"]) }] {
        assert!(matches!(select(&ranges(), &empty), Err(SelectError::Empty { .. })));
    }
}

#[test]
fn says_what_a_snapshot_keeps() {
    let kept = ["AMAZON_CONNECT", "S3"].map(Service::from);
    let ranges = ranges().with_kept(kept.into());
    for selection in [of(&["DYNAMODB"]), of(&["EC2"]), within(&["CLOUDFRONT"], &["GLOBAL"])] {
        let message = select(&ranges, &selection).expect_err("not kept").to_string();
        let expected = format!(
            "the bundled snapshot of 2026-08-22T15:17:05Z does not keep the rows of {}: it keeps only AMAZON_CONNECT, S3; read the whole document from its URL instead",
            selection.services.first().unwrap()
        );
        assert_eq!(message, expected);
    }
    let message = select(&ranges, &of(&["AMAZON_CONECT"])).expect_err("a typing error").to_string();
    assert!(message.contains("the rows of AMAZON_CONECT (did you mean \"AMAZON_CONNECT\"?): it keeps only"), "{message}");
    assert_eq!(select(&ranges, &of(&["S3"])).unwrap().len(), 1);
}

#[test]
fn merging_changes_prefixes_and_no_address() {
    let rows = [("3.0.0.0/24", "S3"), ("3.0.1.0/24", "S3"), ("3.0.1.0/24", "EC2"), ("3.0.0.0/24", "EC2"), ("3.0.2.0/23", "EC2")];
    let entries = rows.map(|(prefix, service)| Entry::new(prefix.parse().unwrap(), service, "us-east-1", None));
    let rows: Vec<&Entry> = entries.iter().collect();
    let texts = |merge| merged(&rows, merge).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(texts(Merge::None), ["3.0.0.0/24", "3.0.1.0/24", "3.0.2.0/23"]);
    assert_eq!(texts(Merge::PerService), ["3.0.0.0/22", "3.0.0.0/23"]);
    assert_eq!(texts(Merge::All), ["3.0.0.0/22"]);
}
