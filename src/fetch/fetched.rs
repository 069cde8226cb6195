//! Source and limits → bytes with where they came from.

use super::{bundled::BUNDLED_SNAPSHOT, error::FetchError, file::read_file, http::download, limits::Limits, source::Source};
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
}

/// Fetches the document from `source`, once, or says why it cannot.
///
/// Needs a tokio runtime with timers and I/O.
///
/// # Errors
/// What failed, at which source, and what to do.
pub async fn fetch(source: &Source, limits: &Limits) -> Result<Fetched, FetchError> {
    let origin = source.to_string();
    let (bytes, format) = match source {
        Source::Https(url) | Source::Loopback(url) => (download(url, limits).await?.into(), Format::Json),
        Source::File(path) => (read_file(path.clone(), origin.clone(), limits).await?.into(), Format::Json),
        Source::Bundled => (BUNDLED_SNAPSHOT.as_bytes().into(), Format::Snapshot),
    };
    let origin = if *source == Source::Bundled { "bundled".to_owned() } else { origin };
    Ok(Fetched { bytes, format, origin })
}
