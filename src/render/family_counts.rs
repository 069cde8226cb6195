//! Figures by direction and family, as quotas of AWS count.

use crate::{
    declaration::Record,
    model::{Direction, IpVersion},
};
use serde::Serialize;

/// One figure for each direction and address family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Record)]
pub struct FamilyCounts {
    /// Of egress, IPv4.
    pub egress_ipv4: usize,
    /// Of egress, IPv6.
    pub egress_ipv6: usize,
    /// Of ingress, IPv4.
    pub ingress_ipv4: usize,
    /// Of ingress, IPv6.
    pub ingress_ipv6: usize,
}

impl FamilyCounts {
    /// The sums of these figures.
    pub fn sums(figures: impl IntoIterator<Item = (Direction, IpVersion, usize)>) -> Self {
        Self::folded(figures, usize::saturating_add)
    }

    /// The greatest of these figures.
    pub(super) fn greatest(figures: impl IntoIterator<Item = (Direction, IpVersion, usize)>) -> Self {
        Self::folded(figures, usize::max)
    }

    fn folded(figures: impl IntoIterator<Item = (Direction, IpVersion, usize)>, fold: fn(usize, usize) -> usize) -> Self {
        let mut counts = Self::default();
        for (direction, ip_version, figure) in figures {
            let count = match (direction, ip_version) {
                (Direction::Egress, IpVersion::V4) => &mut counts.egress_ipv4,
                (Direction::Egress, IpVersion::V6) => &mut counts.egress_ipv6,
                (Direction::Ingress, IpVersion::V4) => &mut counts.ingress_ipv4,
                (Direction::Ingress, IpVersion::V6) => &mut counts.ingress_ipv6,
            };
            *count = fold(*count, figure);
        }
        counts
    }

    /// All four, in the order of the fields.
    pub(super) const fn each(&self) -> [usize; 4] {
        [self.egress_ipv4, self.egress_ipv6, self.ingress_ipv4, self.ingress_ipv6]
    }

    /// The greatest of the four.
    pub(super) fn max(&self) -> usize {
        self.each().into_iter().max().unwrap_or_default()
    }

    /// All four together.
    pub(super) fn total(&self) -> usize {
        self.each().into_iter().fold(0, usize::saturating_add)
    }
}

impl std::fmt::Display for FamilyCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [egress_ipv4, egress_ipv6, ingress_ipv4, ingress_ipv6] = self.each();
        write!(
            f,
            "egress ipv4 {egress_ipv4}, egress ipv6 {egress_ipv6}, ingress ipv4 {ingress_ipv4}, ingress ipv6 {ingress_ipv6}"
        )
    }
}
