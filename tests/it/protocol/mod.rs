//! The plugin protocol from the host's side. `client` and `process` play the
//! host and are for every test that calls a provider; `fixture` is a provider
//! that misbehaves on demand, served in this process.

pub(crate) mod client;
pub(crate) mod process;

mod fixture;

/// RPCs: which are served, limits, cancellation, panics, results that are missing.
mod calls;
/// The command line and the handshake line.
mod command_line;
mod data_sources;
/// When the process ends, and when it does not.
mod ending;
/// Arbitrary bytes in every RPC.
mod hostile_values;
/// Standard error.
mod logs;
/// How the `provider` block says that the document is reached.
#[cfg(unix)]
mod network_arguments;
/// `--debug`.
mod reattach;
/// Where the socket is and who may open it.
mod socket;
/// Who is let in.
mod tls;
