//! The accept loop: connections in → secured connections out. Each TLS
//! handshake has its own task and 10 seconds, so that a client that says
//! nothing delays nobody; when too many wait, the oldest is dropped.

use std::{collections::VecDeque, io, sync::Arc, time::Duration};

use rustls::ServerConfig;
use tokio::{
    sync::mpsc,
    task::AbortHandle,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::{connection::Connection, listener::Listener};

/// How long a client may take for its side of the TLS handshake.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);

/// How many handshakes may wait at once.
const MAX_PENDING_HANDSHAKES: usize = 64;

/// How long to wait when the system has no file handles left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts until `shutdown` and sends what is secured to `ready`. Without
/// `tls`, connections go through as they are.
pub(super) async fn accept(
    listener: Listener,
    tls: Option<Arc<ServerConfig>>,
    ready: mpsc::Sender<io::Result<Connection>>,
    shutdown: CancellationToken,
) {
    let acceptor = tls.map(TlsAcceptor::from);
    let mut pending = PendingHandshakes::default();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match (accepted, &acceptor) {
            (Ok(connection), None) => {
                if ready.send(Ok(connection)).await.is_err() {
                    break;
                }
            }
            (Ok(connection), Some(acceptor)) => {
                let handshake = secure(acceptor.clone(), connection, ready.clone());
                pending.push(tokio::spawn(handshake).abort_handle());
            }
            (Err(error), _) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn secure(acceptor: TlsAcceptor, connection: Connection, ready: mpsc::Sender<io::Result<Connection>>) {
    match timeout(HANDSHAKE_LIMIT, acceptor.accept(connection)).await {
        // The receiver is gone only when the server is.
        Ok(Ok(stream)) => drop(ready.send(Ok(Connection::new(stream))).await),
        Ok(Err(error)) => tracing::warn!(%error, "refused a client"),
        Err(_) => tracing::warn!("refused a client that did not finish its TLS handshake"),
    }
}

/// The handshakes under way, oldest first. Dropping it ends them.
#[derive(Default)]
struct PendingHandshakes(VecDeque<AbortHandle>);

impl PendingHandshakes {
    fn push(&mut self, handshake: AbortHandle) {
        self.0.retain(|handshake| !handshake.is_finished());
        if self.0.len() >= MAX_PENDING_HANDSHAKES
            && let Some(oldest) = self.0.pop_front()
        {
            oldest.abort();
        }
        self.0.push_back(handshake);
    }
}

impl Drop for PendingHandshakes {
    fn drop(&mut self) {
        self.0.iter().for_each(AbortHandle::abort);
    }
}
