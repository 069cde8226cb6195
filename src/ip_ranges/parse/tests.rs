use super::*;

const ROW: &str = r#"{"ip_prefix":"15.193.0.0/19","region":"GLOBAL","service":"AMAZON_CONNECT","network_border_group":"GLOBAL"}"#;
const ROW6: &str = r#"{"ipv6_prefix":"2600:f0f2:7100::/40","region":"GLOBAL","service":"AMAZON_CONNECT"}"#;

fn document(prefixes: &str, ipv6_prefixes: &str) -> String {
    format!(
        r#"{{"syncToken":"1787411825","createDate":"2026-08-22-15-17-05","prefixes":{prefixes},"ipv6_prefixes":{ipv6_prefixes}}}"#
    )
}

fn rows(rows: &str) -> String {
    document(&format!("[{rows}]"), &format!("[{ROW6}]"))
}

/// The message of the refusal; a document that is accepted fails the test.
#[track_caller]
fn refusal(bytes: impl AsRef<[u8]>) -> String {
    let message = parse(bytes.as_ref()).expect_err("the document should be refused").to_string();
    assert!(message.is_ascii() || message.contains('…'), "unprintable: {message:?}");
    assert!(!message.contains(|c: char| c.is_control()), "unprintable: {message:?}");
    assert!(message.chars().count() < 500, "too long: {message}");
    message
}

#[track_caller]
fn refused(bytes: impl AsRef<[u8]>, parts: &[&str]) {
    let message = refusal(bytes);
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
}

#[test]
fn reads_a_document() {
    let ranges = parse(rows(ROW).as_bytes()).unwrap();
    assert_eq!(ranges.sync_token(), "1787411825");
    assert_eq!(ranges.create_date(), "2026-08-22T15:17:05Z");
    let [v4, v6] = ranges.rows("AMAZON_CONNECT") else { panic!("{ranges:?}") };
    assert_eq!(
        (v4.prefix.to_string(), v4.service.as_str(), v4.region.as_str()),
        ("15.193.0.0/19".into(), "AMAZON_CONNECT", "GLOBAL")
    );
    assert_eq!(v4.network_border_group.as_ref().map(|group| group.as_str()), Some("GLOBAL"));
    assert_eq!((v6.prefix.to_string(), v6.network_border_group.clone()), ("2600:f0f2:7100::/40".into(), None));
    assert!(ranges.kept().is_none());
}

