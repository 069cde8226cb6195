//! The only network and cache code: bytes of the document, with where they
//! came from.

mod bundled;
mod digest;

pub use bundled::{BUNDLED_DATE, BUNDLED_SNAPSHOT};
pub use digest::sha256_hex;
