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

/// How long a host may take to connect after the announcement: one that started
/// us connects at once, and one that died before leaves no stream to end.
const CONNECT_GRACE: Duration = Duration::from_secs(60);

/// How often to see whether the parent process is still there.
#[cfg(unix)]
const PARENT_CHECK: Duration = Duration::from_secs(1);

/// The shared state.
pub(super) struct Lifecycle {
    shutdown: CancellationToken,
    /// Ends the calls under way; replaced by a fresh one at every stop.
    calls: Mutex<CancellationToken>,
    /// How many of the streams that a host keeps open for as long as it lives
    /// there are; `None` before the first.
    host_streams: watch::Sender<Option<usize>>,
    /// Is cancelled once anyone has connected.
    connected: CancellationToken,
}

impl Lifecycle {
    pub(super) fn new() -> Arc<Self> {
        let shutdown = CancellationToken::new();
        let calls = Mutex::new(shutdown.child_token());
        Arc::new(Self { shutdown, calls, host_streams: watch::Sender::new(None), connected: CancellationToken::new() })
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

    /// Notes that a client has connected.
    pub(super) fn note_connection(&self) {
        self.connected.cancel();
    }

    /// Notes a stream that the host keeps open for as long as it lives.
    pub(super) fn open_host_stream(self: &Arc<Self>) -> HostStream {
        self.host_streams.send_modify(|open| *open = Some(open.unwrap_or(0).saturating_add(1)));
        HostStream(Arc::clone(self))
    }

    /// Returns when the host went away: its streams ended for good, it was our
    /// parent process and is no more, or it never connected.
    pub(super) async fn host_gone(&self) {
        tokio::select! {
            () = self.streams_gone(HOST_GRACE) => tracing::debug!("the host's streams ended"),
            () = self.unclaimed(CONNECT_GRACE) => tracing::debug!("nobody connected"),
            () = parent_gone() => tracing::debug!("the host's process ended"),
        }
    }

    /// Returns when nobody has connected for `grace`, and never once someone has.
    async fn unclaimed(&self, grace: Duration) {
        tokio::select! {
            () = self.connected.cancelled() => std::future::pending().await,
            () = sleep(grace) => {}
        }
    }

    /// Returns when there was a stream, and then for `grace` there was none.
    async fn streams_gone(&self, grace: Duration) {
        let mut streams = self.host_streams.subscribe();
        loop {
            // The sender is a field of `self`: waiting cannot fail.
            if streams.wait_for(|open| *open == Some(0)).await.is_err() {
                return;
            }
            tokio::select! {
                () = sleep(grace) => return,
                _ = streams.wait_for(|open| *open != Some(0)) => {}
            }
        }
    }
}

/// One open stream; dropping it says that the stream ended.
pub(super) struct HostStream(Arc<Lifecycle>);

impl Drop for HostStream {
    fn drop(&mut self) {
        self.0.host_streams.send_modify(|open| *open = open.map(|count| count.saturating_sub(1)));
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

    #[tokio::test(start_paused = true)]
    async fn a_host_is_gone_when_it_never_connects() {
        let is_gone = async |lifecycle: &Lifecycle| tokio::time::timeout(CONNECT_GRACE * 2, lifecycle.host_gone()).await.is_ok();
        assert!(is_gone(&Lifecycle::new()).await, "nobody connected");

        let lifecycle = Lifecycle::new();
        let (gone, ()) = tokio::join!(is_gone(&lifecycle), async {
            sleep(CONNECT_GRACE / 2).await;
            lifecycle.note_connection();
        });
        assert!(!gone, "someone connected in time");
    }

    #[tokio::test]
    async fn a_host_is_gone_when_its_last_stream_stays_closed() {
        const GRACE: Duration = Duration::from_millis(100);
        let lifecycle = Lifecycle::new();
        let is_gone = async || tokio::time::timeout(GRACE * 3, lifecycle.streams_gone(GRACE)).await.is_ok();
        assert!(!is_gone().await, "no stream was ever opened");

        let (broker, stdio) = (lifecycle.open_host_stream(), lifecycle.open_host_stream());
        drop(broker);
        assert!(!is_gone().await, "one is still open");
        drop(stdio);
        let (gone, again) = tokio::join!(is_gone(), async {
            sleep(GRACE / 4).await;
            lifecycle.open_host_stream()
        });
        assert!(!gone, "another was opened in time");
        drop(again);
        assert!(is_gone().await);
    }
}
