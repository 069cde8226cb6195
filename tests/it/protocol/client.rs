//! The host's side of the protocol: a provider that was started in → calls on it
//! out. [`Plugin::start`] is all that a test of a data source or a function
//! needs; values are JSON and go over the wire as MessagePack.

use std::{path::Path, sync::Arc};

use amazonconnect::plugin::proto::{
    go_plugin::{
        grpc_broker_client::GrpcBrokerClient, grpc_controller_client::GrpcControllerClient, grpc_stdio_client::GrpcStdioClient,
    },
    health::health_client::HealthClient,
    tfplugin6::{self as wire, provider_client::ProviderClient},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use hyper_util::rt::TokioIo;
use rustls::{
    ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::{
        ResolvesClientCert,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime},
    sign::CertifiedKey,
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, UnixStream},
};
use tonic::transport::{Channel, Endpoint};
use tower::service_fn;

use super::process::{Process, host_command};

const MAX_MESSAGE_BYTES: usize = 1 << 30;

/// A running provider and the connection to it.
pub(crate) struct Plugin {
    pub(crate) process: Process,
    pub(crate) channel: Channel,
    /// Where its socket is; removed after the process.
    pub(crate) temp_dir: TempDir,
}

impl Plugin {
    /// Starts the built provider as Terraform does, with mutual TLS.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// As [`Self::start`], with more in the environment of the process.
    pub(crate) async fn start_with(change: impl FnOnce(&mut std::process::Command)) -> Self {
        let temp_dir = tempfile::tempdir().unwrap();
        let identity = Identity::p521();
        let mut command = host_command(temp_dir.path());
        command.env("PLUGIN_CLIENT_CERT", &identity.pem);
        change(&mut command);
        let process = Process::start(command);
        let handshake = Handshake::parse(&process.next_line().expect("a handshake line"));
        let channel = handshake.connect(Some(&identity)).await.unwrap();
        Self { process, channel, temp_dir }
    }

    /// All RPCs of the provider.
    pub(crate) fn provider(&self) -> ProviderClient<Channel> {
        provider(&self.channel)
    }

    /// The `provider` block; every attribute has to be there.
    pub(crate) async fn configure(&self, config: &Value) -> Vec<wire::Diagnostic> {
        let config = Some(encode(config));
        let request =
            wire::configure_provider::Request { terraform_version: "1.11.4".to_owned(), config, client_capabilities: None };
        self.provider().configure_provider(request).await.unwrap().into_inner().diagnostics
    }

    /// Checks a data source's configuration; every attribute has to be there.
    pub(crate) async fn validate_data_source(&self, type_name: &str, config: &Value) -> Vec<wire::Diagnostic> {
        let request =
            wire::validate_data_resource_config::Request { type_name: type_name.to_owned(), config: Some(encode(config)) };
        self.provider().validate_data_resource_config(request).await.unwrap().into_inner().diagnostics
    }

    /// Reads a data source; every attribute has to be there.
    pub(crate) async fn read_data_source(&self, type_name: &str, config: &Value) -> (Option<Value>, Vec<wire::Diagnostic>) {
        let request = wire::read_data_source::Request {
            type_name: type_name.to_owned(),
            config: Some(encode(config)),
            ..Default::default()
        };
        let response = self.provider().read_data_source(request).await.unwrap().into_inner();
        (response.state.as_ref().map(decode), response.diagnostics)
    }

    /// Calls a function.
    pub(crate) async fn call_function(&self, name: &str, arguments: &[Value]) -> Result<Value, wire::FunctionError> {
        let request = wire::call_function::Request { name: name.to_owned(), arguments: arguments.iter().map(encode).collect() };
        let response = self.provider().call_function(request).await.unwrap().into_inner();
        match response.error {
            Some(error) => Err(error),
            None => Ok(decode(&response.result.expect("a result or an error"))),
        }
    }

    pub(crate) fn controller(&self) -> GrpcControllerClient<Channel> {
        GrpcControllerClient::new(self.channel.clone())
    }

    pub(crate) fn broker(&self) -> GrpcBrokerClient<Channel> {
        GrpcBrokerClient::new(self.channel.clone())
    }

    pub(crate) fn stdio(&self) -> GrpcStdioClient<Channel> {
        GrpcStdioClient::new(self.channel.clone())
    }

    pub(crate) fn health(&self) -> HealthClient<Channel> {
        HealthClient::new(self.channel.clone())
    }
}

/// The provider's RPCs on any connection, without limits on this side.
pub(crate) fn provider(channel: &Channel) -> ProviderClient<Channel> {
    ProviderClient::new(channel.clone()).max_decoding_message_size(MAX_MESSAGE_BYTES).max_encoding_message_size(MAX_MESSAGE_BYTES)
}

