//! The image: heading, legend, axis, and a row for each notice, from top to
//! bottom; letters above their bar, so that neither hides the other.

use super::{
    axis::Axis,
    markup::{Flow, escaped, fitted, text_width, write_bar, write_line, write_text},
    words,
};
use crate::{ledger::Notice, model::Moment};
use std::fmt::Write as _;

/// Pixels around everything.
const MARGIN: f64 = 16.0;
/// Size of the heading's letters, and of all others.
const HEADING: f64 = 16.0;
const LETTERS: f64 = 12.0;
const LINE_HEIGHT: f64 = 17.0;
/// Height of a bar.
const BAR: f64 = 10.0;
/// By how much a mark or line sticks out of its bar.
const STICKS_OUT: f64 = 3.0;
/// Width of a sample in the legend, and from it to its text.
const SAMPLE: f64 = 18.0;
const SAMPLE_GAP: f64 = 6.0;
/// From a bar to the next row.
const ROW_GAP: f64 = 14.0;
/// Pixels that the date of an axis takes at most.
const DATE: f64 = 84.0;

/// The legend: what a part of a bar means.
const LEGEND: [(&str, &str); 4] = [
    ("uncertain", "published in this time"),
    ("unused", "unused: time to allow"),
    ("deadline", "allow by"),
    ("ramp", "traffic grows"),
];

