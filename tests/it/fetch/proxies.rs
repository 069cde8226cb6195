//! Proxies that refuse, named by the environment.

use super::{
    child::{fetch_under, says},
    server::Server,
};
use rcgen::{CertificateParams, KeyPair};
use std::fs;
use tempfile::NamedTempFile;

/// An authority of no use, so that no test depends on the system's.
fn roots() -> NamedTempFile {
    let params = CertificateParams::new(Vec::new()).unwrap();
    let file = NamedTempFile::new().unwrap();
    fs::write(file.path(), params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem()).unwrap();
    file
}

async fn fetch_through(proxy: &Server) -> String {
    let roots = roots();
    let proxy = format!("http://me:secret@127.0.0.1:{}", proxy.port);
    let environment = [("HTTPS_PROXY", proxy.as_str()), ("SSL_CERT_FILE", roots.path().to_str().unwrap())];
    // Nothing resolves this name: only the proxy is ever connected to.
    fetch_under("https://mirror.invalid/ip-ranges.json", &environment).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_wants_a_password_says_so() {
    let proxy = Server::answering("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n").await;
    let result = fetch_through(&proxy).await;
    says(&result, &["Proxy", "the proxy does not connect to https://mirror.invalid/ip-ranges.json", "check HTTPS_PROXY"]);
    assert_eq!(proxy.connections(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_forbids_the_host_says_so() {
    let proxy = Server::answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
    says(&fetch_through(&proxy).await, &["Proxy", "https://mirror.invalid/", "what the proxy allows"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_is_honoured() {
    let proxy = Server::answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
    let roots = roots();
    let environment = [
        ("HTTPS_PROXY", format!("http://127.0.0.1:{}", proxy.port)),
        ("NO_PROXY", ".invalid".to_owned()),
        ("SSL_CERT_FILE", roots.path().to_str().unwrap().to_owned()),
    ];
    let environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let result = fetch_under("https://mirror.invalid/ip-ranges.json", &environment).await;
    says(&result, &["Resolve", "of https://mirror.invalid/ip-ranges.json, or of the proxy in HTTPS_PROXY,"]);
    assert_eq!(proxy.connections(), 0);
}

/// One star excepts every host, addresses too, and a proxy that nothing goes
/// through may be called anything.
#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_for_any_host_is_honoured() {
    let proxy = Server::answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await;
    let named = format!("http://127.0.0.1:{}", proxy.port);
    let roots = roots();
    let direct = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    // This machine, by an address that proxies are used for.
    let address = format!("https://0.0.0.0:{}/x", direct.local_addr().unwrap().port());
    drop(direct);
    for variable in ["ALL_PROXY", "HTTPS_PROXY"] {
        for (url, fault) in [("https://mirror.invalid/x", "Resolve"), (address.as_str(), "Connect")] {
            for (value, exceptions) in [(named.as_str(), "*"), (named.as_str(), "example.org, *"), ("::secret", "*")] {
                let environment =
                    [(variable, value), ("NO_PROXY", exceptions), ("SSL_CERT_FILE", roots.path().to_str().unwrap())];
                says(&fetch_under(url, &environment).await, &[fault]);
            }
        }
    }
    assert_eq!(proxy.connections(), 0);
    let through = [("ALL_PROXY", named.as_str()), ("NO_PROXY", "*.invalid"), ("SSL_CERT_FILE", roots.path().to_str().unwrap())];
    says(&fetch_under(&address, &through).await, &["Proxy", "the proxy does not connect to https://0.0.0.0:"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_no_proxy_is_an_error_and_no_direct_connection() {
    let roots = roots();
    let roots = roots.path().to_str().unwrap();
    for (variable, value) in [
        ("HTTPS_PROXY", "http://me:secret@proxy:99999"),
        ("https_proxy", "::secret"),
        ("ALL_PROXY", "socks5://me:secret@127.0.0.1:1"),
    ] {
        let result = fetch_under("https://mirror.invalid/x", &[(variable, value), ("SSL_CERT_FILE", roots)]).await;
        says(&result, &["NoProxy", &format!("{variable} is set, but not to the URL of an HTTP proxy"), "unset it"]);
    }
    // An empty one is none.
    let result = fetch_under("https://mirror.invalid/x", &[("HTTPS_PROXY", ""), ("SSL_CERT_FILE", roots)]).await;
    says(&result, &["Resolve", "set proxy_url or HTTPS_PROXY if only a proxy reaches it"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_has_no_address_is_told_from_the_host() {
    let roots = roots();
    let environment = [("HTTPS_PROXY", "http://me:secret@proxy.invalid:3128"), ("SSL_CERT_FILE", roots.path().to_str().unwrap())];
    let result = fetch_under("https://127.0.0.2.example/x", &environment).await;
    says(&result, &["Resolve", "or of the proxy in HTTPS_PROXY, cannot be resolved", "HTTPS_PROXY names a proxy that is there"]);
}

/// What faults are told by may not come from the URL.
const MISLEADING: &str = "tunnel/proxy/dns%20error/parsed?proxy=tunnel";

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_is_told_by_the_words_of_the_url() {
    let roots = roots();
    let environment = [("SSL_CERT_FILE", roots.path().to_str().unwrap())];
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refused = format!("127.0.0.1:{}", free.local_addr().unwrap().port());
    drop(free);

    let result = fetch_under(&format!("http://{refused}/{MISLEADING}"), &environment).await;
    says(&result, &["Connect", "cannot connect to http://127.0.0.1:", "refused"]);
    let result = fetch_under(&format!("https://proxy.tunnel.invalid/{MISLEADING}"), &environment).await;
    says(&result, &["Resolve", "the host name of https://proxy.tunnel.invalid/", "cannot be resolved"]);

    let early = Server::answering("").await;
    let result = fetch_under(&format!("http://127.0.0.1:{}/{MISLEADING}", early.port), &environment).await;
    says(&result, &["Interrupted", "broke off after 0 bytes"]);
    let mail = Server::answering("220 proxy tunnel ready\r\n\r\n").await;
    let result = fetch_under(&format!("http://127.0.0.1:{}/{MISLEADING}", mail.port), &environment).await;
    says(&result, &["NotHttp", "does not answer in HTTP"]);

    // A proxy that is named counts for what goes through it alone.
    let proxy = format!("http://{refused}");
    let through = [("HTTPS_PROXY", proxy.as_str()), environment[0]];
    let result = fetch_under(&format!("https://mirror.invalid/{MISLEADING}"), &through).await;
    says(&result, &["ProxyConnect", "no connection to https://mirror.invalid/", "through the proxy in HTTPS_PROXY", "refused"]);
    // This machine too, but by an address that proxies are used for.
    let other = refused.replace("127.0.0.1", "0.0.0.0");
    let beside = [("NO_PROXY", "0.0.0.0"), through[0], through[1]];
    let result = fetch_under(&format!("https://{other}/{MISLEADING}"), &beside).await;
    says(&result, &["Connect", "cannot connect to https://0.0.0.0:", "refused"]);
}
