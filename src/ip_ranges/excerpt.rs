//! Text from a document as an error message may show it: printable and short,
//! whatever the document holds.

use std::fmt::Write as _;

/// How many characters of a document's text a message shows.
const MAX_CHARS: usize = 80;

/// The first characters of `text`, control characters escaped, `…` for the rest.
pub(crate) fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars();
    for character in chars.by_ref().take(MAX_CHARS) {
        if character == ' ' || character.is_ascii_graphic() {
            shown.push(character);
        } else {
            // Also what is printable elsewhere: direction marks and look-alikes
            // have no place in a message about an ASCII document.
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        }
    }
    if chars.next().is_some() {
        shown.push('…');
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
    }
}
