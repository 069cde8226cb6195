//! How much a comparison may take. Ports that overlap in ever other ways cut
//! each other into pieces whose number grows as a power of that of the rules.

/// More than this many prefixes are not looked at. Ten thousand prefixes in
/// place, each a line, and twenty permissions of ten ranges of ports are two
/// millions.
const MOST_STEPS: usize = 100_000_000;

/// The steps of one comparison so far.
#[derive(Default)]
pub(super) struct Effort {
    steps: usize,
}

impl Effort {
    /// Counts what is to be done next.
    pub(super) fn takes(&mut self, steps: usize) -> Result<(), TooManyPieces> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MOST_STEPS { Err(TooManyPieces) } else { Ok(()) }
    }
}

/// The comparison would take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "deployed and required have so many ranges of ports that overlap that comparing them takes more than {MOST_STEPS} steps: expected \
     fewer of them in one call, so ask for the rules of one direction and protocol, or of a part of the ranges, in a call of its own"
)]
pub struct TooManyPieces;
