//! A failed TLS handshake in own words: the library's hold names of its types
//! and the time of the check, and a message must not change with the clock.

use rustls::{AlertDescription, CertificateError, Error, OtherError, PeerIncompatible};

const CERTIFICATE: &str = "have the server's certificate replaced";
const CLOCK: &str = "check this machine's clock";
const VERSIONS: &str = "have the server offer TLS 1.2 or 1.3 with ciphers of today";
const PORT: &str = "check the port and the scheme of the URL";

/// Cause and remedy.
pub(super) fn explain_tls(error: &Error) -> (String, &'static str) {
    let (cause, remedy) = match error {
        Error::InvalidCertificate(error) => return explain_certificate(error),
        Error::InvalidMessage(_) | Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            ("it does not speak TLS", PORT)
        }
        Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13) => {
            ("it speaks only an older TLS than 1.2", VERSIONS)
        }
        Error::PeerIncompatible(_) => ("it offers nothing that this client can agree to", VERSIONS),
        Error::AlertReceived(alert) => return explain_alert(*alert),
        Error::NoCertificatesPresented => ("it shows no certificate", CERTIFICATE),
        Error::PeerMisbehaved(_) | Error::DecryptError | Error::PeerSentOversizedRecord => {
            ("it breaks the rules of TLS", "check the server, and whether something on the way changes what it sends")
        }
        other => {
            return (
                format!("the handshake fails ({other})"),
                "check the server's certificate and its TLS versions (1.2 or 1.3)",
            );
        }
    };
    (cause.to_owned(), remedy)
}

fn explain_certificate(error: &CertificateError) -> (String, &'static str) {
    use CertificateError as Certificate;
    let (cause, remedy) = match error {
        Certificate::UnknownIssuer => (
            "its certificate is of an authority that this machine does not trust",
            "if a proxy or a mirror with its own authority answers, name that authority's file in ca_certificate_file, or add it to \
             the system's authorities",
        ),
        Certificate::Expired | Certificate::ExpiredContext { .. } => {
            ("its certificate has expired", "have it renewed, and check this machine's clock")
        }
        Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => ("its certificate is not valid yet", CLOCK),
        Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
            ("its certificate is for another host name", "check the host name of the URL, and whether a proxy answers instead")
        }
        Certificate::Revoked => ("its certificate has been revoked", CERTIFICATE),
        Certificate::BadEncoding => ("its certificate cannot be read", CERTIFICATE),
        Certificate::BadSignature => ("its certificate's signature is wrong", CERTIFICATE),
        Certificate::UnsupportedSignatureAlgorithmContext { .. }
        | Certificate::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            ("its certificate is signed in a way that is not trusted any more, or not yet", CERTIFICATE)
        }
        Certificate::InvalidPurpose | Certificate::InvalidPurposeContext { .. } => {
            ("its certificate is not made for servers (extended key usage)", CERTIFICATE)
        }
        Certificate::UnhandledCriticalExtension => {
            ("its certificate demands something that this client does not know", CERTIFICATE)
        }
        Certificate::Other(OtherError(inner)) => return explain_path(inner.downcast_ref()),
        other => return (format!("its certificate is not accepted ({other})"), CERTIFICATE),
    };
    (cause.to_owned(), remedy)
}

/// What rustls has no words for and passes on as it is.
fn explain_path(error: Option<&webpki::Error>) -> (String, &'static str) {
    use webpki::Error as Path;
    let (cause, remedy) = match error {
        Some(Path::CaUsedAsEndEntity) => (
            "its own certificate is marked as an authority's (CA:TRUE), which no server's may be",
            "make one for the server with CA:FALSE, signed by that authority, whose file ca_certificate_file can name",
        ),
        Some(Path::EndEntityUsedAsCa) => (
            "its certificate is signed by one that is not marked as an authority's",
            "have it signed by an authority, and see that the server sends the certificates between the two",
        ),
        Some(Path::PathLenConstraintViolated | Path::MaximumPathDepthExceeded) => {
            ("too many authorities stand between its certificate and one that is trusted", CERTIFICATE)
        }
        Some(Path::NameConstraintViolation) => (
            "its authority may not vouch for this host name (name constraints)",
            "check the host name of the URL, or ask the authority",
        ),
        Some(Path::UnsupportedCertVersion) => ("its certificate is not of X.509 version 3", CERTIFICATE),
        Some(other) => return (format!("its certificate is not accepted ({other:?})"), CERTIFICATE),
        None => ("its certificate is not accepted", CERTIFICATE),
    };
    (cause.to_owned(), remedy)
}

/// What the server says when it ends the handshake.
fn explain_alert(alert: AlertDescription) -> (String, &'static str) {
    let (cause, remedy) = match alert {
        AlertDescription::ProtocolVersion => ("it ends the handshake: no version of TLS in common", VERSIONS),
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => {
            ("it ends the handshake: nothing in common, or a client's certificate is missing", VERSIONS)
        }
        AlertDescription::CertificateRequired => (
            "it wants a client's certificate, and this client has none",
            "let this machine read without one, or read a mirrored copy",
        ),
        AlertDescription::UnrecognisedName => ("it does not know this host name", "check the host name of the URL"),
        other => return (format!("it ends the handshake ({other:?})"), "see the server's log"),
    };
    (cause.to_owned(), remedy)
}
