//! A run of addresses of one family, taken apart into the fewest prefixes.

use super::{IpVersion, Prefix};

/// The addresses `first` to `last`, both included; empty if `first > last`.
/// Iterates over the fewest prefixes that cover exactly these, in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct AddressRange {
    pub version: IpVersion,
    pub first: u128,
    pub last: u128,
}

impl Iterator for AddressRange {
    type Item = Prefix;

    fn next(&mut self) -> Option<Prefix> {
        let steps = self.last.checked_sub(self.first)?;
        // The broadest prefix that starts at `first` (its alignment) and ends
        // at or before `last` (the size of the rest). 2^128 addresses are no
        // number of their own: then only the alignment counts.
        let size_bits = steps.checked_add(1).map_or(u128::BITS, u128::ilog2);
        let host_bits = self.first.trailing_zeros().min(size_bits).min(u32::from(self.version.bits())) as u8;
        let prefix = Prefix::truncate(self.version, self.first, self.version.bits() - host_bits);
        match prefix.last().checked_add(1) {
            Some(next) => self.first = next,
            // That was the last address of IPv6: nothing is left.
            None => (self.first, self.last) = (1, 0),
        }
        Some(prefix)
    }
}
