//! Standard error: hclog's JSON at the level asked for, and nothing else.

use std::{process::Command, time::Duration};

use amazonconnect::plugin::{
    log_panics, logging,
    proto::{go_plugin::Empty, tfplugin6 as wire},
};
use serde_json::{Map, Value};

use super::client::Plugin;

/// What the process writes in a short life that has a warning in it.
async fn stderr(variables: &[(&str, &str)]) -> Vec<String> {
    let mut plugin = Plugin::start_with(|command| {
        command.envs(variables.iter().copied());
    })
    .await;
    plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap();
    plugin.controller().shutdown(Empty {}).await.unwrap();
    assert!(plugin.process.wait(Duration::from_secs(5)).unwrap().0.success());
    plugin.process.stderr()
}

/// `2006-01-02T15:04:05.000000Z`, digit for digit.
fn is_hclog_time(text: &str) -> bool {
    let pattern = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    text.len() == pattern.len()
        && text.chars().zip(pattern.chars()).all(|(c, p)| if p == 'd' { c.is_ascii_digit() } else { c == p })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_is_an_object_that_hclog_reads() {
    let lines = stderr(&[("TF_LOG_PROVIDER_AMAZONCONNECT", "trace"), ("TF_LOG", "off")]).await;
    assert!(lines.len() >= 3, "{lines:?}");
    for line in lines {
        assert!(line.len() < 64 * 1024);
        let object: Map<String, Value> = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(["trace", "debug"].contains(&object["@level"].as_str().unwrap()), "{line}");
        assert!(object["@module"].as_str().unwrap().starts_with("amazonconnect."), "{line}");
        assert!(object["@message"].is_string() && is_hclog_time(object["@timestamp"].as_str().unwrap()), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_below_the_level() {
    for variables in [
        &[][..],
        &[("RUST_LOG", "trace"), ("RUST_BACKTRACE", "1")],
        &[("TF_LOG", "off")],
        &[("TF_LOG", "trace"), ("TF_LOG_PROVIDER", "warn")],
        &[("TF_LOG_PROVIDER", "trace"), ("TF_LOG_PROVIDER_AMAZONCONNECT", "error")],
    ] {
        assert_eq!(stderr(variables).await, Vec::<String>::new(), "{variables:?}");
    }
}

/// The log and the panic hook belong to a whole process: this one is run by
/// [`a_panic_is_one_line_with_place_and_backtrace`].
#[test]
#[ignore = "runs in a process of its own"]
fn process_that_panics() {
    logging::init(Some(std::env::var("LEVEL").unwrap().as_str()), &["amazonconnect"]).unwrap();
    log_panics();
    std::panic::catch_unwind(|| panic!("a reason\nof two lines")).unwrap_err();
}

#[test]
fn a_panic_is_one_line_with_place_and_backtrace() {
    let stderr = |level: &str| {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "protocol::logs::process_that_panics", "--ignored", "--nocapture"])
            .env("LEVEL", level)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let logged = stderr("error");
    let object: Map<String, Value> = serde_json::from_str(logged.trim_end()).unwrap_or_else(|error| panic!("{error}: {logged}"));
    assert_eq!(object["@message"], "panic: a reason");
    assert_eq!(object["@level"], "error");
    assert!(object["location"].as_str().unwrap().contains("logs.rs:"));
    assert!(object["backtrace"].as_str().unwrap().contains("process_that_panics"));
    assert_eq!(stderr("off"), "", "a log that nobody asked for");
}
