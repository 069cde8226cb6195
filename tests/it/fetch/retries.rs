//! Trying again: what comes of it, and how often the source is asked.

use super::{
    LIMITS,
    server::{Server, read_head},
    tls::Authority,
};
use amazonconnect::fetch::{Access, FetchError, FetchFault, Fetched, Limits, NamedProxy, Source, fetch};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::io::AsyncWriteExt as _;

/// Answers each connection with the next of these, the last one for ever.
async fn answering_in_turn(answers: &'static [&'static str]) -> Server {
    let turn = Arc::new(AtomicUsize::new(0));
    Server::start(move |mut stream| {
        let answer = answers[turn.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1)];
        async move {
            read_head(&mut stream).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

async fn get_with(max_retries: usize, server: &Server) -> Result<Fetched, FetchError> {
    fetch(&Source::parse(&server.url()).unwrap(), &Limits { max_retries, ..LIMITS }.into()).await
}

const GOOD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
const CUT: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"prefixes\":[";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
const MISSING: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

#[tokio::test]
async fn what_passes_leaves_no_trace() {
    let limited = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
    for answers in [[BUSY, GOOD].as_slice(), &[CUT, GOOD], &["", GOOD], &[limited, GOOD], &[BUSY, CUT, "", GOOD]] {
        let server = answering_in_turn(Vec::leak(answers.to_vec())).await;
        let fetched = get_with(3, &server).await.unwrap();
        assert_eq!((&*fetched.bytes, server.connections()), (b"{}".as_slice(), answers.len()), "{answers:?}");
    }
}

#[tokio::test]
async fn without_retries_one_fault_is_enough() {
    let server = answering_in_turn(&[BUSY, GOOD]).await;
    let error = get_with(0, &server).await.unwrap_err();
    assert_eq!((error.tries, server.connections()), (Some(1), 1));
    assert!(error.to_string().ends_with("(tried once)"), "{error}");
}

#[tokio::test]
async fn the_last_failure_says_how_often_it_was_tried() {
    let server = answering_in_turn(&[BUSY]).await;
    let error = get_with(2, &server).await.unwrap_err();
    assert_eq!((error.tries, server.connections()), (Some(3), 3));
    assert!(error.to_string().ends_with("(tried 3 times)"), "{error}");
}

#[tokio::test]
async fn what_lasts_is_asked_once() {
    for answer in [MISSING, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", "SSH-2.0\r\n"] {
        let server = answering_in_turn(Vec::leak(vec![answer])).await;
        let error = get_with(3, &server).await.unwrap_err();
        assert_eq!((error.tries, server.connections()), (None, 1), "{error}");
    }
    let server = answering_in_turn(&[BUSY, MISSING]).await;
    let error = get_with(3, &server).await.unwrap_err();
    assert!(matches!(error.kind, FetchFault::Status { status: 404, .. }), "{error:?}");
    assert_eq!((error.tries, server.connections()), (Some(2), 2));
}

/// What comes of a proxy that gives these answers to CONNECT in turn. Nothing
/// resolves the name: only the proxy is ever connected to.
async fn get_through(access: &Access, answers: &[&'static str]) -> (FetchError, usize) {
    let proxy = answering_in_turn(Vec::leak(answers.to_vec())).await;
    let named = NamedProxy::new("proxy_url", &format!("http://127.0.0.1:{}", proxy.port)).unwrap();
    let access = Access { proxy: Some(named), limits: Limits { max_retries: 3, ..LIMITS }, ..access.clone() };
    let error = fetch(&Source::parse("https://mirror.invalid/x").unwrap(), &access).await.unwrap_err();
    (error, proxy.connections())
}

#[tokio::test]
async fn a_proxy_is_asked_again_unless_it_wants_a_user() {
    const NO_USER: &str = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    let access = Authority::named("Ours").access().await;
    for status in ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
        let busy: &str = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").leak();
        for passing in [[busy].as_slice(), &["", busy], &["HTTP/1.1 2", busy, ""]] {
            // What ends the tries shows that what was before it did not.
            let (error, asked) = get_through(&access, &[passing, &[NO_USER]].concat()).await;
            assert!(matches!(error.kind, FetchFault::Proxy { wants_user: true, .. }), "{error:?}");
            assert_eq!((error.tries, asked), (Some(passing.len() + 1), passing.len() + 1), "{passing:?}");
        }
        let (error, asked) = get_through(&access, &[busy]).await;
        assert_eq!((error.tries, asked), (Some(4), 4), "{error}");
    }
    let (error, asked) = get_through(&access, &[NO_USER]).await;
    assert_eq!((error.tries, asked), (None, 1), "{error}");
}
