//! Text from a document as an error message may show it: printable and short,
//! whatever the document holds.

use std::fmt::Write as _;

/// How many characters a message shows of a document's text.
const MAX_CHARS: usize = 80;

/// The beginning of `text`, control characters escaped, `…` for the rest.
/// Stands between plain quotes: what is escaped once must not be so again.
pub(crate) fn excerpt(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::excerpt;

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
}
