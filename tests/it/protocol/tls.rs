//! Who is let in: the one announced client, with its key, and nobody else.

use std::time::{Duration, Instant};

use amazonconnect::plugin::proto::tfplugin6::get_provider_schema::Request;
use tempfile::TempDir;

use super::{
    client::{Handshake, Identity, Plugin, channel, provider},
    process::{Process, host_command},
};

/// A provider that accepts `pem`; the directory has its socket.
fn start(pem: &str) -> (Process, Handshake, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let mut command = host_command(directory.path());
    command.env("PLUGIN_CLIENT_CERT", pem);
    let process = Process::start(command);
    let handshake = Handshake::parse(&process.next_line().unwrap());
    (process, handshake, directory)
}

/// Whether the client gets the schema.
async fn is_served(handshake: &Handshake, client: Option<&Identity>) -> bool {
    match handshake.connect(client).await {
        Ok(channel) => provider(&channel).get_provider_schema(Request {}).await.is_ok(),
        Err(_) => false,
    }
}

#[tokio::test]
async fn the_announced_client_is_served_whatever_its_curve() {
    for client in [Identity::p521(), Identity::p256()] {
        let (_process, handshake, _directory) = start(&client.pem);
        assert!(handshake.certificate.is_some());
        assert!(is_served(&handshake, Some(&client)).await);
    }
}

#[tokio::test]
async fn nobody_else_is() {
    let client = Identity::p521();
    let (_process, handshake, _directory) = start(&client.pem);
    assert!(!is_served(&handshake, None).await, "no certificate");
    let other = Identity::p521();
    assert!(!is_served(&handshake, Some(&other)).await, "another certificate");
    let pem = client.pem.clone();
    let copied = client.with_key_of(&other);
    assert_eq!(copied.pem, pem);
    assert!(!is_served(&handshake, Some(&copied)).await, "the right certificate without its key");
    let plain = channel(handshake.dial().await).await;
    let served = match plain {
        Ok(channel) => provider(&channel).get_provider_schema(Request {}).await.is_ok(),
        Err(_) => false,
    };
    assert!(!served, "no TLS");
}

#[tokio::test]
async fn an_absent_or_empty_certificate_asks_for_plaintext() {
    let (_process, handshake, _directory) = start("");
    assert!(handshake.certificate.is_none());
    assert!(is_served(&handshake, None).await);
}

#[test]
fn a_malformed_certificate_ends_the_process_with_a_reason() {
    let pem = Identity::p256().pem;
    let broken = [" ".to_owned(), "nonsense".to_owned(), pem.replace("END", "STOP"), pem.repeat(2), pem.replacen("MI", "AA", 1)];
    for pem in broken {
        let directory = tempfile::tempdir().unwrap();
        let mut command = host_command(directory.path());
        command.env("PLUGIN_CLIENT_CERT", &pem);
        let mut process = Process::start(command);
        let told = process.next_line().expect("a line for the host's user");
        assert!(told.contains("PLUGIN_CLIENT_CERT") && told.matches('|').count() < 3, "{told}");
        assert_eq!(process.next_line(), None, "it served {pem:?}");
        assert_eq!(process.wait(Duration::from_secs(5)).unwrap().0.code(), Some(1));
        let stderr = process.stderr();
        assert!(stderr.len() == 1 && stderr[0].contains("PLUGIN_CLIENT_CERT"), "{stderr:?}");
    }
}

#[tokio::test]
async fn idle_clients_do_not_delay_a_good_one() {
    let client = Identity::p521();
    let (_process, handshake, _directory) = start(&client.pem);
    let mut idle = Vec::new();
    // The second round is more than wait at once.
    for count in [20, 100] {
        for _ in 0..count {
            idle.push(handshake.dial().await);
        }
        let start = Instant::now();
        assert!(is_served(&handshake, Some(&client)).await);
        assert!(start.elapsed() < Duration::from_secs(2), "{count}: {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn one_connection_carries_many_calls() {
    let plugin = Plugin::start().await;
    for _ in 0..50 {
        plugin.provider().get_provider_schema(Request {}).await.unwrap();
    }
}
