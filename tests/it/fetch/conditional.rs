//! Asking whether the document is still the one of last time.

use super::{
    LIMITS, get, says,
    server::{Server, read_head},
};
use amazonconnect::fetch::{FetchError, FetchFault, Fetched, Source, Validator, fetch_if_changed};
use tokio::io::AsyncWriteExt as _;

const NAMED: &str = "ETag: \"v1\"\r\nLast-Modified: Sat, 22 Aug 2026 15:17:05 GMT\r\n";

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
    let validator = Validator::new(etag);
    fetch_if_changed(&Source::parse(url).unwrap(), &LIMITS.into(), validator.as_ref()).await
}

#[tokio::test]
async fn an_answer_names_its_version_and_is_not_sent_twice() {
    let server = source_of_v1().await;
    let fetched = get(&server.url()).await.unwrap();
    assert_eq!(fetched.validator, Validator::new("\"v1\""));
    assert_eq!(get_if_changed(&server.url(), "\"v1\"").await, Ok(None));
    assert_eq!(get_if_changed(&server.url(), "\"v0\"").await, Ok(Some(fetched)));
}

#[tokio::test]
async fn no_date_is_sent() {
    // A mirror whose newer document has an older date: to whoever asks by the
    // date, with a tag or without one, nothing has changed.
    let server = Server::start(|mut stream| async move {
        let head = read_head(&mut stream).await.to_ascii_lowercase();
        let status = if head.contains("if-modified-since") { "304 Not Modified" } else { "200 OK" };
        let answer =
            format!("HTTP/1.1 {status}\r\nLast-Modified: Sat, 22 Aug 2026 15:17:05 GMT\r\nContent-Length: 2\r\n\r\n{{}}");
        let _ = stream.write_all(answer.as_bytes()).await;
    })
    .await;
    let fetched = get(&server.url()).await.unwrap();
    assert_eq!(fetched.validator, None, "a date names no version");
    let again = fetch_if_changed(&Source::parse(&server.url()).unwrap(), &LIMITS.into(), fetched.validator.as_ref()).await;
    assert_eq!(again, Ok(Some(fetched)));
    assert!(get_if_changed(&server.url(), "\"v1\"").await.unwrap().is_some());
}

#[tokio::test]
async fn another_version_that_has_not_changed_is_asked_for_as_a_whole() {
    let server = Server::start(|mut stream| async move {
        let head = read_head(&mut stream).await.to_ascii_lowercase();
        let status = if head.contains("if-none-match") { "304 Not Modified" } else { "200 OK" };
        let length = if head.contains("if-none-match") { "" } else { "Content-Length: 2\r\n" };
        let body = if length.is_empty() { "" } else { "{}" };
        let _ = stream.write_all(format!("HTTP/1.1 {status}\r\n{NAMED}{length}\r\n{body}").as_bytes()).await;
    })
    .await;
    assert_eq!(get_if_changed(&server.url(), "\"v0\"").await.unwrap().unwrap().bytes, b"{}".as_slice());
    assert_eq!(server.connections(), 2);
    assert_eq!(get_if_changed(&server.url(), "W/\"v1\"").await, Ok(None));
    // Nor is it believed where it is all that a source ever says.
    let server = Server::answering(format!("HTTP/1.1 304 Not Modified\r\n{NAMED}\r\n")).await;
    let error = get_if_changed(&server.url(), "\"v0\"").await.unwrap_err();
    assert!(matches!(error.kind, FetchFault::Status { status: 304, .. }), "{error:?}");
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
