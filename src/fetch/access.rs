//! How a source is reached.

use super::limits::Limits;

/// What a user may say of the way to a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Access {
    /// How long and how much a fetch may take.
    pub limits: Limits,
}

impl From<Limits> for Access {
    fn from(limits: Limits) -> Self {
        Self { limits }
    }
}
