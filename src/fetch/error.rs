//! Why no bytes came. Every message names the source, the cause and what to
//! do; none shows a user, a password or a query string.

use super::status::meaning_of;
use std::{fmt, time::Duration};

/// What a fetch was doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking up the name, connecting, shaking hands.
    Connecting,
    /// Waiting for the status and the headers.
    Waiting,
    /// Reading the body or the file.
    Reading,
}

impl Stage {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Waiting => "waiting for the answer",
            Self::Reading => "reading",
        }
    }
}

/// Why a fetch failed: what went wrong at which source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchError {
    /// The source, without secrets.
    pub origin: String,
    /// What went wrong.
    pub kind: FetchFault,
}

/// What went wrong with a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchFault {
    /// It took too long.
    Timeout {
        /// What it was doing.
        stage: Stage,
        /// The limit.
        limit: Duration,
    },
    /// The host's name has no address here.
    Resolve {
        /// What the resolver says.
        cause: String,
        /// The variable that names a proxy: the name may be the proxy's.
        proxy: Option<&'static str>,
    },
    /// No connection.
    Connect {
        /// What the system says.
        cause: String,
    },
    /// The proxy refused the tunnel.
    Proxy {
        /// What the proxy said.
        cause: String,
    },
    /// A variable that names no proxy. Its value may hold a password.
    ProxyVariable {
        /// The variable.
        variable: &'static str,
    },
    /// No trusted TLS connection.
    Tls {
        /// What is wrong.
        cause: String,
        /// What to do.
        remedy: &'static str,
    },
    /// This machine trusts no authority.
    NoRoots {
        /// Why.
        cause: String,
    },
    /// The HTTP client cannot be made.
    Client {
        /// Why.
        cause: String,
    },
    /// What came is not HTTP.
    NotHttp {
        /// What is wrong.
        cause: String,
    },
    /// The connection ended early.
    Interrupted {
        /// What had come of the body.
        received: u64,
        /// What was to come, if declared.
        declared: Option<u64>,
        /// What happened.
        cause: String,
    },
    /// More than the limit.
    TooLarge {
        /// The limit.
        limit: u64,
        /// Its declared length.
        declared: Option<u64>,
    },
    /// A status other than 200.
    Status {
        /// The status.
        status: u16,
        /// What it mostly means, and what to do.
        meaning: &'static str,
    },
    /// More redirects than allowed.
    TooManyRedirects {
        /// The limit.
        limit: usize,
        /// Where the last one leads.
        last: String,
    },
    /// A redirect that is not followed.
    Redirect {
        /// Which redirect, from 1.
        number: usize,
        /// Who redirects.
        hop: String,
        /// Where to.
        target: String,
        /// Why it is not followed.
        cause: &'static str,
    },
    /// A page instead of the document.
    Html {
        /// The type.
        content_type: String,
    },
    /// A compressed body that nobody asked for.
    Encoded {
        /// The encoding.
        encoding: String,
    },
    /// No bytes.
    Empty,
    /// No such file.
    FileMissing,
    /// A file that this user may not read.
    FileDenied,
    /// A folder, pipe or device.
    NotAFile {
        /// What it is.
        kind: &'static str,
    },
    /// Any other failure of a file.
    FileUnreadable {
        /// What the system says.
        cause: String,
    },
}

impl FetchFault {
    /// The failure that a status other than 200 is.
    pub(super) const fn status(status: u16) -> Self {
        Self::Status { status, meaning: meaning_of(status) }
    }

    /// The failure of this source.
    pub(super) fn at(self, origin: impl Into<String>) -> FetchError {
        FetchError { origin: origin.into(), kind: self }
    }

    /// The failure of this machine, whatever the source.
    pub(super) fn here(self) -> FetchError {
        self.at("this machine")
    }
}

