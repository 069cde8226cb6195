//! How a source is reached.

use super::{authorities::Authorities, limits::Limits, proxy::NamedProxy};

/// What a user may say of the way to a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Access {
    /// How long and how much a fetch may take.
    pub limits: Limits,
    /// Whom to trust beside the system's authorities.
    pub authorities: Option<Authorities>,
    /// The proxy for every host but this machine; without one, the
    /// environment's.
    pub proxy: Option<NamedProxy>,
}

impl From<Limits> for Access {
    fn from(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }
}
