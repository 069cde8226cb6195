//! `notice_timeline_svg`: notices as bars over time.
//!
//! In: notices, and a moment that is "now". Out: one SVG image with a row for
//! each notice that has not ended, what must be allowed first on top.

mod axis;
mod markup;
mod picture;
mod words;

use crate::{
    declaration::{Arguments, Declare, FromValue, Function, Mistake, Shape, Value, options, parameter},
    ledger::Notices,
    model::Moment,
};
use picture::Picture;
use std::convert::Infallible;

/// Rows at most: an image of thousands would be read by nobody.
const MOST_ROWS: usize = 40;
/// Characters of a [`Title`] at most.
const LONGEST_TITLE: usize = 200;

/// The heading of an image: any text, escaped where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

impl Default for Title {
    fn default() -> Self {
        Self("Amazon Connect: notices".to_owned())
    }
}

impl FromValue for Title {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        format!("at most {LONGEST_TITLE} characters, not all of them spaces")
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let title = String::from_value(value)?;
        let fits = !title.trim().is_empty() && title.chars().count() <= LONGEST_TITLE;
        if fits { Ok(Self(title)) } else { Err(vec![Mistake::unexpected(value, &Self::expected())]) }
    }
}

/// The optional arguments.
#[derive(Debug, Clone, Arguments)]
pub struct TimelineOptions {
    /// The heading, at most 200 characters. Defaults to `Amazon Connect: notices`.
    #[argument(default = Title::default())]
    pub title: Title,
    /// The width in pixels, from 320 to 4096. Defaults to `960`. The height follows from the number of rows.
    #[argument(default = 960, min = 320, max = 4096)]
    pub width: u16,
}

impl Default for TimelineOptions {
    fn default() -> Self {
        Self { title: Title::default(), width: 960 }
    }
}

/// The image, as the text of an SVG file. Notices that have ended at `now` are
/// left out, and one that is given twice counts once.
pub fn notice_timeline_svg(notices: &Notices, now: Moment, options: &TimelineOptions) -> String {
    let open = notices.open(now);
    let rows = open.iter().take(MOST_ROWS).collect();
    let folded = open.iter().skip(MOST_ROWS).collect();
    Picture { title: &options.title.0, width: options.width, now, rows, folded }.svg()
}

pub(super) fn functions() -> Vec<Function> {
    let timeline = Declare {
        name: "notice_timeline_svg",
        summary: "Draw notices as bars over time, in SVG",
        description: "The text of an SVG image for a pull request, a wiki or a report. Each notice has a row, what must be allowed first on \
                      top, and its bar up to three parts: between which two moments AWS published the space (dashed), while it is unused and time to \
                      allow it, and while AWS moves traffic to it. A mark stands where it must be allowed, a line where `now` is. Where a \
                      publication lies far back, the bar starts at the edge with an arrow: the time before the first document takes half \
                      of the width at most.\n\n\
                      Notices that have ended at `now` are left out; without any other the image says so. Of more than 40 the rest is one \
                      line with their number. A viewer that shows hints has the prefixes and exact \
                      times of a row in one. Light or dark follows the reader's own setting. The same arguments give the same bytes, so \
                      write the image to a file and commit it with what it shows.",
    };
    let notices =
        parameter::<Notices>("notices", "The `notices` of `amazonconnect_range_ledger`, or the result of `recent_notices`.");
    let now = parameter(
        "now",
        "The moment that the line marks (RFC 3339): `plantimestamp()`, or the date of the document that the notices come from, with which \
         the image changes only when they do.",
    );
    vec![timeline.function((notices, now, options::<TimelineOptions>()), drawn)]
}

fn drawn((notices, now, options): (Notices, Moment, TimelineOptions)) -> Result<String, Infallible> {
    Ok(notice_timeline_svg(&notices, now, &options))
}

#[cfg(test)]
mod tests;
