//! The download against servers and files that do everything wrong. Each test
//! asserts the kind of the error, and its message's cause and remedy.

// A server that answers as it is told.
mod server;
// A fetch in a process of its own, whose environment a test chooses.
mod child;

mod cache;
mod conditional;
mod faults;
mod files;
mod http_answers;
mod proxies;
mod redirects;
mod retries;
mod single_flight;
mod tls;

use amazonconnect::fetch::{FetchError, Fetched, Limits, Source, fetch};
use std::time::Duration;

/// Limits under which a fault shows within a test's patience.
const LIMITS: Limits = Limits {
    request_timeout: Duration::from_secs(5),
    connect_timeout: Duration::from_secs(5),
    max_body_bytes: 10_000,
    max_redirects: 3,
    max_retries: 0,
    first_pause: Duration::from_millis(1),
};

async fn get(url: &str) -> Result<Fetched, FetchError> {
    fetch(&Source::parse(url).unwrap(), &LIMITS.into()).await
}

/// The failure of a fetch; a success fails the test.
async fn failure(url: &str) -> FetchError {
    failure_within(url, &LIMITS).await
}

async fn failure_within(url: &str, limits: &Limits) -> FetchError {
    fetch(&Source::parse(url).unwrap(), &(*limits).into()).await.expect_err("the fetch should fail")
}

/// Asserts that the message has these parts and nothing secret.
#[track_caller]
fn says(error: &FetchError, parts: &[&str]) {
    let message = error.to_string();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
    assert!(!message.contains("secret"), "{message}");
    assert!(!message.contains(|c: char| c.is_control()), "{message:?}");
}
