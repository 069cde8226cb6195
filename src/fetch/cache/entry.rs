//! A kept document as a file:
//!
//! ```text
//! amazonconnect-cache 1          the format and its version
//! fetched 1787411999             Unix time: when the source last served or confirmed it
//! published 1787411825           Unix time: when it was made, by its own word
//! etag "a1b2"                    what the source calls it; not there if it has no name
//! length 2604125                 of the document, in bytes
//! sha256 752894ac…               of the document
//! head 0f3a…                     SHA-256 of all lines above
//! {…                             the document, byte for byte
//! ```
//!
//! The head has a digest of its own, because its dates decide what the document
//! may be used for.

use super::{
    super::{digest::sha256_hex, validator::Validator},
    error::CacheFault,
};
use std::io::{self, Write};

const FORMAT: &str = "amazonconnect-cache 1\n";

/// The longest head. Validators have at most 256 bytes.
pub(super) const MAX_HEAD: u64 = 4096;

/// A document with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When the source last served or confirmed it, Unix time.
    pub fetched: i64,
    /// When it was made, by its own word, Unix time.
    pub published: i64,
    /// What the source calls it.
    pub validator: Option<Validator>,
    /// Hex SHA-256 of `bytes`.
    pub sha256: String,
    /// The document.
    pub bytes: Vec<u8>,
}

impl Entry {
    /// Writes it as a file has it.
    pub(super) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut head = format!("{FORMAT}fetched {}\npublished {}\n", self.fetched, self.published);
        if let Some(validator) = &self.validator {
            head.push_str(&format!("etag {}\n", validator.etag()));
        }
        head.push_str(&format!("length {}\nsha256 {}\n", self.bytes.len(), self.sha256));
        let digest = sha256_hex(head.as_bytes());
        head.push_str(&format!("head {digest}\n"));
        to.write_all(head.as_bytes())?;
        to.write_all(&self.bytes)
    }

    /// Reads a file's bytes, every one of which is accounted for.
    pub(super) fn read(mut bytes: Vec<u8>) -> Result<Self, CacheFault> {
        const HEAD: CacheFault = CacheFault::Damaged { cause: "its head is not as it was written" };
        if !bytes.starts_with(FORMAT.as_bytes()) {
            // A file that was cut within its first line is ours, and of no use.
            let is_start = FORMAT.as_bytes().starts_with(&bytes);
            return Err(if is_start { HEAD } else { CacheFault::Foreign });
        }
        let limit = usize::try_from(MAX_HEAD).unwrap_or(usize::MAX).min(bytes.len());
        let head_len = bytes.get(..limit).and_then(head_len).ok_or(HEAD)?;
        let document = bytes.split_off(head_len);
        let head = String::from_utf8(bytes).map_err(|_| HEAD)?;
        let (lines, digest) = head.rsplit_once("head ").ok_or(HEAD)?;
        if digest.strip_suffix('\n') != Some(sha256_hex(lines.as_bytes()).as_str()) {
            return Err(HEAD);
        }
        let value = |name: &str| lines.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let time = |name| value(name).and_then(|text| text.parse().ok()).ok_or(HEAD);
        let entry = Self {
            fetched: time("fetched")?,
            published: time("published")?,
            validator: value("etag").and_then(Validator::new),
            sha256: value("sha256").ok_or(HEAD)?.to_owned(),
            bytes: document,
        };
        let length: usize = value("length").and_then(|text| text.parse().ok()).ok_or(HEAD)?;
        if entry.bytes.len() != length {
            return Err(CacheFault::Damaged { cause: "it is shorter or longer than it was written" });
        }
        if sha256_hex(&entry.bytes) != entry.sha256 {
            return Err(CacheFault::Damaged { cause: "the document in it is not the one that was written" });
        }
        Ok(entry)
    }
}

/// The length of the head, its last line included.
fn head_len(bytes: &[u8]) -> Option<usize> {
    let mut len = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        len += line.len();
        if line.starts_with(b"head ") {
            return line.ends_with(b"\n").then_some(len);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(validator: Option<Validator>) -> Entry {
        let bytes = b"{\"syncToken\": \"1\"}\n".to_vec();
        Entry { fetched: 1_787_411_999, published: 1_787_411_825, validator, sha256: sha256_hex(&bytes), bytes }
    }

    fn written(entry: &Entry) -> Vec<u8> {
        let mut file = Vec::new();
        entry.write(&mut file).unwrap();
        file
    }

    #[test]
    fn what_is_written_is_read() {
        for validator in [None, Validator::new("\"a1\""), Validator::new("W/\"a1\"")] {
            let entry = entry(validator);
            assert_eq!(Entry::read(written(&entry)), Ok(entry));
        }
    }

    #[test]
    fn a_file_cut_at_any_byte_or_with_any_byte_changed_is_damaged_or_foreign() {
        let whole = written(&entry(Validator::new("\"a1\"")));
        for len in 0..whole.len() {
            let fault = Entry::read(whole[..len].to_vec()).unwrap_err();
            assert!(matches!(fault, CacheFault::Damaged { .. }), "cut at {len}: {fault:?}");
        }
        for place in 0..whole.len() {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            let fault = Entry::read(changed).unwrap_err();
            let is_foreign = place < FORMAT.len();
            assert_eq!(matches!(fault, CacheFault::Foreign), is_foreign, "byte {place}: {fault:?}");
        }
        let longer = [whole.as_slice(), b"x"].concat();
        assert!(matches!(Entry::read(longer), Err(CacheFault::Damaged { .. })));
    }

    #[test]
    fn other_files_are_foreign() {
        for text in ["{}", "amazonconnect-cache 2\n", "amazonconnect-cache 10\n", "\0", "amazonconnect-ip-ranges 2\n"] {
            assert_eq!(Entry::read(text.into()), Err(CacheFault::Foreign), "{text}");
        }
    }
}
