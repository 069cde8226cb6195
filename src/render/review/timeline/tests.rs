//! The function as it is called, and what an image says.

use super::*;
use crate::declaration::Refusal;
use serde_json::{Value as Json, json};

fn call(arguments: Json) -> Result<String, Refusal> {
    let arguments: Vec<Value> = serde_json::from_value(arguments).unwrap();
    let function = functions().remove(0);
    function.call(&arguments).map(|result| serde_json::to_value(&*result).unwrap().as_str().unwrap().to_owned())
}

fn notice(first_seen: &str, allow_by: &str, full_traffic_at: &str, cidrs: &[&str]) -> Json {
    json!({ "not_seen_at": first_seen, "first_seen": first_seen, "allow_by": allow_by, "full_traffic_at": full_traffic_at,
        "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478, "ip_version": "ipv4",
        "services": ["AMAZON_CONNECT"], "cidrs": cidrs })
}

fn open() -> Json {
    notice("2026-08-10T00:00:00Z", "2026-09-09T00:00:00Z", "2026-09-23T00:00:00Z", &["15.193.0.0/19"])
}

fn ended() -> Json {
    notice("2026-05-01T00:00:00Z", "2026-05-31T00:00:00Z", "2026-06-14T00:00:00Z", &["15.194.0.0/19"])
}

const NOW: &str = "2026-08-22T15:17:05Z";

#[test]
fn a_notice_that_ended_is_as_if_it_were_not_there() {
    let svg = call(json!([[open()], NOW])).unwrap();
    assert_eq!(call(json!([[ended(), open()], NOW])).unwrap(), svg);
    assert_eq!(svg.matches("<g class=\"notice\">").count(), 1);
    for said in [
        ">egress udp/3478 ipv4</text>",
        ">allow by 2026-09-09 (in 18 days)</text>",
        ">1 prefix, 8,192 addresses</text>",
        ">AMAZON_CONNECT</text>",
        ">now 2026-08-22</text>",
        "<desc>1 notice is open at 2026-08-22T15:17:05Z; the first must be allowed by 2026-09-09T00:00:00Z.</desc>",
    ] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    // To the second, as the ledger has it.
    let at = |now: &str| call(json!([[open()], now])).unwrap().matches("<g class=\"notice\">").count();
    assert_eq!((at("2026-09-22T23:59:59Z"), at("2026-09-23T00:00:00Z")), (1, 0));
}

#[test]
fn without_notices_the_image_says_so() {
    let svg = call(json!([[], NOW])).unwrap();
    assert!(svg.contains(">No notice is open.</text>"), "{svg}");
    assert!(!svg.contains("class=\"notice\"") && !svg.contains("sample"), "{svg}");
    assert_eq!(call(json!([[ended()], NOW])).unwrap(), svg);
}

#[test]
fn what_must_be_allowed_first_is_on_top_and_twice_is_once() {
    let sooner = notice("2026-08-01T00:00:00Z", "2026-08-31T00:00:00Z", "2026-09-14T00:00:00Z", &["15.195.0.0/19"]);
    let svg = call(json!([[open(), sooner], NOW])).unwrap();
    assert!(svg.find("allow by 2026-08-31") < svg.find("allow by 2026-09-09"), "{svg}");
    assert_eq!(call(json!([[sooner, open(), open(), sooner], NOW])).unwrap(), svg);
}

#[test]
fn the_rest_of_thousands_is_one_line() {
    let many = |count: usize| {
        let notices: Vec<Json> = (0..count)
            .map(|index| {
                // Notices of the same dates would be one.
                let seen = format!("2026-08-10T{:02}:{:02}:{:02}Z", index / 3600, index / 60 % 60, index % 60);
                notice(&seen, "2026-09-09T00:00:00Z", "2026-09-23T00:00:00Z", &["10.0.0.0/24"])
            })
            .collect();
        call(json!([notices, NOW])).unwrap()
    };
    let rows = |svg: &str| svg.matches("<g class=\"notice\">").count();
    let (all, one_more, thousands) = (many(40), many(41), many(5_000));
    assert_eq!((rows(&all), rows(&one_more), rows(&thousands)), (40, 40, 40));
    assert!(!all.contains("more notice"));
    assert!(one_more.contains(">… and 1 more notice, the first to be allowed by 2026-09-09</text>"));
    assert!(thousands.contains(">… and 4,960 more notices, the first to be allowed by 2026-09-09</text>"));
    assert!(thousands.contains("<desc>5,000 notices are open at "));
    assert!(thousands.len() < 64 << 10, "{}", thousands.len());
}

#[test]
fn what_is_refused_is_named() {
    #[track_caller]
    fn refused(arguments: Json, argument: usize, text: &str) {
        assert_eq!(call(arguments).unwrap_err(), Refusal { argument: Some(argument), text: text.to_owned() });
    }
    let expected = "expected a date and time (RFC 3339) such as \"2026-08-22T15:17:05Z\"";
    refused(json!([[], "2026-08-22"]), 1, &format!("now is \"2026-08-22\": {expected}"));
    refused(json!([[], "today"]), 1, &format!("now is \"today\": {expected}"));
    let width = "expected an integer from 320 to 4096";
    refused(json!([[], NOW, { "width": 319 }]), 2, &format!("width is 319: {width}"));
    refused(json!([[], NOW, { "width": 4097 }]), 2, &format!("width is 4097: {width}"));
    let title = "expected at most 200 characters, not all of them spaces";
    refused(json!([[], NOW, { "title": " " }]), 2, &format!("title is \" \": {title}"));
    assert!(call(json!([[], NOW, { "title": "ä".repeat(200), "width": 320 }])).is_ok());
    assert!(call(json!([[], NOW, { "title": "ä".repeat(201) }])).unwrap_err().text.ends_with(title));
    refused(
        json!(["none", NOW]),
        0,
        "notices is \"none\": expected a list of notices, such as the `notices` of amazonconnect_range_ledger or the result of recent_notices",
    );
    let mut wrong = open();
    wrong["allow_by"] = json!("soon");
    refused(json!([[open(), wrong], NOW]), 0, &format!("notices[1].allow_by is \"soon\": {expected}"));
}
