//! The newest real document, changed: cut, replayed, relabelled, with rows that
//! are not AWS's. The outcome of each is recorded; what would give too few or
//! foreign rules must be refused.

use super::reader::Reader;
use crate::shared_data::{document, newest_document};
use serde_json::{Value, json};

/// The outcome of a document, and whether it must be refused.
struct Altered {
    name: &'static str,
    bytes: Vec<u8>,
    is_refused: bool,
}

fn rows(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let lists = document.as_object_mut().unwrap().values_mut();
    lists.filter_map(Value::as_array_mut).flatten()
}

/// The document with every row changed.
fn with(document: &Value, change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut changed = document.clone();
    rows(&mut changed).for_each(change);
    serde_json::to_vec(&changed).unwrap()
}

fn relabel(key: &'static str, from: &'static str, to: &'static str) -> impl Fn(&mut Value) {
    move |row| {
        if row[key] == from {
            row[key] = json!(to);
        }
    }
}

/// The document with one row more.
fn and(document: &Value, list: &str, prefix: &str, service: &str) -> Vec<u8> {
    let key = if list == "prefixes" { "ip_prefix" } else { "ipv6_prefix" };
    let mut changed = document.clone();
    let row = json!({ key: prefix, "region": "us-east-1", "service": service, "network_border_group": "us-east-1" });
    changed[list].as_array_mut().unwrap().push(row);
    serde_json::to_vec(&changed).unwrap()
}

#[tokio::test]
async fn a_real_document_that_is_altered() {
    let Some(bytes) = newest_document() else { return };
    let newest: Value = serde_json::from_slice(&bytes).unwrap();
    let without = |gone: &dyn Fn(&Value) -> bool| {
        let mut changed = newest.clone();
        for list in ["prefixes", "ipv6_prefixes"] {
            changed[list].as_array_mut().unwrap().retain(|row| !gone(row));
        }
        serde_json::to_vec(&changed).unwrap()
    };
    let swap = |row: &mut Value| {
        let (one, other) = ("us-east-1", "ap-south-2");
        let region = row["region"].clone();
        if region == one || region == other {
            row["region"] = json!(if region == one { other } else { one });
        }
    };
    let is = |row: &Value, service: &str, region: &str| row["service"] == service && row["region"] == region;
    let altered = |name, is_refused, bytes| Altered { name, bytes, is_refused };
    let cases = [
        altered("as it is", false, bytes.clone()),
        altered("every row twice", false, {
            let mut twice = newest.clone();
            for list in ["prefixes", "ipv6_prefixes"] {
                let rows = twice[list].as_array().unwrap().clone();
                twice[list].as_array_mut().unwrap().extend(rows);
            }
            serde_json::to_vec(&twice).unwrap()
        }),
        altered("us-east-1 and ap-south-2 swapped", true, with(&newest, swap)),
        altered("us-east-1 renamed", true, with(&newest, relabel("region", "us-east-1", "us-east-9"))),
        altered("GLOBAL relabelled us-east-1", true, with(&newest, relabel("region", "GLOBAL", "us-east-1"))),
        altered("AMAZON_CONNECT renamed", true, with(&newest, relabel("service", "AMAZON_CONNECT", "CONNECT"))),
        altered("EC2 renamed", true, with(&newest, relabel("service", "EC2", "EC3"))),
        altered("EC2 in lower case", true, with(&newest, relabel("service", "EC2", "ec2"))),
        altered("S3 labelled EC2", true, with(&newest, relabel("service", "S3", "EC2"))),
        altered("AMAZON labelled EC2", true, with(&newest, relabel("service", "AMAZON", "EC2"))),
        altered("CLOUDFRONT labelled AMAZON_CONNECT", true, with(&newest, relabel("service", "CLOUDFRONT", "AMAZON_CONNECT"))),
        altered("no IPv6", true, without(&|row| row["ipv6_prefix"] != Value::Null)),
        altered("no EC2 in us-east-1", true, without(&|row| is(row, "EC2", "us-east-1"))),
        altered("no S3 in us-west-2, where sign-in needs it", true, without(&|row| is(row, "S3", "us-west-2"))),
        altered("no AMAZON_CONNECT in GLOBAL", true, without(&|row| is(row, "AMAZON_CONNECT", "GLOBAL"))),
        altered("no EC2 in another Region", true, without(&|row| is(row, "EC2", "eu-west-3"))),
        altered("a class E row (2020-08-11)", false, and(&newest, "prefixes", "252.0.0.0/10", "EC2")),
        altered("a ULA row (2018-02-27)", false, and(&newest, "ipv6_prefixes", "fc01:1::/32", "EC2")),
        altered("a private row", false, and(&newest, "prefixes", "10.0.0.0/8", "EC2")),
        altered("a loopback row", false, and(&newest, "prefixes", "127.0.0.0/8", "AMAZON_CONNECT")),
        altered("a row of half the Internet", true, and(&newest, "prefixes", "128.0.0.0/1", "EC2")),
        altered("a row of a sixteenth of IPv6", true, and(&newest, "ipv6_prefixes", "2000::/4", "EC2")),
        altered("a foreign /8", false, and(&newest, "prefixes", "11.0.0.0/8", "EC2")),
        altered("a foreign /8 in AMAZON_CONNECT", true, and(&newest, "prefixes", "11.0.0.0/8", "AMAZON_CONNECT")),
    ];
    let reader = Reader::start().await;
    let (mut told, mut unexpected) = (Vec::new(), Vec::new());
    for Altered { name, bytes, is_refused } in cases {
        let answer = reader.of_bytes(bytes).await;
        told.push(format!("{name}: {answer}"));
        if answer.starts_with("rules") == is_refused {
            unexpected.push(format!("{name}: {answer}"));
        }
    }
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(unexpected, [""; 0]);
}

#[tokio::test]
async fn a_real_document_that_is_replayed() {
    let reader = Reader::start().await;
    let mut told = Vec::new();
    for name in [
        "2015-no-ipv6-key",
        "2017-07-20-malformed-create-date",
        "2018-02-27-21-12-09-ula-as-ec2",
        "2019-12-17-00-53-10-connect-global-absent",
        "2025-06-17-18-03-23-connect-v6-relabelled",
    ] {
        let Some(bytes) = document(name) else { return };
        told.push(format!("{name}: {}", reader.of_bytes(bytes).await));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test]
async fn a_real_document_that_is_cut_anywhere() {
    let Some(bytes) = newest_document() else { return };
    let reader = Reader::start().await;
    // Around every eighth, where a chunk or a block may end, and at its end.
    let eighths = (0..8).map(|part| bytes.len() * part / 8);
    let places = eighths.flat_map(|place| place..place + 3).chain(bytes.len() - 8..bytes.trim_ascii_end().len());
    for place in places {
        let answer = reader.of_bytes(&bytes[..place]).await;
        let expected = if place == 0 { "is empty" } else { "the document is truncated: its JSON ends unfinished at line" };
        assert!(answer.contains(expected), "{place}: {answer}");
    }
}