#[test]
fn tolerates_what_aws_has_published() {
    let no_ipv6 = format!(r#"{{"prefixes":[{ROW}],"createDate":"2015-11-03-17-22-03","syncToken":"1446568938"}}"#) + "\n";
    assert_eq!(parse(no_ipv6.as_bytes()).unwrap().entries().count(), 1);

    let odd_date = no_ipv6.replace("2015-11-03-17-22-03", "2015-11-03-17-22-3");
    assert_eq!(parse(odd_date.as_bytes()).unwrap().create_date(), "2015-11-03T16:42:18Z");

    let twice = parse(rows(&format!("{ROW},{ROW}")).as_bytes()).unwrap();
    assert_eq!(twice.entries().count(), 2, "one of each family");

    let unknown = ROW.replace('{', r#"{"new":{"a":[1,null,{}]},"#).replace("AMAZON_CONNECT", "NEW_SERVICE");
    let unknown = parse(rows(&unknown).replacen('{', r#"{"new":[[]],"new":0,"#, 1).as_bytes()).unwrap();
    assert!(unknown.services().contains("NEW_SERVICE"));

    for prefix in ["252.0.0.0/10", "10.0.0.0/8", "127.0.0.1/32"] {
        let odd = parse(rows(&ROW.replace("15.193.0.0/19", prefix)).as_bytes()).unwrap();
        assert_eq!(odd.rows("AMAZON_CONNECT")[0].prefix.to_string(), prefix, "kept for the rules to drop");
    }
    let escaped = ROW.replace("GLOBAL", "GL\\u004fBAL").replace("\"region\"", "\"\\u0072egion\"");
    assert!(parse(rows(&escaped).as_bytes()).unwrap().rows("AMAZON_CONNECT")[0].region.is_global());
}

#[test]
fn refuses_what_is_no_json_document() {
    refused("", &["is empty", "check what the source serves"]);
    refused(" \n\t ", &["is empty"]);
    refused("<!DOCTYPE html>\n<title>Sign in</title>", &["looks like an HTML page, perhaps a proxy's", "<!DOCTYPE html>"]);
    refused("\n  <?xml version='1.0'?><Error><Code>AccessDenied", &["looks like an HTML page"]);
    refused(b"\x1f\x8b\x08\0\0", &["compressed (gzip)", "decompress"]);
    refused(b"\x28\xb5\x2f\xfdxx", &["compressed (Zstandard)"]);
    refused(b"PK\x03\x04", &["compressed (ZIP)"]);
    refused(format!("\u{feff}{}", rows(ROW)), &["UTF-8 byte order mark", "save the copy"]);
    refused(b"\xff\xfe{\0}\0", &["UTF-16 byte order mark"]);
    refused(b"{\0}\0", &["UTF-16 text"]);
    refused("Service Unavailable", &["not JSON", "line 1, column 1", "expected value"]);
    refused(rows(ROW).replace("GLOBAL", "GLOBAL\u{1}"), &["not JSON", "control character"]);
    refused(rows(ROW).replace("GLOBAL", "\\ud800"), &["not JSON", "line 1"]);
    refused(rows(ROW) + "{}", &["not JSON", "trailing characters"]);
    let mut not_utf8 = rows(ROW).into_bytes();
    let at = rows(ROW).find("AMAZON").unwrap();
    not_utf8[at] = 0xff;
    refused(not_utf8, &["not UTF-8", &format!("from byte {at} on"), "fetch it again"]);
}

#[test]
fn refuses_every_truncation() {
    let whole = rows(ROW);
    for end in 1..whole.len() {
        let message = refusal(&whole[..end]);
        assert!(message.contains("truncated") && message.contains(&format!("after {end} bytes")), "{end}: {message}");
    }
    assert!(parse(whole.as_bytes()).is_ok());
}

#[test]
fn refuses_other_shapes_with_their_place() {
    refused("[]", &["expected an object with syncToken", "the top level"]);
    refused("null", &["the top level"]);
    refused("{}", &["no \"syncToken\""]);
    refused(r#"{"syncToken":"1"}"#, &["no \"createDate\""]);
    refused(r#"{"syncToken":"1","createDate":"x"}"#, &["no \"prefixes\""]);
    refused(rows(ROW).replace("\"1787411825\"", "1787411825"), &["invalid type: integer", "at syncToken"]);
    refused(document("null", "[]"), &["invalid type: null", "at prefixes (line 1"]);
    refused(document(&format!("[{ROW}]"), "null"), &["invalid type: null", "at ipv6_prefixes"]);
    refused(document("{}", "[]"), &["invalid type: map", "at prefixes"]);
    refused(rows(&format!("{ROW},7")), &["invalid type: integer `7`", "at prefixes[1]"]);
    refused(rows(r#"["15.193.0.0/19","GLOBAL","AMAZON_CONNECT"]"#), &["invalid type: sequence", "at prefixes[0]"]);
    refused(rows(&ROW.replace("\"15.193.0.0/19\"", "[]")), &["at prefixes[0].ip_prefix"]);
    refused(rows(&ROW.replace("ip_prefix", "cidr")), &["missing field `ip_prefix`", "at prefixes[0]"]);
    refused(rows(&ROW.replace("region", "zone")), &["missing field `region`"]);
    refused(rows(&ROW.replace("service", "for")), &["missing field `service`"]);
    refused(rows(ROW6), &["missing field `ip_prefix`", "at prefixes[0]"]);
    refused(rows(&ROW.replacen('{', r#"{"service":"EC2","#, 1)), &["duplicate field `service`", "at prefixes[0]"]);
}

#[test]
fn refuses_doubled_keys_and_empty_lists() {
    for key in ["syncToken", "createDate"] {
        refused(rows(ROW).replacen('{', &format!(r#"{{"{key}":"1","#), 1), &[&format!("{key:?} twice")]);
    }
    for key in ["prefixes", "ipv6_prefixes"] {
        refused(rows(ROW).replacen('{', &format!(r#"{{"{key}":[],"#), 1), &[&format!("{key:?} twice")]);
    }
    refused(document("[]", &format!("[{ROW6}]")), &["\"prefixes\" is empty"]);
    refused(document(&format!("[{ROW}]"), "[]"), &["\"ipv6_prefixes\" is empty"]);
}

#[test]
fn refuses_prefixes_that_would_open_too_much() {
    let with = |prefix: &str| rows(&format!("{ROW},{}", ROW.replace("15.193.0.0/19", prefix)));
    refused(with("15.193.1.0/19"), &["prefixes[1].ip_prefix", "15.193.1.0/19", "host bits", "15.193.0.0/19"]);
    refused(with("0.0.0.0/0"), &["prefixes[1].ip_prefix", "0.0.0.0/0", "every address"]);
    refused(with("::/0"), &["prefixes[1].ip_prefix", "::/0", "expected ipv4"]);
    refused(with("2600::/16"), &["wrong family", "2600::/16", "expected ipv4"]);
    refused(with("15.193.0.0"), &["15.193.0.0"]);
    refused(with("15.193.0.0/33"), &["15.193.0.0/33"]);
    refused(with(""), &["prefixes[1].ip_prefix"]);
    refused(with(&"9".repeat(1_000_000)), &["999…"]);
    let with6 = |prefix: &str| document(&format!("[{ROW}]"), &format!("[{}]", ROW6.replace("2600:f0f2:7100::/40", prefix)));
    refused(with6("::/0"), &["ipv6_prefixes[0].ipv6_prefix", "every address"]);
    refused(with6("15.193.0.0/19"), &["ipv6_prefixes[0].ipv6_prefix", "expected ipv6"]);
    refused(with6("2600:f0f2:7100::1/40"), &["host bits"]);
}

#[test]
fn refuses_names_that_are_none() {
    for (key, name) in [("region", "GLOBAL"), ("service", "AMAZON_CONNECT"), ("network_border_group", "GLOBAL")] {
        for odd in ["", "a\\u001b[2J", "a\\u202eb", "caf\u{e9}", &"x".repeat(65)] {
            let row = ROW.replace(&format!("\"{key}\":\"{name}\""), &format!("\"{key}\":\"{odd}\""));
            refused(rows(&row), &[&format!("prefixes[0].{key} is no name")]);
        }
        let longest = ROW.replace(&format!("\"{key}\":\"{name}\""), &format!("\"{key}\":\"{}\"", "x".repeat(64)));
        assert!(parse(rows(&longest).as_bytes()).is_ok());
    }
    refused(rows(ROW).replace("1787411825", ""), &["syncToken is no name"]);
}

#[test]
fn refuses_a_document_without_a_date() {
    let undated = rows(ROW).replace("2026-08-22-15-17-05", "soon").replace("1787411825", "abc");
    refused(undated, &["no date", "\"soon\"", "\"abc\"", "YYYY-MM-DD-hh-mm-ss"]);
}

#[test]
fn survives_hostile_documents() {
    refused("[".repeat(1_000_000), &["top level"]);
    refused("{\"a\":".repeat(1_000_000), &["truncated"]);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let skipped = rows(ROW).replacen('{', &format!(r#"{{"new":{deep},"#), 1);
    assert!(parse(skipped.as_bytes()).is_ok(), "skipping is not recursive");
    refused(document(&deep, "[]"), &["at prefixes[0]"]);
    refused(rows(ROW).replace("2026-08-22-15-17-05", &"1".repeat(1_000_000)).replace("1787411825", "x"), &["111…"]);
    refused(document(&format!("\"{}\"", "y".repeat(1_000_000)), "[]"), &["yyy…", "at prefixes"]);
    refused(document(&format!("[\"\\u001b{}\"]", "y".repeat(1_000_000)), "[]"), &["at prefixes[0]"]);
}
