//! A folder that only its owner can change, and the files in it. What somebody
//! else may have put there is refused before a byte of it is read.

use super::error::{CacheError, CacheFault};
use std::{
    fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError},
    io::{self, ErrorKind, Read as _},
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How often a lock is asked for.
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

/// What stands at `path`, if it may be trusted; `None` for nothing.
fn look_at(path: &Path) -> Result<Option<Metadata>, CacheError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error).at(path)),
    };
    if metadata.is_symlink() {
        return Err(CacheFault::SymbolicLink.at(path));
    }
    refuse_what_others_change(&metadata).map_err(|fault| fault.at(path))?;
    Ok(Some(metadata))
}

#[cfg(unix)]
fn refuse_what_others_change(metadata: &Metadata) -> Result<(), CacheFault> {
    use std::os::unix::fs::MetadataExt as _;
    let (owner, user) = (metadata.uid(), rustix::process::geteuid().as_raw());
    if owner != user {
        return Err(CacheFault::OtherOwner { owner, user });
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o022 != 0 {
        return Err(CacheFault::WritableByOthers { mode });
    }
    Ok(())
}

/// Access lists guard a user's folders there, which have no simple form.
#[cfg(not(unix))]
fn refuse_what_others_change(_metadata: &Metadata) -> Result<(), CacheFault> {
    Ok(())
}

/// Whether the folder is there, and as it should be.
pub(super) fn is_there(folder: &Path) -> Result<bool, CacheError> {
    match look_at(folder)? {
        Some(metadata) if !metadata.is_dir() => Err(CacheFault::NotAFolder.at(folder)),
        found => Ok(found.is_some()),
    }
}

/// Makes the folder, and those above it, for this user alone.
pub(super) fn make(folder: &Path) -> Result<(), CacheError> {
    if is_there(folder)? {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| unwritable(&error).at(folder))?;
    // Another may have been quicker.
    is_there(folder).map(|_| ())
}

/// The bytes of a file, if there is one: a regular one, at most `max_bytes`.
pub(super) fn read(path: &Path, max_bytes: u64) -> Result<Option<Vec<u8>>, CacheError> {
    let Some(seen) = look_at(path)? else { return Ok(None) };
    if !seen.is_file() || seen.len() > max_bytes {
        return Err(CacheFault::Foreign.at(path));
    }
    let read = || -> io::Result<Option<Vec<u8>>> {
        let file = File::open(path)?;
        if !is_same(&seen, &file.metadata()?) {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(seen.len() + 1).unwrap_or_default());
        file.take(max_bytes).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        // Replaced between the look and the opening: as any file does, what is
        // there now must be looked at first.
        Ok(None) => self::read(path, max_bytes),
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&error).at(path)),
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_one: &Metadata, _other: &Metadata) -> bool {
    true
}

/// A new file for this user alone.
pub(super) fn create(path: &Path) -> io::Result<File> {
    private().write(true).create_new(true).open(path)
}

/// Holds the lock at `path` until the file is dropped, also if its process
/// ends by force. Waits for others as long as `patience` lasts.
pub(super) fn lock(path: &Path, patience: Duration) -> Result<File, CacheError> {
    look_at(path)?;
    let file = private().read(true).write(true).create(true).truncate(false).open(path);
    let file = file.map_err(|error| unwritable(&error).at(path))?;
    let end = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::WouldBlock) => return Err(CacheFault::Locked.at(path)),
            Err(TryLockError::Error(error)) => return Err(unwritable(&error).at(path)),
        }
    }
}

fn private() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn unreadable(error: &io::Error) -> CacheFault {
    CacheFault::Unreadable { cause: error.to_string() }
}

pub(super) fn unwritable(error: &io::Error) -> CacheFault {
    CacheFault::Unwritable { cause: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_and_given_up_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.lock");
        let held = lock(&path, Duration::ZERO).unwrap();
        let error = lock(&path, Duration::from_millis(30)).unwrap_err();
        assert_eq!(error, CacheFault::Locked.at(&path));
        drop(held);
        lock(&path, Duration::ZERO).unwrap();
    }

    #[test]
    fn who_waits_gets_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.lock");
        let held = lock(&path, Duration::ZERO).unwrap();
        let waiter = thread::spawn({
            let path = path.clone();
            move || lock(&path, Duration::from_secs(60)).map(drop)
        });
        drop(held);
        assert_eq!(waiter.join().unwrap(), Ok(()));
    }
}
