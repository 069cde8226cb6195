//! Prefixes that no rule may hold: a prefix → whether AWS can own it.
//!
//! The broadest row in nine years of documents is a /11, in IPv6 a /28. Merging
//! can join rows into broader ones, so rows and merged prefixes are both asked.

use crate::model::{IpVersion, Prefix};

/// The least length of a believable prefix.
pub const fn shortest_length(version: IpVersion) -> u8 {
    match version {
        IpVersion::V4 => 8,
        IpVersion::V6 => 20,
    }
}

/// Whether a prefix is broader than any that AWS may own.
pub const fn is_too_broad(prefix: Prefix) -> bool {
    prefix.len() < shortest_length(prefix.version())
}

#[cfg(test)]
mod tests {
    use super::is_too_broad;

    #[test]
    fn the_shortest_length_is_allowed() {
        for (text, expected) in [("15.0.0.0/8", false), ("16.0.0.0/7", true), ("2600::/20", false), ("2600::/19", true)] {
            assert_eq!(is_too_broad(text.parse().unwrap()), expected, "{text}");
        }
    }
}
