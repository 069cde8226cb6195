//! How long and how much a fetch may take. Every limit ends in an error that
//! names it.

use std::time::Duration;

/// The limits of one fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the whole fetch: all redirects, and the body to its last byte.
    pub request_timeout: Duration,
    /// For each connection: name lookup, TCP and TLS.
    pub connect_timeout: Duration,
    /// The longest body or file, whatever its declared length. AWS's document
    /// had 2.6 MB on 2026-08-22.
    pub max_body_bytes: u64,
    /// How many redirects are followed.
    pub max_redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            max_body_bytes: 64 * 1024 * 1024,
            max_redirects: 5,
        }
    }
}
