//! The command line and the handshake line of the built provider.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use super::{
    client::Handshake,
    process::{Process, bare_command, host_command},
};

/// Status, standard output, standard error.
fn run(mut command: Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn without_the_cookie_it_explains_itself_and_fails() {
    let directory = tempfile::tempdir().unwrap();
    for cookie in [None, Some(""), Some("d602bf8f")] {
        let mut command = host_command(directory.path());
        match cookie {
            None => command.env_remove("TF_PLUGIN_MAGIC_COOKIE"),
            Some(cookie) => command.env("TF_PLUGIN_MAGIC_COOKIE", cookie),
        };
        let (status, stdout, stderr) = run(command);
        assert_eq!((status, stdout.as_str()), (Some(1), ""), "{cookie:?}");
        assert!(stderr.lines().count() == 1 && stderr.contains("Terraform and OpenTofu start it"), "{stderr}");
    }
}

#[test]
fn it_says_name_and_version() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare_command(directory.path());
    command.arg("--version");
    let expected = format!("terraform-provider-amazonconnect {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(command), (Some(0), expected, String::new()));
}

#[test]
fn it_lists_its_options() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare_command(directory.path());
    command.arg("--help");
    let (status, stdout, stderr) = run(command);
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
    for option in ["--debug", "--version", "--help"] {
        assert!(stdout.contains(option));
    }
}

#[test]
fn an_unknown_argument_is_refused_by_name() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = host_command(directory.path());
    command.arg("--debugg");
    let (status, stdout, stderr) = run(command);
    assert_eq!((status, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("\"--debugg\""), "{stderr}");
}

#[test]
fn a_host_without_protocol_6_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = host_command(directory.path());
    command.env("PLUGIN_PROTOCOL_VERSIONS", "4,5");
    let (status, stdout, stderr) = run(command);
    assert_eq!((status, &stdout), (Some(1), &stderr), "hosts show standard output, people see standard error");
    assert!(stdout.lines().count() == 1 && stdout.contains("\"4,5\""), "{stdout}");
}

#[test]
fn the_handshake_is_one_prompt_line() {
    let directory = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let mut process = Process::start(host_command(directory.path()));
    let line = process.next_line().unwrap();
    // A build without optimisation on a busy machine is no measure.
    let limit = if cfg!(debug_assertions) { Duration::from_secs(5) } else { Duration::from_secs(1) };
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    let handshake = Handshake::parse(&line);
    assert!(handshake.certificate.is_none(), "plaintext was asked for");
    process.signal("TERM");
    assert!(process.stdout_closes_within(Duration::from_secs(5)));
    assert!(process.wait(Duration::from_secs(5)).unwrap().0.success());
}

#[test]
fn a_host_that_asks_for_multiplexing_gets_a_seventh_field() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = host_command(directory.path());
    command.env("PLUGIN_MULTIPLEX_GRPC", "true");
    let line = Process::start(command).next_line().unwrap();
    Handshake::parse(line.strip_suffix("|false").unwrap());
}
