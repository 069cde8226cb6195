//! Why the slots of rules do not fit together.

/// A set in which every prefix has one slot, or none has any, cannot take a
/// prefix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// Others have a slot.
    #[error(
        "{key:?} has no slot, but other rules have one: expected the rules of one amazonconnect_range_ledger, or rules without slots"
    )]
    Missing {
        /// The prefix with its permission.
        key: String,
    },
    /// Others have none.
    #[error(
        "{key:?} has slot {slot}, but other rules have none: expected the rules of one amazonconnect_range_ledger, or rules without slots"
    )]
    Alone {
        /// The prefix with its permission.
        key: String,
        /// Its slot.
        slot: u32,
    },
    /// It has another slot already.
    #[error(
        "{key:?} has slot {slot} and was given with slot {known} before: expected the rules of one amazonconnect_range_ledger"
    )]
    Contradiction {
        /// The prefix with its permission.
        key: String,
        /// The slot that it was given with first.
        known: u32,
        /// The other one.
        slot: u32,
    },
}
