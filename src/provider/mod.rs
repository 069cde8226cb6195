//! The provider of Amazon Connect's network rules: what the core declares, as
//! tf-provider's schemas, states and diagnostics, and the adapter between
//! tf-provider's traits and the plugin transport. `catalog` lists everything.

mod acquire;
pub mod adapter;
mod assembly;
mod catalog;
mod clock;
mod config;
mod data_sources;
mod declared_function;
mod diagnostics;
mod document;
mod document_error;
mod documents;
mod keep;
mod network;
mod note;
mod query;
mod resources;
mod shapes;
mod span;
mod strictness;
mod wanted;

pub use assembly::assemble;
pub use catalog::{Declarations, declarations};
pub use config::{CACHE_VARIABLE, DEFAULT_URL, URL_VARIABLE};
pub use query::Declaration;
