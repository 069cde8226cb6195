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
