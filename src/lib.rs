//! The network rules that Amazon Connect needs, as a Terraform and OpenTofu
//! provider.
//!
//! Data goes one way, one verb a stage:
//!
//! | stage | module | in → out |
//! |---|---|---|
//! | fetch, keep | [`fetch`] | URL and limits → bytes with provenance, and the last good ones in a file |
//! | parse | [`ip_ranges`] | bytes → `IpRanges` |
//! | guard | [`guard`] | `IpRanges` and tables from history → `Examined`: the same with what is not believable |
//! | select | [`ip_ranges`] | `IpRanges`, services, regions → non-empty entries |
//! | merge, cover | [`model`] | prefixes → exact minimal set, or the best superset within a budget |
//! | resolve | [`rules`] | requirement rows × prefix sets → ordered firewall rules |
//! | remember | [`ledger`] | memory and rules → memory with dates, held prefixes and slots |
//! | render | [`render`] | rules → a target's records or text |
//! | encode | [`provider`] | records → Terraform values |
//!
//! All but `fetch`, `plugin` and `provider` are pure: no clock, network, file or
//! environment. `fetch` and `plugin` know nothing of Amazon Connect's rules;
//! `provider` ties all together. ARCHITECTURE.md says who may know whom.

pub mod declaration;
pub mod fetch;
pub mod functions;
pub mod guard;
pub mod ip_ranges;
pub mod ledger;
pub mod model;
pub mod plugin;
pub mod provider;
pub mod publications;
pub mod render;
pub mod requirements;
pub mod rules;
