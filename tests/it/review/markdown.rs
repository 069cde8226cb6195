//! The review's text.

use super::{NOW, call, notices};
use serde_json::{Value, json};

fn rule(ip_protocol: &str, port: u16, cidrs: &[&str]) -> Value {
    json!({ "direction": "egress", "ip_protocol": ip_protocol, "from_port": port, "to_port": port, "cidrs": cidrs, "services": ["EC2", "S3"] })
}

fn whole() -> Value {
    json!({
        "title": "Agents of | Frankfurt",
        "rules": [rule("tcp", 443, &["3.2.34.0/26", "18.97.128.0/18", "15.181.0.0/20", "2600:1f70:4000::/40"]), rule("udp", 3478, &["15.193.0.0/19"])],
        "approved": [rule("tcp", 443, &["15.181.0.0/20", "52.94.0.0/22"]), rule("udp", 3478, &["15.193.0.0/19"])],
        "notices": notices(),
        "held": [{
            "not_seen_at": null, "first_seen": null, "allow_by": null, "full_traffic_at": null, "direction": "egress", "flow": "request",
            "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "source_from_port": null, "source_to_port": null, "ip_version": "ipv4",
            "services": ["EC2"], "cidrs": ["52.94.0.0/22"], "removed_at": "2026-08-10T00:00:00Z", "drop_at": "2026-08-24T00:00:00Z",
        }],
        "coverage": {
            "covered": false, "missing": [rule("udp", 3478, &["15.193.16.0/20"])], "excess": [rule("tcp", 22, &["0.0.0.0/0"])], "excepted": [],
            "unresolved": ["egress[0].prefix_list_ids[0] is \"pl-1\""], "summary": "Missing",
        },
    })
}

fn review(subject: &Value) -> String {
    call("review_markdown", json!([subject, NOW])).unwrap()
}

#[test]
fn a_review_of_all_that_there_is() {
    insta::assert_snapshot!(review(&whole()));
}

#[test]
fn rules_alone_make_a_review() {
    insta::assert_snapshot!(review(&json!({ "rules": [rule("udp", 3478, &["15.193.0.0/19"])] })));
    assert!(review(&json!({ "rules": [] })).contains("Nothing is opened."));
}

#[test]
fn what_is_approved_is_told_from_what_waits() {
    let mut subject = whole();
    subject["approved"] = subject["rules"].clone();
    let text = review(&subject);
    assert!(text.contains("The rules open what is approved.") && text.contains("They open the same addresses."), "{text}");
    subject["approved"] = json!([]);
    assert!(review(&subject).contains("The rules differ from what is approved."));
}

#[test]
fn what_is_approved_by_wider_ports_is_approved() {
    let wide =
        json!({ "direction": "egress", "ip_protocol": "udp", "from_port": 1, "to_port": 65535, "cidrs": ["15.193.0.0/18"] });
    let mut notice = super::notice(["2026-08-18", "2026-08-21", "2026-09-17", "2026-10-04"], &["15.193.0.0/19"]);
    (notice["ip_protocol"], notice["from_port"], notice["to_port"]) = (json!("udp"), json!(3478), json!(3478));
    let text = |approved: Value| review(&json!({ "rules": [wide], "approved": approved, "notices": [notice] }));
    let row = |approved: Value| text(approved).lines().find(|line| line.contains("egress udp/3478")).unwrap().to_owned();
    assert!(row(json!([wide])).ends_with("| yes |"), "{}", row(json!([wide])));
    assert!(row(json!([rule("udp", 3478, &["15.193.0.0/20"])])).ends_with("| **in part** |"));
    assert!(row(json!([rule("udp", 3479, &["15.193.0.0/19"])])).ends_with("| **no** |"));
    // What was approved in narrower ports is closed by none of this.
    let opened = text(json!([rule("udp", 3478, &["15.193.0.0/19"])]));
    assert!(opened.contains("| opens | egress udp/1-65535 ipv4 |") && !opened.contains("| closes |"), "{opened}");
}

/// As GitHub counts: a comment takes 65,536 characters.
#[test]
fn it_fits_a_comment_whatever_there_is() {
    let cidrs: Vec<String> = (0..9_000).map(|number| format!("10.{}.{}.0/24", number / 256, number % 256)).collect();
    let texts: Vec<&str> = cidrs.iter().map(String::as_str).collect();
    let mut subject = whole();
    subject["title"] = "é|".repeat(5_000).into();
    subject["rules"] = json!([rule("tcp", 443, &texts), rule("udp", 3478, &texts)]);
    let numbered = |(cidr, port): (&&str, u16)| {
        let mut one = super::notice(["2026-08-18", "2026-08-21", "2026-09-17", "2026-10-04"], &[cidr]);
        (one["from_port"], one["to_port"]) = (json!(port), json!(port));
        one
    };
    subject["notices"] = texts.iter().zip(1..).map(numbered).collect();
    subject["coverage"]["missing"] = subject["rules"].clone();
    let text = review(&subject);
    assert!(text.chars().count() <= 60_000, "{}", text.chars().count());
    assert!(text.contains("9000 notices are open") && text.contains("more rows do not fit here"));
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
}

#[test]
fn every_row_has_the_cells_of_its_head() {
    let mut subject = whole();
    subject["rules"][0]["services"] = json!(["a|b", "<img src=x>", "@everyone", "`x`\n| y |"]);
    let text = review(&subject);
    assert!(!text.contains("<img") && !text.contains("@everyone"), "{text}");
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut head = None;
    let mut rows = 0;
    for line in text.lines() {
        if line.starts_with('|') {
            assert_eq!(cells(line), *head.get_or_insert_with(|| cells(line)), "{line}");
            rows += 1;
        } else {
            head = None;
        }
    }
    assert!(rows > 15, "{rows}");
}

#[test]
fn what_nobody_would_read_is_refused_with_its_place() {
    let refused = |subject: Value| call("review_markdown", json!([subject, NOW])).unwrap_err();
    let texts = [
        json!([]),
        json!({}),
        json!({ "rules": [], "notes": [] }),
        json!({ "rules": [{ "direction": "egress" }] }),
        json!({ "rules": [], "approved": "approved.json" }),
        json!({ "rules": [], "held": [{}] }),
        json!({ "rules": [], "coverage": { "covered": true } }),
    ]
    .map(|subject| {
        let refusal = refused(subject);
        assert_eq!(refusal.argument, Some(0));
        refusal.text
    });
    insta::assert_snapshot!(texts.join("\n"));
    let refusal = call("review_markdown", json!([{ "rules": [] }, "now"])).unwrap_err();
    assert_eq!(refusal.argument, Some(1));
}
