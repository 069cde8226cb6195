//! The provider of Amazon Connect's network rules: schemas, state structs,
//! wording of diagnostics, and the adapter between tf-provider's traits and
//! the plugin transport. Each data source and function is a file that declares
//! its schema and calls the core once; `catalog` lists them all.

pub mod adapter;
mod arguments;
mod assembly;
mod attributes;
mod catalog;
mod config;
mod data_sources;
mod diagnostics;
mod document_output;
mod documents;
mod domain_rule_object;
mod functions;
mod resolve_report;
mod rule_object;
mod values;

pub use assembly::assemble;
pub use config::{DEFAULT_URL, URL_VARIABLE};
