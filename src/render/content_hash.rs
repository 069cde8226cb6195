//! A number made of content alone: the same on every machine, for ever.

use sha2::{Digest, Sha256};

/// The first eight bytes of SHA-256 over `text`, as a big-endian number.
pub(super) fn content_hash(text: &str) -> u64 {
    Sha256::digest(text.as_bytes()).iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}

/// A number that depends on both arguments and looks random: the finaliser of
/// SplitMix64 (Steele, Lea and Flood, 2014) over a Weyl step.
pub(super) const fn mix(hash: u64, salt: u64) -> u64 {
    let mut z = hash.wrapping_add(salt.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
