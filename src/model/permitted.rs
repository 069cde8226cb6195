//! Which prefixes may stand in a rule.
//!
//! In: a prefix. Out: whether a rule may hold it, whatever the document says
//! and however a budget asks for less. What lies in a permitted prefix is
//! permitted too, on which `cover` relies.

use super::{IpVersion, Prefix};

/// The least length of a prefix that may become a rule. AWS's broadest prefixes
/// were /11 and /28 in nine years of documents; these leave room for growth, and
/// none for a document or a cover that opens the Internet.
pub const fn shortest_rule_length(version: IpVersion) -> u8 {
    match version {
        IpVersion::V4 => 8,
        IpVersion::V6 => 20,
    }
}

impl Prefix {
    /// Whether the prefix is broader than any that may become a rule.
    pub const fn is_too_broad(self) -> bool {
        self.len() < shortest_rule_length(self.version())
    }

    /// Whether a rule may hold the prefix: it is not too broad, and public
    /// throughout. A cover could swallow private networks otherwise.
    pub fn may_be_a_rule(self) -> bool {
        !self.is_too_broad() && self.is_global_unicast()
    }
}

#[cfg(test)]
mod tests {
    use super::Prefix;

    #[test]
    fn a_rule_is_narrow_and_public() {
        let may = |text: &str| text.parse::<Prefix>().unwrap().may_be_a_rule();
        for text in ["20.0.0.0/8", "15.193.0.0/19", "3.2.0.1/32", "2600:1000::/20", "2600:9000::/28"] {
            assert!(may(text), "{text}");
        }
        // Too broad; not public; public in part.
        for text in ["20.0.0.0/7", "0.0.0.0/0", "2600::/19", "10.0.0.0/24", "fd00::/48", "198.51.100.0/22", "2001::/20"] {
            assert!(!may(text), "{text}");
        }
    }
}
