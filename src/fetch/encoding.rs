//! How a body is encoded on the way, and its bytes.

use super::{
    error::{FetchError, FetchFault},
    gzip::{GzipFault, MAX_MEMBERS, decompress},
    http_url::shown_text,
};

/// An encoding that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Plain,
    /// Compressed.
    Gzip,
}

impl Encoding {
    /// That which `Content-Encoding` names.
    pub(super) fn of(content_encoding: &str) -> Result<Self, FetchFault> {
        match content_encoding.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Ok(Self::Plain),
            // The old name, RFC 9110, section 8.4.1.3.
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            _ => Err(FetchFault::Encoded { encoding: shown_text(content_encoding) }),
        }
    }

    /// The bytes that `body` of `origin` stands for, at least one. Computes for
    /// milliseconds, where that holds up nobody.
    pub(super) fn decode(self, body: Vec<u8>, origin: &str, max_bytes: u64) -> Result<Vec<u8>, FetchError> {
        if self == Self::Plain {
            return Ok(body);
        }
        let bytes = decompress(&body, max_bytes).map_err(|fault| match fault {
            GzipFault::Cut => FetchFault::GzipCut { received: body.len() as u64 },
            GzipFault::Damaged => FetchFault::Gzip { cause: "it is damaged, or no gzip at all" },
            GzipFault::Trailing => FetchFault::Gzip { cause: "something that is no gzip follows it" },
            GzipFault::Members => FetchFault::GzipMembers { limit: MAX_MEMBERS },
            GzipFault::TooLarge => FetchFault::GzipTooLarge { limit: max_bytes, received: body.len() as u64 },
        });
        match bytes {
            Ok(bytes) if bytes.is_empty() => Err(FetchFault::Empty.at(origin)),
            Ok(bytes) => Ok(bytes),
            Err(fault) => Err(fault.at(origin)),
        }
    }
}
