//! Everything that a copy of the document can be instead of AWS's: what the
//! provider says of it, in full, as a snapshot. Each is read by the built
//! provider over its protocol, as a plan does.

// A provider that is asked for the rules of one document after the other.
mod reader;

mod altered;
#[cfg(unix)]
mod files;
mod foreign;
mod malformed;
