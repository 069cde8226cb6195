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

/// `text` as words of a cell or a line: nothing in it is markup, names anybody
/// or links to anything.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A name or a number behind these would call a person or an issue.
            '@' | '#' => {
                let _ = write!(escaped, "\\{character}\u{200b}");
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '!' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            control if control.is_control() || matches!(control, '\u{2028}' | '\u{2029}') => escaped.push(' '),
            plain => escaped.push(plain),
        }
    }
    escaped
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
    }
}
