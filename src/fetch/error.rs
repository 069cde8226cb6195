//! Why no bytes came. `message` says it in words.

use super::status::meaning_of;
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
    pub(super) const fn as_str(self) -> &'static str {
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
    /// How many tries were made, if it was worth more than one.
    pub tries: Option<usize>,
    /// What ended the try before one that had no time left.
    pub before: Option<Box<FetchError>>,
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
        /// Where a proxy is named: the name may be the proxy's.
        proxy: Option<&'static str>,
    },
    /// No connection.
    Connect {
        /// What the system says.
        cause: String,
    },
    /// No connection to the proxy, or it broke off.
    ProxyConnect {
        /// What the system says.
        cause: String,
        /// Where the proxy is named.
        named: &'static str,
    },
    /// The proxy refused the tunnel.
    Proxy {
        /// What the proxy said.
        cause: String,
        /// Where it is named.
        named: &'static str,
        /// Whether it wants a user that it knows: it will want one next time, too.
        wants_user: bool,
    },
    /// An argument or a variable that names no proxy. Its value may hold a
    /// password.
    NoProxy {
        /// Its name.
        named: &'static str,
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
        /// The variable that names where to look, and what it says.
        named: Option<(&'static str, String)>,
        /// Why there are none, if the system says.
        cause: Option<String>,
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
    /// More or longer headers than are read.
    HeadTooLarge,
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
        /// How long the source asks to wait.
        pause: Option<Duration>,
    },
    /// A pause that the source asks for and that there is no time for.
    Pause {
        /// The status.
        status: u16,
        /// How long it asks to wait.
        pause: Duration,
        /// The limit of the whole fetch.
        limit: Duration,
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
    /// A body in an encoding that nobody asked for.
    Encoded {
        /// The encoding.
        encoding: String,
    },
    /// A compressed body that ends early.
    GzipCut {
        /// What had come of it.
        received: u64,
    },
    /// A compressed body that cannot be decompressed.
    Gzip {
        /// Why.
        cause: &'static str,
    },
    /// A compressed body of too many parts, or of one without a byte beside
    /// others.
    GzipMembers {
        /// The limit.
        limit: usize,
    },
    /// A compressed body that holds more than the limit.
    GzipTooLarge {
        /// The limit.
        limit: u64,
        /// Its own length.
        received: u64,
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
    pub(super) const fn status(status: u16, pause: Option<Duration>) -> Self {
        Self::Status { status, meaning: meaning_of(status), pause }
    }

    /// Whether the same request may succeed a moment later. A name without an
    /// address is tried again because systems do not tell a name that does not
    /// exist from a server of names that does not answer; and a proxy's refusal,
    /// but for want of a user, because the client does not tell one for good from
    /// a gateway's that is busy.
    pub(super) const fn may_pass(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 429 | 500..=599),
            Self::Timeout { .. }
            | Self::Resolve { .. }
            | Self::Connect { .. }
            | Self::ProxyConnect { .. }
            | Self::Interrupted { .. }
            | Self::GzipCut { .. }
            | Self::Proxy { wants_user: false, .. } => true,
            _ => false,
        }
    }

    /// How long the source asks to wait.
    pub(super) fn asked_pause(&self) -> Duration {
        match self {
            Self::Status { pause, .. } => pause.unwrap_or_default(),
            _ => Duration::ZERO,
        }
    }

    /// The failure of this source.
    pub(super) fn at(self, origin: impl Into<String>) -> FetchError {
        FetchError { origin: origin.into(), kind: self, tries: None, before: None }
    }

    /// The failure of this machine, whatever the source.
    pub(super) fn here(self) -> FetchError {
        self.at("this machine")
    }
}

impl std::error::Error for FetchError {}
