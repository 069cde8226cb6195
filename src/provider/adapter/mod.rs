//! The one place that knows both tf-provider's typed traits and the plugin
//! transport. Authors implement [`tf_provider::Provider`], `DataSource`,
//! `Resource` and `Function`; a [`Catalog`] lists them by name; [`Adapter`]
//! serves them as a [`crate::plugin::ServedProvider`].
//!
//! tf-provider's own erased traits cannot be implemented or called from
//! outside that crate (their value type is private), hence the erased traits
//! here. Values are decoded straight from MessagePack into the typed state.

mod codec;
mod convert;
mod data_source;
mod function;
mod parts;
mod provider;
mod resource;
mod unknown;

pub use provider::{Adapter, Catalog};
