//! Connections that fail, break off or never end.

use super::{
    LIMITS, failure, failure_within, says,
    server::{Server, read_head},
};
use amazonconnect::fetch::{FetchFault, Limits, Stage};
use std::time::{Duration, Instant};
use tokio::{io::AsyncWriteExt as _, net::TcpListener, time::sleep};

const HURRY: Limits = Limits { request_timeout: Duration::from_millis(300), ..LIMITS };

#[tokio::test]
async fn a_refused_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://127.0.0.1:{}/x?secret", listener.local_addr().unwrap().port());
    drop(listener);
    let error = failure(&url).await;
    assert!(matches!(error.kind, FetchFault::Connect { .. }), "{error:?}");
    says(&error, &["cannot connect to http://127.0.0.1:", "refused", "check that the host is up", "HTTPS_PROXY"]);
}

#[tokio::test]
async fn a_body_shorter_than_declared() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"prefixes\":[").await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::Interrupted { received: 13, declared: Some(5_000), .. }), "{error:?}");
    says(&error, &["broke off after 13 bytes of 5000", "try again"]);
}

#[tokio::test]
async fn a_reset_within_the_body() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"a\":").await.unwrap();
        sleep(Duration::from_millis(100)).await;
        // Closes with a reset instead of an end.
        #[expect(deprecated, reason = "a lingering close is what makes the reset; nothing else here does")]
        stream.set_linger(Some(Duration::ZERO)).unwrap();
    })
    .await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::Interrupted { declared: Some(5_000), .. }), "{error:?}");
    says(&error, &["broke off", "try again"]);
}

#[tokio::test]
async fn a_close_before_the_answer() {
    let error = failure(&Server::answering("").await.url()).await;
    assert!(matches!(error.kind, FetchFault::Interrupted { received: 0, .. }), "{error:?}");
    let error = failure(&Server::answering("HTTP/1.1 200 OK\r\nContent-Le").await.url()).await;
    assert!(matches!(error.kind, FetchFault::Interrupted { received: 0, .. }), "{error:?}");
}

#[tokio::test]
async fn headers_that_never_come() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        sleep(Duration::from_secs(60)).await;
    })
    .await;
    let started = Instant::now();
    let error = failure_within(&server.url(), &HURRY).await;
    assert!(started.elapsed() < Duration::from_secs(5), "the limit holds");
    assert!(matches!(error.kind, FetchFault::Timeout { stage: Stage::Waiting, .. }), "{error:?}");
    says(&error, &["longer than 0.3 s", "waiting for the answer", "raise the timeout"]);
}

#[tokio::test]
async fn headers_that_never_end() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while stream.write_all(b"X: y\r\n").await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let error = failure_within(&server.url(), &HURRY).await;
    assert!(matches!(error.kind, FetchFault::Timeout { stage: Stage::Waiting, .. }), "{error:?}");
}

#[tokio::test]
async fn headers_without_bound() {
    let server = Server::answering(format!("HTTP/1.1 200 OK\r\nX: {}\r\n", "y".repeat(10_000_000))).await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::NotHttp { .. }), "{error:?}");
}

#[tokio::test]
async fn a_body_that_drips() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n").await;
        // Never idle for long: only a limit on the whole fetch ends this.
        while stream.write_all(b" ").await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let error = failure_within(&server.url(), &HURRY).await;
    assert!(matches!(error.kind, FetchFault::Timeout { stage: Stage::Reading, .. }), "{error:?}");
    says(&error, &["longer than 0.3 s", "reading"]);
}

#[tokio::test]
async fn redirects_share_one_deadline() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        sleep(Duration::from_millis(120)).await;
        let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n").await;
    })
    .await;
    let error = failure_within(&server.url(), &HURRY).await;
    assert!(matches!(error.kind, FetchFault::Timeout { stage: Stage::Waiting, .. }), "{error:?}");
}

#[tokio::test]
async fn garbage_instead_of_http() {
    for garbage in ["SSH-2.0-OpenSSH_9.6\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "220 mail ready\r\n\r\n"] {
        let error = failure(&Server::answering(garbage).await.url()).await;
        assert!(matches!(error.kind, FetchFault::NotHttp { .. }), "{garbage:?}: {error:?}");
        says(&error, &["does not answer in HTTP", "check the port and the scheme"]);
    }
}

#[tokio::test]
async fn two_lengths_that_contradict() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 7\r\n\r\n{\"a\":1}").await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::NotHttp { .. } | FetchFault::Interrupted { .. }), "{error:?}");
}
