//! The last good document of each source, kept between runs: so that a source
//! is asked only whether it has changed, and a good copy is there when it is
//! out of reach.
//!
//! A folder of files, one a source, each replaced as a whole: whoever reads,
//! reads an old or a new one, whatever happened to a writer. What others may
//! have put there is refused, what is damaged is told. Neither names nor
//! contents hold a URL. What a document says, and which one is good, is not
//! decided here.

mod entry;
mod error;
mod folder;
mod replace;
mod slot;
mod sweep;

pub use entry::Entry;
pub use error::{CacheError, CacheFault};
pub use slot::Slot;
