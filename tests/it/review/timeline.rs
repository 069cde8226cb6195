//! The picture's text.

use super::{NOW, call, notice, notices};
use serde_json::json;

fn drawn(options: serde_json::Value) -> String {
    call("notice_timeline_svg", json!([notices(), NOW, options])).unwrap()
}

#[test]
fn a_picture_of_three_open_notices() {
    insta::assert_snapshot!(drawn(json!({})));
}

#[test]
fn the_order_in_which_notices_come_changes_nothing() {
    let mut turned = notices();
    turned.as_array_mut().unwrap().reverse();
    assert_eq!(call("notice_timeline_svg", json!([turned, NOW])).unwrap(), drawn(json!({})));
}

#[test]
fn words_of_the_user_stay_words() {
    let text = drawn(json!({ "title": "</title><script>alert(1)</script>\u{0}&amp; \"x\"" }));
    assert!(
        !text.contains("<script>") && text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;x&quot;"),
        "{text}"
    );
    let mut hostile = notice(["2026-08-18", "2026-08-21", "2026-09-17", "2026-10-04"], &["1.2.3.0/24"]);
    hostile["services"] = json!(["</text><image href='x'/>"]);
    let text = call("notice_timeline_svg", json!([[hostile], NOW])).unwrap();
    assert!(!text.contains("<image") && text.contains("&lt;/text&gt;&lt;image"), "{text}");
}

#[test]
fn nothing_new_and_very_much_new_are_drawn_too() {
    let none = call("notice_timeline_svg", json!([[], NOW])).unwrap();
    assert!(none.contains("No space is new") && !none.contains("class=\"bar"), "{none}");
    let ended = call("notice_timeline_svg", json!([notices(), "2027-01-01T00:00:00Z"])).unwrap();
    assert!(ended.contains("No space is new"));
    let many: Vec<_> = (0..130)
        .map(|number| {
            let mut one = notice(["2026-08-18", "2026-08-21", "2026-09-17", "2026-10-04"], &[&format!("10.0.{number}.0/24")]);
            (one["from_port"], one["to_port"]) = (json!(1 + number), json!(1 + number));
            one
        })
        .collect();
    let many = call("notice_timeline_svg", json!([many, NOW])).unwrap();
    assert_eq!(many.matches("class=\"bar unsure\"").count(), 100);
    assert!(many.contains("and 30 more") && many.contains("130 notices are open"), "{many}");
}

#[test]
fn what_cannot_be_drawn_is_refused_where_it_stands() {
    let refused = |arguments| call("notice_timeline_svg", arguments).unwrap_err();
    let refusal = refused(json!([[], "2026-08-15"]));
    assert_eq!((refusal.argument, refusal.text.starts_with("now is \"2026-08-15\": expected a date")), (Some(1), true));
    assert_eq!(refused(json!([[], NOW, { "width": 599 }])).text, "width is 599: expected an integer from 600 to 4000");
    assert_eq!(refused(json!([[{}], NOW])).argument, Some(0));
}
