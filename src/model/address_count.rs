//! How many addresses a prefix or a set of prefixes covers: exact, also for
//! the whole of both address families (2^128 + 2^32), which no built-in
//! integer holds.

use std::{fmt, iter::Sum, ops::Add};

use ethnum::U256;

/// A number of addresses. Displayed in decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AddressCount(U256);

impl AddressCount {
    /// No address.
    pub const ZERO: Self = Self(U256::ZERO);

    /// 2^`bits`; `bits` is at most 128, so that sums stay far from overflow.
    pub(super) fn power_of_two(bits: u8) -> Self {
        Self(U256::ONE << bits)
    }

    /// The count as a built-in integer, unless it is 2^128 or more.
    pub fn to_u128(self) -> Option<u128> {
        u128::try_from(self.0).ok()
    }

    /// The nearest floating-point number: for ratios, not for comparisons.
    pub fn to_f64(self) -> f64 {
        self.0.as_f64()
    }
}

impl From<u128> for AddressCount {
    fn from(count: u128) -> Self {
        Self(U256::from(count))
    }
}

impl Add for AddressCount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for AddressCount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::AddressCount;

    #[test]
    fn counts_beyond_u128_are_exact() {
        let both_families = AddressCount::power_of_two(128) + AddressCount::power_of_two(32);
        assert_eq!(both_families.to_string(), "340282366920938463463374607436063178752");
        assert_eq!(both_families.to_u128(), None);
        assert_eq!(AddressCount::from(u128::MAX).to_u128(), Some(u128::MAX));
        assert_eq!(AddressCount::ZERO.to_string(), "0");
    }

    #[test]
    fn width_and_fill_apply_to_the_decimal_digits() {
        assert_eq!(format!("{:>6}", AddressCount::from(1024)), "  1024");
    }
}
