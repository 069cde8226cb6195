//! The only network and cache code: bytes of the document, with where they
//! came from.
//!
//! A fetch ends in all the bytes of one answer, or in an error: never in a
//! part of them. It is bounded in time, in size, in tries and in redirects, and
//! shows no secret of a URL. What the bytes say is not its business.

mod access;
mod authorities;
mod bundled;
pub mod cache;
mod client;
mod digest;
mod encoding;
mod error;
mod fault;
mod fetched;
mod file;
mod gzip;
mod http;
mod http_url;
mod limits;
mod message;
mod once;
mod proxy;
mod resolver;
mod retry;
mod retry_after;
mod source;
mod status;
mod tls_fault;
mod validator;

pub use access::Access;
pub use authorities::{Authorities, AuthoritiesError};
pub use bundled::{BUNDLED_DATE, BUNDLED_SNAPSHOT};
pub use digest::sha256_hex;
pub use error::{FetchError, FetchFault, Stage};
pub use fetched::{Fetched, Format, fetch, fetch_if_changed};
pub use http_url::HttpUrl;
pub use limits::Limits;
pub use once::Once;
pub use proxy::NamedProxy;
pub use source::{Source, SourceError};
pub use validator::Validator;
