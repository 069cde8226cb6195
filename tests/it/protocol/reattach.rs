//! `--debug`: a developer's process, which hosts attach to and never end.

use std::{collections::BTreeMap, time::Duration};

use amazonconnect::plugin::proto::{go_plugin::grpc_stdio_client::GrpcStdioClient, tfplugin6::get_provider_schema::Request};
use serde_json::Value;

use super::{
    client::{channel, dial, provider},
    process::{Process, bare_command},
};

#[tokio::test(flavor = "multi_thread")]
async fn it_prints_what_to_set_and_outlives_its_hosts() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare_command(directory.path());
    command.arg("--debug");
    let mut process = Process::start(command);
    let line = std::iter::from_fn(|| process.next_line()).find(|line| line.contains("TF_REATTACH_PROVIDERS=")).unwrap();
    let json = line.trim().strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
    let providers: BTreeMap<String, Value> = serde_json::from_str(json).unwrap();
    let name = "amazonconnect/amazonconnect";
    assert!(providers.keys().eq([&format!("registry.opentofu.org/{name}"), &format!("registry.terraform.io/{name}")]));

    for configuration in providers.values() {
        assert_eq!(configuration["Pid"], process.id());
        assert_eq!(configuration["Test"], true);
        let address = configuration["Addr"]["String"].as_str().unwrap();
        let channel = channel(dial(configuration["Addr"]["Network"].as_str().unwrap(), address).await).await.unwrap();
        let stdio = GrpcStdioClient::new(channel.clone()).stream_stdio(()).await.unwrap();
        provider(&channel).get_provider_schema(Request {}).await.unwrap();
        drop((stdio, channel));
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert!(process.is_running(), "both hosts are gone");

    process.signal("INT");
    assert!(process.wait(Duration::from_secs(2)).expect("an end").0.success());
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn it_never_listens_where_others_could_connect() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["x".repeat(100), "a|b".to_owned()] {
        let path = directory.path().join(&name);
        std::fs::create_dir(&path).unwrap();
        let mut command = bare_command(&path);
        command.arg("--debug");
        let output = command.output().unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), [].as_slice()), "{name}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(&name) && stderr.contains("set TMPDIR to a short path"), "{stderr}");
    }
}

#[test]
fn it_is_never_plaintext_where_a_certificate_was_announced() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare_command(directory.path());
    command.arg("--debug").env("PLUGIN_CLIENT_CERT", "x");
    let output = command.output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), [].as_slice()));
    assert!(String::from_utf8(output.stderr).unwrap().contains("PLUGIN_CLIENT_CERT"));
}
