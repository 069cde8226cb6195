//! The image as Chromium draws it: where each bar lies, whether letters are
//! covered, and in which colours, inside a page and as an image of its own.
//!
//! What it drew stays in `target/tmp/timeline/`, to be looked at.

use super::{now, sample, svg};
use crate::{
    parsers::installed,
    support::command::{Outcome, run},
};
use amazonconnect::{
    declaration::{FromValue as _, Value as Argument},
    ledger::{Notice, Notices},
    model::{Moment, PortRange},
    render::{TimelineOptions, Title, notice_timeline_svg},
    rules::Permission,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// What the page finds of an element.
#[derive(Debug, Clone, Deserialize)]
struct Shape {
    of: Option<String>,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    text: String,
}

impl Shape {
    fn is(&self, class: &str) -> bool {
        self.of.iter().any(|of| of.split(' ').any(|one| one == class))
    }

    fn middle(&self) -> f64 {
        self.x + self.width / 2.0
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

#[derive(Debug, Deserialize)]
struct Row {
    shapes: Vec<Shape>,
    texts: Vec<Shape>,
}

impl Row {
    fn one(&self, class: &str) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.is(class))
    }
}

/// A bar, as its style says it and as it was drawn.
#[derive(Debug, Deserialize)]
struct Drawn {
    of: String,
    colour: [u8; 3],
    style: String,
    width: f64,
}

#[derive(Debug, Deserialize)]
struct Found {
    dark: bool,
    size: [u32; 2],
    whole: Shape,
    notices: Vec<Row>,
    lines: Vec<Shape>,
    texts: Vec<Shape>,
    drawn: Vec<Drawn>,
    paper: [u8; 4],
}

/// Runs Chromium with nothing kept from before. Root has no sandbox, and a
/// container little shared memory.
fn chromium(arguments: &[&str], page: &Path) -> Outcome {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new("chromium");
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--virtual-time-budget=10000",
    ]);
    command.arg(format!("--user-data-dir={}", home.path().join("profile").display())).env("HOME", home.path());
    command.args(arguments).arg(format!("file://{}", page.display()));
    run(&mut command, Duration::from_secs(300)).success()
}

const DARK: &str = "--blink-settings=preferredColorScheme=0";
const LIGHT: &str = "--blink-settings=preferredColorScheme=1";

/// What Chromium makes of an image, and its screenshot.
fn look_at(name: &str, svg: &str, scheme: &str) -> (Found, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("timeline");
    fs::create_dir_all(&folder).unwrap();
    let text = serde_json::to_string(svg).unwrap().replace('<', "\\u003c");
    let page = folder.join(format!("{name}.html"));
    fs::write(&page, include_str!("page.html").replace("SVG_TEXT", &text)).unwrap();
    let dump = chromium(&[scheme, "--dump-dom"], &page).stdout;
    let (_, found) = dump.split_once("data-found=\"").unwrap_or_else(|| panic!("the page's script did not end: {dump}"));
    let found = BASE64_STANDARD.decode(found.split('"').next().unwrap()).unwrap();
    let found: Found = serde_json::from_slice(&found).unwrap();
    let picture = folder.join(format!("{name}.png"));
    let [width, height] = found.size;
    // A window has a frame, and is not narrower than that.
    let window = format!("--window-size={},{}", width.max(600), height + 200);
    chromium(&[scheme, &window, &format!("--screenshot={}", picture.display())], &page);
    eprintln!("{}", picture.display());
    (found, picture)
}

/// Width and height of a PNG.
fn png_size(path: &Path) -> [u32; 2] {
    let bytes = fs::read(path).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()))
}

/// How far a date lies from the earliest to the latest of these, as pixels.
struct Scale {
    first: (f64, f64),
    pixels_a_second: f64,
}

impl Scale {
    /// From dates and the places where they were drawn.
    fn of(places: &[(Moment, f64)]) -> Self {
        let (first, last) =
            (places.iter().min_by_key(|place| place.0).unwrap(), places.iter().max_by_key(|place| place.0).unwrap());
        let seconds = |place: &(Moment, f64)| place.0.unix() as f64;
        Self { first: (seconds(first), first.1), pixels_a_second: (last.1 - first.1) / (seconds(last) - seconds(first)) }
    }

    #[track_caller]
    fn assert_at(&self, moment: Moment, x: f64) {
        let expected = self.first.1 + (moment.unix() as f64 - self.first.0) * self.pixels_a_second;
        assert!((expected - x).abs() <= 1.0, "{moment} was drawn at {x}, expected {expected}");
    }
}

