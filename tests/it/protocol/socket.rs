//! Where the socket is and who may open it.

use std::{
    fs,
    os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt},
    path::Path,
    time::Duration,
};

use super::{
    client::{Handshake, channel, provider},
    process::{Process, host_command},
};
use amazonconnect::plugin::proto::tfplugin6::get_provider_schema::Request;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn only_its_owner_may_open_it_and_it_is_removed() {
    let directory = tempfile::tempdir().unwrap();
    let mut process = Process::start(host_command(directory.path()));
    let handshake = Handshake::parse(&process.next_line().unwrap());
    let path = Path::new(&handshake.address);
    assert!(path.starts_with(directory.path()));
    assert!(fs::metadata(path).unwrap().file_type().is_socket());
    assert_eq!(mode(path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(fs::metadata(path).unwrap().uid(), fs::metadata(directory.path()).unwrap().uid());
    process.signal("TERM");
    assert!(process.wait(Duration::from_secs(5)).unwrap().0.success());
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn the_host_may_say_where() {
    let (temp, wanted) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut command = host_command(temp.path());
    command.env("PLUGIN_UNIX_SOCKET_DIR", wanted.path());
    let process = Process::start(command);
    let handshake = Handshake::parse(&process.next_line().unwrap());
    assert!(Path::new(&handshake.address).starts_with(wanted.path()));
}

#[tokio::test]
async fn a_path_that_does_not_fit_gives_a_port_in_the_range() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["x".repeat(100), "a|b".to_owned()] {
        let path = directory.path().join(name);
        fs::create_dir(&path).unwrap();
        let process = Process::start(host_command(&path));
        let handshake = Handshake::parse(&process.next_line().unwrap());
        assert_eq!(handshake.network, "tcp");
        let port: u16 = handshake.address.strip_prefix("127.0.0.1:").unwrap().parse().unwrap();
        assert!((10000..=25000).contains(&port), "{port}");
        let channel = channel(handshake.dial().await).await.unwrap();
        provider(&channel).get_provider_schema(Request {}).await.unwrap();
    }
}

#[test]
fn two_processes_share_a_directory_and_a_port_range() {
    let directory = tempfile::tempdir().unwrap();
    let long = directory.path().join("x".repeat(100));
    fs::create_dir(&long).unwrap();
    for place in [directory.path(), long.as_path()] {
        let processes = [Process::start(host_command(place)), Process::start(host_command(place))];
        let addresses = processes.each_ref().map(|process| Handshake::parse(&process.next_line().unwrap()).address);
        assert_ne!(addresses[0], addresses[1]);
    }
}

#[test]
fn a_socket_that_cannot_be_made_is_an_error_with_a_remedy() {
    for (variable, value, named) in
        [("TMPDIR", "/nonexistent", "/nonexistent"), ("PLUGIN_MIN_PORT", "25001", "\"25001\" and \"25000\"")]
    {
        let directory = tempfile::tempdir().unwrap();
        let long = directory.path().join("x".repeat(100));
        fs::create_dir(&long).unwrap();
        let mut command = host_command(&long);
        command.env(variable, value);
        let mut process = Process::start(command);
        let told = process.next_line().expect("a line for the host's user");
        assert!(told.contains(named) && told.matches('|').count() < 3, "{told}");
        assert_eq!(process.next_line(), None);
        assert_eq!(process.wait(Duration::from_secs(5)).unwrap().0.code(), Some(1));
        let stderr = process.stderr().join("\n");
        assert!(stderr.contains(named), "{stderr}");
    }
}
