//! When calls and the process end. Three events come in: the host stops what is
//! under way, the host shuts the process down, the host goes away without a
//! word. One state goes out, which every service shares.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;

/// How long a host may be without any open stream before it counts as gone: it
/// closes them shortly before it asks for shutdown.
const HOST_GRACE: Duration = Duration::from_secs(3);

/// How long a host may be without a call before its first stream: one that
/// started us connects and opens its streams at once, and one that died before
/// leaves no stream to end.
const CONNECT_GRACE: Duration = Duration::from_secs(60);

/// How often to see whether the parent process is still there.
#[cfg(unix)]
const PARENT_CHECK: Duration = Duration::from_secs(1);

/// The shared state.
pub(super) struct Lifecycle {
    shutdown: CancellationToken,
    /// Ends the calls under way; replaced by a fresh one at every stop.
    calls: Mutex<CancellationToken>,
    host: watch::Sender<HostSigns>,
}

/// What shows that there is a host.
#[derive(Debug, Default)]
struct HostSigns {
    /// The calls under way, and the streams that a host keeps open for as long
    /// as it lives.
    open: usize,
    /// Whether there ever was such a stream.
    had_stream: bool,
}

impl Lifecycle {
    pub(super) fn new() -> Arc<Self> {
        let shutdown = CancellationToken::new();
        let calls = Mutex::new(shutdown.child_token());
        Arc::new(Self { shutdown, calls, host: watch::Sender::default() })
    }

    /// Ends all calls under way; later ones are served.
    pub(super) fn stop_calls(&self) {
        let fresh = self.shutdown.child_token();
        let stopped = std::mem::replace(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner), fresh);
        stopped.cancel();
    }

    /// Is cancelled when a call that starts now has to end.
    pub(super) fn call_end(&self) -> CancellationToken {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends all calls and the server.
    pub(super) fn shut_down(&self) {
        self.shutdown.cancel();
    }

    /// Is cancelled when the server has to end.
    pub(super) fn shutdown(&self) -> CancellationToken {
        self.shutdown.clone()
    }

    /// Notes a stream that the host keeps open for as long as it lives.
    pub(super) fn open_host_stream(self: &Arc<Self>) -> HostSign {
        self.host.send_modify(|host| host.had_stream = true);
        self.open_call()
    }

    /// Notes a call of the host's.
    pub(super) fn open_call(self: &Arc<Self>) -> HostSign {
        self.host.send_modify(|host| host.open = host.open.saturating_add(1));
        HostSign(Arc::clone(self))
    }

    /// Returns when the host went away: its streams ended for good, it was our
    /// parent process and is no more, or it never opened a stream.
    pub(super) async fn host_gone(&self) {
        tokio::select! {
            () = self.silent() => tracing::debug!("the host's streams and calls ended"),
            () = parent_gone() => tracing::debug!("the host's process ended"),
        }
    }

    /// Returns when nothing was open for as long as a host may be silent.
    async fn silent(&self) {
        let mut host = self.host.subscribe();
        // The sender is a field of `self`: waiting cannot fail.
        while let Ok(grace) = host.wait_for(|host| host.open == 0).await.map(|host| host.grace()) {
            tokio::select! {
                () = sleep(grace) => return,
                // Also one that is over by now.
                _ = host.changed() => {}
            }
        }
    }
}

impl HostSigns {
    fn grace(&self) -> Duration {
        if self.had_stream { HOST_GRACE } else { CONNECT_GRACE }
    }
}

/// One open stream or call; dropping it says that it ended.
pub(super) struct HostSign(Arc<Lifecycle>);

impl Drop for HostSign {
    fn drop(&mut self) {
        self.0.host.send_modify(|host| host.open = host.open.saturating_sub(1));
    }
}

/// An orphan gets a new parent.
#[cfg(unix)]
async fn parent_gone() {
    use std::os::unix::process::parent_id;

    let parent = parent_id();
    while parent_id() == parent {
        sleep(PARENT_CHECK).await;
    }
}

/// Elsewhere the streams have to tell.
#[cfg(not(unix))]
async fn parent_gone() {
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stop_ends_earlier_calls_and_no_later_ones() {
        let lifecycle = Lifecycle::new();
        let earlier = lifecycle.call_end();
        lifecycle.stop_calls();
        assert!(earlier.is_cancelled());
        let later = lifecycle.call_end();
        assert!(!later.is_cancelled());
        lifecycle.shut_down();
        assert!(later.is_cancelled());
        assert!(lifecycle.call_end().is_cancelled());
    }

    /// Whether the host counts as gone within `limit`.
    async fn is_gone(lifecycle: &Lifecycle, limit: Duration) -> bool {
        tokio::time::timeout(limit, lifecycle.host_gone()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_gone_when_it_never_opens_a_stream() {
        assert!(!is_gone(&Lifecycle::new(), CONNECT_GRACE / 2).await, "it may still connect");
        assert!(is_gone(&Lifecycle::new(), CONNECT_GRACE * 2).await, "neither a stream nor a call");

        let lifecycle = Lifecycle::new();
        let call = lifecycle.open_call();
        assert!(!is_gone(&lifecycle, CONNECT_GRACE * 9).await, "a call is under way");
        drop(call);
        let (gone, ()) = tokio::join!(is_gone(&lifecycle, CONNECT_GRACE * 3), async {
            for _ in 0..4 {
                sleep(CONNECT_GRACE * 3 / 4).await;
                drop(lifecycle.open_call());
            }
        });
        assert!(!gone, "calls without a stream, one after the other");
        assert!(is_gone(&lifecycle, CONNECT_GRACE * 2).await, "it called, and left without a stream");
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_gone_when_its_last_stream_stays_closed() {
        let lifecycle = Lifecycle::new();
        let (broker, stdio) = (lifecycle.open_host_stream(), lifecycle.open_host_stream());
        drop(broker);
        assert!(!is_gone(&lifecycle, CONNECT_GRACE * 9).await, "one is still open");
        drop(stdio);
        let (gone, again) = tokio::join!(is_gone(&lifecycle, HOST_GRACE * 3), async {
            sleep(HOST_GRACE / 4).await;
            lifecycle.open_host_stream()
        });
        assert!(!gone, "another was opened in time");
        drop(again);
        assert!(is_gone(&lifecycle, HOST_GRACE * 2).await);
    }
}
