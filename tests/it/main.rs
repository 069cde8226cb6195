//! The one integration binary. A new test goes into the file whose line below
//! describes it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a failed expectation is a failed test, and a skipped test says so"
)]

// Real documents beside the repository, and how a test skips without them.
mod shared_data;

// The document: whole real ones, every publication since 2017, laws.
mod bundled_snapshot;
mod documents;
mod history;
mod parse_properties;

// The download against hostile servers, and hostile files.
mod fetch;