/// Every rule starts with the class of the image, for an SVG inside a page
/// shares its styles with that page.
const STYLE: &str = "\
.ac-notices text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1f2328;\
paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.ac-notices .heading{font-size:16px;font-weight:600}
.ac-notices .name,.ac-notices .late{font-weight:600}
.ac-notices .date,.ac-notices .detail{fill:#59636e}
.ac-notices .paper{fill:#fff}
.ac-notices .grid{stroke:#d1d9e0;stroke-width:1}
.ac-notices .uncertain{fill:#818b98;fill-opacity:.25;stroke:#818b98;stroke-width:1;stroke-dasharray:3 2}
.ac-notices .unused{fill:#0969da}
.ac-notices .ramp{fill:#bc4c00}
.ac-notices .deadline{stroke:#1f2328;stroke-width:2}
.ac-notices .earlier{fill:#818b98}
.ac-notices .now{stroke:#cf222e;stroke-width:2}
.ac-notices .today,.ac-notices .late{fill:#cf222e}
.ac-notices .today{font-weight:600}
.ac-notices .middle{text-anchor:middle}
@media (prefers-color-scheme:dark){
.ac-notices text{fill:#f0f6fc;stroke:#0d1117}
.ac-notices .date,.ac-notices .detail{fill:#9198a1}
.ac-notices .paper{fill:#0d1117}
.ac-notices .grid{stroke:#3d444d}
.ac-notices .unused{fill:#4493f8}
.ac-notices .ramp{fill:#db6d28}
.ac-notices .deadline{stroke:#f0f6fc}
.ac-notices .now{stroke:#f85149}
.ac-notices .today,.ac-notices .late{fill:#f85149}
}";

/// What an image shows.
pub(super) struct Picture<'a> {
    pub(super) title: &'a str,
    /// Pixels.
    pub(super) width: u16,
    pub(super) now: Moment,
    /// Each has a row.
    pub(super) rows: Vec<&'a Notice>,
    /// Those that have none.
    pub(super) folded: Vec<&'a Notice>,
}

impl Picture<'_> {
    /// The text of the image.
    pub(super) fn svg(&self) -> String {
        let axis = Axis::of(&self.rows, self.now, MARGIN, self.right() - MARGIN);
        let mut head = String::new();
        let heading = fitted(self.title, HEADING, self.right() - MARGIN);
        write_text(&mut head, "heading", (MARGIN, MARGIN + HEADING), &heading);
        let legend = self.legend(&mut head, 2.0 * MARGIN + HEADING + 4.0);
        let now_base = legend + LINE_HEIGHT + 6.0;
        let date_base = now_base + LINE_HEIGHT;
        let top = date_base + 6.0;

        let mut rows = String::new();
        let mut bottom = top + 2.0;
        let columns = self.columns();
        for notice in &self.rows {
            bottom = self.row(&mut rows, &axis, notice, &columns, bottom + ROW_GAP);
        }
        if self.rows.is_empty() {
            bottom += LINE_HEIGHT;
            let text = fitted("No notice is open.", LETTERS, self.right() - MARGIN);
            write_text(&mut rows, "name empty", (MARGIN, bottom), &text);
        }
        let mut foot = String::new();
        let lines = (top, bottom + 6.0);
        let mut height = bottom + MARGIN;
        if let Some(text) = words::folded(&self.folded) {
            height = bottom + LINE_HEIGHT + 8.0 + MARGIN;
            let text = fitted(&text, LETTERS, self.right() - MARGIN);
            write_text(&mut foot, "detail folded", (MARGIN, height - MARGIN), &text);
        }

        let mut lines_of_time = String::new();
        for day in axis.days() {
            let x = axis.x(day);
            write_line(&mut lines_of_time, "grid", x, lines);
            write_text(&mut head, "date middle", (self.centred(x, DATE), date_base), &day.date());
        }
        let x = axis.x(self.now);
        write_line(&mut lines_of_time, "now", x, (now_base + 5.0, lines.1));
        let today = format!("now {}", self.now.date());
        let place = (self.centred(x, text_width(&today, LETTERS)), now_base);
        write_text(&mut head, "today middle", place, &today);
        self.whole(height, &[&lines_of_time, &head, &rows, &foot])
    }

    fn right(&self) -> f64 {
        f64::from(self.width) - MARGIN
    }

    /// The middle of what is `width` wide and stands at `x`, or as near as it
    /// can without being cut.
    fn centred(&self, x: f64, width: f64) -> f64 {
        let half = width / 2.0;
        x.clamp(4.0 + half, f64::from(self.width) - 4.0 - half)
    }

    /// Adds the legend below `base`; what its last line stands on.
    fn legend(&self, out: &mut String, base: f64) -> f64 {
        let mut flow = Flow::new(MARGIN, self.right(), base, LINE_HEIGHT);
        if self.rows.is_empty() {
            return base - LINE_HEIGHT;
        }
        for (class, text) in LEGEND {
            let (x, y) = flow.place(SAMPLE + SAMPLE_GAP + text_width(text, LETTERS));
            let top = y - BAR;
            if class == "deadline" {
                write_line(out, "deadline", x + SAMPLE / 2.0, (top - STICKS_OUT, top + BAR + STICKS_OUT));
            } else {
                write_bar(out, &format!("{class} sample"), (x, x + SAMPLE), (top, BAR));
            }
            write_text(out, "detail", (x + SAMPLE + SAMPLE_GAP, y), text);
        }
        flow.base()
    }

    /// How wide each piece of a row is at most, so that they stand in columns.
    fn columns(&self) -> [f64; 4] {
        let mut columns = [0.0_f64; 4];
        for notice in &self.rows {
            for (column, (_, text)) in columns.iter_mut().zip(words::pieces(notice, self.now)) {
                *column = column.max(text_width(&text, LETTERS)).min(self.right() - MARGIN);
            }
        }
        columns
    }

    /// Adds a notice below `top`; where its bar ends.
    fn row(&self, out: &mut String, axis: &Axis, notice: &Notice, columns: &[f64; 4], top: f64) -> f64 {
        let _ = writeln!(out, "<g class=\"notice\">\n<title>{}</title>", escaped(&words::tooltip(notice)));
        let mut flow = Flow::new(MARGIN, self.right(), top + LETTERS, LINE_HEIGHT);
        let mut letters = String::new();
        for ((class, text), width) in words::pieces(notice, self.now).iter().zip(columns) {
            let place = flow.place(*width);
            write_text(&mut letters, class, place, &fitted(text, LETTERS, *width));
        }
        let bar = flow.base() + 7.0;
        let moments = [notice.appearance.not_seen_at, notice.appearance.first_seen, notice.allow_by, notice.full_traffic_at];
        let [start, seen, allow, full] = moments.map(|moment| axis.x(moment));
        write_bar(out, "uncertain", (start, seen), (bar, BAR));
        write_bar(out, "unused", (seen, allow), (bar, BAR));
        write_bar(out, "ramp", (allow, full), (bar, BAR));
        if axis.is_before(notice.appearance.not_seen_at) {
            let _ = writeln!(out, "<path class=\"earlier\" d=\"M{:.2} {bar:.2}v{BAR:.2}l-8 -{:.2}z\"/>", start - 2.0, BAR / 2.0);
        }
        let beside = (bar - STICKS_OUT, bar + BAR + STICKS_OUT);
        write_line(out, "now", axis.x(self.now), beside);
        write_line(out, "deadline", allow, beside);
        out.push_str(&letters);
        out.push_str("</g>\n");
        bar + BAR
    }

    /// The parts, one above the other, inside the image.
    fn whole(&self, height: f64, parts: &[&str]) -> String {
        let (width, height) = (self.width, height.ceil());
        let count = self.rows.len() + self.folded.len();
        let summary = words::summary(count, self.rows.first(), self.now);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ac-notices\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n<desc>{summary}</desc>\n<style>\n{STYLE}\n</style>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n",
            escaped(self.title),
        );
        parts.iter().for_each(|part| svg.push_str(part));
        svg.push_str("</svg>\n");
        svg
    }
}
