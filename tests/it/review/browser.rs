//! The picture in a real Chromium: the browser says where it drew each bar, and
//! what a reader sees is not one colour. In: pictures → out: boxes in pixels, a
//! screenshot.

use super::{NOW, call, notices};
use crate::support::skip::skip;
use amazonconnect::model::Moment;
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};

const CHROMIUM: &str = "/usr/bin/chromium";

/// Writes what the browser drew into the page, as JSON.
const SCRIPT: &str = r#"<script>
const box = (element) => { const b = element.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
const all = (selector) => [...document.querySelectorAll(selector)];
const out = document.createElement("pre");
out.id = "boxes";
out.textContent = JSON.stringify({
  picture: box(document.querySelector("svg")),
  bars: all(".bar").map((bar) => [bar.classList[1], ...box(bar)]),
  now: box(document.querySelector(".now")),
  texts: all("text").map((text) => [text.textContent, ...box(text)]),
  fills: ["unused", "ramp", "page"].map((name) => getComputedStyle(document.querySelector("." + name)).fill),
});
document.body.appendChild(out);
</script>"#;

/// Runs the browser with a profile of its own; `None` after a `skip`.
fn chromium(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    if !Path::new(CHROMIUM).exists() {
        skip("chromium is absent: run tests/install.sh");
        return None;
    }
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(CHROMIUM);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]);
    command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=960,240"]);
    command.arg(format!("--user-data-dir={}", profile.path().display())).args(arguments);
    let output = command.current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

fn page(svg: &str) -> String {
    format!("<!doctype html><meta charset=utf-8><style>body{{margin:0}}svg{{display:block}}</style>{svg}{SCRIPT}")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
}

#[test]
fn bars_are_where_their_dates_are() {
    let folder = tempfile::tempdir().unwrap();
    let svg = call("notice_timeline_svg", json!([notices(), NOW])).unwrap();
    fs::write(folder.path().join("page.html"), page(&svg)).unwrap();
    let Some(dom) = chromium(folder.path(), &["--dump-dom", "page.html"]) else { return };
    let dom = String::from_utf8(dom).unwrap();
    let (_, rest) = dom.split_once("<pre id=\"boxes\">").expect(&dom);
    let boxes: Value = serde_json::from_str(
        &rest[..rest.find("</pre>").unwrap()].replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"),
    )
    .unwrap();

    // What the notices say, in the order of `allow_by`; no hatched part where both dates are one.
    let expected = [
        ("unused", 0, "2026-07-14", "2026-08-13"),
        ("ramp", 0, "2026-08-13", "2026-08-27"),
        ("unsure", 1, "2026-07-20", "2026-07-28"),
        ("unused", 1, "2026-07-28", "2026-08-19"),
        ("ramp", 1, "2026-08-19", "2026-09-10"),
        ("unsure", 2, "2026-08-18", "2026-08-21"),
        ("unused", 2, "2026-08-21", "2026-09-17"),
        ("ramp", 2, "2026-09-17", "2026-10-04"),
    ];
    let day = |text: &str| Moment::parse(&format!("{text}T00:00:00Z")).unwrap().unix() as f64;
    // The line of time: what the first and the last bar's ends say of it holds for every other.
    let bars: Vec<(String, Vec<f64>)> =
        boxes["bars"].as_array().unwrap().iter().map(|bar| (bar[0].as_str().unwrap().to_owned(), numbers(bar))).collect();
    assert_eq!(bars.len(), expected.len(), "{bars:?}");
    let (left, right) = (bars[0].1[0], bars[7].1[2]);
    let place = |at: f64| left + (at - day("2026-07-14")) / (day("2026-10-04") - day("2026-07-14")) * (right - left);
    let near = |one: f64, other: f64| (one - other).abs() < 1.6;
    for ((kind, bar), (class, row, from, to)) in bars.iter().zip(expected) {
        assert_eq!(kind, class);
        assert!(near(bar[0], place(day(from))) && near(bar[2], place(day(to))), "{kind} {from} {to}: {bar:?}");
        assert!(near(bar[1] - bars[0].1[1], f64::from(row) * 40.0), "row {row}: {bar:?}");
    }
    let now = numbers(&boxes["now"]);
    assert!(near((now[0] + now[2]) / 2.0, place(Moment::parse(NOW).unwrap().unix() as f64)), "{now:?}");

    // Nothing lies outside of the picture, and no words lie over a bar's start.
    let picture = numbers(&boxes["picture"]);
    assert_eq!(picture, [0.0, 0.0, 960.0, 232.0]);
    let texts: Vec<(String, Vec<f64>)> =
        boxes["texts"].as_array().unwrap().iter().map(|text| (text[0].as_str().unwrap().to_owned(), numbers(text))).collect();
    for (words, text) in &texts {
        assert!(text[0] >= 0.0 && text[1] >= 0.0 && text[2] <= picture[2] && text[3] <= picture[3], "{words}: {text:?}");
        for (kind, bar) in &bars {
            let apart = text[2] <= bar[0] || bar[2] <= text[0] || text[3] <= bar[1] + 1.0 || bar[3] <= text[1] + 1.0;
            assert!(apart, "{words} {text:?} over {kind} {bar:?}");
        }
    }
    for (index, (words, one)) in texts.iter().enumerate() {
        for (other_words, other) in &texts[index + 1..] {
            let apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] + 2.0 || other[3] <= one[1] + 2.0;
            assert!(apart, "{words} {one:?} over {other_words} {other:?}");
        }
    }
    assert_eq!(boxes["fills"], json!(["rgb(47, 111, 208)", "rgb(194, 98, 12)", "rgb(255, 255, 255)"]));
}

/// As an image of its own, as GitHub shows it: no page, no script.
#[test]
fn the_picture_is_one_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let svg = call("notice_timeline_svg", json!([notices(), NOW])).unwrap();
    fs::write(folder.path().join("notices.svg"), svg).unwrap();
    if chromium(folder.path(), &["--screenshot=notices.png", "notices.svg"]).is_none() {
        return;
    }
    let png = fs::read(folder.path().join("notices.png")).unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    // A broken image would be one colour and compress to nothing.
    assert!(png.len() > 8_000, "{} bytes", png.len());
    let width = u32::from_be_bytes(png[16..20].try_into().unwrap());
    assert_eq!(width, 960);
}
