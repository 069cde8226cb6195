//! The provider of Amazon Connect's network rules: what the core declares, as
//! tf-provider's schemas, states and diagnostics, and the adapter between
//! tf-provider's traits and the plugin transport. `catalog` lists everything.

pub mod adapter;
mod assembly;
mod catalog;
mod config;
mod data_sources;
mod declared_function;
mod diagnostics;
mod documents;
mod network;
mod query;
mod shapes;
mod strictness;

pub use assembly::assemble;
pub use catalog::{Declarations, declarations};
pub use config::{DEFAULT_URL, URL_VARIABLE};
pub use query::Declaration;
