//! The place of one source's document in a folder.

use super::{
    super::{digest::sha256_hex, limits::Limits, source::Source},
    entry::{Entry, MAX_HEAD},
    error::{CacheError, CacheFault},
    folder::{is_there, lock, make, read, unwritable},
    replace::replace,
    sweep::sweep,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{task, time::timeout};

/// How long a writer waits for others. Each of them needs milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where one source's newest document is kept, or one document of a given digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    folder: PathBuf,
    path: PathBuf,
    /// The digest of the only document that is kept there.
    pinned: Option<String>,
    /// How long it may take to read or to write.
    limit: Duration,
}

impl Slot {
    /// The place of `source` in `folder`, which need not be there yet; it is
    /// read and written within `limit` each, or given up. `None` for what is on
    /// this machine already: a file, or the snapshot.
    pub fn of(folder: &Path, source: &Source, limit: Duration) -> Option<Self> {
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
        Some(Self { folder, path, pinned: None, limit })
    }

    /// The place, in the same folder, of the document with this SHA-256 (hex):
    /// it is the same from any source, and neither displaces a newer document
    /// nor is displaced by one.
    #[must_use]
    pub fn pinned(self, sha256: &str) -> Self {
        let path = self.folder.join(format!("pinned-{}.cache", sha256_hex(sha256.as_bytes()).get(..32).unwrap_or(sha256)));
        Self { path, pinned: Some(sha256.to_owned()), ..self }
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

    /// Keeps `entry`, unless a newer document is there by now, which it gives:
    /// another process may have been quicker, or its server may lag behind. No
    /// time after `until` (Unix time) is believed of what is there.
    ///
    /// # Errors
    /// Why it could not be kept; what was there still is.
    pub async fn write(&self, entry: Entry, until: i64) -> Result<Option<Entry>, CacheError> {
        let slot = self.clone();
        self.beside(move || slot.write_now(&entry, until)).await
    }

    fn write_now(&self, entry: &Entry, until: i64) -> Result<Option<Entry>, CacheError> {
        make(&self.folder)?;
        // Told as such before the time for everything is over.
        let _held = lock(&self.path.with_extension("lock"), PATIENCE.min(self.limit / 2))?;
        match self.entry() {
            Ok(Some(kept)) if kept.published > entry.published && kept.published <= until => return Ok(Some(kept)),
            // Another process has had it confirmed since.
            Ok(Some(kept)) if kept.sha256 == entry.sha256 && kept.fetched > entry.fetched && kept.fetched <= until => {
                return Ok(None);
            }
            Ok(_) => {}
            Err(CacheError { kind: CacheFault::Damaged { .. }, .. }) => {}
            Err(error) => return Err(error),
        }
        replace(&self.path, |file| entry.write(file)).map_err(|error| unwritable(&error).at(&self.path))?;
        sweep(&self.folder, entry.fetched);
        Ok(None)
    }

    /// What is there; where a document has a place of its own, no other one is.
    fn entry(&self) -> Result<Option<Entry>, CacheError> {
        let bytes = read(&self.path, Limits::default().max_body_bytes + MAX_HEAD)?;
        let entry = bytes.map(Entry::read).transpose().map_err(|fault| fault.at(&self.path))?;
        Ok(entry.filter(|entry| self.pinned.as_ref().is_none_or(|pinned| *pinned == entry.sha256)))
    }

    /// Waits for disks and locks where that holds up nobody else, and not for
    /// ever: the file system of a server that is gone never answers.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, CacheError> + Send + 'static,
    ) -> Result<T, CacheError> {
        match timeout(self.limit, task::spawn_blocking(work)).await {
            Ok(Ok(result)) => result,
            Ok(Err(stopped)) => Err(CacheFault::Unreadable { cause: stopped.to_string() }.at(&self.path)),
            Err(_) => Err(CacheFault::Slow { limit: self.limit }.at(&self.path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn a_disk_that_does_not_answer_is_given_up() {
        let source = Source::parse("https://host/x").unwrap();
        let slot = Slot::of(Path::new("/cache"), &source, Duration::from_millis(20)).unwrap();
        let (answer, disk) = mpsc::channel::<()>();
        let error = slot.beside(move || Ok(disk.recv().is_ok())).await.unwrap_err();
        assert_eq!(error, CacheFault::Slow { limit: slot.limit }.at(&slot.path));
        assert!(error.to_string().contains("not answer within 0.02 s") && !error.is_refusal(), "{error}");
        drop(answer);
        assert_eq!(slot.beside(|| Ok(1)).await, Ok(1));
    }
}
