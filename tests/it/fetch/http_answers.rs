//! Answers that are complete, and wrong.

use super::{LIMITS, failure, get, says, server::Server};
use amazonconnect::{
    fetch::{FetchFault, Format},
    ip_ranges::{ParseError, parse},
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

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
async fn other_statuses_say_what_they_mean() {
    for (status, parts) in [
        ("204 No Content", ["204", "no content"]),
        ("206 Partial Content", ["206", "a part"]),
        ("302 Found", ["302", "check the URL"]), // without a Location
        ("401 Unauthorized", ["401", "user and a password"]),
        ("403 Forbidden", ["403", "proxy, a firewall or a bucket policy"]),
        ("404 Not Found", ["404", "check the path"]),
        ("407 Proxy Authentication Required", ["407", "HTTPS_PROXY"]),
        ("429 Too Many Requests", ["429", "wait, then try again"]),
        ("500 Internal Server Error", ["500", "try again"]),
        ("503 Service Unavailable", ["503", "try again"]),
        ("504 Gateway Timeout", ["504", "waited too long"]),
    ] {
        let server =
            Server::replying(status, "Content-Type: text/html\r\n", if status.starts_with("204") { "" } else { "<html>" }).await;
        let error = failure(&(server.url() + "?x=secret")).await;
        let expected: u16 = status[..3].parse().unwrap();
        assert!(matches!(error.kind, FetchFault::Status { status, .. } if status == expected), "{error:?}");
        says(&error, &parts);
        says(&error, &[&server.url()]);
    }
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

#[tokio::test]
async fn an_empty_answer_is_refused() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let closed = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    let counted = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    for answer in [chunked, closed, counted] {
        let error = failure(&Server::answering(answer).await.url()).await;
        assert!(matches!(error.kind, FetchFault::Empty), "{error:?}");
        says(&error, &["is empty", "check what the source serves"]);
    }
}

#[tokio::test]
async fn a_compressed_answer_is_refused_and_never_inflated() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![b' '; 5_000_000]).unwrap();
    let body = gzip.finish().unwrap();
    assert!(body.len() < 10_000, "within the limit as it is sent");
    let answer = |header: &str| {
        let head = format!("HTTP/1.1 200 OK\r\n{header}Content-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), &body].concat()
    };
    let error = failure(&Server::answering(answer("Content-Encoding: gzip\r\n")).await.url()).await;
    assert!(matches!(error.kind, FetchFault::Encoded { .. }), "{error:?}");
    says(&error, &["compressed body (gzip)", "serve the document plain"]);

    let fetched = get(&Server::answering(answer("")).await.url()).await.unwrap();
    assert_eq!(parse(&fetched.bytes), Err(ParseError::Compressed { format: "gzip" }));
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
