//! One gRPC server: a provider and a socket in → calls served until the end.
//! Binding and serving are apart, so that the host hears of the socket only when
//! it can be connected to.

use std::{io, sync::Arc, time::Duration};

use rustls::ServerConfig;
use thiserror::Error;
use tokio::{sync::mpsc, time::sleep};
use tokio_stream::wrappers::ReceiverStream;

use super::{
    accept::accept,
    address::Address,
    controller::Controller,
    guard::Guard,
    handshake::{Announcement, HostEnvironment},
    lifecycle::Lifecycle,
    listener::{ListenError, Listener},
    proto::{
        go_plugin::{
            grpc_broker_server::GrpcBrokerServer, grpc_controller_server::GrpcControllerServer,
            grpc_stdio_server::GrpcStdioServer,
        },
        health::health_server::HealthServer,
        tfplugin6::provider_server::ProviderServer as ProviderServiceServer,
    },
    provider_service::ProviderService,
    served_provider::ServedProvider,
    tls::{ServerTls, TlsError},
};

/// The largest message in either direction; terraform-plugin-go's limit.
const MAX_MESSAGE_BYTES: usize = 256 << 20;

/// How long calls and streams may take to end after shutdown. The host waits
/// two seconds; most of the time it takes one millisecond.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(300);

/// Who ends the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The host that started the process, or its end.
    Hosted,
    /// The developer who started the process.
    Reattach,
}

/// Why a provider cannot be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The host speaks other protocols.
    #[error(
        "the host speaks plugin protocol versions \"{0}\", expected 6 among them; Terraform 1.0 and OpenTofu 1.6 or later speak it"
    )]
    ProtocolVersion(String),
    /// A certificate was announced to a process that serves plaintext.
    #[error("PLUGIN_CLIENT_CERT is set, but --debug serves without TLS; unset it, or leave --debug out")]
    CertificateWithReattach,
    /// The connection cannot be secured.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There is no socket.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The host cannot be told where the socket is.
    #[error("cannot write the handshake to standard output: {0}")]
    Announce(io::Error),
    /// Signals cannot be taken.
    #[error("cannot take signals: {0}")]
    Signals(io::Error),
    /// The server broke.
    #[error("the gRPC server failed: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// A bound server.
pub struct Server {
    mode: Mode,
    listener: Listener,
    tls: Option<Arc<ServerConfig>>,
    announcement: String,
    controller: Controller,
    provider: ProviderService,
}

/// Ends a server from outside.
#[derive(Clone)]
pub struct ShutdownHandle(Arc<Lifecycle>);

impl ShutdownHandle {
    /// Ends it gracefully.
    pub fn shut_down(&self) {
        self.0.shut_down();
    }
}

impl Server {
    /// Binds a socket for `provider`, as `host` asks. Users report bugs at
    /// `bug_reports`.
    ///
    /// # Errors
    /// When the host cannot be served, or not securely.
    pub async fn bind(
        provider: Arc<dyn ServedProvider>,
        host: &HostEnvironment,
        mode: Mode,
        bug_reports: &'static str,
    ) -> Result<Self, ServeError> {
        if !host.speaks_our_protocol() {
            return Err(ServeError::ProtocolVersion(host.protocol_versions.clone().unwrap_or_default()));
        }
        let tls = match (&host.client_certificate, mode) {
            (None, _) => None,
            (Some(pem), Mode::Hosted) => Some(ServerTls::new(pem)?),
            (Some(_), Mode::Reattach) => return Err(ServeError::CertificateWithReattach),
        };
        let listener = match mode {
            Mode::Hosted => Listener::bind(host).await?,
            // No certificate keeps anyone out.
            Mode::Reattach => Listener::bind_private(host).await?,
        };
        let announcement = Announcement {
            address: listener.address(),
            certificate: tls.as_ref().map_or("", |tls| &tls.certificate),
            asks_for_multiplexing: host.asks_for_multiplexing,
        }
        .to_string();
        let lifecycle = Lifecycle::new();
        let guard = Guard { lifecycle: Arc::clone(&lifecycle), bug_reports };
        Ok(Self {
            mode,
            tls: tls.map(|tls| tls.config),
            announcement,
            listener,
            controller: Controller { lifecycle },
            provider: ProviderService { provider, guard },
        })
    }

    /// The handshake line, without its end.
    #[must_use]
    pub fn announcement(&self) -> &str {
        &self.announcement
    }

    /// Where the socket is.
    #[must_use]
    pub fn address(&self) -> &Address {
        self.listener.address()
    }

    /// Ends this server from outside.
    #[must_use]
    pub fn shutdown_handle(&self) -> ShutdownHandle {
        ShutdownHandle(Arc::clone(&self.controller.lifecycle))
    }

    /// Serves until shutdown, or until the host is gone.
    ///
    /// # Errors
    /// When the gRPC server breaks.
    pub async fn run(self) -> Result<(), ServeError> {
        let Self { mode, listener, tls, controller, provider, .. } = self;
        let lifecycle = Arc::clone(&controller.lifecycle);
        let shutdown = lifecycle.shutdown();

        let (ready, connections) = mpsc::channel(16);
        let accepting = tokio::spawn(accept(listener, tls, ready, shutdown.clone()));
        let serving = tonic::transport::Server::builder()
            .add_service(
                ProviderServiceServer::new(provider)
                    .max_decoding_message_size(MAX_MESSAGE_BYTES)
                    .max_encoding_message_size(MAX_MESSAGE_BYTES),
            )
            .add_service(GrpcControllerServer::new(controller.clone()))
            .add_service(GrpcBrokerServer::new(controller.clone()))
            .add_service(GrpcStdioServer::new(controller.clone()))
            .add_service(HealthServer::new(controller))
            .serve_with_incoming_shutdown(ReceiverStream::new(connections), shutdown.clone().cancelled_owned());
        let too_long = async {
            shutdown.cancelled().await;
            sleep(SHUTDOWN_LIMIT).await;
        };
        let orphaned = async {
            if mode == Mode::Hosted {
                lifecycle.host_gone().await;
                lifecycle.shut_down();
            }
            std::future::pending().await
        };

        let result = tokio::select! {
            result = serving => result.map_err(ServeError::from),
            () = too_long => Ok(()),
            () = orphaned => Ok(()),
        };
        lifecycle.shut_down();
        // The loop owns the socket: when it has ended, the file is removed.
        let _ = accepting.await;
        result
    }
}
