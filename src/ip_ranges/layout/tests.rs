use super::{number_of, read};
use crate::ip_ranges::parse;

const TEXT: &str = r#"{
  "syncToken": "1787411825",
  "createDate": "2026-08-22-15-17-05",
  "prefixes": [
    {
      "ip_prefix": "15.193.0.0/19",
      "region": "GLOBAL",
      "service": "AMAZON_CONNECT",
      "network_border_group": "GLOBAL"
    },
    {
      "ip_prefix": "3.5.140.0/22",
      "region": "ap-northeast-2",
      "service": "S3",
      "network_border_group": "ap-northeast-2"
    }
  ],
  "ipv6_prefixes": [
    {
      "ipv6_prefix": "2600:f0f2:7100::/40",
      "region": "GLOBAL",
      "service": "AMAZON_CONNECT",
      "network_border_group": "GLOBAL"
    }
  ]
}"#;

/// What `parse` makes of the text, and of the same JSON in another layout.
fn both(text: &str) -> [Result<crate::ip_ranges::IpRanges, String>; 2] {
    // A blank in front changes nothing but the columns of the first line.
    [text.to_owned(), format!(" {text}")].map(|text| parse(text.as_bytes()).map_err(|error| error.to_string()))
}

#[test]
fn reads_what_aws_writes() {
    for end in ["", "\n", "\r\n  "] {
        let text = format!("{TEXT}{end}");
        assert!(read(&text).is_some());
        let [short, long] = both(&text);
        assert_eq!(short.unwrap(), long.unwrap());
    }
    assert!(read(&format!(" {TEXT}")).is_none(), "the other way is the other way");
}

#[test]
fn leaves_every_other_layout_alone() {
    for (found, other) in [
        ("15.193.0.0/19", "15.193.0.0\\/19"),
        ("\"region\": \"GLOBAL\"", "\"region\":\"GLOBAL\""),
        ("\"region\"", "\"zone\""),
        ("    },\n", "    }\n"),
        ("\n  ]\n}", "\n  ],\n  \"new\": 1\n}"),
        ("\n  ]\n}", "\n  ]\n}}"),
        ("\n  ]\n}", "\n  ]\n"),
        (",\n      \"network_border_group\": \"GLOBAL\"", ""),
        ("ipv6_prefixes", "prefixes"),
    ] {
        let text = TEXT.replace(found, other);
        assert!(text != TEXT && read(&text).is_none(), "{found} {other}");
    }
    assert!((0..TEXT.len()).all(|end| read(&TEXT[..end]).is_none()), "cut");
}

#[test]
fn refuses_the_same_rows_with_the_same_words() {
    for (found, wrong) in [
        ("3.5.140.0/22", "3.5.141.0/22"),
        ("3.5.140.0/22", "2600::/16"),
        ("3.5.140.0/22", "0.0.0.0/0"),
        ("3.5.140.0/22", ""),
        ("2600:f0f2:7100::/40", "10.0.0.0/8"),
        ("\"S3\"", "\"\""),
        ("\"ap-northeast-2\"", "\"caf\u{e9}\""),
        ("1787411825", ""),
        ("2026-08-22-15-17-05", "soon"),
    ] {
        let text = TEXT.replace(found, wrong);
        assert!(read(&text).is_some(), "{wrong}");
        let [short, long] = both(&text);
        assert_eq!(short, long, "{wrong}");
    }
    let undated = TEXT.replace("2026-08-22-15-17-05", "soon").replace("1787411825", "x");
    let [short, long] = both(&undated);
    assert_eq!(short.unwrap_err(), long.unwrap_err());
}

/// A document whose IPv4 rows are these, by prefix, region and service.
fn of_rows(rows: &[(&str, &str, &str)]) -> String {
    let first = &TEXT[..TEXT.find("    {").unwrap()];
    let rest = &TEXT[TEXT.find("\n  ],\n  \"ipv6").unwrap()..];
    let rows =
        rows.iter().map(|(prefix, region, service)| format!("    {{\n      \"ip_prefix\": \"{prefix}{}", tail(region, service)));
    format!("{first}{}{rest}", rows.collect::<Vec<_>>().join(",\n"))
}

fn tail(region: &str, service: &str) -> String {
    format!(
        "\",\n      \"region\": \"{region}\",\n      \"service\": \"{service}\",\n      \"network_border_group\": \"{region}\"\n    }}"
    )
}

#[test]
fn rows_stand_under_their_own_names_however_alike_these_are() {
    let (region, services) = ("ap-southeast-1", ["AMAZON_CONNECT", "AMAZON_CONNEKT", "AMAZON_CONNEXT"]);
    let numbers = services.map(|service| number_of(&tail(region, service)));
    assert_eq!(numbers, [numbers[0]; 3], "more than the table tells apart");
    let prefixes: Vec<String> = (0..30).map(|number| format!("3.{number}.0.0/16")).collect();
    let rows: Vec<_> =
        prefixes.iter().zip(services.iter().cycle()).map(|(prefix, service)| (&**prefix, region, *service)).collect();
    let text = of_rows(&rows);
    assert!(read(&text).is_some());
    let [short, long] = both(&text);
    let ranges = short.unwrap();
    assert_eq!(ranges, long.unwrap());
    for (start, service) in services.iter().enumerate() {
        let found: Vec<String> = ranges.rows(service).iter().map(|row| row.prefix.to_string()).collect();
        let given = prefixes.iter().skip(start).step_by(services.len()).cloned().collect::<Vec<_>>();
        assert!(found.starts_with(&given), "{service}: {found:?}");
    }
}

#[test]
fn a_brace_in_a_name_ends_no_row() {
    let services = ["A}", "A", "}", "A}", "A", "}"];
    let prefixes: Vec<String> = (0..services.len()).map(|number| format!("3.{number}.0.0/16")).collect();
    let rows: Vec<_> = prefixes.iter().zip(services).map(|(prefix, service)| (&**prefix, "us-east-1", service)).collect();
    let text = of_rows(&rows);
    assert!(read(&text).is_some());
    let [short, long] = both(&text);
    assert_eq!(short.as_ref().unwrap().rows("A}").len(), 2);
    assert_eq!(short, long);
}

#[test]
fn a_fault_behind_known_rows_is_told_in_its_place() {
    for wrong in ["3.4.1.0/16", "2600::/16", ""] {
        let mut rows = [("3.0.0.0/16", "us-east-1", "EC2"); 6];
        rows[4].0 = wrong;
        let [short, long] = both(&of_rows(&rows));
        assert!(short.as_ref().unwrap_err().contains("prefixes[4].ip_prefix"), "{short:?}");
        assert_eq!(short, long);
    }
}
