//! The provider of Amazon Connect's network rules: schemas, state structs, diagnostics, and the one adapter between tf-provider's traits and the plugin transport.

mod placeholder;

pub use placeholder::server;
