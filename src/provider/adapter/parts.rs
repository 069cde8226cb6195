//! How many parts a MessagePack value has, counted before anything is made of
//! it: a part takes one byte of the wire and up to a hundred of memory.
//! (<https://github.com/msgpack/msgpack/blob/master/spec.md>, read 2026-11-24.)

use thiserror::Error;

/// How many parts a value of any length may have: an element, a key and a value
/// of a map are one part each.
const ALWAYS: usize = 1 << 17;

/// How many bytes each part beyond those must have on average. The shortest
/// prefix has six, an attribute of a rule with its name a dozen for two parts.
const BYTES_PER_PART: usize = 4;

/// A value that would take far more memory than it has bytes.
#[derive(Debug, PartialEq, Eq, Error)]
#[error(
    "the value has more than {most} parts in {bytes} bytes; no configuration gives such a value, expected fewer and longer parts"
)]
pub(super) struct TooManyParts {
    most: usize,
    bytes: usize,
}

/// Refuses the value at the start of `bytes` if it has too many parts. One that
/// is cut off counts as far as it goes.
pub(super) fn check_parts(bytes: &[u8]) -> Result<(), TooManyParts> {
    let most = ALWAYS + bytes.len() / BYTES_PER_PART;
    if bytes.len() <= most {
        return Ok(());
    }
    let mut rest = bytes;
    // Values that are still to come: at most 2^33 for each byte.
    let (mut open, mut found) = (1_u128, 0);
    while open > 0
        && let Some((head, children)) = pass(rest)
    {
        found += 1;
        if found > most {
            return Err(TooManyParts { most, bytes: bytes.len() });
        }
        open += u128::from(children);
        open -= 1;
        rest = rest.get(head..).unwrap_or_default();
    }
    Ok(())
}

/// The bytes of the first value without its children, and how many it has;
/// nothing behind the last byte.
fn pass(bytes: &[u8]) -> Option<(usize, u64)> {
    let (marker, rest) = bytes.split_first()?;
    // A length in as many bytes as there are.
    let length = |size: usize| rest.iter().take(size).fold(0_u64, |length, byte| length << 8 | u64::from(*byte));
    let content = |size: usize, beside: usize| {
        let content = usize::try_from(length(size)).unwrap_or(usize::MAX);
        content.saturating_add(1 + size + beside)
    };
    Some(match marker {
        0x80..=0x8f => (1, 2 * u64::from(marker & 0x0f)),
        0x90..=0x9f => (1, u64::from(marker & 0x0f)),
        0xa0..=0xbf => (1 + usize::from(marker & 0x1f), 0),
        0xc4 | 0xd9 => (content(1, 0), 0),
        0xc5 | 0xda => (content(2, 0), 0),
        0xc6 | 0xdb => (content(4, 0), 0),
        0xc7 => (content(1, 1), 0),
        0xc8 => (content(2, 1), 0),
        0xc9 => (content(4, 1), 0),
        0xcc | 0xd0 => (2, 0),
        0xcd | 0xd1 | 0xd4 => (3, 0),
        0xd5 => (4, 0),
        0xca | 0xce | 0xd2 => (5, 0),
        0xd6 => (6, 0),
        0xcb | 0xcf | 0xd3 => (9, 0),
        0xd7 => (10, 0),
        0xd8 => (18, 0),
        0xdc => (3, length(2)),
        0xdd => (5, length(4)),
        0xde => (3, 2 * length(2)),
        0xdf => (5, 2 * length(4)),
        // Small integers, nil, booleans, and the one that is never used.
        _ => (1, 0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// How many values `bytes` has by this reading, and what is left of them.
    fn parts(bytes: &[u8]) -> (usize, usize) {
        let (mut open, mut found, mut at) = (1, 0, 0);
        while open > 0 {
            let (head, children) = pass(&bytes[at..]).unwrap();
            (open, found, at) = (open + children - 1, found + 1, at + head);
        }
        (found, bytes.len() - at)
    }

    #[test]
    fn every_form_is_passed_whole() {
        let long = "x".repeat(70_000);
        for (value, expected) in [
            (json!([null, true, 1, -1, 200, -100, 1000, -1000, 100_000, -100_000, 1.5]), 12),
            (json!([u64::MAX, i64::MIN, "", "x", &long[..40], &long[..300], long]), 8),
            (json!({ "a": { "b": [] }, "c": {} }), 7),
            (json!(vec![0; 20]), 21),
            (json!(vec![0; 70_000]), 70_001),
            (json!((0..20).map(|key| (key.to_string(), 0)).collect::<std::collections::BTreeMap<_, _>>()), 41),
        ] {
            assert_eq!(parts(&rmp_serde::to_vec(&value).unwrap()), (expected, 0));
        }
        // Floats of four bytes, byte strings, extensions of each length.
        for (marker, beside) in [
            (&[0xca][..], 4),
            (&[0xc4, 3], 3),
            (&[0xc5, 1, 0], 256),
            (&[0xc6, 0, 1, 0, 0], 65_536),
            (&[0xc7, 3], 4),
            (&[0xc8, 1, 0], 257),
            (&[0xc9, 0, 0, 0, 1], 2),
            (&[0xd4], 2),
            (&[0xd5], 3),
            (&[0xd6], 5),
            (&[0xd7], 9),
            (&[0xd8], 17),
        ] {
            assert_eq!(parts(&[marker, &vec![0xc1; beside]].concat()), (1, 0), "{marker:x?}");
        }
        for (marker, children) in [(&[0xdf, 0, 0, 0, 2][..], 4), (&[0xde, 0, 2], 4), (&[0xdd, 0, 0, 0, 4], 4), (&[0xdc, 0, 4], 4)]
        {
            assert_eq!(parts(&[marker, &vec![0xc0; children]].concat()), (1 + children, 0));
        }
    }

    #[test]
    fn many_short_parts_are_refused_and_as_many_long_ones_are_not() {
        let list = |element: &[u8], count: u32| [&[0xdd], &count.to_be_bytes()[..], &element.repeat(count as usize)].concat();
        let error = check_parts(&list(&[0xc0], 1 << 20)).unwrap_err().to_string();
        assert!(error.contains("more than 393217 parts in 1048581 bytes"), "{error}");
        assert_eq!(check_parts(&list(&[0xc0], 1 << 17)), Ok(()), "few");
        assert_eq!(check_parts(&list(b"\xaa10.0.0.0/8", 1 << 20)), Ok(()));
    }

    #[test]
    fn what_is_not_there_counts_nothing() {
        let cut = |head: &[u8]| [head, &vec![0xff; 1 << 20]].concat();
        for head in [&[0xdb, 0xff, 0xff, 0xff, 0xff][..], &[0xc9, 0xff, 0xff, 0xff, 0xff], &[0xc0]] {
            assert_eq!(check_parts(&cut(head)), Ok(()), "{head:x?}: one long value, or one with something behind it");
        }
        check_parts(&cut(&[0xdf, 0xff, 0xff, 0xff, 0xff])).unwrap_err();
    }
}
