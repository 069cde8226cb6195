//! The functions: a file each with the signature, the arguments' checks and
//! one call into the core. All are pure: no configuration, clock, network or
//! file, since Terraform keeps hashes of their results in a plan.

mod arguments;
mod cidr_address_count;
mod cidr_contains;
mod cidr_cover;
mod cidr_intersect;
mod cidr_merge;
mod cidr_subtract;
pub use arguments::WhollyKnown;
pub use cidr_address_count::CidrAddressCount;
pub use cidr_contains::CidrContains;
pub use cidr_cover::CidrCover;
pub use cidr_intersect::CidrIntersect;
pub use cidr_merge::CidrMerge;
pub use cidr_subtract::CidrSubtract;
