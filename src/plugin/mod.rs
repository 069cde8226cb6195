//! The plugin protocol: everything between the process that Terraform or
//! OpenTofu starts and a [`ServedProvider`]. Knows neither tf-provider nor
//! Amazon Connect; tonic and prost types stay in here.
//!
//! The way of a call: `listener` → `accept` (with `tls`) → `provider_service`
//! (with `wire` and `schema_wire`) → `guard` → [`ServedProvider`]. Around it:
//! `handshake` and `reattach` tell where to connect, `controller` serves
//! go-plugin's own services, `lifecycle` knows when calls and process end,
//! `grpc_server` and `serve` put it together, [`logging`] writes the log.

mod accept;
mod address;
mod connection;
mod controller;
mod grpc_server;
mod guard;
mod handshake;
mod json;
mod lifecycle;
mod listener;
pub mod logging;
#[doc(hidden)]
pub mod proto;
mod provider_service;
mod reattach;
mod schema;
mod schema_wire;
mod serve;
mod served_provider;
mod tls;
mod wire;

pub use address::Address;
pub use grpc_server::{Mode, ServeError, Server, ShutdownHandle};
pub use guard::log_panics;
pub use handshake::HostEnvironment;
pub use listener::ListenError;
pub use schema::{
    Attribute, AttributeKind, Block, Function, FunctionParameter, NestedAttributes, Nesting, ProviderNames, ProviderSchema,
    Schema,
};
pub use serve::{ServeOptions, announce_failure, serve};
pub use served_provider::{
    Diagnostic, FunctionError, ImportedResource, PathStep, PlannedResource, ResourceChange, ResourceState, ServedProvider,
    Severity,
};
pub use tls::TlsError;
