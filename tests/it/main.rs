//! The integration tests, in one binary. Which module a new test goes into:

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says why it skips"
)]

mod intervals; // addresses as plain intervals: the reference that sets are held against
mod optimal_cover; // covers against every possible cover of a small universe
mod oracle; // the same answers as programs in other languages give
mod properties; // laws that hold for every input
mod rules; // resolution on real documents: figures, odd documents, nine years of history
mod shared_data; // AWS's real documents, which lie beside the repository
