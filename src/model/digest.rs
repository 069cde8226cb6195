//! A short name for content: equal content, equal digest.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Hex SHA-256 of `lines`, each ended by a line feed.
pub fn digest(lines: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_ref());
        hasher.update("\n");
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Whether `text` is a SHA-256 in hexadecimal, of whichever case.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{digest, is_sha256};

    #[test]
    fn a_digest_has_64_hexadecimal_digits() {
        let own = digest(["a"]);
        assert!(is_sha256(&own) && is_sha256(&own.to_uppercase()));
        for text in ["", &own[1..], &format!("{own}0"), &own.replacen(&own[..1], "g", 1)] {
            assert!(!is_sha256(text), "{text}");
        }
    }

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(digest(["a", "b"]), digest(vec!["a".to_owned(), "b".to_owned()]));
        assert_ne!(digest(["a", "b"]), digest(["ab"]));
        // printf 'a\nb\n' | sha256sum
        assert_eq!(digest(["a", "b"]), "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
    }
}
