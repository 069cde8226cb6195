//! The plugin protocol: everything between the process that Terraform or
//! OpenTofu starts and a [`ProviderServer`]. Knows neither tf-provider nor
//! Amazon Connect; tonic and prost types stay in here.
//!
//! The way of a call: `listener` → `accept` (with `tls`) → `provider_service`
//! (with `wire` and `schema_wire`) → `guard` → [`ProviderServer`]. Around it:
//! `handshake` and `reattach` tell where to connect, `controller` serves
//! go-plugin's own services, `lifecycle` knows when calls and process end,
//! `server` and `serve` put it together, [`logging`] writes the log.

mod accept;
mod connection;
mod controller;
mod guard;
mod handshake;
mod lifecycle;
mod listener;
pub mod logging;
#[doc(hidden)]
pub mod proto;
mod provider_server;
mod provider_service;
mod reattach;
mod schema;
mod schema_wire;
mod serve;
mod server;
mod tls;
mod wire;

pub use guard::log_panics;
pub use handshake::HostEnvironment;
pub use listener::{Address, ListenError};
pub use provider_server::{
    Diagnostic, FunctionError, ImportedResource, PathStep, PlannedResource, ProviderServer, ResourceChange, ResourceState,
    Severity,
};
pub use schema::{
    Attribute, AttributeKind, Block, Function, FunctionParameter, NestedAttributes, Nesting, ProviderSchema, Schema,
};
pub use serve::{ServeOptions, serve};
pub use server::{Mode, ServeError, Server, ShutdownHandle};
pub use tls::TlsError;
