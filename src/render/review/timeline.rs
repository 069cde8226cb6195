//! `notice_timeline_svg`: when new space was published, by when it must be
//! allowed, and when all traffic may go there, as a picture.
//!
//! A row a notice, by `allow_by`. Its bars: from `not_seen_at` to `first_seen`,
//! hatched, when AWS published it at some moment; on to `allow_by`, when it is
//! unused; on to `full_traffic_at`, when traffic grows. A line marks `now`.

use super::svg::{Scale, escape};
use crate::{
    declaration::{Arguments, Declare, Function, options, parameter},
    ledger::{Notice, Notices},
    model::{Moment, cut, joined},
};
use std::{convert::Infallible, fmt::Write as _};

/// The column of words before the bars.
const LABELS: f64 = 236.0;
const MARGIN: f64 = 16.0;
const ROW: f64 = 40.0;
/// Title, legend and dates stand above the rows.
const HEAD: f64 = 104.0;
/// More rows are counted, not drawn.
const MOST_ROWS: usize = 100;

const STYLE: &str = "\
.page{fill:#fff}.text{fill:#1f2328;font:12px system-ui,-apple-system,'Segoe UI',sans-serif}.title{font-size:16px;font-weight:600}\
.date{paint-order:stroke;stroke:#fff;stroke-width:4px}.faint{fill:#59636e}.late{fill:#b3261e;font-weight:600}.rule{stroke:#d1d9e0}.unsure{fill:url(#hatch);stroke:#59636e}.hatch{stroke:#59636e}\
.unused{fill:#2f6fd0}.ramp{fill:#c2620c}.now{stroke:#b3261e;stroke-width:2;stroke-dasharray:5 3}.now-text{fill:#b3261e;font-weight:600}\
@media (prefers-color-scheme:dark){.page{fill:#0d1117}.date{stroke:#0d1117}.text{fill:#f0f6fc}.faint{fill:#9198a1}.late{fill:#ff8a80}.rule{stroke:#3d444d}\
.unsure{stroke:#9198a1}.hatch{stroke:#9198a1}.unused{fill:#6ea8fe}.ramp{fill:#f0a35e}.now{stroke:#ff8a80}.now-text{fill:#ff8a80}}";

/// The optional arguments.
#[derive(Arguments)]
struct TimelineOptions {
    /// What stands above the picture, and is its name for a screen reader.
    #[argument(default = "Amazon Connect: new address ranges".to_owned())]
    title: String,
    /// How wide it is, in pixels, from 600 to 4000; its height follows from the notices.
    #[argument(default = 960, min = 600, max = 4000)]
    width: u32,
}

pub(super) fn function() -> Function {
    Declare {
        name: "notice_timeline_svg",
        summary: "Draw notices on a line of time",
        description: "Gives an SVG image: a row for each notice, by `allow_by`, with a bar while its space is unused, one while traffic \
                      grows, and a hatched part in front where AWS published it at a moment that is not known more exactly. A line marks \
                      `now`. It needs no script or font, follows the reader's light or dark colours, and says all that it shows in words \
                      too, for screen readers. A notice whose `full_traffic_at` has come is ignored; of more than 100 the rest is \
                      counted.\n\n\
                      Write it to a file in a root of its own, for `now` changes every plan.",
    }
    .function(
        (
            parameter::<Notices>(
                "notices",
                "The `notices` of `amazonconnect_range_ledger`, or the `recent` of `amazonconnect_network_rules`.",
            ),
            parameter::<Moment>("now", "The present moment (RFC 3339), such as `plantimestamp()`."),
            options::<TimelineOptions>(),
        ),
        |(notices, now, given)| Ok::<_, Infallible>(draw(&notices, now, &given)),
    )
}

