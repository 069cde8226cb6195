//! The two address families, which no record ever mixes.

use super::named_enum;

named_enum! {
    /// An address family, named as the `ip_version` attribute names it.
    IpVersion {
        /// IPv4, 32 bits.
        V4 = "ipv4",
        /// IPv6, 128 bits.
        V6 = "ipv6",
    }
}

impl IpVersion {
    /// How many bits an address has: 32 or 128.
    pub const fn bits(self) -> u8 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }
}
