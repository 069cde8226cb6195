//! Certificates that must not be trusted, and one that must.

use super::{
    LIMITS,
    child::{fetch_under, says},
    server::{Server, read_head},
};
use amazonconnect::fetch::{Access, Authorities, Limits, Source, fetch};
use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use std::{fs, sync::Arc};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;
use tokio_rustls::TlsAcceptor;

pub(super) struct Authority {
    certificate: Certificate,
    key: KeyPair,
    /// What SSL_CERT_FILE names.
    file: NamedTempFile,
}

impl Authority {
    fn new() -> Self {
        Self::named("Test authority")
    }

    pub(super) fn named(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let file = NamedTempFile::new().unwrap();
        fs::write(file.path(), certificate.pem()).unwrap();
        Self { certificate, key, file }
    }

    /// Trust in it, as `ca_certificate_file` gives it.
    pub(super) async fn access(&self) -> Access {
        let authorities = Authorities::read(self.file.path().to_str().unwrap(), &LIMITS).await.unwrap();
        Access { authorities: Some(authorities), limits: Limits { max_retries: 1, ..LIMITS }, proxy: None }
    }

    async fn fetch(&self, url: &str) -> String {
        fetch_under(url, &[("SSL_CERT_FILE", self.file.path().to_str().unwrap())]).await
    }
}

pub(super) fn params(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

/// A TLS server with a certificate of `authority`, or one signed by itself.
pub(super) async fn tls_server(params: CertificateParams, authority: Option<&Authority>, answer: &'static str) -> Server {
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

pub(super) fn tls_url(server: &Server) -> String {
    format!("https://localhost:{}/x?secret", server.port)
}

pub(super) const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_certificate_is_accepted_and_proxies_are_not_asked_for_this_machine() {
    let authority = Authority::new();
    let server = tls_server(params("localhost"), Some(&authority), ANSWER).await;
    assert_eq!(authority.fetch(&tls_url(&server)).await, "Ok 2");
    let roots = authority.file.path().to_str().unwrap();
    let environment = [("SSL_CERT_FILE", roots), ("HTTPS_PROXY", "http://me:secret@127.0.0.1:1")];
    assert_eq!(fetch_under(&tls_url(&server), &environment).await, "Ok 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_authorities_says_so() {
    let server = Server::answering(ANSWER).await;
    let nothing = NamedTempFile::new().unwrap();
    let result = fetch_under(&tls_url(&server), &[("SSL_CERT_FILE", nothing.path().to_str().unwrap())]).await;
    says(
        &result,
        &["NoRoots", "SSL_CERT_FILE names /", "gives no certificate authority to trust", "expected certificates in PEM"],
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_out_of_tls_is_refused() {
    let authority = Authority::new();
    let answer = "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/x?secret\r\nContent-Length: 0\r\n\r\n";
    let server = tls_server(params("localhost"), Some(&authority), answer).await;
    let result = authority.fetch(&tls_url(&server)).await;
    says(&result, &["Redirect", "redirect 1", "http://127.0.0.1:1/x?…", "from https to plain http is never followed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_address_says_so() {
    // RFC 6761: no name under .invalid ever exists.
    let result = Authority::new().fetch("https://ip-ranges.invalid/x?secret").await;
    says(&result, &["Resolve", "host name of https://ip-ranges.invalid/x", "cannot be resolved", "DNS", "HTTPS_PROXY"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_of_ones_own_is_trusted_beside_the_systems() {
    let (ours, systems) = (Authority::named("Ours"), Authority::named("The system's"));
    let access = ours.access().await;
    let server = tls_server(params("localhost"), Some(&ours), ANSWER).await;
    let fetched = fetch(&Source::parse(&tls_url(&server)).unwrap(), &access).await.unwrap();
    assert_eq!(fetched.bytes, b"{}".as_slice());
    // The child reads the same file, and takes the system's from SSL_CERT_FILE.
    let environment = [
        ("SSL_CERT_FILE", systems.file.path().to_str().unwrap()),
        ("AMAZONCONNECT_TEST_AUTHORITIES", ours.file.path().to_str().unwrap()),
    ];
    assert_eq!(fetch_under(&tls_url(&server), &environment).await, "Ok 2");
    let of_the_system = tls_server(params("localhost"), Some(&systems), ANSWER).await;
    assert_eq!(fetch_under(&tls_url(&of_the_system), &environment).await, "Ok 2");
    // Not in the place of the system's, where those are named and not there.
    let nothing = NamedTempFile::new().unwrap();
    for path in ["/nonexistent", nothing.path().to_str().unwrap()] {
        let result = fetch_under(&tls_url(&server), &[("SSL_CERT_FILE", path), environment[1]]).await;
        says(&result, &["NoRoots", &format!("SSL_CERT_FILE names {path}, which gives no certificate authority to trust")]);
    }
}
