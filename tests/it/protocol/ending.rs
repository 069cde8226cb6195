//! When the process ends, and when it does not.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use amazonconnect::plugin::proto::{
    go_plugin::{ConnInfo, Empty},
    health::HealthCheckRequest,
};
use futures::stream;
use tokio_stream::wrappers::ReceiverStream;

use super::{
    client::{Handshake, Plugin},
    process::{BINARY, Process, as_host},
};

/// The host's words: the process has 2 seconds after shutdown, and ours fewer.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(500);

/// How long an orphan may live.
const ORPHAN_LIMIT: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_ends_it_with_streams_open() {
    let mut plugin = Plugin::start().await;
    let mut broker = plugin.broker().start_stream(stream::pending::<ConnInfo>()).await.unwrap().into_inner();
    let mut stdio = plugin.stdio().stream_stdio(()).await.unwrap().into_inner();
    let mut health = plugin.health().watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    health.message().await.unwrap().unwrap();

    let start = Instant::now();
    plugin.controller().shutdown(Empty {}).await.expect("an answer before the end");
    let (status, _) = plugin.process.wait(Duration::from_secs(5)).expect("an end");
    assert!(status.success(), "{status}");
    assert!(start.elapsed() < SHUTDOWN_LIMIT, "{:?}", start.elapsed());
    assert!(matches!(broker.message().await, Ok(None)), "the broker stream says nothing and ends well");
    assert!(matches!(stdio.message().await, Ok(None)), "so does the output stream");
    assert_eq!(std::fs::read_dir(plugin.temp_dir.path()).unwrap().count(), 0, "the socket is removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_is_ignored_and_a_termination_is_not() {
    let mut plugin = Plugin::start().await;
    plugin.process.signal("INT");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(plugin.process.is_running());
    plugin.health().check(HealthCheckRequest::default()).await.unwrap();

    plugin.process.signal("TERM");
    let (status, elapsed) = plugin.process.wait(Duration::from_secs(5)).expect("an end");
    assert!(status.success() && elapsed < SHUTDOWN_LIMIT, "{status} after {elapsed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hangup_ends_it_gracefully() {
    let mut plugin = Plugin::start().await;
    plugin.process.signal("HUP");
    let (status, elapsed) = plugin.process.wait(Duration::from_secs(5)).expect("an end");
    assert!(status.success() && elapsed < SHUTDOWN_LIMIT, "{status} after {elapsed:?}");
    assert_eq!(std::fs::read_dir(plugin.temp_dir.path()).unwrap().count(), 0, "the socket is removed");
}

#[test]
fn a_killed_host_takes_it_along() {
    let directory = tempfile::tempdir().unwrap();
    // The shell is the host. It holds standard output too, but dies with -9.
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "\"$0\" & wait", BINARY]).env_clear().env("TMPDIR", directory.path());
    as_host(&mut command);
    let process = Process::start(command);
    Handshake::parse(&process.next_line().unwrap());
    process.signal("KILL");
    assert!(process.stdout_closes_within(ORPHAN_LIMIT), "it outlived its host");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "it ended gracefully");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_only_disappears_takes_it_along() {
    let mut plugin = Plugin::start().await;
    let (offers, to_broker) = tokio::sync::mpsc::channel::<ConnInfo>(1);
    let broker = plugin.broker().start_stream(ReceiverStream::new(to_broker)).await.unwrap();
    let stdio = plugin.stdio().stream_stdio(()).await.unwrap();
    drop((offers, broker));
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(plugin.process.is_running(), "one stream is still open");
    drop(stdio);
    let (status, elapsed) = plugin.process.wait(ORPHAN_LIMIT).expect("an end");
    assert!(status.success(), "{status}");
    assert!(elapsed > Duration::from_secs(1), "hosts close their streams before they ask for shutdown: {elapsed:?}");
}
