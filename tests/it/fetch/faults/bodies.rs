//! The body of an answer with status 200.

use super::Told;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// A body with its length and these headers.
fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

#[tokio::test]
async fn of_another_length_are_told() {
    let mut told = Told::default();
    told.answer("shorter than declared", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"prefixes\":[").await;
    told.answer("longer than declared", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{\"prefixes\":[]}").await;
    told.answer("longer than the limit, as declared", "HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n").await;
    told.answer("longer than the limit, undeclared", format!("HTTP/1.1 200 OK\r\n\r\n{}", " ".repeat(100_000))).await;
    told.answer("empty", answer("", b"")).await;
    told.answer("empty until the end", "HTTP/1.1 200 OK\r\n\r\n").await;
    told.answer("no chunk", format!("{CHUNKED}0\r\n\r\n")).await;
    told.answer("cut between chunks", format!("{CHUNKED}3\r\n{{\"a\r\n")).await;
    told.answer("cut within a chunk", format!("{CHUNKED}30\r\n{{\"a")).await;
    told.answer("chunks without lengths", format!("{CHUNKED}{{\"a\":1}}\r\n")).await;
    told.answer("a chunk of an absurd length", format!("{CHUNKED}ffffffffffffffffff\r\n{{}}")).await;
    told.answer("a chunk that is longer than it says", format!("{CHUNKED}3\r\n{{\"a\":1}}\r\n0\r\n\r\n")).await;
    told.answer("cut at a chunk, and ended well", format!("{CHUNKED}f\r\n{{\"syncToken\":\"1\r\n0\r\n\r\n")).await;
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn in_an_encoding_are_told() {
    let mut told = Told::default();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(b"{\"syncToken\":\"1\"}").unwrap();
    let gzip = gzip.finish().unwrap();
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&[b' '; 5_000_000]).unwrap();
    let named = "Content-Encoding: gzip\r\n";
    told.answer("gzip that is cut", answer(named, &gzip[..gzip.len() - 9])).await;
    told.answer("gzip that was cut on the way", [&answer(named, &gzip)[..], &[]].concat()[..80].to_vec()).await;
    told.answer("gzip with another check sum", answer(named, &[&gzip[..gzip.len() - 5], b"12345"].concat())).await;
    told.answer("gzip that is none", answer(named, b"{\"syncToken\":\"1\"}")).await;
    told.answer("gzip with something behind it", answer(named, &[&gzip, b"{}".as_slice()].concat())).await;
    told.answer("gzip that holds too much", answer(named, &bomb.finish().unwrap())).await;
    let of_nothing = GzEncoder::new(Vec::new(), Compression::best()).finish().unwrap();
    told.answer("gzip of too many members", answer(named, &gzip.repeat(17))).await;
    told.answer("gzip with an empty member", answer(named, &[gzip.clone(), of_nothing].concat())).await;
    told.answer("gzip of nothing", answer(named, &GzEncoder::new(Vec::new(), Compression::best()).finish().unwrap())).await;
    told.answer("gzip that does not say so", answer("", &gzip)).await;
    told.answer("gzip twice", answer("Content-Encoding: gzip, gzip\r\n", &gzip)).await;
    told.answer("another encoding", answer("Content-Encoding: br\r\n", b"\x0b")).await;
    told.answer("an encoding that nobody knows", answer("Content-Encoding: \u{fc}\r\n", b"{}")).await;
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn that_are_no_document_are_told() {
    let mut told = Told::default();
    let utf16 =
        |text: &str| -> Vec<u8> { "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
    told.answer("a page", answer("Content-Type: text/html; charset=utf-8\r\n", b"<html>Sign in</html>")).await;
    told.answer("a page that is called JSON", answer("Content-Type: application/json\r\n", b"<!DOCTYPE html><html>")).await;
    told.answer(
        "a bucket's error",
        answer("Content-Type: application/xml\r\n", b"<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>"),
    )
    .await;
    told.answer("an API's error", answer("", br#"{"message":"Missing Authentication Token"}"#)).await;
    told.answer("a list", answer("", b"[]")).await;
    told.answer("null", answer("", b"null")).await;
    told.answer("blanks", answer("", b"  \r\n ")).await;
    told.answer("zero bytes", answer("", &[0; 20])).await;
    told.answer("a mark of byte order alone", answer("", "\u{feff}".as_bytes())).await;
    told.answer("UTF-16", answer("", &utf16("{\"syncToken\":\"1\"}"))).await;
    told.answer("bytes that are no UTF-8", answer("", b"{\"syncToken\":\"\xff\"}")).await;
    told.answer("control characters", answer("", b"{\"syncToken\":\"\x1b[31m\"}")).await;
    told.answer("Git LFS's pointer", answer("", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n")).await;
    insta::assert_snapshot!(told.0);
}
