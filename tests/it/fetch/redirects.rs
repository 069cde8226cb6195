//! Redirects: followed to the end, or refused by name.

use super::{
    LIMITS, failure, failure_within, get, says,
    server::{Server, read_head},
};
use amazonconnect::fetch::{FetchFault, Limits, Stage};
use std::time::Duration;
use tokio::{io::AsyncWriteExt as _, time::sleep};

async fn redirecting(location: &str) -> Server {
    Server::replying("302 Found", &format!("Location: {location}\r\n"), "").await
}

#[tokio::test]
async fn are_followed_on_this_machine() {
    let end = Server::replying("200 OK", "", "{}").await;
    let middle = redirecting(&end.url()).await;
    let start = redirecting(&middle.url()).await;
    let fetched = get(&start.url()).await.unwrap();
    assert_eq!(fetched.bytes, b"{}".as_slice());
    assert_eq!(fetched.origin, start.url(), "the URL of the configuration");
}

#[tokio::test]
async fn a_failure_names_the_hop_that_failed() {
    let end = Server::replying("403 Forbidden", "", "").await;
    let start = redirecting(&(end.url() + "?X-Amz-Signature=secret")).await;
    let error = failure(&start.url()).await;
    assert!(matches!(error.kind, FetchFault::Status { status: 403, .. }), "{error:?}");
    says(&error, &[&end.url()]);
}

#[tokio::test]
async fn a_loop_ends() {
    let server = redirecting("/again?secret").await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::TooManyRedirects { limit: 3, .. }), "{error:?}");
    says(&error, &["more than 3 times", "/again?…", "loop", "name the final URL"]);
    assert_eq!(server.connections(), 4);
}

#[tokio::test]
async fn to_plain_http_elsewhere_are_refused() {
    for target in ["http://example.com/x", "http://10.0.0.1/x", "//example.com/x", "ftp://example.com/x", "file:///etc/passwd"] {
        let server = redirecting(target).await;
        let error = failure(&server.url()).await;
        assert!(matches!(error.kind, FetchFault::Redirect { number: 1, .. }), "{target}: {error:?}");
        says(&error, &[&server.url(), "redirect 1", "only https is followed", "name the final URL"]);
    }
}

#[tokio::test]
async fn to_no_url_are_refused() {
    let server = redirecting("http://[bad/?secret").await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::Redirect { .. }), "{error:?}");
    says(&error, &["that is no URL"]);
}

#[tokio::test]
async fn share_one_deadline() {
    let server = Server::start(|mut stream| async move {
        read_head(&mut stream).await;
        sleep(Duration::from_millis(120)).await;
        let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n").await;
    })
    .await;
    let hurry = Limits { request_timeout: Duration::from_millis(300), ..LIMITS };
    let error = failure_within(&server.url(), &hurry).await;
    assert!(matches!(error.kind, FetchFault::Timeout { stage: Stage::Waiting, .. }), "{error:?}");
}
