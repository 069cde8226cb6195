//! Text in SVG: escaped, and cut to what has room.
//!
//! Which font draws it is for the reader's machine, so widths are estimates, of
//! the widest of common fonts (DejaVu Sans), and nothing depends on them but
//! where a line is broken or cut.

use std::fmt::Write as _;

/// Any text as character data or attribute of XML 1.0; what XML does not know
/// (<https://www.w3.org/TR/xml/#charsets>, read 2026-11-24) as U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(character),
            // Also returns, which a parser of XML would make a new line.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// How many pixels `text` takes at most in letters of `size` pixels.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a letter as a part of its size.
const fn em(character: char) -> f64 {
    match character {
        ' ' => 0.36,
        'i' | 'j' | 'l' | '.' | ',' | ':' | '/' | '-' | '(' | ')' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.05,
        'a'..='z' | '0'..='9' | '_' => 0.7,
        '\0'..='\u{7f}' | '×' => 0.87,
        '…' => 1.0,
        _ => 1.4,
    }
}

/// The beginning of `text` that has room in `width` pixels, `…` for the rest.
pub(super) fn fitted(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let (mut fitted, mut left) = (String::new(), width - text_width("…", size));
    for character in text.chars() {
        left -= em(character) * size;
        if left < 0.0 {
            break;
        }
        fitted.push(character);
    }
    fitted.push('…');
    fitted
}

/// Places pieces from left to right, and in a new line where there is no room.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow {
    left: f64,
    right: f64,
    x: f64,
    /// The base of the line's letters.
    y: f64,
    line_height: f64,
}

impl Flow {
    /// Pixels from one piece to the next.
    const GAP: f64 = 16.0;

    /// The first line, whose letters stand on `y`.
    pub(super) const fn new(left: f64, right: f64, y: f64, line_height: f64) -> Self {
        Self { left, right, x: left, y, line_height }
    }

    /// Where the next piece of this width stands.
    pub(super) fn place(&mut self, width: f64) -> (f64, f64) {
        if self.x > self.left && self.x + width > self.right {
            (self.x, self.y) = (self.left, self.y + self.line_height);
        }
        let place = (self.x, self.y);
        self.x += width + Self::GAP;
        place
    }

    /// What the letters of the last line stand on.
    pub(super) const fn base(&self) -> f64 {
        self.y
    }
}

/// Adds one line of text.
pub(super) fn write_text(out: &mut String, class: &str, (x, y): (f64, f64), text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<text class=\"{class}\" x=\"{x:.2}\" y=\"{y:.2}\">{}</text>", escaped(text));
}

/// Adds a rectangle; nothing if it has no width.
pub(super) fn write_bar(out: &mut String, class: &str, (left, right): (f64, f64), (top, height): (f64, f64)) {
    if right - left >= 0.01 {
        let width = right - left;
        let _ =
            writeln!(out, "<rect class=\"{class}\" x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>");
    }
}

/// Adds an upright line.
pub(super) fn write_line(out: &mut String, class: &str, x: f64, (top, bottom): (f64, f64)) {
    let _ = writeln!(out, "<line class=\"{class}\" x1=\"{x:.2}\" y1=\"{top:.2}\" x2=\"{x:.2}\" y2=\"{bottom:.2}\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_text_that_it_is_in() {
        assert_eq!(escaped("a & <b> \"c\" 'd'"), "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39;");
        assert_eq!(escaped("\0\r\u{1b}\u{9f}\u{fffe}\u{ffff}"), "\u{fffd}".repeat(6));
        assert_eq!(escaped("ä\n\u{1f310}"), "ä\n\u{1f310}");
    }

    #[test]
    fn what_has_room_stays_and_what_has_none_is_cut() {
        assert_eq!(fitted("AMAZON_CONNECT", 12.0, 200.0), "AMAZON_CONNECT");
        let cut = fitted("AMAZON_CONNECT", 12.0, 100.0);
        assert!(
            cut.ends_with('…') && "AMAZON_CONNECT".starts_with(cut.trim_end_matches('…')) && cut.chars().count() > 5,
            "{cut}"
        );
        assert!(text_width(&cut, 12.0) <= 100.0);
        assert_eq!(fitted("AMAZON_CONNECT", 12.0, 0.0), "…");
    }

    #[test]
    fn pieces_stand_beside_each_other_while_there_is_room() {
        let mut flow = Flow::new(10.0, 100.0, 20.0, 15.0);
        let places = [30.0, 40.0, 10.0, 500.0, 1.0].map(|width| flow.place(width));
        assert_eq!(places, [(10.0, 20.0), (56.0, 20.0), (10.0, 35.0), (10.0, 50.0), (10.0, 65.0)]);
        assert_eq!(flow.base(), 65.0);
    }
}
