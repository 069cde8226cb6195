//! What several modules of integration tests drive. No tests of its own
//! subject, only of its own parts.

pub mod archive;
pub mod command;
pub mod document_server;
pub mod documents;
pub mod mirror;
pub mod processes;
pub mod readme;
pub mod skip;
pub mod terraform;
