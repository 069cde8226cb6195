//! The provider of Amazon Connect's network rules: schemas, state structs,
//! wording of diagnostics, and the adapter between tf-provider's traits and
//! the plugin transport. Each data source and function is a file that declares
//! its schema and calls the core once; `catalog` lists them all.

pub mod adapter;

mod attributes;
mod catalog;
mod diagnostics;
mod functions;
mod server;
mod values;

pub use server::server;
