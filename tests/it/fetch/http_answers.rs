//! Answers that are complete, and wrong.

use super::{
    LIMITS, failure, failure_within, get, says,
    server::{Server, read_head},
};
use amazonconnect::{
    fetch::{FetchFault, Format, Limits},
    ip_ranges::{ParseError, parse},
};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write as _, time::Duration};
use tokio::io::AsyncWriteExt as _;

const OK: &str = "200 OK";
const JSON: &str = "Content-Type: application/json\r\n";

#[tokio::test]
async fn a_good_answer_comes_with_its_origin_and_digest() {
    let server = Server::replying(OK, JSON, "{\"a\":1}").await;
    let url = server.url().replace("http://", "http://me:secret@") + "?token=secret";
    let fetched = get(&url).await.unwrap();
    assert_eq!(fetched.bytes, b"{\"a\":1}".as_slice());
    assert_eq!(fetched.format, Format::Json);
    assert_eq!(fetched.origin, format!("{}?…", server.url()));
    assert!(!format!("{fetched:?}").contains("secret"));
}

#[tokio::test]
async fn a_chunked_answer_is_whole_or_nothing() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let server = Server::answering(format!("{head}3\r\n{{\"a\r\n4\r\n\":1}}\r\n0\r\n\r\n")).await;
    assert_eq!(get(&server.url()).await.unwrap().bytes, b"{\"a\":1}".as_slice());
    let cut = Server::answering(format!("{head}3\r\n{{\"a\r\n4\r\n\":1}}\r\n")).await;
    let error = failure(&cut.url()).await;
    assert!(matches!(error.kind, FetchFault::Interrupted { received: 7, declared: None, .. }), "{error:?}");
}

#[tokio::test]
async fn a_page_with_status_200_is_named() {
    let server = Server::replying(OK, "Content-Type: text/html; charset=utf-8\r\n", "<html>Sign in</html>").await;
    let error = failure(&server.url()).await;
    assert!(matches!(error.kind, FetchFault::Html { .. }), "{error:?}");
    says(&error, &["text/html", "proxy", "open the URL"]);

    // A page that pretends to be JSON is the parser's to find.
    let server = Server::replying(OK, JSON, "<html>Sign in</html>").await;
    let bytes = get(&server.url()).await.unwrap().bytes;
    assert!(matches!(parse(&bytes), Err(ParseError::Html { .. })));
}

/// A body as gzip, with these headers.
fn gzip_answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(body).unwrap();
    let gzip = gzip.finish().unwrap();
    [format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", gzip.len()).as_bytes(), &gzip].concat()
}

#[tokio::test]
async fn gzip_is_asked_for_and_decompressed() {
    let server = Server::start(|mut stream| async move {
        let asked = read_head(&mut stream).await.to_ascii_lowercase().contains("\r\naccept-encoding: gzip\r\n");
        assert!(asked, "gzip is not asked for");
        let _ = stream.write_all(&gzip_answer("Content-Encoding: GZIP\r\nETag: \"v1\"\r\n", b"{\"a\":1}")).await;
    })
    .await;
    let fetched = get(&server.url()).await.unwrap();
    assert_eq!(fetched.bytes, b"{\"a\":1}".as_slice());
    assert!(fetched.validator.is_some());

    // One that does not say so is the parser's to find.
    let fetched = get(&Server::answering(gzip_answer("", b"{}")).await.url()).await.unwrap();
    assert_eq!(parse(&fetched.bytes), Err(ParseError::Compressed { format: "gzip" }));
}

#[tokio::test]
async fn what_gzip_holds_is_within_the_limit_too() {
    let at_limit = Server::answering(gzip_answer("Content-Encoding: gzip\r\n", &[b' '; 10_000])).await;
    assert_eq!(get(&at_limit.url()).await.unwrap().bytes.len(), 10_000);
    let bomb = gzip_answer("Content-Encoding: gzip\r\n", &[b' '; 5_000_000]);
    assert!(bomb.len() < 10_000, "within the limit as it is sent");
    let error = failure(&Server::answering(bomb).await.url()).await;
    assert!(matches!(error.kind, FetchFault::GzipTooLarge { limit: 10_000, .. }), "{error:?}");
}

/// Three million decoders would compute for minutes, and no time limit ends that.
#[tokio::test]
async fn gzip_of_empty_members_is_refused_at_the_second() {
    let one = GzEncoder::new(Vec::new(), Compression::best()).finish().unwrap();
    let body = one.repeat((63 << 20) / one.len());
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len());
    let server = Server::answering([head.as_bytes(), &body].concat()).await;
    let limits = Limits { max_body_bytes: 64 << 20, request_timeout: Duration::from_secs(60), ..LIMITS };
    let error = failure_within(&server.url(), &limits).await;
    assert!(matches!(error.kind, FetchFault::GzipMembers { limit: 16 }), "{error:?}");
    says(&error, &["more than 16 members", "an empty one", "serve the document plain"]);
}

#[tokio::test]
async fn other_json_is_the_parsers_to_refuse() {
    let server = Server::replying(OK, JSON, r#"{"message":"Missing Authentication Token"}"#).await;
    let fetched = get(&server.url()).await.unwrap();
    assert_eq!(parse(&fetched.bytes), Err(ParseError::MissingKey { key: "syncToken" }));
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_whether_declared_or_not() {
    let at_limit = "x".repeat(10_000);
    assert_eq!(get(&Server::replying(OK, "", &at_limit).await.url()).await.unwrap().bytes.len(), 10_000);

    let declared = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n").await;
    let error = failure(&declared.url()).await;
    assert!(matches!(error.kind, FetchFault::TooLarge { declared: Some(10_001), .. }), "{error:?}");
    says(&error, &["larger than 10000 bytes", "it has 10001", "check what the source serves"]);

    let absurd = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551612\r\n\r\n").await;
    assert!(matches!(failure(&absurd.url()).await.kind, FetchFault::TooLarge { .. }));

    let undeclared = Server::answering(format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(100_000))).await;
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned()
        + &format!("1000\r\n{}\r\n", "x".repeat(4096)).repeat(9);
    for server in [undeclared, Server::answering(chunked).await] {
        let error = failure(&server.url()).await;
        assert!(
            matches!(error.kind, FetchFault::TooLarge { declared: None, limit, .. } if limit == LIMITS.max_body_bytes),
            "{error:?}"
        );
    }
}
