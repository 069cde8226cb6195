//! Where the host finds the socket, as the handshake line writes it.

use std::{
    fmt::{self, Display},
    net::SocketAddr,
};

/// Where the host finds the socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A path, of text that fits the handshake line.
    Unix(String),
    /// A port of this machine.
    Tcp(SocketAddr),
}

impl Address {
    /// The network's name in the handshake line.
    #[must_use]
    pub fn network(&self) -> &'static str {
        match self {
            Self::Unix(_) => "unix",
            Self::Tcp(_) => "tcp",
        }
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => f.write_str(path),
            Self::Tcp(address) => address.fmt(f),
        }
    }
}
