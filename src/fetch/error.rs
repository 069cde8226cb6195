//! Why no bytes came. Every message names the source, the cause and what to
//! do; none shows a user, a password or a query string.

use std::time::Duration;

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

/// Why a fetch failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It took too long.
    #[error("{origin} took longer than {} s ({}): check the network and the proxy, or raise the timeout", .limit.as_secs_f64(), .stage.as_str())]
    Timeout {
        /// The source.
        origin: String,
        /// What it was doing.
        stage: Stage,
        /// The limit.
        limit: Duration,
    },
    /// The host's name has no address here.
    #[error(
        "the host name of {origin}{} cannot be resolved: {cause}; check the name and this machine's DNS, {}", or_proxy(.proxy), proxy_remedy(.proxy)
    )]
    Resolve {
        /// The source.
        origin: String,
        /// What the resolver says.
        cause: String,
        /// The variable that names a proxy: the name may be the proxy's.
        proxy: Option<&'static str>,
    },
    /// No connection.
    #[error(
        "cannot connect to {origin}: {cause}; check that the host is up and allowed by the firewall, and that HTTPS_PROXY and NO_PROXY are right"
    )]
    Connect {
        /// The source.
        origin: String,
        /// What the system says.
        cause: String,
    },
    /// The proxy refused the tunnel.
    #[error("the proxy does not connect to {origin}: {cause}; check HTTPS_PROXY, the user in it, and what the proxy allows")]
    Proxy {
        /// The source.
        origin: String,
        /// What the proxy said.
        cause: String,
    },
    /// A variable that names no proxy. Its value may hold a password.
    #[error(
        "{variable} is set, but not to the URL of an HTTP proxy: expected http://host:port or https://host:port, with user and password percent-encoded; correct it, or unset it to connect directly"
    )]
    ProxyVariable {
        /// The variable.
        variable: &'static str,
    },
    /// No trusted TLS connection.
    #[error("no trusted TLS connection to {origin}: {cause}; {remedy}")]
    Tls {
        /// The source.
        origin: String,
        /// What is wrong.
        cause: String,
        /// What to do.
        remedy: &'static str,
    },
    /// This machine trusts no authority.
    #[error("no trusted certificate authorities were found ({cause}): install the system's ca-certificates or set SSL_CERT_FILE")]
    NoRoots {
        /// Why.
        cause: String,
    },
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {cause}; check the proxy variables of the environment")]
    Client {
        /// Why.
        cause: String,
    },
    /// What came is not HTTP.
    #[error("{origin} does not answer in HTTP: {cause}; check the port and the scheme")]
    NotHttp {
        /// The source.
        origin: String,
        /// What is wrong.
        cause: String,
    },
    /// The connection ended early.
    #[error("the answer of {origin} broke off after {received} bytes{}: {cause}; try again, and check the proxy or the mirror", of(.declared))]
    Interrupted {
        /// The source.
        origin: String,
        /// What had come of the body.
        received: u64,
        /// What was to come, if declared.
        declared: Option<u64>,
        /// What happened.
        cause: String,
    },
    /// More than the limit.
    #[error("{origin} is larger than {limit} bytes{}: AWS's document has a few MB; check what the source serves", declares(.declared))]
    TooLarge {
        /// The source.
        origin: String,
        /// The limit.
        limit: u64,
        /// Its declared length.
        declared: Option<u64>,
    },
    /// A status other than 200.
    #[error("{origin} answered with status {status}: {meaning}")]
    Status {
        /// The source.
        origin: String,
        /// The status.
        status: u16,
        /// What it mostly means, and what to do.
        meaning: &'static str,
    },
    /// More redirects than allowed.
    #[error("{origin} redirects more than {limit} times, last to {last}: probably a loop; name the final URL")]
    TooManyRedirects {
        /// The source.
        origin: String,
        /// The limit.
        limit: usize,
        /// Where the last one leads.
        last: String,
    },
    /// A redirect that is not followed.
    #[error("{hop}, redirect {number} on the way from {origin}, leads to {target}: {cause}; name the final URL")]
    Redirect {
        /// The source.
        origin: String,
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
    #[error(
        "{origin} answered with a page ({content_type}) instead of JSON: perhaps a proxy's block or sign-in page; open the URL from this machine to see it"
    )]
    Html {
        /// The source.
        origin: String,
        /// The type.
        content_type: String,
    },
    /// A compressed body that nobody asked for.
    #[error("{origin} sent a compressed body ({encoding}) although none was asked for: serve the document plain")]
    Encoded {
        /// The source.
        origin: String,
        /// The encoding.
        encoding: String,
    },
    /// No bytes.
    #[error("{origin} is empty: expected AWS's ip-ranges.json; check what the source serves")]
    Empty {
        /// The source.
        origin: String,
    },
    /// No such file.
    #[error("{origin} does not exist: check the path, and that the file is made before the plan")]
    FileMissing {
        /// The source.
        origin: String,
    },
    /// A file that this user may not read.
    #[error("{origin} may not be read by this user: change its permissions, or those of its folders")]
    FileDenied {
        /// The source.
        origin: String,
    },
    /// A folder, pipe or device.
    #[error("{origin} is {kind}, not a regular file: name the copy of ip-ranges.json itself")]
    NotAFile {
        /// The source.
        origin: String,
        /// What it is.
        kind: &'static str,
    },
    /// Any other failure of a file.
    #[error("{origin} cannot be read: {cause}; check the file and its disk")]
    FileUnreadable {
        /// The source.
        origin: String,
        /// What the system says.
        cause: String,
    },
}

fn or_proxy(variable: &Option<&str>) -> String {
    variable.map_or_else(String::new, |variable| format!(", or of the proxy in {variable},"))
}

fn proxy_remedy(variable: &Option<&str>) -> String {
    match variable {
        Some(variable) => format!("and that {variable} names a proxy that is there"),
        None => "or set HTTPS_PROXY if only a proxy reaches it".to_owned(),
    }
}

fn of(declared: &Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" of {declared}"))
}

fn declares(declared: &Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" (it has {declared})"))
}