/// A value as hosts send it.
pub(crate) fn encode(value: &Value) -> wire::DynamicValue {
    wire::DynamicValue { msgpack: rmp_serde::to_vec(value).unwrap(), json: Vec::new() }
}

/// A value from the provider; it has to be known.
pub(crate) fn decode(value: &wire::DynamicValue) -> Value {
    rmp_serde::from_slice(&value.msgpack).unwrap()
}

/// The fields of the handshake line.
#[derive(Debug)]
pub(crate) struct Handshake {
    pub(crate) network: String,
    pub(crate) address: String,
    pub(crate) certificate: Option<CertificateDer<'static>>,
}

impl Handshake {
    /// Reads a line, and fails on anything a host would not take.
    pub(crate) fn parse(line: &str) -> Self {
        let fields: Vec<&str> = line.split('|').collect();
        let ["1", "6", network @ ("unix" | "tcp"), address, "grpc", certificate] = fields[..] else {
            panic!("not a handshake line: {line}");
        };
        let certificate = (!certificate.is_empty()).then(|| STANDARD_NO_PAD.decode(certificate).unwrap().into());
        Self { network: network.to_owned(), address: address.to_owned(), certificate }
    }

    /// A bare connection.
    pub(crate) async fn dial(&self) -> Box<dyn Wire> {
        dial(&self.network, &self.address).await
    }

    /// Connects: with TLS if the provider announced a certificate, as `client`
    /// if there is one.
    pub(crate) async fn connect(&self, client: Option<&Identity>) -> Result<Channel, Box<dyn std::error::Error>> {
        let stream = self.dial().await;
        match &self.certificate {
            None => channel(stream).await,
            Some(server) => {
                let config = client_config(server.clone(), client);
                let name = ServerName::try_from("localhost").unwrap();
                let stream = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
                channel(Box::new(stream)).await
            }
        }
    }
}

/// A stream of bytes.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// A bare connection to an address as the handshake line writes it.
pub(crate) async fn dial(network: &str, address: &str) -> Box<dyn Wire> {
    match network {
        "unix" => Box::new(UnixStream::connect(Path::new(address)).await.unwrap()),
        _ => Box::new(TcpStream::connect(address).await.unwrap()),
    }
}

/// gRPC over a connection that is there already.
pub(crate) async fn channel(stream: Box<dyn Wire>) -> Result<Channel, Box<dyn std::error::Error>> {
    let mut stream = Some(stream);
    let connector = service_fn(move |_| {
        let stream = stream.take().ok_or_else(|| std::io::Error::other("the connection is lost"));
        async move { stream.map(TokioIo::new) }
    });
    Ok(Endpoint::from_static("http://localhost").connect_with_connector(connector).await?)
}

/// A client's certificate and key, as go-plugin makes them.
pub(crate) struct Identity {
    pub(crate) pem: String,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    /// The curve that Terraform uses.
    pub(crate) fn p521() -> Self {
        Self::with(&rcgen::PKCS_ECDSA_P521_SHA512)
    }

    pub(crate) fn p256() -> Self {
        Self::with(&rcgen::PKCS_ECDSA_P256_SHA256)
    }

    fn with(algorithm: &'static rcgen::SignatureAlgorithm) -> Self {
        let key = rcgen::KeyPair::generate_for(algorithm).unwrap();
        let mut params = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        Self {
            pem: certificate.pem(),
            certificate: certificate.der().clone(),
            key: PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        }
    }

    /// This certificate with somebody else's key.
    pub(crate) fn with_key_of(self, other: &Self) -> Self {
        Self { key: other.key.clone_key(), ..self }
    }
}

fn client_config(server: CertificateDer<'static>, client: Option<&Identity>) -> ClientConfig {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(PinnedServer { server, provider: Arc::clone(&provider) }));
    let mut config = match client {
        None => builder.with_no_client_auth(),
        // Not `with_client_auth_cert`: it would notice a key that does not fit.
        Some(identity) => {
            let key = provider.key_provider.load_private_key(identity.key.clone_key()).unwrap();
            let certified = CertifiedKey::new(vec![identity.certificate.clone()], key);
            builder.with_client_cert_resolver(Arc::new(Only(Arc::new(certified))))
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    config
}

#[derive(Debug)]
struct Only(Arc<CertifiedKey>);

impl ResolvesClientCert for Only {
    fn resolve(&self, _hints: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

/// Takes the announced certificate alone.
#[derive(Debug)]
struct PinnedServer {
    server: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedServer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        assert_eq!(*end_entity, self.server, "the server has another certificate than it announced");
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
