//! One IPv4 or IPv6 prefix, always in canonical form. `prefix_text` reads and
//! writes it, `prefix_set` holds many.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{AddressCount, IpVersion, PrefixError};

/// A prefix without host bits. Ordered by family, then address, then length.
///
/// The constructors are the only doors: `new` and `FromStr` refuse host bits,
/// which the network inside may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(IpNet);

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
        if canonical.first() == number {
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
        // `new_assert` refuses a length above the family's bits; none has one.
        Self(match version {
            IpVersion::V4 => IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::from_bits(network as u32), len)),
            IpVersion::V6 => IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::from_bits(network), len)),
        })
    }

    /// The narrowest prefix that holds both, which are of one family.
    pub(super) fn common(self, other: Self) -> Self {
        let shared_bits = (self.first() ^ other.first()).leading_zeros() - (128 - u32::from(self.version().bits()));
        let len = u32::from(self.len().min(other.len())).min(shared_bits) as u8;
        Self::truncate(self.version(), self.first(), len)
    }

    /// The prefix whose lower half this is and whose upper half is `upper`.
    pub(super) fn joined_with(self, upper: Self) -> Option<Self> {
        let len = self.len().checked_sub(1)?;
        let whole = Self::truncate(self.version(), self.first(), len);
        let halves = self.len() == upper.len() && self.first() != upper.first() && whole.contains(upper);
        halves.then_some(whole)
    }

    /// The first address as a number: below 2^32 for IPv4.
    pub(super) const fn first(self) -> u128 {
        match self.0 {
            IpNet::V4(net) => net.addr().to_bits() as u128,
            IpNet::V6(net) => net.addr().to_bits(),
        }
    }

    /// The last address as a number.
    pub(super) const fn last(self) -> u128 {
        self.first() | self.host_mask()
    }

    /// One less than the number of addresses: a number that always fits.
    pub(super) const fn host_mask(self) -> u128 {
        match u128::MAX.checked_shr(128 - (self.version().bits() - self.len()) as u32) {
            Some(mask) => mask,
            None => 0, // a host
        }
    }

    /// How many addresses the prefix has: up to 2^128.
    pub fn address_count(self) -> AddressCount {
        AddressCount::power_of_two(self.version().bits() - self.len())
    }

    /// The address family.
    pub const fn version(self) -> IpVersion {
        match self.0 {
            IpNet::V4(_) => IpVersion::V4,
            IpNet::V6(_) => IpVersion::V6,
        }
    }

    /// The first address.
    pub fn network(self) -> IpAddr {
        self.0.addr()
    }

    /// How many leading bits are fixed.
    #[expect(clippy::len_without_is_empty, reason = "a length of bits, not of a collection")]
    pub const fn len(self) -> u8 {
        match self.0 {
            IpNet::V4(net) => net.prefix_len(),
            IpNet::V6(net) => net.prefix_len(),
        }
    }

    /// Whether every address of `other` is one of ours.
    pub const fn contains(self, other: Self) -> bool {
        matches!((self.0, other.0), (IpNet::V4(_), IpNet::V4(_)) | (IpNet::V6(_), IpNet::V6(_)))
            && self.len() <= other.len()
            && Self::truncate(other.version(), other.first(), self.len()).first() == self.first()
    }
}

impl From<Prefix> for IpNet {
    fn from(prefix: Prefix) -> Self {
        prefix.0
    }
}

impl TryFrom<IpNet> for Prefix {
    type Error = PrefixError;

    /// Refuses host bits, which an `IpNet` may have.
    fn try_from(net: IpNet) -> Result<Self, PrefixError> {
        Self::new(net.addr(), net.prefix_len())
    }
}
