//! A page of Markdown that never grows beyond a size: sections with tables and
//! lists, of which what does not fit is counted. GitHub's flavour
//! (<https://github.github.com/gfm/>, read 2026-11-24).
//!
//! Room is shared: what a section leaves is for those that follow.

use std::fmt::Write as _;

/// How much of a list stands open; the rest is folded.
const OPEN_LINES: usize = 12;

/// Kept for the words around a section's rows.
const FRAME: usize = 400;

/// One section. Its texts are Markdown already; see [`escape`].
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its heading, without `#`.
    pub heading: &'static str,
    /// A sentence under it.
    pub lead: String,
    /// The columns of its table.
    pub columns: &'static [&'static str],
    /// The rows of its table, as many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
    /// What is folded under it: a name and plain lines, none with a backtick.
    pub folded: Option<(String, Vec<String>)>,
}

/// The page of `head` and `sections`, of at most `most` characters.
pub(super) fn page(head: &str, sections: &[Section], most: usize) -> String {
    let mut page = head.to_owned();
    let mut left = sections.len();
    for section in sections {
        let room = most.saturating_sub(length(&page)) / left.max(1);
        page.push_str(&written(section, room));
        left -= 1;
    }
    page
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn written(section: &Section, room: usize) -> String {
    let Section { heading, lead, columns, rows, folded } = section;
    let mut text = format!("\n### {heading}\n\n{lead}\n");
    // The table has two thirds of the room at most, what is folded the rest.
    let room = room.saturating_sub(length(&text) + FRAME);
    let for_rows = if folded.is_some() { room / 3 * 2 } else { room };
    let mut taken = 0;
    if !rows.is_empty() {
        let lines: Vec<String> = rows.iter().map(|cells| format!("| {} |\n", cells.join(" | "))).collect();
        let fit = fitting(&lines, for_rows);
        let rule = columns.iter().map(|_| " --- |").collect::<String>();
        let head = format!("\n| {} |\n|{rule}\n", columns.join(" | "));
        let (open, folded) = lines.split_at(fit.min(OPEN_LINES));
        let folded = folded.get(..fit - open.len()).unwrap_or_default();
        text.push_str(&head);
        text.extend(open.iter().map(String::as_str));
        if !folded.is_empty() {
            let _ = write!(text, "\n<details><summary>{} more rows</summary>\n{head}", folded.len());
            text.extend(folded.iter().map(String::as_str));
            text.push_str("\n</details>\n");
        }
        if fit < lines.len() {
            let _ = write!(text, "\n{} more rows do not fit here.\n", lines.len() - fit);
        }
        taken = lines.iter().take(fit).map(|line| length(line)).sum();
    }
    if let Some((name, lines)) = folded {
        let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        let fit = fitting(&lines, room.saturating_sub(taken));
        let _ = write!(text, "\n<details><summary>{name}</summary>\n\n```text\n");
        text.extend(lines.iter().take(fit).map(String::as_str));
        if fit < lines.len() {
            let _ = writeln!(text, "… and {} more", lines.len() - fit);
        }
        text.push_str("```\n\n</details>\n");
    }
    text
}

/// How many of `lines` are at most `room` characters together.
fn fitting(lines: &[String], room: usize) -> usize {
    let sums = lines.iter().scan(0, |sum, line| {
        *sum += length(line);
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= room).count()
}

/// Stands where nothing is seen, so that what is around it is no word of GitHub's.
const BREAK: char = '\u{200b}';

/// From so many hexadecimal digits on, GitHub looks for a commit.
const SHORTEST_SHA: usize = 7;

/// `text` as words of a cell or a line: nothing in it is markup, names anybody,
/// links to anything (a URL, an issue, a commit), is a formula or a picture, or
/// turns the direction of reading.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut digits = 0;
    for (index, character) in text.char_indices() {
        let before = text.get(..index).unwrap_or_default();
        digits = if character.is_ascii_hexdigit() { digits + 1 } else { 0 };
        let is_sha = digits == SHORTEST_SHA;
        let is_link = match character {
            '.' => ends_with(before, "www"),
            '-' => ends_with(before, "gh"),
            _ => false,
        };
        if is_sha {
            digits = 1;
        }
        if is_sha || is_link {
            escaped.push(BREAK);
        }
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // What follows would call a person or an issue, or be a formula.
            '@' | '#' | '$' => escaped.extend(['\\', character, BREAK]),
            // A URL's scheme, or a picture's name.
            ':' if is_followed(text, index) => escaped.extend([character, BREAK]),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '!' | '|' | '~' => {
                escaped.extend(['\\', character]);
            }
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push(' '),
            control if control.is_control() => escaped.push(' '),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// Whether a character other than a space follows the one of ASCII at `index`.
fn is_followed(text: &str, index: usize) -> bool {
    text.get(index + 1..).is_some_and(|rest| rest.starts_with(|next: char| !next.is_whitespace()))
}

/// Whether `text` ends with the ASCII word, in either case.
fn ends_with(text: &str, word: &str) -> bool {
    let end = text.len().checked_sub(word.len()).and_then(|start| text.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rows: usize, folded: usize) -> Section {
        let rows = (0..rows).map(|row| vec![row.to_string(), "x".repeat(90)]).collect();
        let folded = Some(("All lines".to_owned(), (0..folded).map(|line| format!("{line} {}", "y".repeat(40))).collect()));
        Section { heading: "Rows", lead: "They follow.".to_owned(), columns: &["Number", "Word"], rows, folded }
    }

    #[test]
    fn what_is_small_is_whole_and_open() {
        let page = page("## Title\n", &[section(2, 1)], 60_000);
        let x = "x".repeat(90);
        let y = "y".repeat(40);
        assert_eq!(
            page,
            format!(
                "## Title\n\n### Rows\n\nThey follow.\n\n| Number | Word |\n| --- | --- |\n| 0 | {x} |\n| 1 | {x} |\n\n\
                 <details><summary>All lines</summary>\n\n```text\n0 {y}\n```\n\n</details>\n"
            )
        );
    }

    #[test]
    fn what_does_not_fit_is_counted_and_the_page_is_never_longer() {
        for (rows, folded) in [(13, 0), (2_000, 9_000), (0, 90_000), (90_000, 0)] {
            let sections = [section(rows, folded), section(3, 2), section(rows, folded), section(1, 1)];
            let page = page("## Title\n", &sections, 60_000);
            assert!(length(&page) <= 60_000, "{}", length(&page));
            assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
            assert_eq!(page.matches("```").count() % 2, 0);
            assert_eq!(page.contains("more rows do not fit"), rows > 1_000);
            assert_eq!(page.contains("… and "), folded > 1_000);
            assert_eq!(page.contains(" more rows</summary>"), rows > 12);
            assert!(length(&page) > 25_000 || rows + folded < 1_000, "room is used: {}", length(&page));
        }
    }

    #[test]
    fn words_are_no_markup() {
        assert_eq!(
            escape("a|b\n`c` <d> @e #1 _f_ [g](h)"),
            "a\\|b \\`c\\` &lt;d&gt; \\@\u{200b}e \\#\u{200b}1 \\_f\\_ \\[g\\]\\(h\\)"
        );
        for (text, words) in [
            ("https://a.example", "https:\u{200b}//a.example"),
            ("WWW.a.example www.b", "WWW\u{200b}.a.example www\u{200b}.b"),
            ("GH-12 gh-1", "GH\u{200b}-12 gh\u{200b}-1"),
            ("0123456789abcdef", "012345\u{200b}6789ab\u{200b}cdef"),
            ("012345 us-east-1", "012345 us-east-1"),
            ("$x$ :tada:", "\\$\u{200b}x\\$\u{200b} :\u{200b}tada:"),
            ("Ours: a", "Ours: a"),
            ("a\u{202a}b\u{202e}c\u{2066}d\u{2069}e\u{200f}f\u{2028}g", "a b c d e f g"),
        ] {
            assert_eq!(escape(text), words, "{text}");
        }
    }
}
