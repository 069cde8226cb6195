//! Mutual TLS with one client: the PEM certificate that the host announced in →
//! a server configuration and our own fresh certificate out. A client is served
//! only if its certificate is that one, byte for byte, and it proves that it
//! holds the key. There is no way from here to plaintext.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, UnixTime, pem::PemObject},
    server::{
        NoServerSessionStorage, ParsedCertificate,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
};
use thiserror::Error;

/// Why a connection cannot be secured.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The variable does not hold certificates in PEM.
    #[error("PLUGIN_CLIENT_CERT is not a certificate in PEM ({0}); the host that starts the provider sets it")]
    Pem(String),
    /// The variable holds no certificate, or several.
    #[error("PLUGIN_CLIENT_CERT holds {0} certificates, expected exactly one; the host that starts the provider sets it")]
    Count(usize),
    /// The PEM holds something else than an X.509 certificate.
    #[error("PLUGIN_CLIENT_CERT does not hold an X.509 certificate ({0}); the host that starts the provider sets it")]
    Certificate(rustls::Error),
    /// Our own certificate could not be made.
    #[error("cannot make the server's certificate: {0}")]
    Own(#[from] rcgen::Error),
    /// The TLS library refused the configuration.
    #[error("cannot configure TLS: {0}")]
    Configuration(#[from] rustls::Error),
}

/// A server's side of mutual TLS.
pub(super) struct ServerTls {
    /// Accepts the one client.
    pub config: Arc<ServerConfig>,
    /// Our certificate for the handshake line: base64 of DER, no padding.
    pub certificate: String,
}

impl ServerTls {
    /// Pins `client_pem` and makes a certificate of our own.
    pub(super) fn new(client_pem: &str) -> Result<Self, TlsError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let client = PinnedClient::new(client_pem, &provider)?;

        let (certificate, key) = self_signed()?;
        let announced = STANDARD_NO_PAD.encode(&certificate);
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(Arc::new(client))
            .with_single_cert(vec![certificate], key)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        // One host, one connection: nothing to resume.
        config.send_tls13_tickets = 0;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        Ok(Self { config: Arc::new(config), certificate: announced })
    }
}

/// A P-256 certificate for `localhost`, which go-plugin's client uses as its
/// only root; hence the CA bit.
fn self_signed() -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), rcgen::Error> {
    let mut params = CertificateParams::new(["localhost".to_owned()])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment, KeyUsagePurpose::KeyCertSign];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let certificate = params.self_signed(&key)?;
    Ok((certificate.der().clone(), PrivateKeyDer::Pkcs8(key.serialize_der().into())))
}

/// Accepts one certificate. go-plugin's client certificates are self-signed
/// with the CA bit, which the usual verifier refuses as an end entity.
#[derive(Debug)]
struct PinnedClient {
    certificate: CertificateDer<'static>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl PinnedClient {
    fn new(pem: &str, provider: &CryptoProvider) -> Result<Self, TlsError> {
        let mut certificates = CertificateDer::pem_slice_iter(pem.as_bytes())
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| TlsError::Pem(error.to_string()))?;
        let certificate = match (certificates.pop(), certificates.len()) {
            (Some(certificate), 0) => certificate,
            (None, _) => return Err(TlsError::Count(0)),
            (Some(_), others) => return Err(TlsError::Count(others + 1)),
        };
        ParsedCertificate::try_from(&certificate).map_err(TlsError::Certificate)?;
        Ok(Self { certificate, algorithms: provider.signature_verification_algorithms })
    }
}

impl ClientCertVerifier for PinnedClient {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        if *end_entity == self.certificate {
            Ok(ClientCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pem() -> String {
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem()
    }

    #[test]
    fn one_certificate_is_pinned() {
        let tls = ServerTls::new(&pem()).unwrap();
        assert!(!tls.certificate.contains('='), "go-plugin decodes without padding");
        assert_eq!(tls.config.alpn_protocols, [b"h2"]);
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        let message = |pem: &str| ServerTls::new(pem).map(|_| ()).unwrap_err().to_string();
        assert!(message(" ").contains("holds 0 certificates"));
        assert!(message("not a certificate").contains("holds 0 certificates"));
        assert!(message(&pem().repeat(2)).contains("holds 2 certificates"));
        assert!(message("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n").contains("not a certificate in PEM"));
        assert!(message("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n").contains("X.509"));
        assert!(message(&pem().replace("END", "STOP")).contains("PLUGIN_CLIENT_CERT"));
    }
}
