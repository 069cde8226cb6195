//! One IPv4 or IPv6 prefix, always in canonical form.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use super::{AddressCount, IpVersion};

/// A prefix without host bits. Ordered by family, then address, then length.
///
/// The constructors are the only doors: `new` and `FromStr` refuse host bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix {
    version: IpVersion,
    /// The network address as a number: below 2^32 for IPv4.
    network: u128,
    len: u8,
}

/// Why a text or an address with a length is no prefix.
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
    /// The length exceeds 32 or 128.
    #[error("{found:?} has a prefix length above {max}")]
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

impl Prefix {
    /// The prefix at `network` with `len` leading bits.
    ///
    /// # Errors
    /// `Length` if `len` exceeds the family's bits, `HostBits` if bits behind
    /// it are set.
    pub fn new(network: IpAddr, len: u8) -> Result<Self, PrefixError> {
        let (version, number) = match network {
            IpAddr::V4(address) => (IpVersion::V4, u128::from(u32::from(address))),
            IpAddr::V6(address) => (IpVersion::V6, u128::from(address)),
        };
        if len > version.bits() {
            return Err(PrefixError::Length { found: format!("{network}/{len}"), max: version.bits() });
        }
        let canonical = Self::truncate(version, number, len);
        if canonical.network == number {
            Ok(canonical)
        } else {
            Err(PrefixError::HostBits { found: format!("{network}/{len}"), canonical: canonical.to_string() })
        }
    }

    /// The prefix of `len` bits that holds address `number`; `len` is at most
    /// the family's bits.
    pub(super) const fn truncate(version: IpVersion, number: u128, len: u8) -> Self {
        let host_bits = (version.bits() - len) as u32;
        let network = match number.checked_shr(host_bits) {
            Some(kept) => kept << host_bits,
            None => 0, // ::/0
        };
        Self { version, network, len }
    }

    /// The narrowest prefix that holds both, which are of one family.
    pub(super) fn common(self, other: Self) -> Self {
        let shared_bits = (self.network ^ other.network).leading_zeros() - (128 - u32::from(self.version.bits()));
        let len = u32::from(self.len.min(other.len)).min(shared_bits) as u8;
        Self::truncate(self.version, self.network, len)
    }

    /// The prefix whose lower half this is and whose upper half is `upper`.
    pub(super) fn joined_with(self, upper: Self) -> Option<Self> {
        let len = self.len.checked_sub(1)?;
        let whole = Self::truncate(self.version, self.network, len);
        let halves = self.len == upper.len && self.network != upper.network && whole.contains(upper);
        halves.then_some(whole)
    }

    /// The first address as a number.
    pub(super) const fn first(self) -> u128 {
        self.network
    }

    /// The last address as a number.
    pub(super) const fn last(self) -> u128 {
        self.network | self.host_mask()
    }

    /// One less than the number of addresses: a number that always fits.
    pub(super) const fn host_mask(self) -> u128 {
        match u128::MAX.checked_shr(128 - (self.version.bits() - self.len) as u32) {
            Some(mask) => mask,
            None => 0, // a host
        }
    }

    /// How many addresses the prefix has: up to 2^128.
    pub fn address_count(self) -> AddressCount {
        AddressCount::power_of_two(self.version.bits() - self.len)
    }

    /// The address family.
    pub const fn version(self) -> IpVersion {
        self.version
    }

    /// The first address.
    pub fn network(self) -> IpAddr {
        match self.version {
            // An IPv4 network is below 2^32: the constructors keep it so.
            IpVersion::V4 => IpAddr::V4(Ipv4Addr::from(self.network as u32)),
            IpVersion::V6 => IpAddr::V6(Ipv6Addr::from(self.network)),
        }
    }

    /// How many leading bits are fixed.
    #[expect(clippy::len_without_is_empty, reason = "a length of bits, not of a collection")]
    pub const fn len(self) -> u8 {
        self.len
    }

    /// Whether every address of `other` is one of ours.
    pub const fn contains(self, other: Self) -> bool {
        matches!((self.version, other.version), (IpVersion::V4, IpVersion::V4) | (IpVersion::V6, IpVersion::V6))
            && self.len <= other.len
            && Self::truncate(other.version, other.network, self.len).network == self.network
    }
}

impl fmt::Display for Prefix {
    /// Canonical text: dotted decimal, or RFC 5952 lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network(), self.len)
    }
}

impl FromStr for Prefix {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let syntax = || PrefixError::Syntax { found: text.to_owned() };
        let (address, len) = text.split_once('/').ok_or_else(syntax)?;
        let plain = len.bytes().all(|byte| byte.is_ascii_digit()) && (len == "0" || !len.starts_with('0'));
        let address: IpAddr = address.parse().map_err(|_| syntax())?;
        let len: u16 = if plain { len.parse().map_err(|_| syntax())? } else { return Err(syntax()) };
        let max = if address.is_ipv4() { 32 } else { 128 };
        match u8::try_from(len) {
            Ok(len) if len <= max => Self::new(address, len),
            _ => Err(PrefixError::Length { found: text.to_owned(), max }),
        }
    }
}
