//! The parameters that several functions have in common, each with its one
//! text.

use crate::{
    declaration::{Parameter, parameter},
    model::{Direction, Prefix},
};

/// `direction`.
pub(super) const fn direction() -> Parameter<Direction> {
    parameter("direction", "`egress` or `ingress`.")
}

/// `home_net`.
pub(super) const fn home_net() -> Parameter<Vec<Prefix>> {
    parameter("home_net", "The prefixes of the agents' network, of each address family that the rules have.")
}
