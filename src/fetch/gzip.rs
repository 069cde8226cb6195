//! A compressed body → its bytes, never more than the limit. Done here and not
//! by the client, whose errors do not tell a body that was cut from a damaged
//! one.

use flate2::bufread::GzDecoder;
use std::io::{ErrorKind, Read as _};

/// Why a compressed body gives no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GzipFault {
    /// It ends before it says that it ends.
    Cut,
    /// It is no gzip, or not what its check sum was made of.
    Damaged,
    /// Something else follows.
    Trailing,
    /// More members than anybody makes, or one without a byte among others:
    /// each is a decoder's whole work.
    Members,
    /// It holds more than the limit.
    TooLarge,
}

/// Who compresses a few megabytes makes one member, or one a core.
pub(super) const MAX_MEMBERS: usize = 16;

/// The bytes in all members of `compressed` (RFC 1952, section 2.2: one after
/// another is as good as one).
pub(super) fn decompress(mut compressed: &[u8], max_bytes: u64) -> Result<Vec<u8>, GzipFault> {
    let mut bytes = Vec::new();
    for number in 1.. {
        if compressed.is_empty() {
            break;
        }
        if number > MAX_MEMBERS {
            return Err(GzipFault::Members);
        }
        let before = bytes.len();
        let mut member = GzDecoder::new(compressed);
        let left = max_bytes - bytes.len() as u64;
        let read = member.by_ref().take(left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > max_bytes {
            return Err(GzipFault::TooLarge);
        }
        read.map_err(|error| if error.kind() == ErrorKind::UnexpectedEof { GzipFault::Cut } else { GzipFault::Damaged })?;
        compressed = member.into_inner();
        if !compressed.is_empty() && !compressed.starts_with(&[0x1f, 0x8b]) {
            return Err(GzipFault::Trailing);
        }
        if bytes.len() == before && (number > 1 || !compressed.is_empty()) {
            return Err(GzipFault::Members);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gives_the_bytes_up_to_the_limit() {
        assert_eq!(decompress(&gzip(b"{}"), 2), Ok(b"{}".to_vec()));
        assert_eq!(decompress(&gzip(b"{} "), 2), Err(GzipFault::TooLarge));
        assert_eq!(decompress(&gzip(b""), 2), Ok(Vec::new()));
        assert_eq!(decompress(&[gzip(b"{"), gzip(b"}")].concat(), 2), Ok(b"{}".to_vec()));
        assert_eq!(decompress(&[gzip(b"{}"), gzip(b" ")].concat(), 2), Err(GzipFault::TooLarge));
        assert_eq!(decompress(&gzip(&[b' '; 5_000_000]), 10_000), Err(GzipFault::TooLarge));
    }

    /// One member of an empty one's 20 bytes costs a thousand times what they do.
    #[test]
    fn a_few_members_are_read_and_none_that_is_empty() {
        assert_eq!(decompress(&gzip(b" ").repeat(MAX_MEMBERS), 1_000), Ok(vec![b' '; MAX_MEMBERS]));
        assert_eq!(decompress(&gzip(b" ").repeat(MAX_MEMBERS + 1), 1_000), Err(GzipFault::Members));
        for members in [[gzip(b""), gzip(b"{}")], [gzip(b"{}"), gzip(b"")], [gzip(b""), gzip(b"")]] {
            assert_eq!(decompress(&members.concat(), 1_000), Err(GzipFault::Members));
        }
        let many = gzip(b"").repeat((64 << 20) / gzip(b"").len());
        assert_eq!(decompress(&many, 64 << 20), Err(GzipFault::Members));
    }

    #[test]
    fn wherever_it_is_cut_it_says_so() {
        let whole = gzip(b"{\"syncToken\":\"1787411825\",\"createDate\":\"2026-08-22-15-17-05\"}");
        for length in 1..whole.len() {
            assert_eq!(decompress(&whole[..length], 1_000), Err(GzipFault::Cut), "{length} of {}", whole.len());
        }
    }

    #[test]
    fn whatever_is_changed_it_gives_no_other_bytes() {
        let plain = b"{\"syncToken\":\"1787411825\",\"createDate\":\"2026-08-22-15-17-05\"}";
        let whole = gzip(plain);
        // A few bits say the same either way.
        let changed = (0..whole.len() * 8).filter(|bit| {
            let mut changed = whole.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let result = decompress(&changed, 1_000);
            assert!(result.as_ref().is_ok_and(|bytes| bytes == plain) || result.is_err(), "bit {bit}: {result:?}");
            result.is_err()
        });
        assert!(changed.count() > (whole.len() - 18) * 8 / 2, "most of what is no frame is told by the check sum");
        assert_eq!(decompress(b"{\"no\":\"gzip at all\"}", 1_000), Err(GzipFault::Damaged));
        for rest in [b"{}".as_slice(), b"\0\0"] {
            assert_eq!(decompress(&[&gzip(b"{}"), rest].concat(), 1_000), Err(GzipFault::Trailing));
        }
    }
}
