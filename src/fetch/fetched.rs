//! Source and access → bytes with where they came from.

use super::{
    access::Access,
    bundled::BUNDLED_SNAPSHOT,
    error::{FetchError, FetchFault},
    file::read_file,
    http::{Body, download},
    source::Source,
    validator::Validator,
};
use std::borrow::Cow;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// AWS's JSON, for `ip_ranges::parse`.
    Json,
    /// Our own text, for `ip_ranges::snapshot::decode`.
    Snapshot,
}

/// Fetched bytes. Never empty; nothing else is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
    /// What they are.
    pub format: Format,
    /// Where they came from, without secrets: a URL, or `bundled`.
    pub origin: String,
    /// What a later fetch can ask with. Only servers give one.
    pub validator: Option<Validator>,
}

/// Fetches the document from `source`, or says why it cannot.
///
/// Needs a tokio runtime with timers and I/O.
///
/// # Errors
/// What failed, at which source, and what to do.
pub async fn fetch(source: &Source, access: &Access) -> Result<Fetched, FetchError> {
    let fetched = fetch_if_changed(source, access, None).await?;
    // The download has refused it already: nothing was asked that it answers.
    fetched.ok_or_else(|| FetchFault::status(304, None).at(source.to_string()))
}

/// As [`fetch`], but `None` if a server says that its document is still the one
/// that `validator` names. Files and the snapshot are always read.
///
/// # Errors
/// What failed, at which source, and what to do.
pub async fn fetch_if_changed(
    source: &Source,
    access: &Access,
    validator: Option<&Validator>,
) -> Result<Option<Fetched>, FetchError> {
    let origin = source.to_string();
    let local = |bytes: Cow<'static, [u8]>, format, origin| Fetched { bytes, format, origin, validator: None };
    Ok(Some(match source {
        Source::Https(url) | Source::Loopback(url) => match download(url, access, validator).await? {
            Some(Body { bytes, validator }) => Fetched { bytes: bytes.into(), format: Format::Json, origin, validator },
            None => return Ok(None),
        },
        Source::File(path) => {
            let bytes = read_file(path.clone(), origin.clone(), &access.limits).await?;
            local(bytes.into(), Format::Json, origin)
        }
        Source::Bundled => local(BUNDLED_SNAPSHOT.as_bytes().into(), Format::Snapshot, "bundled".to_owned()),
    }))
}
