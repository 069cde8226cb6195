//! How long and how much a fetch may take. Every limit ends in an error that
//! names it.

use std::time::Duration;

/// The limits of one fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the whole fetch: all tries with their pauses, all redirects, and the
    /// body to its last byte.
    pub request_timeout: Duration,
    /// For each connection: name lookup, TCP and TLS.
    pub connect_timeout: Duration,
    /// The longest body or file, whatever its declared length. AWS's document
    /// had 2.6 MB on 2026-08-22.
    pub max_body_bytes: u64,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// How often a fetch is tried again after what may pass.
    pub max_retries: usize,
    /// The pause before the second try; each later one is twice as long.
    pub first_pause: Duration,
}

/// How long one connection may take when the whole fetch has little time.
const CONNECT: Duration = Duration::from_secs(5);

impl Limits {
    /// These limits with another time for the whole fetch.
    ///
    /// A connection may take half of it, and five seconds if that is more, but
    /// never longer than the whole: who raises one raises the other.
    #[must_use]
    pub fn with_request_timeout(request_timeout: Duration) -> Self {
        let connect_timeout = (request_timeout / 2).max(CONNECT).min(request_timeout);
        Self { request_timeout, connect_timeout, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(10),
            connect_timeout: CONNECT,
            max_body_bytes: 64 * 1024 * 1024,
            max_redirects: 3,
            max_retries: 3,
            first_pause: Duration::from_millis(200),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use std::time::Duration;

    #[test]
    fn a_longer_fetch_may_connect_for_longer() {
        for (whole, connection) in [(1, 1), (5_000, 5_000), (7_000, 5_000), (10_000, 5_000), (60_000, 30_000)] {
            let limits = Limits::with_request_timeout(Duration::from_millis(whole));
            assert_eq!(limits.connect_timeout, Duration::from_millis(connection), "{whole} ms");
            assert_eq!(limits.request_timeout, Duration::from_millis(whole));
        }
        assert_eq!(Limits::with_request_timeout(Limits::default().request_timeout), Limits::default());
        assert_eq!(Limits::with_request_timeout(Duration::MAX).connect_timeout, Duration::MAX / 2);
    }
}