fn draw(notices: &Notices, now: Moment, given: &TimelineOptions) -> String {
    let open = notices.open(now);
    let shown = open.get(..MOST_ROWS).unwrap_or(&open);
    let left_out = open.len() - shown.len();
    let width = f64::from(given.width);
    let footer = if shown.is_empty() || left_out > 0 { 32.0 } else { 8.0 };
    let height = HEAD + ROW * shown.len() as f64 + footer;
    let moments = shown.iter().flat_map(|notice| [notice.appearance.not_seen_at, notice.full_traffic_at]);
    let (first, last) = moments.fold((now, now), |(first, last), moment| (first.min(moment), last.max(moment)));
    let scale = Scale::new(first, last, LABELS + MARGIN, width - LABELS - 3.0 * MARGIN);
    let title = escape(&cut(&given.title, 120));
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title desc\">\n<title id=\"title\">{title}</title>\n<desc id=\"desc\">{}</desc>\n<style>{STYLE}</style>\n\
         <defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <path class=\"hatch\" d=\"M0 0V6\" stroke-width=\"2\"/></pattern></defs>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n<text class=\"text title\" x=\"{MARGIN}\" y=\"28\">{title}</text>\n",
        escape(&described(&open, now)),
    );
    legend(&mut svg);
    for tick in scale.ticks(((width - LABELS) / 90.0) as i64) {
        let (x, bottom) = (scale.place(tick), height - footer);
        let _ = writeln!(
            svg,
            "<path class=\"rule\" d=\"M{x} {HEAD}V{bottom}\"/><text class=\"text faint\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            HEAD - 8.0,
            tick.date()
        );
    }
    let (x, bottom) = (scale.place(now), height - footer);
    let anchor = if x > width - 120.0 { "end" } else { "start" };
    let beside = if anchor == "end" { x - 6.0 } else { x + 6.0 };
    let _ = writeln!(
        svg,
        "<path class=\"now\" d=\"M{x} {}V{bottom}\"><title>now: {now}</title></path><text class=\"text now-text\" x=\"{beside}\" y=\"{}\" \
         text-anchor=\"{anchor}\">now, {}</text>",
        HEAD - 32.0,
        HEAD - 25.0,
        now.date()
    );
    for (notice, row) in shown.iter().zip(0_u32..) {
        draw_row(&mut svg, notice, HEAD + ROW * f64::from(row), now, &scale);
    }
    let words = match (shown.is_empty(), left_out) {
        (true, _) => Some("No space is new: nothing has to be allowed.".to_owned()),
        (false, 0) => None,
        (false, more) => Some(format!("and {more} more")),
    };
    if let Some(words) = words {
        let _ = writeln!(svg, "<text class=\"text\" x=\"{MARGIN}\" y=\"{}\">{words}</text>", height - 12.0);
    }
    svg.push_str("</svg>\n");
    svg
}

fn legend(svg: &mut String) {
    let entries = [
        ("unsure", "published in between", 0.0),
        ("unused", "not yet in use", 170.0),
        ("ramp", "traffic grows: must be allowed", 300.0),
    ];
    for (class, words, x) in entries {
        let x = MARGIN + x;
        let _ = writeln!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"42\" width=\"18\" height=\"12\" rx=\"2\"/><text class=\"text\" x=\"{}\" y=\"52\">{words}</text>",
            x + 24.0
        );
    }
}

fn draw_row(svg: &mut String, notice: &Notice, top: f64, now: Moment, scale: &Scale) {
    let services = cut(&joined(&notice.services, ", "), 30);
    let late = if notice.allow_by <= now { " late" } else { "" };
    let _ = write!(
        svg,
        "<g><title>{}</title><path class=\"rule\" d=\"M{MARGIN} {top}H{}\"/>\
         <text class=\"text\" x=\"{MARGIN}\" y=\"{}\">{}</text><text class=\"text faint\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
        escape(&sentence(notice)),
        scale.place(notice.full_traffic_at),
        top + 16.0,
        escape(&format!("{}: {}", notice.permission, counted(notice.cidrs.len(), "prefix", "prefixes"))),
        top + 32.0,
        escape(&services),
    );
    let dates = [notice.appearance.not_seen_at, notice.appearance.first_seen, notice.allow_by, notice.full_traffic_at];
    let [not_seen_at, first_seen, allow_by, full_traffic_at] = dates.map(|date| scale.place(date));
    for (class, from, to) in
        [("unsure", not_seen_at, first_seen), ("unused", first_seen, allow_by), ("ramp", allow_by, full_traffic_at)]
    {
        let width = ((to - from) * 10.0).round() / 10.0;
        if width > 0.0 {
            let _ = write!(svg, "<rect class=\"bar {class}\" x=\"{from}\" y=\"{}\" width=\"{width}\" height=\"14\"/>", top + 5.0);
        }
    }
    let _ = writeln!(
        svg,
        "<text class=\"text date{late}\" x=\"{allow_by}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
        top + 34.0,
        notice.allow_by.date()
    );
}

/// The whole picture in words.
fn described(open: &[Notice], now: Moment) -> String {
    if open.is_empty() {
        return format!("At {now} no space is new.");
    }
    let rows = open.iter().take(MOST_ROWS).map(sentence);
    format!("At {now} {}. {}", counted(open.len(), "notice is open", "notices are open"), joined(rows, " "))
}

fn sentence(notice: &Notice) -> String {
    let between = match notice.appearance {
        appearance if appearance.not_seen_at == appearance.first_seen => format!("at {}", appearance.first_seen),
        appearance => format!("between {} and {}", appearance.not_seen_at, appearance.first_seen),
    };
    format!(
        "{}, {}: published {between}, to be allowed by {}, all traffic from {}.",
        notice.permission,
        counted(notice.cidrs.len(), "prefix", "prefixes"),
        notice.allow_by,
        notice.full_traffic_at
    )
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