/// Every date is where the others say that it must be.
fn assert_proportional(found: &Found, notices: &[Notice]) {
    assert_eq!(found.notices.len(), notices.len());
    let today = found.lines.iter().find(|line| line.is("now")).unwrap();
    let mut places = vec![(now(), today.middle())];
    for (row, notice) in found.notices.iter().zip(notices) {
        let named = row.texts[0].text.clone();
        assert_eq!(named, notice.permission.to_string(), "the rows are in the order of the notices");
        let (ramp, deadline) = (row.one("ramp").unwrap(), row.one("deadline").unwrap());
        places.push((notice.full_traffic_at, ramp.x + ramp.width));
        places.push((notice.allow_by, ramp.x));
        places.push((notice.allow_by, deadline.middle()));
        places.push((now(), row.one("now").unwrap().middle()));
        match row.one("unused") {
            Some(unused) => places.extend([(notice.appearance.first_seen, unused.x), (notice.allow_by, unused.x + unused.width)]),
            None => assert_eq!(notice.appearance.first_seen, notice.allow_by),
        }
        match (row.one("uncertain"), row.one("earlier")) {
            (None, _) => assert_eq!(notice.appearance.not_seen_at, notice.appearance.first_seen),
            (Some(bar), None) => {
                places.extend([(notice.appearance.not_seen_at, bar.x), (notice.appearance.first_seen, bar.x + bar.width)])
            }
            // Cut at the edge, which the arrow says.
            (Some(bar), Some(arrow)) => {
                assert!(arrow.x + arrow.width <= bar.x + 1.0 && bar.x <= 17.0, "{bar:?}");
                places.push((notice.appearance.first_seen, bar.x + bar.width));
            }
        }
    }
    let days: Vec<_> = found.texts.iter().filter(|text| text.is("date")).collect();
    let grid: Vec<_> = found.lines.iter().filter(|line| line.is("grid")).collect();
    assert!(!days.is_empty() && days.len() == grid.len());
    for (day, line) in days.iter().zip(grid) {
        places.push((super::moment(&format!("{}T00:00:00Z", day.text)), line.middle()));
        assert!(day.x <= line.middle() && line.middle() <= day.x + day.width, "{day:?} is not at its line");
    }
    assert!(places.len() > 5 * notices.len(), "{places:?}");
    let scale = Scale::of(&places);
    assert!(scale.pixels_a_second > 0.0);
    for (moment, x) in places {
        scale.assert_at(moment, x);
    }
}

/// No letter is covered or cut.
fn assert_legible(found: &Found) {
    let [width, height] = found.size.map(f64::from);
    assert_eq!((found.whole.width, found.whole.height), (width, height));
    let shapes = || found.notices.iter().flat_map(|row| &row.shapes);
    for shape in shapes().chain(&found.lines).chain(&found.texts) {
        let inside = shape.x >= 0.0 && shape.y >= 0.0 && shape.x + shape.width <= width && shape.y + shape.height <= height;
        assert!(inside, "{shape:?} lies beyond {width} × {height}");
    }
    for (index, text) in found.texts.iter().enumerate() {
        if let Some(bar) = shapes().find(|shape| shape.overlaps(text)) {
            panic!("{bar:?} overlaps {text:?}");
        }
        if let Some(other) = found.texts[index + 1..].iter().find(|other| other.overlaps(text)) {
            panic!("{other:?} overlaps {text:?}");
        }
    }
}

/// As an image of its own it has the same colours as in the page.
fn assert_drawn(found: &Found) {
    let solid: Vec<_> = found.drawn.iter().filter(|bar| bar.of != "uncertain" && bar.width > 12.0).collect();
    assert!(found.notices.is_empty() || solid.len() >= found.notices.len(), "{:?}", found.drawn);
    for bar in solid {
        let [red, green, blue] = bar.colour;
        assert_eq!(bar.style, format!("rgb({red}, {green}, {blue})"), "{bar:?}");
    }
    let paper = if found.dark { [13, 17, 23, 255] } else { [255; 4] };
    assert_eq!(found.paper, paper);
}

#[test]
fn bars_lie_where_their_dates_say_and_cover_no_letters() {
    if !installed("chromium") {
        return;
    }
    let many: Vec<Notice> = (0..60).flat_map(|_| sample()).enumerate().map(|(index, notice)| numbered(notice, index)).collect();
    for (name, notices, width, scheme) in [
        ("light", sample(), 960, LIGHT),
        ("dark", sample(), 960, DARK),
        ("narrow", sample(), 320, LIGHT),
        ("wide", sample()[2..].to_vec(), 4096, LIGHT),
        ("many", many, 960, DARK),
        ("none", Vec::new(), 320, LIGHT),
    ] {
        let (found, picture) = look_at(name, &svg(&notices, width), scheme);
        assert_eq!(found.dark, scheme == DARK, "{name}");
        assert_eq!(found.size[0], u32::from(width), "{name}");
        let taken = png_size(&picture);
        assert!(taken[0] >= found.size[0] && taken[1] >= found.size[1], "{name}: {taken:?} shows {:?} in part", found.size);
        assert_legible(&found);
        assert_drawn(&found);
        if name == "many" {
            assert_eq!(found.notices.len(), 40);
            assert!(found.texts.iter().any(|text| text.text.starts_with("… and 200 more notices")), "{:?}", found.texts);
        } else {
            assert_proportional(&found, &notices);
        }
    }
}

/// Letters of any width and direction: estimates of their width hold.
#[test]
fn no_text_is_too_long_for_its_place() {
    if !installed("chromium") {
        return;
    }
    for (name, text) in
        [("capitals", "WM@%".repeat(50)), ("languages", "漢字 שלום 🌐 Ω".repeat(15)), ("markup", "</text>&".repeat(25))]
    {
        let title = Title::from_value(&Argument::Text(text.as_str().into())).unwrap();
        let notices = sample().into_iter().map(|notice| Notice { services: vec![text.as_str().into()], ..notice });
        let options = TimelineOptions { title, width: 320 };
        let (found, _) = look_at(name, &notice_timeline_svg(&Notices(notices.collect()), now(), &options), DARK);
        assert_legible(&found);
        let start = text.chars().take(5).collect::<String>();
        assert_eq!(found.texts.iter().filter(|shown| shown.text.starts_with(&start)).count(), 5, "{:?}", found.texts);
    }
}

/// Another notice with the same dates.
fn numbered(notice: Notice, index: usize) -> Notice {
    // Of the same permission and dates there is one.
    let ports = PortRange::single(u16::try_from(index + 1000).unwrap());
    Notice { permission: Permission { ports, ..notice.permission }, ..notice }
}
