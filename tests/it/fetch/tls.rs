//! Certificates that must not be trusted, and one that must.

use super::{
    child::{fetch_under, says},
    server::{Server, read_head},
};
use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use std::{fs, sync::Arc};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;
use tokio_rustls::TlsAcceptor;

struct Authority {
    certificate: Certificate,
    key: KeyPair,
    /// What SSL_CERT_FILE names.
    file: NamedTempFile,
}

impl Authority {
    fn new() -> Self {
        Self::named("Test authority")
    }

    fn named(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let file = NamedTempFile::new().unwrap();
        fs::write(file.path(), certificate.pem()).unwrap();
        Self { certificate, key, file }
    }

    async fn fetch(&self, url: &str) -> String {
        fetch_under(url, &[("SSL_CERT_FILE", self.file.path().to_str().unwrap())]).await
    }
}

fn params(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

/// A TLS server with a certificate of `authority`, or one signed by itself.
async fn tls_server(params: CertificateParams, authority: Option<&Authority>, answer: &'static str) -> Server {
    let key = KeyPair::generate().unwrap();
    let certificate = match authority {
        Some(authority) => params.signed_by(&key, &authority.certificate, &authority.key).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    Server::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            read_head(&mut stream).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn url(server: &Server) -> String {
    format!("https://localhost:{}/x?secret", server.port)
}

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_certificate_is_accepted_and_proxies_are_not_asked_for_this_machine() {
    let authority = Authority::new();
    let server = tls_server(params("localhost"), Some(&authority), ANSWER).await;
    assert_eq!(authority.fetch(&url(&server)).await, "Ok 2");
    let roots = authority.file.path().to_str().unwrap();
    let environment = [("SSL_CERT_FILE", roots), ("HTTPS_PROXY", "http://me:secret@127.0.0.1:1")];
    assert_eq!(fetch_under(&url(&server), &environment).await, "Ok 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_authority_is_refused() {
    let (authority, other) = (Authority::new(), Authority::named("Another authority"));
    for signed_by in [Some(&other), None] {
        let server = tls_server(params("localhost"), signed_by, ANSWER).await;
        let result = authority.fetch(&url(&server)).await;
        says(&result, &["Tls", "no trusted TLS connection", "authority that this machine does not trust", "SSL_CERT_FILE"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_certificate_is_refused() {
    let authority = Authority::new();
    let mut expired = params("localhost");
    expired.not_before = date_time_ymd(2020, 1, 1);
    expired.not_after = date_time_ymd(2021, 1, 1);
    let result = authority.fetch(&url(&tls_server(expired, Some(&authority), ANSWER).await)).await;
    says(&result, &["Tls", "has expired", "clock"]);

    let mut early = params("localhost");
    early.not_before = date_time_ymd(4000, 1, 1);
    let result = authority.fetch(&url(&tls_server(early, Some(&authority), ANSWER).await)).await;
    says(&result, &["Tls", "not valid yet", "clock"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    let server = tls_server(params("ip-ranges.amazonaws.com"), Some(&authority), ANSWER).await;
    says(&authority.fetch(&url(&server)).await, &["Tls", "for another host name", "check the host name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_is_refused() {
    let server = Server::start(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        read_head(&mut stream).await;
    })
    .await;
    says(&Authority::new().fetch(&url(&server)).await, &["Tls", "does not speak TLS", "check the port"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_authorities_says_so() {
    let server = Server::answering(ANSWER).await;
    let nothing = NamedTempFile::new().unwrap();
    let result = fetch_under(&url(&server), &[("SSL_CERT_FILE", nothing.path().to_str().unwrap())]).await;
    says(&result, &["NoRoots", "no trusted certificate authorities", "install", "SSL_CERT_FILE"]);
    assert_eq!(server.connections(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_out_of_tls_is_refused() {
    let authority = Authority::new();
    let answer = "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/x?secret\r\nContent-Length: 0\r\n\r\n";
    let server = tls_server(params("localhost"), Some(&authority), answer).await;
    let result = authority.fetch(&url(&server)).await;
    says(&result, &["Redirect", "redirect 1", "http://127.0.0.1:1/x?…", "from https to plain http is never followed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_address_says_so() {
    // RFC 6761: no name under .invalid ever exists.
    let result = Authority::new().fetch("https://ip-ranges.invalid/x?secret").await;
    says(&result, &["Resolve", "host name of https://ip-ranges.invalid/x", "cannot be resolved", "DNS", "HTTPS_PROXY"]);
}
