//! Certificate authorities of the user's own, in a PEM file: trusted beside
//! those of the system.

use super::{
    error::{FetchError, FetchFault},
    file::read_file,
    http_url::bounded,
    limits::Limits,
};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use std::{path::Path, sync::Arc};

/// The longest file. All authorities that a system trusts have about 250 kB.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// At least one certificate that can be trusted as an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorities {
    certificates: Arc<[CertificateDer<'static>]>,
}

/// Why a file gives no authorities.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} {cause}")]
pub struct AuthoritiesError {
    /// The file, as it was named.
    path: String,
    /// What is wrong with it, and what to do.
    cause: String,
}

impl Authorities {
    /// All certificates in the PEM file at `path`; private keys and text
    /// between them are passed over.
    ///
    /// # Errors
    /// That the file cannot be read within `limits`, or which of its
    /// certificates is none.
    pub async fn read(path: &str, limits: &Limits) -> Result<Self, AuthoritiesError> {
        let limits = Limits { max_body_bytes: MAX_FILE_BYTES, ..*limits };
        let read = read_file(Path::new(path).to_owned(), String::new(), &limits).await;
        let certificates = read.map_err(|error| explain(path, error)).and_then(|pem| parse(&pem));
        certificates
            .map(|certificates| Self { certificates: certificates.into() })
            .map_err(|cause| AuthoritiesError { path: bounded(&path.escape_debug().to_string()), cause })
    }

    /// Adds them to what is trusted.
    pub(super) fn add_to(&self, roots: &mut RootCertStore) {
        // All of them have been added to a store before.
        roots.add_parsable_certificates(self.certificates.iter().cloned());
    }
}

fn parse(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let mut certificates = Vec::new();
    for (number, certificate) in (1..).zip(CertificateDer::pem_slice_iter(pem)) {
        let certificate = certificate.map_err(|_| {
            format!("is damaged at certificate {number}: expected PEM, whole lines from BEGIN CERTIFICATE to END CERTIFICATE")
        })?;
        RootCertStore::empty().add(certificate.clone()).map_err(|_| {
            format!(
                "holds a certificate {number} that cannot be trusted as an authority: it is no X.509 certificate of version 3"
            )
        })?;
        certificates.push(certificate);
    }
    if certificates.is_empty() {
        return Err("holds no certificate: expected PEM, with -----BEGIN CERTIFICATE----- before each; a DER file (.cer, .der) \
                    becomes one with openssl x509 -inform der"
            .to_owned());
    }
    Ok(certificates)
}

/// In the words of a file with authorities.
fn explain(path: &str, error: FetchError) -> String {
    match error.kind {
        FetchFault::FileMissing if path.starts_with('~') => {
            "does not exist: ~ is not expanded, write the whole path or pathexpand(\"~/…\")".to_owned()
        }
        FetchFault::FileMissing => "does not exist: check the path, which starts at the folder that Terraform runs in".to_owned(),
        FetchFault::FileDenied => "may not be read by this user: change its permissions, or those of its folders".to_owned(),
        FetchFault::NotAFile { kind } => format!("is {kind}: expected a file with certificates in PEM"),
        FetchFault::TooLarge { limit, .. } => {
            format!("has more than {limit} bytes: expected only the certificates of authorities")
        }
        FetchFault::Empty => "is empty: expected at least one certificate in PEM".to_owned(),
        FetchFault::FileUnreadable { cause } => format!("cannot be read: {cause}; check the file and its disk"),
        _ => "cannot be read in time: check the disk or the network that it is on".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};
    use std::fs;

    fn certificate() -> (String, String) {
        let key = KeyPair::generate().unwrap();
        (CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap().pem(), key.serialize_pem())
    }

    async fn read(content: &[u8]) -> Result<usize, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        fs::write(&path, content).unwrap();
        let path = path.to_str().unwrap();
        let read = Authorities::read(path, &Limits::default()).await;
        read.map(|authorities| authorities.certificates.len())
            .map_err(|error| error.to_string().strip_prefix(path).unwrap().to_owned())
    }

    #[tokio::test]
    async fn every_certificate_counts_and_nothing_else() {
        let ((one, key), (two, _)) = (certificate(), certificate());
        assert_eq!(read(one.as_bytes()).await, Ok(1));
        assert_eq!(read(format!("# Ours\n{key}{one}\r\n{two}").as_bytes()).await, Ok(2));
    }

    #[tokio::test]
    async fn what_is_no_file_of_authorities_says_so() {
        let (pem, key) = certificate();
        let cut = &pem[..pem.len() - 40];
        let forged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for (content, part) in [
            ("", " is empty: expected at least one certificate"),
            (&key, " holds no certificate: expected PEM"),
            ("{}", " holds no certificate"),
            (cut, " is damaged at certificate 1"),
            (&format!("{pem}{forged}"), " holds a certificate 2 that cannot be trusted"),
            (&" ".repeat(1024 * 1024 + 1), " has more than 1048576 bytes"),
        ] {
            let message = read(content.as_bytes()).await.unwrap_err();
            assert!(message.starts_with(part), "{message}");
        }
        for (path, part) in [
            ("/nonexistent/a\u{1b}b.pem", "/nonexistent/a\\u{1b}b.pem does not exist: check the path"),
            ("~/ca.pem", "~/ca.pem does not exist: ~ is not expanded, write the whole path or pathexpand("),
            ("/", "/ is a directory: expected a file"),
            ("", " does not exist"),
        ] {
            let message = Authorities::read(path, &Limits::default()).await.unwrap_err().to_string();
            assert!(message.starts_with(part), "{message}");
        }
    }
}
