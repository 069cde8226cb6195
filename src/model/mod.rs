//! The vocabulary that every other module speaks: prefixes and sets of them,
//! ports, protocols, directions, regions and services. Pure; knows no other
//! module of this crate.

mod address_count;
mod address_range;
mod cover;
mod cover_split;
mod cover_tree;
mod digest;
mod direction;
mod ip_protocol;
mod ip_version;
mod moment;
mod named;
mod names;
mod permitted;
mod ports;
mod prefix;
mod prefix_error;
mod prefix_set;
mod prefix_text;
mod special_purpose;
mod text;

pub use address_count::AddressCount;
pub use cover::{Cover, CoverCurve, CoverError, cover};
pub use cover_split::{CoverSplit, Split, SplitPart};
pub use digest::{digest, is_sha256};
pub use direction::Direction;
pub use ip_protocol::IpProtocol;
pub use ip_version::IpVersion;
pub(crate) use named::named_enum;

pub use moment::Moment;
pub use named::Named;
pub use names::{NetworkBorderGroup, Region, Service};
pub use permitted::shortest_rule_length;
pub use ports::{PortRange, PortRangeError};
pub use prefix::Prefix;
pub use prefix_error::PrefixError;
pub use prefix_set::PrefixSet;
pub use text::{alternatives, cut, did_you_mean, excerpt, joined, nearest_names, quoted};
