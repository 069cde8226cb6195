//! The files in which others publish their ranges, small and in their documented
//! shape: none of them is taken for AWS's.

use super::reader::Reader;

/// What each is, and one.
const FILES: [(&str, &str); 9] = [
    (
        "Azure's service tags",
        r#"{"changeNumber":1,"cloud":"Public","values":[{"name":"AzureCloud","id":"AzureCloud","properties":{"changeNumber":1,"region":"","platform":"Azure","systemService":"","addressPrefixes":["13.66.60.119/32"]}}]}"#,
    ),
    (
        "Google's cloud.json",
        r#"{"syncToken":"1787411825123","creationTime":"2026-08-22T08:17:05.123","prefixes":[{"ipv4Prefix":"34.1.208.0/20","service":"Google Cloud","scope":"africa-south1"}]}"#,
    ),
    (
        "Google's goog.json in AWS's words",
        r#"{"syncToken":"1787411825","createDate":"2026-08-22-15-17-05","prefixes":[{"ipv4Prefix":"8.8.4.0/24"},{"ipv6Prefix":"2001:4860::/32"}]}"#,
    ),
    (
        "Microsoft 365's endpoints",
        r#"[{"id":1,"serviceArea":"Exchange","urls":["outlook.office.com"],"ips":["13.107.6.152/31"],"tcpPorts":"80,443","required":true}]"#,
    ),
    (
        "Oracle's ranges",
        r#"{"last_updated_timestamp":"2026-08-22T15:17:05.0","regions":[{"region":"us-phoenix-1","cidrs":[{"cidr":"129.146.0.0/21","tags":["OCI"]}]}]}"#,
    ),
    ("GitHub's meta", r#"{"verifiable_password_authentication":false,"hooks":["192.30.252.0/22"],"web":["192.30.252.0/22"]}"#),
    ("Cloudflare's list", "173.245.48.0/20\n103.21.244.0/22\n"),
    ("Fastly's list", r#"{"addresses":["23.235.32.0/20"],"ipv6_addresses":["2a04:4e40::/32"]}"#),
    ("AWS's Chime page as CSV", "service,region,prefix\nCHIME_MEETINGS,us-east-1,99.77.128.0/18\n"),
];

#[tokio::test]
async fn a_file_of_another_cloud() {
    let reader = Reader::start().await;
    let mut told = Vec::new();
    for (name, text) in FILES {
        let answer = reader.of_bytes(text).await;
        assert!(!answer.starts_with("rules"), "{name}: {answer}");
        told.push(format!("{name}: {answer}"));
    }
    insta::assert_snapshot!(told.join("\n"));
}
