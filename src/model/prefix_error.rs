//! Why something is no prefix.

/// Why a text, or an address with a length, is no prefix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrefixError {
    /// Not `address/length`.
    #[error(
        "{found:?} is no CIDR prefix: expected an address and a length, such as \"15.193.0.0/19\" or \"2600:f0f2:7100::/40\""
    )]
    Syntax {
        /// The text as given.
        found: String,
    },
    /// An address alone.
    #[error("{found:?} has no prefix length: expected {expected:?} for this one address")]
    MissingLength {
        /// The text as given.
        found: String,
        /// The prefix of this address alone.
        expected: String,
    },
    /// A number starts with 0, which some programs read as octal.
    #[error("{found:?} has a number with leading zeros, which some programs read as octal: expected {expected:?}")]
    LeadingZeros {
        /// The text as given.
        found: String,
        /// The prefix with the numbers read as decimal.
        expected: String,
    },
    /// An IPv6 zone, which means something on one machine only.
    #[error("{found:?} names a zone: expected the prefix without the part from \"%\" to \"/\"")]
    Zone {
        /// The text as given.
        found: String,
    },
    /// The length exceeds 32 or 128.
    #[error("{found:?} has a prefix length that is too great: expected a length from 0 to {max}")]
    Length {
        /// The text as given.
        found: String,
        /// 32 or 128.
        max: u8,
    },
    /// Bits behind the prefix length are set.
    #[error("{found:?} has host bits set: expected {canonical:?}")]
    HostBits {
        /// The text as given.
        found: String,
        /// The same prefix with the host bits cleared.
        canonical: String,
    },
}
