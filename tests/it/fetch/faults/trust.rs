//! TLS and proxies. Every authority here is made for its test, and named as
//! users name theirs.

use super::{
    super::{
        server::Server,
        tls::{ANSWER, Authority, params, tls_server, tls_url},
    },
    Told,
};
use amazonconnect::fetch::{Access, NamedProxy};
use rcgen::{BasicConstraints, ExtendedKeyUsagePurpose, IsCa, date_time_ymd};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

#[tokio::test]
async fn of_certificates_are_told() {
    let (ours, other) = (Authority::named("Ours"), Authority::named("Another"));
    let access = ours.access().await;
    let mut told = Told::default();
    let mut certificates =
        vec![("of another authority", params("localhost"), Some(&other)), ("signed by itself", params("localhost"), None)];
    let mut authority = params("localhost");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    certificates.push(("signed by itself as an authority", authority.clone(), None));
    certificates.push(("of an authority", authority, Some(&ours)));
    let mut expired = params("localhost");
    (expired.not_before, expired.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1));
    certificates.push(("expired", expired, Some(&ours)));
    let mut early = params("localhost");
    early.not_before = date_time_ymd(4000, 1, 1);
    certificates.push(("not valid yet", early, Some(&ours)));
    certificates.push(("for another host", params("ip-ranges.amazonaws.com"), Some(&ours)));
    let mut for_mail = params("localhost");
    for_mail.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
    certificates.push(("for mail", for_mail, Some(&ours)));
    for (fault, params, signed_by) in certificates {
        let server = tls_server(params, signed_by, ANSWER).await;
        told.fetch_by(fault, &tls_url(&server), &access).await;
        assert_eq!(server.connections(), 1, "{fault}: what is not trusted is not tried again");
    }
    insta::assert_snapshot!(told.0);
}

/// Answers the client's first bytes with these.
async fn greeting(bytes: &'static [u8]) -> Server {
    Server::start(move |mut stream| async move {
        let mut hello = [0; 4096];
        let _ = stream.read(&mut hello).await;
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
    })
    .await
}

#[tokio::test]
async fn of_handshakes_are_told() {
    let access = Authority::named("Ours").access().await;
    let mut told = Told::default();
    for (fault, bytes) in [
        ("plain HTTP on a TLS port", b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice()),
        ("an end", b""),
        ("no version in common", b"\x15\x03\x03\x00\x02\x02\x46"),
        ("nothing else in common", b"\x15\x03\x03\x00\x02\x02\x28"),
        ("a host name that it does not know", b"\x15\x03\x03\x00\x02\x02\x70"),
        ("a failure of its own", b"\x15\x03\x03\x00\x02\x02\x50"),
        ("half a record", b"\x16\x03\x03\x00\x40\x02"),
        // A server's hello of TLS 1.1: 32 bytes of random, no session, AES 128 CBC.
        ("TLS 1.1", b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x0201234567890123456789012345678901\x00\x00\x2f\x00"),
    ] {
        told.fetch_by(fault, &tls_url(&greeting(bytes).await), &access).await;
    }
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn of_proxies_are_told() {
    let ours = Authority::named("Ours").access().await;
    let through = |port: u16| Access {
        proxy: Some(NamedProxy::new("proxy_url", &format!("http://me:secret@127.0.0.1:{port}")).unwrap()),
        ..ours.clone()
    };
    let mut told = Told::default();
    // Nothing resolves this name: only the proxy is ever connected to.
    let url = "https://mirror.invalid/ip-ranges.json?secret";
    for (fault, answer) in [
        ("wants a user", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
        ("forbids the host", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
        ("cannot reach the host", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
        ("ends", ""),
        ("is none", "220 mail ready\r\n\r\n"),
        ("opens a tunnel to nowhere", "HTTP/1.1 200 Connection established\r\n\r\n"),
    ] {
        let proxy = Server::answering(answer).await;
        told.fetch_by(fault, url, &through(proxy.port)).await;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = listener.local_addr().unwrap().port();
    drop(listener);
    told.fetch_by("is not there", url, &through(free)).await;
    let nowhere = NamedProxy::new("proxy_url", "http://me:secret@proxy.invalid:3128").unwrap();
    told.fetch_by("has no address", url, &Access { proxy: Some(nowhere), ..ours.clone() }).await;
    insta::assert_snapshot!(told.0);
}

#[tokio::test]
async fn of_names_are_told() {
    let mut told = Told::default();
    // RFC 6761: no name under .invalid ever exists.
    told.fetch_by("without an address", "https://ip-ranges.invalid/x?secret", &Authority::named("Ours").access().await).await;
    insta::assert_snapshot!(told.0);
}
