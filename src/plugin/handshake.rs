//! How the host and this process find each other: what the host says through
//! the environment, and the one line that is answered on standard output.
//! The environment is read once, into a [`HostEnvironment`]; nothing else in
//! `plugin/` reads it. Names and values: go-plugin 1.7.0 and Terraform 1.11.4,
//! read 2026-11-22.

use std::{
    ffi::OsString,
    fmt::{self, Display},
    path::PathBuf,
};

use super::address::Address;

/// What Terraform and OpenTofu put into `TF_PLUGIN_MAGIC_COOKIE`.
const MAGIC_COOKIE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/// The version of go-plugin's own protocol.
const CORE_PROTOCOL: u32 = 1;

/// The major version of the plugin protocol that is served.
pub(super) const PROVIDER_PROTOCOL: u32 = 6;

/// What the host says through the environment.
#[derive(Debug, Clone, Default)]
pub struct HostEnvironment {
    /// Whether the magic cookie is there: a host started this process.
    pub is_host: bool,
    /// The protocol versions that the host speaks; `None` when it does not say.
    pub protocol_versions: Option<String>,
    /// The one client certificate to accept, in PEM; `None` asks for plaintext.
    pub client_certificate: Option<String>,
    /// The first TCP port that may be used.
    pub min_port: Option<String>,
    /// The last TCP port that may be used.
    pub max_port: Option<String>,
    /// Where the host wants UNIX sockets.
    pub socket_dir: Option<PathBuf>,
    /// Where they go otherwise.
    pub temp_dir: PathBuf,
    /// Whether the host asks about multiplexed connections.
    pub asks_for_multiplexing: bool,
    /// The level of the log, as the user wrote it.
    pub log_level: Option<String>,
}

impl HostEnvironment {
    /// Reads the environment of this process. `name` is the provider's local
    /// name, in upper case as `TF_LOG_PROVIDER_<NAME>` wants it.
    #[must_use]
    pub fn read(name: &str) -> Self {
        Self { temp_dir: std::env::temp_dir(), ..Self::from_lookup(name, |variable| std::env::var_os(variable)) }
    }

    /// An empty variable counts as absent. Text that is not UTF-8 is kept with
    /// replacement characters, so that a broken certificate stays an error.
    fn from_lookup(name: &str, lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let raw = |variable: &str| lookup(variable).filter(|value| !value.is_empty());
        let text = |variable: &str| raw(variable).map(|value| value.to_string_lossy().into_owned());
        Self {
            is_host: text("TF_PLUGIN_MAGIC_COOKIE").as_deref() == Some(MAGIC_COOKIE),
            protocol_versions: text("PLUGIN_PROTOCOL_VERSIONS"),
            client_certificate: text("PLUGIN_CLIENT_CERT"),
            min_port: text("PLUGIN_MIN_PORT"),
            max_port: text("PLUGIN_MAX_PORT"),
            socket_dir: raw("PLUGIN_UNIX_SOCKET_DIR").map(PathBuf::from),
            temp_dir: PathBuf::new(),
            asks_for_multiplexing: text("PLUGIN_MULTIPLEX_GRPC").is_some(),
            log_level: text(&format!("TF_LOG_PROVIDER_{name}")).or_else(|| text("TF_LOG_PROVIDER")).or_else(|| text("TF_LOG")),
        }
    }

    /// Whether the host speaks [`PROVIDER_PROTOCOL`], or does not say.
    pub(super) fn speaks_our_protocol(&self) -> bool {
        let ours = PROVIDER_PROTOCOL.to_string();
        self.protocol_versions.as_ref().is_none_or(|versions| versions.split(',').any(|version| version.trim() == ours))
    }
}

/// The line that tells the host where and how to connect.
pub(super) struct Announcement<'a> {
    pub address: &'a Address,
    /// The server's certificate, base64 of its DER without padding; empty for
    /// plaintext.
    pub certificate: &'a str,
    pub asks_for_multiplexing: bool,
}

impl Display for Announcement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, certificate, asks_for_multiplexing } = self;
        write!(f, "{CORE_PROTOCOL}|{PROVIDER_PROTOCOL}|{}|{address}|grpc|{certificate}", address.network())?;
        // Only a host that asks understands a seventh field. The answer is no.
        if *asks_for_multiplexing { f.write_str("|false") } else { Ok(()) }
    }
}

/// The one line that a host shows of a start that failed. A host reads fields
/// between `|` from it, and takes a line of fewer than four for a message.
pub(super) fn failure_line(message: &str) -> String {
    let line = message.replace('|', "/");
    format!("{}\n", line.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> HostEnvironment {
        HostEnvironment::from_lookup("X", |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn only_the_right_cookie_is_a_host() {
        assert!(read(&[("TF_PLUGIN_MAGIC_COOKIE", MAGIC_COOKIE)]).is_host);
        assert!(!read(&[("TF_PLUGIN_MAGIC_COOKIE", "d602")]).is_host);
        assert!(!read(&[]).is_host);
    }

    #[test]
    fn an_empty_certificate_asks_for_plaintext_and_a_broken_one_does_not() {
        assert_eq!(read(&[("PLUGIN_CLIENT_CERT", "")]).client_certificate, None);
        assert_eq!(read(&[("PLUGIN_CLIENT_CERT", " ")]).client_certificate.as_deref(), Some(" "));
    }

    #[test]
    fn the_most_specific_log_level_wins() {
        let all = [("TF_LOG", "error"), ("TF_LOG_PROVIDER", "info"), ("TF_LOG_PROVIDER_X", "trace")];
        assert_eq!(read(&all).log_level.as_deref(), Some("trace"));
        assert_eq!(read(&all[..2]).log_level.as_deref(), Some("info"));
        assert_eq!(read(&all[..1]).log_level.as_deref(), Some("error"));
        assert_eq!(read(&[]).log_level, None);
    }

    #[test]
    fn a_failure_is_one_line_and_no_handshake() {
        assert_eq!(failure_line("cannot listen in /a|b:\n  no such\tdirectory\n"), "cannot listen in /a/b: no such directory\n");
    }

    #[test]
    fn protocol_versions_are_compared_as_numbers_in_a_list() {
        assert!(read(&[]).speaks_our_protocol());
        assert!(read(&[("PLUGIN_PROTOCOL_VERSIONS", "5,6")]).speaks_our_protocol());
        assert!(!read(&[("PLUGIN_PROTOCOL_VERSIONS", "5,16,60")]).speaks_our_protocol());
    }

    #[test]
    fn a_host_that_asks_for_multiplexing_is_told_no() {
        let address = Address::Tcp(([127, 0, 0, 1], 10000).into());
        let line =
            |asks_for_multiplexing| Announcement { address: &address, certificate: "QUJD", asks_for_multiplexing }.to_string();
        assert_eq!(line(false), "1|6|tcp|127.0.0.1:10000|grpc|QUJD");
        assert_eq!(line(true), "1|6|tcp|127.0.0.1:10000|grpc|QUJD|false");
    }
}
