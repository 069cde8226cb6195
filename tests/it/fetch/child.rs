//! A fetch in a process of its own: the authorities and the proxy come from
//! the environment, which a test must not change for its neighbours.

use super::LIMITS;
use amazonconnect::fetch::{Access, Authorities, Source, fetch};
use std::process::Command;

const SOURCE: &str = "AMAZONCONNECT_TEST_SOURCE";
/// The file of `ca_certificate_file`, if any.
const AUTHORITIES: &str = "AMAZONCONNECT_TEST_AUTHORITIES";
const MARK: &str = "fetched: ";

/// What `fetch` says of `source` under this environment: `Ok <length>`, or the
/// name of the error and its message.
pub(super) async fn fetch_under(source: &str, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["fetch::child::the_child_itself", "--exact", "--ignored", "--nocapture"]).env(SOURCE, source);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    stderr.lines().find_map(|line| line.strip_prefix(MARK)).unwrap().to_owned()
}

#[tokio::test]
#[ignore = "run by other tests, with an environment of theirs"]
async fn the_child_itself() {
    let Ok(source) = std::env::var(SOURCE) else { return };
    let mut access = Access::from(LIMITS);
    if let Ok(path) = std::env::var(AUTHORITIES) {
        access.authorities = Some(Authorities::read(&path, &LIMITS).await.unwrap());
    }
    let result = match fetch(&Source::parse(&source).unwrap(), &access).await {
        Ok(fetched) => format!("Ok {}", fetched.bytes.len()),
        Err(error) => format!("{} {error}", format!("{:?}", error.kind).split(' ').next().unwrap()),
    };
    eprintln!("{MARK}{result}");
}

#[track_caller]
pub(super) fn says(result: &str, parts: &[&str]) {
    for part in parts {
        assert!(result.contains(part), "{part:?} is not in: {result}");
    }
    assert!(!result.contains("secret"), "{result}");
}
