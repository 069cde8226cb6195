//! Which way a packet crosses the network's edge.

use super::named_enum;

named_enum! {
    /// A direction, seen from the agents' network.
    Direction {
        /// From the agents' network to AWS.
        Egress = "egress",
        /// From AWS to the agents' network.
        Ingress = "ingress",
    }
}

impl Direction {
    /// The way that replies take.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Egress => Self::Ingress,
            Self::Ingress => Self::Egress,
        }
    }
}
