//! Below and beside HTTP.

use super::{
    super::server::{Server, read_head},
    Told,
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// Closes with a reset instead of an end.
fn reset(stream: &TcpStream) {
    #[expect(deprecated, reason = "a lingering close is what makes the reset; nothing else here does")]
    stream.set_linger(Some(Duration::ZERO)).unwrap();
}

/// Sends this after the request, then goes on with `more` until nobody listens.
async fn dripping(start: &'static [u8], more: &'static [u8]) -> Server {
    Server::start(move |mut stream| async move {
        read_head(&mut stream).await;
        let _ = stream.write_all(start).await;
        while stream.write_all(more).await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
}

/// Sends this after the request, then resets.
async fn resetting(start: &'static [u8]) -> Server {
    Server::start(move |mut stream| async move {
        read_head(&mut stream).await;
        let _ = stream.write_all(start).await;
        // The client reads what was sent before it hears of the reset.
        sleep(Duration::from_millis(50)).await;
        reset(&stream);
    })
    .await
}

#[tokio::test]
async fn are_told() {
    let mut told = Told::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refused = format!("http://127.0.0.1:{}/x?secret", listener.local_addr().unwrap().port());
    drop(listener);
    told.fetch("a port that nobody listens on", &refused).await;
    // Closed with a byte unread, as a reset.
    let server = Server::start(|mut stream| async move {
        let _ = stream.read_u8().await;
        reset(&stream);
    });
    told.server("a reset instead of an answer", server.await).await;
    told.answer("an end instead of an answer", "").await;
    told.answer("an end within the headers", "HTTP/1.1 200 OK\r\nContent-Le").await;
    told.server("a reset within the headers", resetting(b"HTTP/1.1 200 OK\r\nContent-Le").await).await;
    told.server("a reset within the body", resetting(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"a\":").await).await;
    told.endless("no answer", dripping(b"", b"").await).await;
    told.endless("headers byte by byte", dripping(b"HTTP/1.1 200 OK\r\nX: ", b"y").await).await;
    told.endless("headers without end", dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n").await).await;
    told.endless("a body byte by byte", dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b" ").await).await;
    told.endless("a body without end", dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"                                ").await).await;
    told.endless("interim answers without end", dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n").await).await;
    told.answer("a document without HTTP, as of version 0.9", "{\"syncToken\":\"1\"}\r\n\r\n").await;
    told.answer("another protocol", "SSH-2.0-OpenSSH_9.6\r\n").await;
    told.answer("another version of HTTP", "HTTP/9.9 200 OK\r\n\r\n").await;
    told.answer("TLS on a plain port", b"\x15\x03\x03\x00\x02\x02\x28".as_slice()).await;
    insta::assert_snapshot!(told.0);
}