impl std::error::Error for FetchError {}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = &self.origin;
        match &self.kind {
            FetchFault::Timeout { stage, limit } => write!(
                f,
                "{origin} took longer than {} s ({}): check the network and the proxy, or raise the timeout",
                limit.as_secs_f64(),
                stage.as_str()
            ),
            FetchFault::Resolve { cause, proxy } => write!(
                f,
                "the host name of {origin}{} cannot be resolved: {cause}; check the name and this machine's DNS, {}",
                or_proxy(*proxy),
                proxy_remedy(*proxy)
            ),
            FetchFault::Connect { cause } => write!(
                f,
                "cannot connect to {origin}: {cause}; check that the host is up and allowed by the firewall, and that HTTPS_PROXY and NO_PROXY are right"
            ),
            FetchFault::Proxy { cause } => write!(
                f,
                "the proxy does not connect to {origin}: {cause}; check HTTPS_PROXY, the user in it, and what the proxy allows"
            ),
            FetchFault::ProxyVariable { variable } => write!(
                f,
                "{variable} is set, but not to the URL of an HTTP proxy: expected http://host:port or https://host:port, with user and password percent-encoded; correct it, or unset it to connect directly"
            ),
            FetchFault::Tls { cause, remedy } => write!(f, "no trusted TLS connection to {origin}: {cause}; {remedy}"),
            FetchFault::NoRoots { cause } => write!(
                f,
                "no trusted certificate authorities were found ({cause}): install the system's ca-certificates or set SSL_CERT_FILE"
            ),
            FetchFault::Client { cause } => {
                write!(f, "the HTTP client cannot be made: {cause}; check the proxy variables of the environment")
            }
            FetchFault::NotHttp { cause } => {
                write!(f, "{origin} does not answer in HTTP: {cause}; check the port and the scheme")
            }
            FetchFault::Interrupted { received, declared, cause } => write!(
                f,
                "the answer of {origin} broke off after {received} bytes{}: {cause}; try again, and check the proxy or the mirror",
                of(*declared)
            ),
            FetchFault::TooLarge { limit, declared } => write!(
                f,
                "{origin} is larger than {limit} bytes{}: AWS's document has a few MB; check what the source serves",
                declares(*declared)
            ),
            FetchFault::Status { status, meaning } => write!(f, "{origin} answered with status {status}: {meaning}"),
            FetchFault::TooManyRedirects { limit, last } => {
                write!(f, "{origin} redirects more than {limit} times, last to {last}: probably a loop; name the final URL")
            }
            FetchFault::Redirect { number, hop, target, cause } => {
                write!(f, "{hop}, redirect {number} on the way from {origin}, leads to {target}: {cause}; name the final URL")
            }
            FetchFault::Html { content_type } => write!(
                f,
                "{origin} answered with a page ({content_type}) instead of JSON: perhaps a proxy's block or sign-in page; open the URL from this machine to see it"
            ),
            FetchFault::Encoded { encoding } => {
                write!(f, "{origin} sent a compressed body ({encoding}) although none was asked for: serve the document plain")
            }
            FetchFault::Empty => write!(f, "{origin} is empty: expected AWS's ip-ranges.json; check what the source serves"),
            FetchFault::FileMissing => {
                write!(f, "{origin} does not exist: check the path, and that the file is made before the plan")
            }
            FetchFault::FileDenied => {
                write!(f, "{origin} may not be read by this user: change its permissions, or those of its folders")
            }
            FetchFault::NotAFile { kind } => {
                write!(f, "{origin} is {kind}, not a regular file: name the copy of ip-ranges.json itself")
            }
            FetchFault::FileUnreadable { cause } => write!(f, "{origin} cannot be read: {cause}; check the file and its disk"),
        }
    }
}

fn or_proxy(variable: Option<&str>) -> String {
    variable.map_or_else(String::new, |variable| format!(", or of the proxy in {variable},"))
}

fn proxy_remedy(variable: Option<&str>) -> String {
    match variable {
        Some(variable) => format!("and that {variable} names a proxy that is there"),
        None => "or set HTTPS_PROXY if only a proxy reaches it".to_owned(),
    }
}

fn of(declared: Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" of {declared}"))
}

fn declares(declared: Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" (it has {declared})"))
}
