//! Laws of parsing and of the snapshot's text, on arbitrary input.

use amazonconnect::{
    fetch::BUNDLED_SNAPSHOT,
    ip_ranges::{Entry, IpRanges, ParseError, parse, snapshot},
    model::Prefix,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A small document with everything that a real one has.
const DOCUMENT: &str = r#"{
  "syncToken": "1787411825",
  "createDate": "2026-08-22-15-17-05",
  "prefixes": [
    {"ip_prefix": "15.193.0.0/19", "region": "GLOBAL", "service": "AMAZON_CONNECT", "network_border_group": "GLOBAL"},
    {"ip_prefix": "3.5.140.0/22", "region": "ap-northeast-2", "service": "S3", "network_border_group": "ap-northeast-2"}
  ],
  "ipv6_prefixes": [
    {"ipv6_prefix": "2600:f0f2:7100::/40", "region": "GLOBAL", "service": "AMAZON_CONNECT", "network_border_group": "GLOBAL"}
  ]
}"#;

/// The document in the layout of AWS.
fn as_aws_writes(document: &serde_json::Value) -> String {
    let list = |list: &str, key: &str| {
        let row = |row: &serde_json::Value| {
            let fields = [key, "region", "service", "network_border_group"];
            let fields = fields.map(|field| format!("      \"{field}\": {}", row[field])).join(",\n");
            format!("    {{\n{fields}\n    }}")
        };
        document[list].as_array().unwrap().iter().map(row).collect::<Vec<_>>().join(",\n")
    };
    format!(
        "{{\n  \"syncToken\": {},\n  \"createDate\": {},\n  \"prefixes\": [\n{}\n  ],\n  \"ipv6_prefixes\": [\n{}\n  ]\n}}",
        document["syncToken"],
        document["createDate"],
        list("prefixes", "ip_prefix"),
        list("ipv6_prefixes", "ipv6_prefix")
    )
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    match parse(bytes) {
        Ok(ranges) => {
            prop_assert!(ranges.entries().next().is_some());
            for entry in ranges.entries() {
                prop_assert!(entry.prefix.len() > 0);
                prop_assert!(!entry.service.as_str().is_empty() && !entry.region.as_str().is_empty());
            }
        }
        Err(error) => {
            let message = error.to_string();
            prop_assert!(message.chars().count() < 600, "too long: {message}");
            prop_assert!(!message.contains(|c: char| c.is_control()), "unprintable: {message:?}");
        }
    }
    Ok(())
}

fn prefixes() -> impl Strategy<Value = Prefix> {
    let v4 = (any::<u32>(), 1..=32_u8).prop_map(|(bits, len)| (Ipv4Addr::from(bits & (u32::MAX << (32 - len))).into(), len));
    let v6 = (any::<u128>(), 1..=128_u8).prop_map(|(bits, len)| (Ipv6Addr::from(bits & (u128::MAX << (128 - len))).into(), len));
    prop_oneof![v4, v6].prop_map(|(network, len)| Prefix::new(network, len).unwrap())
}

fn entries() -> impl Strategy<Value = Entry> {
    let services = select(vec!["AMAZON_CONNECT", "EC2", "S3", "AMAZON", "DYNAMODB"]);
    let regions = select(vec!["GLOBAL", "us-east-1", "ap-southeast-3"]);
    let groups = option::of(select(vec!["GLOBAL", "us-east-1-bos-1"]));
    (prefixes(), services, regions, groups)
        .prop_map(|(prefix, service, region, group)| Entry::new(prefix, service, region, group))
}

proptest! {
    #[test]
    fn parsing_arbitrary_bytes_never_panics(bytes in vec(any::<u8>(), 0..300)) {
        check(&bytes)?;
    }

    #[test]
    fn parsing_json_like_text_never_panics(text in r#"[\[\]{}",:0-9a-z/\\u. \n-]{0,200}"#) {
        check(text.as_bytes())?;
    }

    #[test]
    fn parsing_a_mutated_document_never_panics(
        changes in vec((0..DOCUMENT.len(), any::<u8>(), 0..4_usize), 1..6),
    ) {
        let mut bytes = DOCUMENT.as_bytes().to_vec();
        for (at, byte, change) in changes {
            let at = at.min(bytes.len());
            match change {
                0 => bytes.insert(at, byte),
                1 => bytes.truncate(at),
                _ if at == bytes.len() => bytes.push(byte),
                2 => bytes[at] = byte,
                _ => drop(bytes.remove(at)),
            }
        }
        check(&bytes)?;
    }

    #[test]
    fn the_layout_makes_no_difference(changes in vec((0..DOCUMENT.len() * 2, "[\\PC\n]{0,3}", any::<bool>()), 0..3)) {
        let value: serde_json::Value = serde_json::from_str(DOCUMENT).unwrap();
        // Sorted keys are not AWS's order: its rows are written out.
        let mut text = as_aws_writes(&value);
        for (at, new, replace) in changes {
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            let end = if replace { (at + 1..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(at) } else { at };
            text.replace_range(at..end, &new);
        }
        let (short, long) = (parse(text.as_bytes()), parse(format!(" {text}").as_bytes()));
        prop_assert_eq!(short.as_ref().ok(), long.as_ref().ok(), "{}", text);
        // The blank in front moves what stands in the first line alone.
        let kind = |result: &Result<_, ParseError>| result.as_ref().err().map(std::mem::discriminant);
        prop_assert_eq!(kind(&short), kind(&long), "{}", text);
    }

    #[test]
    fn decoding_a_mutated_snapshot_never_panics(at in 0..2_000_usize, text in ".{0,20}", end in 0..4_000_usize) {
        prop_assume!(at < end);
        let _ = snapshot::decode(&format!("{}{text}{}", &BUNDLED_SNAPSHOT[..at], &BUNDLED_SNAPSHOT[at..end]));
    }

    #[test]
    fn a_snapshot_round_trips(rows in vec(entries(), 0..40)) {
        let ranges = IpRanges::new("1".into(), "1970-01-01T00:00:01Z".into(), rows);
        let text = snapshot::encode(&ranges, "abc0").unwrap();
        let decoded = snapshot::decode(&text).unwrap();
        prop_assert_eq!(snapshot::encode(&decoded.ranges, &decoded.sha256).unwrap(), text);
        let mut wanted: Vec<&Entry> = ranges
            .entries()
            .filter(|row| !["AMAZON", "DYNAMODB"].contains(&row.service.as_str()))
            .collect();
        let mut found: Vec<&Entry> = decoded.ranges.entries().collect();
        wanted.sort();
        found.sort();
        prop_assert_eq!(found, wanted);
    }
}
