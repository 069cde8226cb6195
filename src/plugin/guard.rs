//! What stands between a call and the provider's code: a future in → its result
//! or a diagnostic out. A panic becomes a diagnostic and never ends the process;
//! a stop from the host drops the future, and so does a host that gives up. Where a panic happened goes to the log
//! alone.

use std::{
    any::Any,
    backtrace::Backtrace,
    panic::{AssertUnwindSafe, PanicHookInfo, resume_unwind},
    sync::Arc,
    time::Instant,
};

use futures::FutureExt;
use tokio::{runtime::Handle, sync::Semaphore};

use super::{
    lifecycle::Lifecycle,
    served_provider::{Diagnostic, Severity},
};

/// How many calls compute at once. Well below the number of tokio's blocking
/// threads (512): those also look up names and read files for these calls.
static COMPUTATIONS: Semaphore = Semaphore::const_new(128);

/// Runs the provider's code.
#[derive(Clone)]
pub(super) struct Guard {
    pub lifecycle: Arc<Lifecycle>,
    /// The address where users report bugs.
    pub bug_reports: &'static str,
}

impl Guard {
    /// Runs `call` until it is done, panics, or the host stops it.
    pub(super) async fn run<T>(&self, rpc: &'static str, subject: &str, call: impl Future<Output = T>) -> Result<T, Diagnostic> {
        tracing::trace!(rpc, subject, "called");
        let _sign_of_life = self.lifecycle.open_call();
        let (started, end) = (Instant::now(), self.lifecycle.call_end());
        let result = tokio::select! {
            biased;
            () = end.cancelled() => Err(cancelled(rpc)),
            result = AssertUnwindSafe(call).catch_unwind() => result.map_err(|payload| self.provider_bug(rpc, &reason(&*payload))),
        };
        let elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        match &result {
            Ok(_) => tracing::debug!(rpc, subject, elapsed_us, "answered"),
            Err(diagnostic) => tracing::debug!(rpc, subject, elapsed_us, "{}", diagnostic.summary),
        }
        result
    }

    /// As [`Self::run`], on a thread where the call may compute for long
    /// without holding up the server. A call that is stopped, or whose host no
    /// longer waits for it, is dropped where it waits; one that computes does so
    /// on unheard, until it waits.
    pub(super) async fn run_computation<T: Send + 'static>(
        &self,
        rpc: &'static str,
        subject: &str,
        call: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Diagnostic> {
        let (runtime, end) = (Handle::current(), self.lifecycle.call_end().child_token());
        let _when_dropped = end.clone().drop_guard();
        let until_end = async move {
            tokio::select! {
                biased;
                () = end.cancelled() => None,
                result = call => Some(result),
            }
        };
        let computation = async {
            let permit = COMPUTATIONS.acquire().await.ok()?;
            let compute = move || {
                let _permit = permit;
                runtime.block_on(until_end)
            };
            match tokio::task::spawn_blocking(compute).await.map_err(tokio::task::JoinError::try_into_panic) {
                Ok(result) => result,
                Err(Ok(payload)) => resume_unwind(payload),
                // Refused: the runtime is ending.
                Err(Err(_)) => None,
            }
        };
        self.run(rpc, subject, computation).await?.ok_or_else(|| cancelled(rpc))
    }

    /// The diagnostic for what must not happen.
    pub(super) fn provider_bug(&self, rpc: &str, reason: &str) -> Diagnostic {
        let bug_reports = self.bug_reports;
        Diagnostic {
            severity: Severity::Error,
            summary: "Provider bug".to_owned(),
            detail: format!(
                "{rpc} failed inside the provider: {reason}.\n\nThis is a bug in the provider, not in your configuration. Please \
                 report it at {bug_reports}, with the configuration and, if you can, the log of a run with TF_LOG_PROVIDER=error."
            ),
            path: Vec::new(),
        }
    }
}

fn cancelled(rpc: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        summary: "Operation cancelled".to_owned(),
        detail: format!("{rpc} was cancelled before it was done, because the operation was interrupted. Run it again."),
        path: Vec::new(),
    }
}

/// The words of a panic, on one short line.
fn reason(payload: &(dyn Any + Send)) -> String {
    const MAX_CHARS: usize = 300;
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let line = text.and_then(|text| text.lines().next()).filter(|line| !line.is_empty()).unwrap_or("it panicked");
    line.chars().take(MAX_CHARS).collect()
}

/// Sends panics to the log, with where they happened; to nothing without one.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        // Taking a backtrace is slow: not for a log that nobody keeps.
        if tracing::enabled!(tracing::Level::ERROR) {
            let location = panic.location().map(ToString::to_string).unwrap_or_default();
            let backtrace = Backtrace::force_capture().to_string();
            tracing::error!(location, backtrace, "panic: {}", reason(panic.payload()));
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::sleep;

    #[tokio::test(start_paused = true)]
    async fn a_host_that_waits_for_an_answer_is_there() {
        let guard = Guard { lifecycle: Lifecycle::new(), bug_reports: "https://example.org/bugs" };
        let call = guard.run("ReadDataSource", "slow", sleep(Duration::from_secs(3600)));
        tokio::select! {
            () = guard.lifecycle.host_gone() => panic!("it counts as gone"),
            result = call => assert!(result.is_ok()),
        }
    }
}
