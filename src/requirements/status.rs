//! How far AWS stands behind what a row says.

use crate::model::named_enum;

named_enum! {
    /// How far AWS stands behind a row.
    Status {
        /// AWS's pages say so.
        Current = "current",
        /// AWS's pages say so and name a successor.
        Deprecated = "deprecated",
        /// Follows from what AWS says; no page says it. The note tells why.
        Derived = "derived",
        /// Named by AWS for another purpose; nothing says that agents need it.
        Unverified = "unverified",
        /// Gone from AWS's pages: never becomes a rule.
        Retired = "retired",
    }
}

impl Status {
    /// Whether prefixes of such a row become rules: those that AWS stands
    /// behind, or that follow from what it says.
    pub const fn becomes_a_rule(self) -> bool {
        matches!(self, Self::Current | Self::Derived)
    }
}
