//! The vocabulary that every other module speaks: prefixes and sets of them,
//! ports, protocols, directions, regions and services. Pure; knows no other
//! module of this crate.

mod direction;
mod ip_protocol;
mod ip_version;
mod names;
mod ports;
mod prefix;

pub use direction::Direction;
pub use ip_protocol::IpProtocol;
pub use ip_version::IpVersion;
pub use names::{NetworkBorderGroup, Region, Service};
pub use ports::{PortRange, PortRangeError};
pub use prefix::{Prefix, PrefixError};
