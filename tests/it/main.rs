//! The integration tests, one binary. Where does a new test go?
//!
//! | module | what is driven |
//! |---|---|
//! | `parsers` | rendered text, read by nft, suricata and squid |
//! | `render` | renderings: contracts, laws, refusals, and stability on AWS's real changes |
//! | `rendering_functions` | the rendering functions, called as Terraform calls them |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests fail by panicking, and say on stderr why they were skipped"
)]

mod parsers;
mod render;
mod rendering_functions;
