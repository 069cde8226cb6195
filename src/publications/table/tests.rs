use super::*;

const TABLE: &str = "amazonconnect-publications 1
newest 2026-08-22T15:17:05Z
parts 6
[EC2]
1000000000 10.0.0.0/9 2600::/32
1700000000 10.128.0.0/10
1786000000 10.192.0.0/16 10.193.0.0/24
[S3]
1786500000 10.128.0.0/9
";

fn moment(seconds: i64) -> Moment {
    Moment::from_unix(seconds).unwrap()
}

/// What is told of `prefixes`: `date prefix…` a line, then what is unknown.
#[track_caller]
fn told(services: &[&str], ip_version: IpVersion, prefixes: &[&str], since: i64) -> Vec<String> {
    told_within(services, ip_version, prefixes, since..=i64::from(u32::MAX))
}

#[track_caller]
fn told_within(services: &[&str], ip_version: IpVersion, prefixes: &[&str], dates: RangeInclusive<i64>) -> Vec<String> {
    let services: Vec<Service> = services.iter().map(|name| Service::from(*name)).collect();
    let asked = prefixes.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
    let dates = moment(*dates.start())..=moment(*dates.end());
    let published = Publications::read(TABLE).unwrap().published_within(&services, ip_version, &asked, dates);
    let line = |head: String, set: &PrefixSet| set.iter().fold(head, |line, prefix| format!("{line} {prefix}"));
    let dated = published.dated.iter().map(|(date, set)| line(date.unix().to_string(), set));
    dated.chain((!published.unknown.is_empty()).then(|| line("unknown".to_owned(), &published.unknown))).collect()
}

#[test]
fn young_parts_stand_under_their_dates_and_old_ones_are_not_told() {
    let asked = &["10.0.0.0/8"][..];
    assert_eq!(
        told(&["EC2"], IpVersion::V4, asked, 1_700_000_000),
        [
            "1700000000 10.128.0.0/10",
            "1786000000 10.192.0.0/16 10.193.0.0/24",
            // What the table does not have at all.
            "unknown 10.193.1.0/24 10.193.2.0/23 10.193.4.0/22 10.193.8.0/21 10.193.16.0/20 10.193.32.0/19 10.193.64.0/18 \
             10.193.128.0/17 10.194.0.0/15 10.196.0.0/14 10.200.0.0/13 10.208.0.0/12 10.224.0.0/11",
        ]
    );
    assert_eq!(told(&["EC2"], IpVersion::V4, &["10.0.0.0/9", "10.192.7.0/24"], 1_700_000_001), ["1786000000 10.192.7.0/24"]);
    assert_eq!(told(&["EC2"], IpVersion::V4, &["10.0.0.0/9", "10.130.0.0/16"], 1_700_000_001), [""; 0]);
}

#[test]
fn what_came_after_the_dates_is_unknown_at_their_end() {
    let asked = &["10.0.0.0/9", "10.128.0.0/10", "10.192.0.0/16"][..];
    let until = |end| told_within(&["EC2", "S3"], IpVersion::V4, asked, 1_700_000_000..=end);
    assert_eq!(until(1_786_000_000), ["1700000000 10.128.0.0/10", "1786000000 10.192.0.0/16"]);
    assert_eq!(until(1_785_999_999), ["1700000000 10.128.0.0/10", "unknown 10.192.0.0/16"]);
}

#[test]
fn of_several_services_the_earliest_date_holds() {
    let asked = &["10.128.0.0/9"][..];
    assert_eq!(
        told(&["S3", "EC2"], IpVersion::V4, asked, 1_700_000_001),
        [
            "1786000000 10.192.0.0/16 10.193.0.0/24",
            "1786500000 10.193.1.0/24 10.193.2.0/23 10.193.4.0/22 10.193.8.0/21 10.193.16.0/20 10.193.32.0/19 10.193.64.0/18 \
             10.193.128.0/17 10.194.0.0/15 10.196.0.0/14 10.200.0.0/13 10.208.0.0/12 10.224.0.0/11",
        ]
    );
    assert_eq!(told(&["S3"], IpVersion::V4, asked, 0), ["1786500000 10.128.0.0/9"]);
    assert_eq!(told(&["S3"], IpVersion::V4, &["10.0.0.0/16"], 0), ["unknown 10.0.0.0/16"], "EC2's, which was not asked for");
    assert_eq!(told(&["MEDIA"], IpVersion::V4, &["10.0.0.0/16"], 0), ["unknown 10.0.0.0/16"]);
    assert_eq!(told(&[], IpVersion::V4, &[], 0), [""; 0]);
}

#[test]
fn families_are_told_apart() {
    let asked = &["10.0.0.0/24", "2600::/40"][..];
    assert_eq!(told(&["EC2"], IpVersion::V6, asked, 0), ["1000000000 2600::/40"]);
    assert_eq!(told(&["EC2"], IpVersion::V4, asked, 0), ["1000000000 10.0.0.0/24"]);
}

#[test]
fn what_is_no_whole_table_is_refused() {
    for (from, to) in [
        ("publications 1", "publications 2"),
        ("newest 2026-08-22T15:17:05Z", "newest 2026-08-22"),
        ("parts 6", "parts 7"),
        ("parts 6", "parts six"),
        ("[S3]", "[EC2]"),
        ("[S3]", "[S3"),
        ("[EC2]\n", ""),
        ("1786500000 ", "yesterday "),
        ("10.193.0.0/24", "10.193.0.1/24"),
    ] {
        let damaged = TABLE.replacen(from, to, 1);
        assert!(damaged != TABLE && Publications::read(&damaged).is_none(), "{from} → {to}");
    }
    assert_eq!(Publications::read(""), None);
}

#[test]
fn the_bundled_table_is_one() {
    let table = Publications::read(BUNDLED).unwrap();
    assert_eq!(&table, Publications::bundled());
    assert_eq!(table.date().to_string(), "2026-08-22T15:17:05Z");
    for (service, parts) in &table.parts {
        assert!(!parts.is_empty(), "{service}");
        let overlapping = parts.windows(2).find(|pair| pair[0].0.contains(pair[1].0));
        assert_eq!(overlapping, None, "{service}");
        assert!(parts.iter().all(|(_, published)| *published <= table.date()), "{service}");
    }
}
