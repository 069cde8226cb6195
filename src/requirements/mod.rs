//! What AWS's pages say Amazon Connect needs, as rows of data with source page
//! and date: one fact changed at AWS is one row changed here. Pure.
//!
//! The rows stand in files by theme; `requirement.rs` says what a row holds,
//! `table.rs` lists the files and finds rows. The resolution to rules reads
//! services, ports, scopes and conditions from here and repeats none of them.

mod ccp_domains;
mod deployment_trait;
mod features;
mod global_resiliency;
mod handling;
mod media;
mod operations;
mod ranges;
mod regions;
mod rejected;
mod requirement;
mod retired;
mod return_traffic;
mod sign_in;
mod sources;
mod status;
mod table;
#[cfg(test)]
mod tests;
mod video;
mod voice;

pub use deployment_trait::{DeploymentTrait, DeploymentTraits};
pub use handling::{Handling, ProxyUse};
pub use regions::{
    AWS_REGIONS, CONNECT_REGIONS, ConnectRegion, Offer, connect_region, is_aws_region, is_govcloud, is_resiliency_pair,
    offered_regions, partition,
};
pub use rejected::{REJECTED, Rejected};
pub use requirement::{Kind, RegionScope, Requirement, Transport, Values, Way};
pub use status::Status;
pub use table::{by_id, lookup, rows, version};
