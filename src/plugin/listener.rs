//! The socket that the host connects to: what the host says in → a bound socket
//! and its address out. A UNIX socket in a directory that only its owner may
//! enter, where there are UNIX sockets; else 127.0.0.1 in the host's port range,
//! unless nothing but the socket keeps others out.
//! Dropping the listener removes what it put on disk.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use thiserror::Error;
use tokio::net::TcpListener;

use super::{address::Address, connection::Connection, handshake::HostEnvironment};

/// Why there is no socket.
#[derive(Debug, Error)]
pub enum ListenError {
    /// The UNIX socket could not be made.
    #[error("cannot listen on a UNIX socket in {}: {error}; set TMPDIR to a directory where sockets can be made", .directory.display())]
    Unix {
        /// Where it was to be.
        directory: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The path of the UNIX socket cannot be told to a host.
    #[error(
        "the path of a UNIX socket in {} is longer than 100 bytes, or holds characters that a host cannot be told; without TLS, only such a socket keeps other users out: set TMPDIR to a short path, such as /tmp", .directory.display()
    )]
    Path {
        /// Where it was to be.
        directory: PathBuf,
    },
    /// The host's port range is none.
    #[error("PLUGIN_MIN_PORT and PLUGIN_MAX_PORT are \"{0}\" and \"{1}\", expected two ports in order, such as 10000 and 25000")]
    PortRange(String, String),
    /// Every port of the range is taken.
    #[error("no port of 127.0.0.1 from {min} to {max} can be listened on: {error}")]
    Tcp {
        /// The first port tried.
        min: u16,
        /// The last port tried.
        max: u16,
        /// What the system said about the last one.
        error: io::Error,
    },
}

/// A bound socket.
pub(super) struct Listener {
    socket: Socket,
    address: Address,
}

enum Socket {
    #[cfg(unix)]
    Unix(unix::UnixSocket),
    Tcp(TcpListener),
}

impl Listener {
    /// Binds the socket that suits the host and this machine.
    pub(super) async fn bind(host: &HostEnvironment) -> Result<Self, ListenError> {
        #[cfg(unix)]
        if let Some(listener) = Self::bind_unix(host)? {
            return Ok(listener);
        }
        Self::bind_tcp(host).await
    }

    /// Binds a socket that no other user of this machine can connect to.
    #[cfg(unix)]
    pub(super) async fn bind_private(host: &HostEnvironment) -> Result<Self, ListenError> {
        let directory = || host.socket_dir.as_ref().unwrap_or(&host.temp_dir).clone();
        Self::bind_unix(host)?.ok_or_else(|| ListenError::Path { directory: directory() })
    }

    /// There are no UNIX sockets here, so any user can connect.
    #[cfg(not(unix))]
    pub(super) async fn bind_private(host: &HostEnvironment) -> Result<Self, ListenError> {
        Self::bind_tcp(host).await
    }

    /// A UNIX socket; `None` where its path cannot be announced.
    #[cfg(unix)]
    fn bind_unix(host: &HostEnvironment) -> Result<Option<Self>, ListenError> {
        let directory = host.socket_dir.as_ref().unwrap_or(&host.temp_dir);
        let place = unix::SocketPlace::within(directory);
        let Some(path) = place.announceable() else { return Ok(None) };
        let socket = place.bind().map_err(|error| ListenError::Unix { directory: directory.clone(), error })?;
        Ok(Some(Self { socket: Socket::Unix(socket), address: Address::Unix(path) }))
    }

    async fn bind_tcp(host: &HostEnvironment) -> Result<Self, ListenError> {
        let (listener, address) = first_free_port(host).await?;
        Ok(Self { socket: Socket::Tcp(listener), address: Address::Tcp(address) })
    }

    /// Where it is.
    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// The next connection, not yet secured.
    pub(super) async fn accept(&self) -> io::Result<Connection> {
        match &self.socket {
            #[cfg(unix)]
            Socket::Unix(socket) => socket.accept().await.map(Connection::new),
            Socket::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                // With Nagle's algorithm each call waits some 40 ms.
                stream.set_nodelay(true)?;
                Ok(Connection::new(stream))
            }
        }
    }
}

/// The first free port of the host's range; any port if it names none.
async fn first_free_port(host: &HostEnvironment) -> Result<(TcpListener, SocketAddr), ListenError> {
    let (min, max) = match (&host.min_port, &host.max_port) {
        (None, None) => (0, 0),
        (min, max) => {
            let port = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<u16>().ok());
            match (port(min), port(max)) {
                (Some(min), Some(max)) if min <= max => (min, max),
                _ => {
                    let text = |port: &Option<String>| port.clone().unwrap_or_default();
                    return Err(ListenError::PortRange(text(min), text(max)));
                }
            }
        }
    };
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in min..=max {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.and_then(|l| l.local_addr().map(|address| (l, address))) {
            Ok(bound) => return Ok(bound),
            Err(error) => last = error,
        }
    }
    Err(ListenError::Tcp { min, max, error: last })
}

#[cfg(unix)]
mod unix {
    //! A socket file behind a closed door: the directory is made with mode 0700
    //! before the socket exists, so that nobody else ever reaches it, and the
    //! socket gets mode 0600 on top.

    use std::{
        fs,
        hash::{BuildHasher, RandomState},
        io,
        os::unix::fs::{DirBuilderExt, PermissionsExt},
        path::{Path, PathBuf},
    };

    use tokio::net::{UnixListener, UnixStream};

    /// Paths of sockets end at 104 (macOS) or 108 (Linux) bytes; 100 is safe.
    const MAX_PATH_BYTES: usize = 100;

    /// A directory of our own that does not exist yet.
    pub(super) struct SocketPlace {
        directory: PathBuf,
    }

    impl SocketPlace {
        /// A fresh name within `parent`.
        pub(super) fn within(parent: &Path) -> Self {
            let unique = RandomState::new().hash_one(std::process::id());
            Self { directory: parent.join(format!("tfplugin-{unique:016x}")) }
        }

        fn socket(&self) -> PathBuf {
            self.directory.join("socket")
        }

        /// The path, if it fits a socket address and the handshake line.
        pub(super) fn announceable(&self) -> Option<String> {
            let path = self.socket().to_str()?.to_owned();
            let fits = path.len() <= MAX_PATH_BYTES && !path.contains(|c: char| c == '|' || c.is_control());
            fits.then_some(path)
        }

        /// Makes the directory, then the socket in it.
        pub(super) fn bind(self) -> io::Result<UnixSocket> {
            fs::DirBuilder::new().mode(0o700).create(&self.directory)?;
            let files = SocketFiles(self);
            let path = files.0.socket();
            let listener = UnixListener::bind(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
            Ok(UnixSocket { listener, _files: files })
        }
    }

    /// What is on disk; removed when dropped.
    struct SocketFiles(SocketPlace);

    impl Drop for SocketFiles {
        fn drop(&mut self) {
            // Somebody may have tidied up already: nothing to do about it.
            let _ = fs::remove_file(self.0.socket());
            let _ = fs::remove_dir(&self.0.directory);
        }
    }

    /// A bound UNIX socket.
    pub(super) struct UnixSocket {
        listener: UnixListener,
        _files: SocketFiles,
    }

    impl UnixSocket {
        pub(super) async fn accept(&self) -> io::Result<UnixStream> {
            self.listener.accept().await.map(|(stream, _)| stream)
        }
    }
}
