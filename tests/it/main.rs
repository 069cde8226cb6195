//! All integration tests, in one binary. Which file does a new test go in?

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by a panic, and says why it was skipped"
)]

/// The plugin protocol, spoken to the built binary and to a fixture provider.
mod protocol;
