//! What messages show of texts and names: excerpts, lists, and which known name
//! a mistyped one may have meant.
//!
//! In: any text, whatever a document or a user wrote. Out: short text. What
//! `excerpt` gives stands between plain quotes, everything else is quoted here.

use std::fmt::{Display, Write as _};

/// How many characters a message shows of a document's text.
const MAX_CHARS: usize = 80;

/// The beginning of `text`, control characters escaped, `…` for the rest.
/// Stands between plain quotes: what is escaped once must not be so again.
pub fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        if shown.len() >= MAX_CHARS {
            shown.push('…');
            break;
        }
        if character == ' ' || character.is_ascii_graphic() {
            shown.push(character);
        } else {
            // Also what is printable elsewhere: direction marks and look-alikes
            // have no place in a message about an ASCII document.
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        }
    }
    shown
}

/// The beginning of `text`, `…` for what is behind `longest` characters. Escapes
/// nothing: for messages that show it by `{:?}`.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
    }
}

/// The texts of `items` with `separator` between them.
pub fn joined(items: impl IntoIterator<Item: Display>, separator: &str) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(separator)
}

/// `"a", "b", "c"`.
pub fn quoted(names: &[impl AsRef<str>]) -> String {
    joined(names.iter().map(|name| format!("{:?}", name.as_ref())), ", ")
}

/// `"a", "b" or "c"`.
pub fn alternatives(names: &[impl AsRef<str>]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {:?}", quoted(first), last.as_ref()),
        few => quoted(few),
    }
}

/// `: did you mean "a" or "b"?`, which ends a message; nothing without names.
pub fn did_you_mean(nearest: &[impl AsRef<str>]) -> String {
    if nearest.is_empty() { String::new() } else { format!(": did you mean {}?", alternatives(nearest)) }
}

/// How many names a message proposes.
const MAX_NAMES: usize = 3;
/// Below this likeness (1 is equality) a name is no plausible typing error.
const MIN_LIKENESS: f64 = 0.6;
/// Among more known names than these none is looked for: AWS's document has
/// fewer than a hundred of a kind (2026-08-22), a hostile one as many as it likes.
const MAX_KNOWN: usize = 5_000;

/// The known names most like `name`, best first, at most three; none at all if
/// there are too many to compare.
pub fn nearest_names<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let known: Vec<&str> = known.into_iter().take(MAX_KNOWN + 1).collect();
    if known.len() > MAX_KNOWN {
        return Vec::new();
    }
    // Bounded, because the distance takes time in the square of the length.
    let name: String = name.chars().take(64).flat_map(char::to_lowercase).collect();
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&name, &known.to_lowercase()), known))
        .filter(|(likeness, _)| *likeness >= MIN_LIKENESS)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.into_iter().take(MAX_NAMES).map(|(_, known)| known.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["AMAZON_CONNECT", "EC2", "us-east-1", "us-east-2"];

    #[test]
    fn proposes_the_most_alike_first() {
        assert_eq!(nearest_names("amazon-connect", KNOWN.into_iter()), ["AMAZON_CONNECT"]);
        assert_eq!(nearest_names("us-est-1", KNOWN.into_iter()), ["us-east-1", "us-east-2"]);
    }

    #[test]
    fn proposes_nothing_among_too_many() {
        let known: Vec<String> = (0..=5_000).map(|number| format!("name-{number:05}")).collect();
        let nearest = |count| nearest_names("name_00001", known.iter().take(count).map(String::as_str));
        assert_eq!(nearest(5_000).first().map(String::as_str), Some("name-00001"));
        assert!(nearest(5_001).is_empty());
    }

    #[test]
    fn proposes_nothing_far_fetched() {
        assert!(nearest_names("LAMBDA", KNOWN.into_iter()).is_empty());
        assert!(nearest_names(&"x".repeat(100_000), KNOWN.into_iter()).is_empty());
    }

    #[test]
    fn leaves_short_printable_text_alone() {
        assert_eq!(excerpt("15.193.0.0/19"), "15.193.0.0/19");
        assert_eq!(excerpt(""), "");
    }

    #[test]
    fn escapes_what_a_terminal_would_obey() {
        assert_eq!(excerpt("a\u{1b}[31m\n\u{202e}"), "a\\u{1b}[31m\\u{a}\\u{202e}");
    }

    #[test]
    fn cuts_long_text() {
        assert_eq!(excerpt(&"x".repeat(80)), "x".repeat(80));
        assert_eq!(excerpt(&"x".repeat(81)), format!("{}…", "x".repeat(80)));
        assert!(excerpt(&"\u{0}".repeat(100)).chars().count() < 90, "escapes count too");
    }

    #[test]
    fn cuts_by_characters_and_escapes_nothing() {
        assert_eq!(cut("äöü\n", 4), "äöü\n");
        assert_eq!(cut("äöü\n", 3), "äöü…");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn lists_names() {
        assert_eq!(joined([1, 2], " or "), "1 or 2");
        assert_eq!(quoted(&["a", "b", "c"]), r#""a", "b", "c""#);
        let none: [&str; 0] = [];
        assert_eq!((alternatives(&none), did_you_mean(&none)), (String::new(), String::new()));
        assert_eq!(alternatives(&["a"]), r#""a""#);
        assert_eq!(alternatives(&["a", "b", "c"]), r#""a", "b" or "c""#);
        assert_eq!(did_you_mean(&["a\n", "b"]), r#": did you mean "a\n" or "b"?"#);
    }
}
