//! The integration tests, one binary. Where does a new test go?
//!
//! | module | what is driven |
//! |---|---|
//! | `acceptance` | a real Terraform with this provider alone |
//! | `downstream` | a real Terraform, this provider and the real hashicorp/aws against an AWS on loopback |
//! | `parsers` | rendered text, read by nft, suricata and squid |
//! | `render` | renderings: contracts, laws, refusals, and stability on AWS's real changes |
//! | `support` | no tests: the Terraform driver, the loopback document server, the real documents |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs,
    reason = "tests fail by panicking, and say on stderr why they were skipped"
)]

mod acceptance;
mod downstream;
mod parsers;
mod render;
mod support;
