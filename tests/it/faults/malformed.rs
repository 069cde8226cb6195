//! Documents that are not as AWS writes them, byte by byte.

use super::reader::Reader;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

const ROW: &str = r#"{"ip_prefix":"15.193.0.0/19","region":"GLOBAL","service":"AMAZON_CONNECT","network_border_group":"GLOBAL"}"#;
const ROW6: &str =
    r#"{"ipv6_prefix":"2600:f0f2:7100::/40","region":"GLOBAL","service":"AMAZON_CONNECT","network_border_group":"GLOBAL"}"#;

fn document(rows: &str, rows6: &str) -> String {
    format!(r#"{{"syncToken":"1787411825","createDate":"2026-08-22-15-17-05","prefixes":[{rows}],"ipv6_prefixes":[{rows6}]}}"#)
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[tokio::test]
async fn a_document_that_is_malformed() {
    let reader = Reader::start().await;
    let good = document(ROW, ROW6);
    let row = |from: &str, to: &str| document(&ROW.replace(from, to), ROW6).into_bytes();
    let row6 = |from: &str, to: &str| document(ROW, &ROW6.replace(from, to)).into_bytes();
    let top = |from: &str, to: &str| good.replace(from, to).into_bytes();
    let nested = format!("{{\"x\":{}1{},\"syncToken\"", "{\"a\":".repeat(200), "}".repeat(200));
    let nested = top("{\"syncToken\"", &nested);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8 byte order mark", format!("\u{feff}{good}").into()),
        ("UTF-16, little endian, marked", [b"\xff\xfe".to_vec(), utf16(&good, u16::to_le_bytes)].concat()),
        ("UTF-16, big endian, marked", [b"\xfe\xff".to_vec(), utf16(&good, u16::to_be_bytes)].concat()),
        ("UTF-16, not marked", utf16(&good, u16::to_le_bytes)),
        ("Latin-1", [good.as_bytes(), b"\xe9"].concat()),
        ("zeros", vec![0; 4096]),
        ("gzip", gzip(&good)),
        ("a page", b"<!DOCTYPE html><html><title>Sign in</title></html>".to_vec()),
        ("an S3 error", b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>".to_vec()),
        ("a proxy's word", b"Service Unavailable".to_vec()),
        ("a list", format!("[{good}]").into()),
        ("null", b"null".to_vec()),
        ("a text", b"\"x\"".to_vec()),
        ("two documents", format!("{good}{good}").into()),
        ("a comment", format!("// copied\n{good}").into()),
        ("a comma too many", document(&format!("{ROW},"), ROW6).into()),
        ("NaN for the token", top("\"1787411825\"", "NaN")),
        ("Infinity in a row", row("\"GLOBAL\"", "Infinity")),
        ("a number for the token", top("\"1787411825\"", "1787411825")),
        ("null for the date", top("\"2026-08-22-15-17-05\"", "null")),
        ("lists nested 100,000 deep", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).into()),
        ("a row nested 100,000 deep", row("\"15.193.0.0/19\"", &"[".repeat(100_000))),
        ("an unknown key, nested 200 deep", nested),
        ("no token", top("syncToken", "token")),
        ("no date", top("createDate", "date")),
        ("no list", top("\"prefixes\"", "\"rows\"")),
        ("an empty list", document("", ROW6).into()),
        ("an empty list of IPv6", document(ROW, "").into()),
        ("a list twice", top("\"ipv6_prefixes\"", "\"prefixes\"")),
        ("the token twice", top("{\"syncToken\"", "{\"syncToken\":\"1\",\"syncToken\"")),
        ("a key of a row twice", row("{", "{\"region\":\"us-east-1\",")),
        ("an object for a list", top("\"prefixes\":[", "\"prefixes\":{\"a\":[").into_iter().collect()),
        ("a list for a row", document("[\"15.193.0.0/19\"]", ROW6).into()),
        ("a number for a prefix", row("\"15.193.0.0/19\"", "15")),
        ("no prefix in a row", row("ip_prefix", "cidr")),
        ("no service in a row", row("service", "for")),
        ("no region in a row", row("region", "zone")),
        ("an empty service", row("AMAZON_CONNECT", "")),
        ("a service of a million letters", row("AMAZON_CONNECT", &"A".repeat(1_000_000))),
        ("a control character in a service", row("AMAZON_CONNECT", "A\\u001b[31m")),
        ("a quote in a service", row("AMAZON_CONNECT", "A\\\" or 1")),
        ("host bits", row("15.193.0.0/19", "15.193.1.1/19")),
        ("host bits in IPv6", row6("7100::/40", "7100::1/40")),
        ("an IPv6 prefix among IPv4", row("15.193.0.0/19", "2600:f0f2:7100::/40")),
        ("an IPv4 prefix among IPv6", row6("2600:f0f2:7100::/40", "15.193.0.0/19")),
        ("a length out of the family", row("/19", "/33")),
        ("a length out of IPv6", row6("/40", "/129")),
        ("no length", row("/19", "")),
        ("a negative length", row("/19", "/-1")),
        ("an octet of 256", row("15.193", "256.193")),
        ("leading zeros", row("15.193", "015.193")),
        ("a range", row("15.193.0.0/19", "15.193.0.0-15.193.31.255")),
        ("every address", row("15.193.0.0/19", "0.0.0.0/0")),
        ("every IPv6 address", row6("2600:f0f2:7100::/40", "::/0")),
        ("an IPv4-mapped prefix", row6("2600:f0f2:7100::/40", "::ffff:15.193.0.0/115")),
        ("a zone", row6("7100::/40", "7100::%eth0/40")),
        (
            "two unusable dates",
            top("2026-08-22-15-17-05", "yesterday").iter().map(|byte| if *byte == b'7' { b'x' } else { *byte }).collect(),
        ),
        ("a date of the year 9999", top("2026-08-22-15-17-05", "9999-12-31-23-59-59")),
    ];
    let mut told = Vec::new();
    for (name, bytes) in cases {
        let answer = reader.of_bytes(bytes).await;
        assert!(!answer.starts_with("rules"), "{name}: {answer}");
        told.push(format!("{name}: {answer}"));
    }
    insta::assert_snapshot!(told.join("\n"));
}
