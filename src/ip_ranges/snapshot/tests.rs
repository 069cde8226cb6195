use super::*;

fn entry(prefix: &str, service: &str, region: &str, group: Option<&str>) -> Entry {
    Entry::new(prefix.parse().unwrap(), service, region, group)
}

fn ranges() -> IpRanges {
    let entries = vec![
        entry("2600:f0f2:7100::/40", "AMAZON_CONNECT", "GLOBAL", Some("GLOBAL")),
        entry("15.193.0.0/19", "AMAZON_CONNECT", "GLOBAL", Some("GLOBAL")),
        entry("15.181.128.0/21", "EC2", "us-east-1", Some("us-east-1-bos-1")),
        entry("3.5.0.0/19", "S3", "us-east-1", None),
        entry("3.0.0.0/15", "EC2", "us-east-1", Some("us-east-1")),
        entry("3.4.12.4/32", "AMAZON", "GLOBAL", Some("GLOBAL")),
        entry("3.4.13.4/32", "AMAZON", "us-east-1", Some("us-east-1")),
        entry("3.2.0.0/24", "DYNAMODB", "us-east-1", Some("us-east-1")),
    ];
    IpRanges::new("1787411825".into(), "2026-08-22T15:17:05Z".into(), entries)
}

const TEXT: &str = "\
amazonconnect-ip-ranges 2
sync_token 1787411825
create_date 2026-08-22T15:17:05Z
sha256 abc0
services AMAZON_CONNECT CHIME_MEETINGS CHIME_VOICECONNECTOR CLOUDFRONT EC2 S3
rows 5
[AMAZON_CONNECT GLOBAL GLOBAL]
15.193.0.0/19
2600:f0f2:7100::/40
[EC2 us-east-1 us-east-1]
3.0.0.0/15
[EC2 us-east-1 us-east-1-bos-1]
15.181.128.0/21
[S3 us-east-1 -]
3.5.0.0/19
";

#[test]
fn encodes_the_rows_that_are_kept() {
    assert_eq!(encode(&ranges(), "abc0").unwrap(), TEXT);
}

#[test]
fn decodes_to_the_same_rows() {
    let snapshot = decode(TEXT).unwrap();
    assert_eq!(snapshot.sha256, "abc0");
    assert_eq!(snapshot.ranges.sync_token(), "1787411825");
    assert_eq!(snapshot.ranges.create_date(), "2026-08-22T15:17:05Z");
    let kept = snapshot.ranges.kept().unwrap();
    assert!(kept.contains("EC2") && !kept.contains("AMAZON"));
    let sorted = |ranges: &IpRanges| {
        let mut rows: Vec<Entry> = ranges.entries().filter(|row| SERVICES.contains(&row.service.as_str())).cloned().collect();
        rows.sort();
        rows
    };
    assert_eq!(sorted(&snapshot.ranges), sorted(&ranges()));
    assert_eq!(encode(&snapshot.ranges, &snapshot.sha256).unwrap(), TEXT);
}

#[test]
fn refuses_names_that_would_break_the_format() {
    for name in ["", "-", "a b", "a\nb", "a]", "caf\u{e9}"] {
        let odd = IpRanges::new("1".into(), "x".into(), vec![entry("3.5.0.0/19", "S3", name, None)]);
        assert!(matches!(encode(&odd, "abc0"), Err(SnapshotError::Name { .. })), "{name:?}");
    }
}

#[test]
fn refuses_broken_text_with_its_line() {
    #[track_caller]
    fn refused(text: &str, message: &str) {
        let error = decode(text).expect_err("should be refused").to_string();
        assert!(error.contains(message) && error.contains("cargo xtask snapshot"), "{error}");
    }
    refused("", "line 1 of the snapshot is \"\"");
    refused(&TEXT.replacen('2', "1", 1), "line 1 of the snapshot is \"amazonconnect-ip-ranges 1\"");
    refused(&TEXT.replace("sync_token", "token"), "line 2 of the snapshot is \"token 1787411825\": expected sync_token");
    refused(&TEXT.replace("rows 5", "rows six"), "line 6");
    refused(&TEXT.replace("rows 5", "rows 6"), "has 5 rows, but its head says 6");
    refused(&TEXT.replace("[AMAZON_CONNECT GLOBAL GLOBAL]\n", ""), "line 7 of the snapshot is \"15.193.0.0/19\"");
    refused(&TEXT.replace("[AMAZON_CONNECT GLOBAL GLOBAL]", "[AMAZON_CONNECT GLOBAL]"), "line 7");
    refused(&TEXT.replace("3.0.0.0/15", "3.0.0.1/15"), "line 11 of the snapshot is \"3.0.0.1/15\": expected a prefix");
    let head = TEXT.find("[AMAZON_CONNECT GLOBAL").unwrap();
    for (end, _) in TEXT.match_indices('\n').filter(|(end, _)| *end > head && *end + 1 < TEXT.len()) {
        refused(&TEXT[..end], "has ");
    }
}
