//! From bound socket to clean end, for the process as a whole: tells the host or
//! the developer where to connect, takes signals, serves.

use std::{
    io::{self, Write},
    sync::Arc,
};

use super::{
    grpc_server::{Mode, ServeError, Server, ShutdownHandle},
    handshake::{HostEnvironment, failure_line},
    reattach::reattach_line,
    served_provider::ServedProvider,
};

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// What the host says.
    pub host: HostEnvironment,
    /// Who ends the server.
    pub mode: Mode,
    /// The provider's address without a registry: `namespace/name`.
    pub address: &'static str,
    /// Where users report bugs.
    pub bug_reports: &'static str,
}

/// Serves `provider` on this process's standard output and a socket until the
/// host or the developer ends it. Needs a tokio runtime.
///
/// # Errors
/// When the host cannot be served, or not securely; then nothing was written to
/// standard output; [`announce_failure`] tells the host.
pub async fn serve(provider: Arc<dyn ServedProvider>, options: ServeOptions) -> Result<(), ServeError> {
    let ServeOptions { host, mode, address, bug_reports } = options;
    let server = Server::bind(provider, &host, mode, bug_reports).await?;
    // Before the announcement: from then on the host may send signals.
    take_signals(mode, server.shutdown_handle()).map_err(ServeError::Signals)?;
    let announcement = match mode {
        Mode::Hosted => format!("{}\n", server.announcement()),
        Mode::Reattach => format!(
            "The provider is running. For Terraform or OpenTofu to use it, set in their environment:\n\n\t{}\n\nCtrl-C ends it.\n",
            reattach_line(address, std::process::id(), server.address())
        ),
    };
    announce(&announcement).map_err(ServeError::Announce)?;
    tracing::debug!(network = server.address().network(), address = %server.address(), "serving");
    let result = server.run().await;
    tracing::debug!("ended");
    result
}

/// Tells the host on standard output why nothing is served: hosts show their
/// user that line alone, and standard error only in a log.
pub fn announce_failure(message: &str) {
    // Nobody may be listening.
    let _ = announce(&failure_line(message));
}

fn announce(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Ctrl-C reaches the host and this process alike. The host decides what it
/// means and asks for it over gRPC; only a developer's own process ends by it.
#[cfg(unix)]
fn take_signals(mode: Mode, server: ShutdownHandle) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => match mode {
                    Mode::Hosted => tracing::debug!("ignored an interrupt; the host decides"),
                    Mode::Reattach => server.shut_down(),
                },
                _ = terminate.recv() => server.shut_down(),
                // The terminal was closed: an end as orderly as any.
                _ = hangup.recv() => server.shut_down(),
            }
        }
    });
    Ok(())
}

/// As on UNIX; there is no signal to terminate.
#[cfg(not(unix))]
fn take_signals(mode: Mode, server: ShutdownHandle) -> io::Result<()> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    tokio::spawn(async move {
        while interrupt.recv().await.is_some() {
            match mode {
                Mode::Hosted => tracing::debug!("ignored an interrupt; the host decides"),
                Mode::Reattach => server.shut_down(),
            }
        }
    });
    Ok(())
}
