//! Asking whether the document is still the one of last time.

use super::{
    LIMITS, get, says,
    server::{Server, read_head},
};
use amazonconnect::fetch::{FetchError, FetchFault, Fetched, Source, Validator, fetch_if_changed};
use tokio::io::AsyncWriteExt as _;

const NAMED: &str = "ETag: \"v1\"\r\nLast-Modified: Sat, 22 Aug 2026 15:17:05 GMT\r\n";
const DATE: &str = "Sat, 22 Aug 2026 15:17:05 GMT";

/// Serves `{}` as version "v1", and says so where it is asked for another.
async fn source_of_v1() -> Server {
    Server::start(|mut stream| async move {
        let head = read_head(&mut stream).await.to_ascii_lowercase();
        let answer = if head.contains("if-none-match: \"v1\"\r\n") {
            format!("HTTP/1.1 304 Not Modified\r\n{NAMED}\r\n")
        } else {
            format!("HTTP/1.1 200 OK\r\n{NAMED}Content-Length: 2\r\n\r\n{{}}")
        };
        let _ = stream.write_all(answer.as_bytes()).await;
    })
    .await
}

async fn get_if_changed(url: &str, etag: &str) -> Result<Option<Fetched>, FetchError> {
    let validator = Validator::new(Some(etag), Some(DATE));
    fetch_if_changed(&Source::parse(url).unwrap(), &LIMITS.into(), validator.as_ref()).await
}

#[tokio::test]
async fn an_answer_names_its_version_and_is_not_sent_twice() {
    let server = source_of_v1().await;
    let fetched = get(&server.url()).await.unwrap();
    assert_eq!(fetched.validator, Validator::new(Some("\"v1\""), Some(DATE)));
    assert_eq!(get_if_changed(&server.url(), "\"v1\"").await, Ok(None));
    assert_eq!(get_if_changed(&server.url(), "\"v0\"").await, Ok(Some(fetched)));
}

#[tokio::test]
async fn the_date_alone_is_sent_too() {
    let server = Server::start(|mut stream| async move {
        let head = read_head(&mut stream).await.to_ascii_lowercase();
        let asked = head.contains(&format!("if-modified-since: {}\r\n", DATE.to_lowercase())) && !head.contains("if-none-match");
        let status = if asked { "304 Not Modified" } else { "400 Bad Request" };
        let _ = stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes()).await;
    })
    .await;
    assert_eq!(get_if_changed(&server.url(), "no tag").await, Ok(None));
}

#[tokio::test]
async fn the_question_follows_redirects() {
    let end = source_of_v1().await;
    let start = Server::replying("302 Found", &format!("Location: {}\r\n", end.url()), "").await;
    assert_eq!(get_if_changed(&start.url(), "\"v1\"").await, Ok(None));
    assert!(get_if_changed(&start.url(), "\"v0\"").await.unwrap().is_some());
}

#[tokio::test]
async fn what_names_no_version_has_no_validator() {
    for headers in ["", "ETag: unquoted\r\n", "ETag: \"a\tb\"\r\n", "Last-Modified: \u{fc}\r\n"] {
        let server = Server::replying("200 OK", headers, "{}").await;
        assert_eq!(get(&server.url()).await.unwrap().validator, None, "{headers:?}");
    }
}

#[tokio::test]
async fn unchanged_is_no_answer_to_who_has_nothing() {
    let server = Server::answering(format!("HTTP/1.1 304 Not Modified\r\n{NAMED}\r\n")).await;
    let error = get(&server.url()).await.unwrap_err();
    assert!(matches!(error.kind, FetchFault::Status { status: 304, .. }), "{error:?}");
    says(&error, &[&server.url(), "has not changed, it says, but nothing was asked", "check the proxy"]);
}
