//! The same again, after what may pass: at growing pauses, which are random so
//! that a thousand pipelines do not come back as one, and as long as the whole
//! fetch has time.

use super::{
    error::{FetchError, FetchFault},
    limits::Limits,
};
use backon::{ExponentialBuilder, Retryable as _};
use std::time::Duration;
use tokio::time::Instant;

/// The longest pause that a source does not ask for itself.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What `attempt` gives, tried again after failures that may pass.
///
/// # Errors
/// The last failure, with how many tries were made; what a source asks to wait,
/// if that is longer than until `deadline`.
pub(super) async fn with_retries<T, F>(limits: &Limits, deadline: Instant, attempt: impl FnMut() -> F) -> Result<T, FetchError>
where
    F: Future<Output = Result<T, FetchError>>,
{
    let pauses = ExponentialBuilder::new()
        .with_min_delay(limits.first_pause)
        .with_max_delay(LONGEST_PAUSE)
        .with_max_times(limits.max_retries)
        .with_jitter();
    let is_in_time = |pause: Duration| pause < deadline.saturating_duration_since(Instant::now());
    let mut earlier = Vec::new();
    let result = attempt
        .retry(pauses)
        .when(|error: &FetchError| error.kind.may_pass())
        .adjust(|error, pause| pause.map(|pause| pause.max(error.kind.asked_pause())).filter(|pause| is_in_time(*pause)))
        .notify(|error, _| earlier.push(error.clone()))
        .await;
    result.map_err(|mut error| {
        let tries = earlier.len() + 1;
        if tries > 1 || error.kind.may_pass() {
            error.tries = Some(tries);
        }
        match error.kind {
            FetchFault::Status { status, pause: Some(pause), .. } if tries <= limits.max_retries && !is_in_time(pause) => {
                error.kind = FetchFault::Pause { status, pause, limit: limits.request_timeout };
            }
            // The time that ran out says less than what it was spent on.
            FetchFault::Timeout { .. } => error.before = earlier.pop().map(Box::new),
            _ => {}
        }
        error
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const LIMITS: Limits = Limits {
        request_timeout: Duration::from_secs(60),
        connect_timeout: Duration::from_secs(5),
        max_body_bytes: 1,
        max_redirects: 0,
        max_retries: 3,
        first_pause: Duration::from_millis(200),
    };

    fn status(status: u16, pause: Option<u64>) -> FetchFault {
        FetchFault::status(status, pause.map(Duration::from_secs))
    }

    /// Gives each of these failures once, then success; says what came of it,
    /// how many tries there were, and how long it took. Time stands still but
    /// for the pauses.
    async fn outcome(failures: &[FetchFault], limits: &Limits) -> (Result<(), FetchError>, usize, Duration) {
        let (start, tries) = (Instant::now(), AtomicUsize::new(0));
        let result = with_retries(limits, start + limits.request_timeout, || async {
            let failure = failures.get(tries.fetch_add(1, Ordering::Relaxed));
            failure.map_or(Ok(()), |failure| Err(failure.clone().at("the source")))
        })
        .await;
        (result, tries.into_inner(), start.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_double_and_vary_by_themselves() {
        let (mut shortest, mut longest) = (Duration::MAX, Duration::ZERO);
        for _ in 0..50 {
            let (result, tries, elapsed) = outcome(&[status(503, None), status(429, None), status(500, None)], &LIMITS).await;
            assert_eq!((result, tries), (Ok(()), 4));
            (shortest, longest) = (shortest.min(elapsed), longest.max(elapsed));
        }
        assert!(shortest >= Duration::from_millis(1_400) && longest <= Duration::from_millis(2_810), "{shortest:?} {longest:?}");
        assert_ne!(shortest, longest);
    }

    #[tokio::test(start_paused = true)]
    async fn as_often_as_allowed_and_not_more() {
        for max_retries in [0, 1, 10] {
            let limits = Limits { max_retries, ..LIMITS };
            let (result, tries, _) = outcome(&vec![status(503, None); 100], &limits).await;
            let error = result.unwrap_err();
            assert_eq!((tries, error.tries), (max_retries + 1, Some(max_retries + 1)));
            assert_eq!(error.kind, status(503, None));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_lasts_is_not_tried_again() {
        for failure in [status(404, None), status(304, None), FetchFault::Empty, FetchFault::NoProxy { named: "proxy_url" }] {
            let (result, tries, elapsed) = outcome(&vec![failure.clone(); 9], &LIMITS).await;
            let error = result.unwrap_err();
            assert_eq!((error.kind, error.tries, tries, elapsed), (failure, None, 1, Duration::ZERO));
        }
        let (result, tries, _) = outcome(&[status(503, None), status(404, None), status(404, None)], &LIMITS).await;
        assert_eq!((result.unwrap_err().tries, tries), (Some(2), 2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_a_source_asks_for_is_kept() {
        let (result, tries, elapsed) = outcome(&[status(503, Some(30))], &LIMITS).await;
        assert_eq!((result, tries, elapsed.as_secs()), (Ok(()), 2, 30));
        // A shorter one than ours does not hurry us.
        let (result, _, elapsed) = outcome(&[status(503, Some(0))], &LIMITS).await;
        assert!(result.is_ok() && elapsed >= Duration::from_millis(200), "{elapsed:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_beyond_the_deadline_is_not_begun() {
        for pause in [60, u64::MAX] {
            let (result, tries, elapsed) = outcome(&[status(429, Some(pause))], &LIMITS).await;
            let pause = Duration::from_secs(pause);
            let expected = FetchFault::Pause { status: 429, pause, limit: LIMITS.request_timeout };
            assert_eq!((result.unwrap_err().kind, tries, elapsed), (expected, 1, Duration::ZERO));
        }
        // The source's wish is no reason where no try is left.
        let (result, ..) = outcome(&[status(429, Some(90))], &Limits { max_retries: 0, ..LIMITS }).await;
        assert_eq!(result.unwrap_err().kind, status(429, Some(90)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_deadline_ends_the_tries() {
        let limits = Limits { request_timeout: Duration::from_secs(1), max_retries: 10, ..LIMITS };
        let (result, tries, elapsed) = outcome(&vec![status(503, None); 100], &limits).await;
        assert_eq!(result.unwrap_err().kind, status(503, None));
        assert!((2..=4).contains(&tries) && elapsed < limits.request_timeout, "{tries} in {elapsed:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_timeout_says_what_came_before() {
        let late = FetchFault::Timeout { stage: super::super::error::Stage::Waiting, limit: LIMITS.request_timeout };
        let limits = Limits { max_retries: 1, ..LIMITS };
        let error = outcome(&[status(503, None), late.clone()], &limits).await.0.unwrap_err();
        assert_eq!((error.kind, error.before.unwrap().kind), (late, status(503, None)));
    }
}
