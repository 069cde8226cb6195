//! The squid text in a Squid that runs: which CONNECTs it lets through.

use crate::{parsers::installed, render::sample};
use amazonconnect::{
    model::IpProtocol,
    render::{DomainFormat, DomainOptions, render_domains},
    rules::DomainRuleSet,
};
use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A Squid of its own name, files and port, which ends with the test.
struct Squid {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Squid {
    /// Squid with `acls`, and with these names of addresses.
    fn with(acls: &str, hosts: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Where root starts it, Squid goes on as a user without rights.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let at = folder.path().display();
        fs::write(folder.path().join("hosts"), hosts).unwrap();
        let rest = format!(
            "acl agents src 127.0.0.1/32\nhttp_access allow agents amazon-connect\nhttp_access deny all\n\
             http_port 127.0.0.1:{port}\nvisible_hostname localhost\nhosts_file {at}/hosts\ndns_nameservers 127.0.0.1\n\
             pid_filename {at}/pid\ncache_log {at}/log\ncoredump_dir {at}\naccess_log none\ncache_store_log none\n\
             netdb_filename none\npinger_enable off\nshutdown_lifetime 0 seconds\n"
        );
        let file = folder.path().join("squid.conf");
        fs::write(&file, format!("{acls}{rest}")).unwrap();
        let process = Command::new("squid").args(["-N", "-n", &format!("connects{port}"), "-f"]).arg(&file).spawn().unwrap();
        let squid = Self { process, port, folder };
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "Squid does not listen: {}", squid.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        squid
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Whether a CONNECT to this host is let through. That nothing answers there
    /// is another status.
    fn lets_through(&self, host: &str) -> bool {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n").unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        match &status {
            b"HTTP/1.1 403" => false,
            b"HTTP/1.1 200" | b"HTTP/1.1 503" => true,
            other => panic!("{host}: {}: {}", String::from_utf8_lossy(other), self.log()),
        }
    }
}

impl Drop for Squid {
    fn drop(&mut self) {
        // Not killed, for it has files to take away.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// An address's name is in the hands of its owner, so that it may be one that
/// the rules allow.
#[test]
fn a_connect_to_an_address_is_to_no_domain() {
    if !installed("squid") {
        return;
    }
    let rules: DomainRuleSet = ["*.signin.example", "rtc*.media.example"]
        .map(|domain| sample::domain(IpProtocol::Tcp, 443, domain))
        .into_iter()
        .collect();
    let acls = render_domains(&rules, DomainFormat::Squid, &DomainOptions::default()).unwrap().text;
    let hosts = "127.0.0.9 evil.signin.example\n127.0.0.11 rtc1.media.example\n";
    let squid = Squid::with(&acls, hosts);
    for (host, expected) in [
        ("evil.signin.example", true),
        ("rtc1.media.example", true),
        ("elsewhere.example", false),
        ("127.0.0.9", false),
        ("127.0.0.10", false),
        ("127.0.0.11", false),
    ] {
        assert_eq!(squid.lets_through(host), expected, "{host}");
    }
    let looking_up = Squid::with(&acls.replace(" -n ", " "), hosts);
    for host in ["127.0.0.9", "127.0.0.11"] {
        assert!(looking_up.lets_through(host), "the test can fail: without -n {host} is what its name says");
    }
    let names = [&squid, &looking_up].map(|squid| format!("squid-connects{}", squid.port));
    drop((squid, looking_up));
    let left: Vec<_> =
        fs::read_dir(Path::new("/dev/shm")).unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok()).collect();
    assert!(!left.iter().any(|file| names.iter().any(|name| file.starts_with(name.as_str()))), "{left:?}");
}
