//! The place of one source's document in a folder.

use super::{
    super::{digest::sha256_hex, limits::Limits, source::Source},
    entry::{Entry, MAX_HEAD},
    error::{CacheError, CacheFault},
    folder::{is_there, lock, make, read, unwritable},
    replace::replace,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::task;

/// How long a writer waits for others. Each of them needs milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where one source's document is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    folder: PathBuf,
    path: PathBuf,
}

impl Slot {
    /// The place of `source` in `folder`, which need not be there yet. `None`
    /// for what is on this machine already: a file, or the snapshot.
    pub fn of(folder: &Path, source: &Source) -> Option<Self> {
        let (Source::Https(url) | Source::Loopback(url)) = source else { return None };
        let mut url = url.as_url().clone();
        // Guesses at a password could be tried against a digest.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_fragment(None);
        let digest = sha256_hex(url.as_str().as_bytes());
        // Without the slash at its end, which would follow a link.
        let folder: PathBuf = folder.components().collect();
        let path = folder.join(format!("ip-ranges-{}.cache", digest.get(..32).unwrap_or(&digest)));
        Some(Self { folder, path })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is kept there; `None` for nothing yet.
    ///
    /// # Errors
    /// What is there and cannot be used.
    pub async fn read(&self) -> Result<Option<Entry>, CacheError> {
        let slot = self.clone();
        self.beside(move || if is_there(&slot.folder)? { slot.entry() } else { Ok(None) }).await
    }

    /// Keeps `entry`, unless a newer document is there by now: another process
    /// may have been quicker, or its server may lag behind.
    ///
    /// # Errors
    /// Why it could not be kept; what was there still is.
    pub async fn write(&self, entry: Entry) -> Result<(), CacheError> {
        let slot = self.clone();
        self.beside(move || slot.write_now(&entry)).await
    }

    fn write_now(&self, entry: &Entry) -> Result<(), CacheError> {
        make(&self.folder)?;
        let _held = lock(&self.path.with_extension("lock"), PATIENCE)?;
        match self.entry() {
            Ok(Some(kept)) if kept.published > entry.published => return Ok(()),
            Ok(_) => {}
            Err(CacheError { kind: CacheFault::Damaged { .. }, .. }) => {}
            Err(error) => return Err(error),
        }
        replace(&self.path, |file| entry.write(file)).map_err(|error| unwritable(&error).at(&self.path))
    }

    fn entry(&self) -> Result<Option<Entry>, CacheError> {
        let bytes = read(&self.path, Limits::default().max_body_bytes + MAX_HEAD)?;
        bytes.map(Entry::read).transpose().map_err(|fault| fault.at(&self.path))
    }

    /// Waits for disks and locks where that holds up nobody else.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, CacheError> + Send + 'static,
    ) -> Result<T, CacheError> {
        let done = task::spawn_blocking(work).await;
        done.unwrap_or_else(|stopped| Err(CacheFault::Unreadable { cause: stopped.to_string() }.at(&self.path)))
    }
}
