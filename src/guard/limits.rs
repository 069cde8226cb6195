//! How far a document may be from the table: an earlier count of addresses →
//! the lowest and the highest count that are believed.
//!
//! The two numbers here leave room for all that AWS did since 2020. Which
//! series are held to them is decided by `cargo xtask history`, which guards
//! none that ever came near.

/// The services that the requirements use, in the order of the tables.
pub const SERVICES: [&str; 6] = ["AMAZON_CONNECT", "CHIME_MEETINGS", "CHIME_VOICECONNECTOR", "CLOUDFRONT", "EC2", "S3"];

/// With less than this share of its addresses a service has shrunk.
///
/// A document thinned to 70 % must be refused, also where the table is 2 % below
/// the truth (0.70 / 0.98 = 0.714); S3's real IPv6 addresses in us-east-1 fell
/// to 76.5 % in 2025.
pub const SHRUNK_PERCENT: u128 = 72;

/// With more than this many times its addresses a service has grown.
///
/// In a year the services grew up to 5.8 times; those that grew from almost
/// nothing are helped by the floor.
pub const GROWN_FACTOR: u128 = 8;

/// The counts that are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Fewer are too few.
    pub lowest: u128,
    /// More are too many.
    pub highest: u128,
}

impl Bounds {
    /// The bounds around a count that was between `least` and `most`. `floor`
    /// addresses may always come, however small the service is: it is as much
    /// as eight of the blocks in which Amazon Connect's media live.
    pub const fn around(least: u128, most: u128, floor: u128) -> Self {
        let factor = most.saturating_mul(GROWN_FACTOR);
        let block = most.saturating_add(floor);
        Self { lowest: least.saturating_mul(SHRUNK_PERCENT).div_ceil(100), highest: if factor > block { factor } else { block } }
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    #[test]
    fn a_small_service_may_gain_a_block_and_a_large_one_eight_times_itself() {
        assert_eq!(Bounds::around(8_224, 8_224, 65_536), Bounds { lowest: 5_922, highest: 73_760 });
        assert_eq!(Bounds::around(90_000, 100_000, 65_536), Bounds { lowest: 64_800, highest: 800_000 });
        assert_eq!(Bounds::around(0, 0, 65_536), Bounds { lowest: 0, highest: 65_536 });
        assert_eq!(Bounds::around(u128::MAX, u128::MAX, 1).highest, u128::MAX);
    }
}
