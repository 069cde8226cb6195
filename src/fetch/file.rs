//! The document in a file. Only a regular file is read: a pipe would wait and
//! a device would never end.

use super::{
    error::{FetchError, FetchFault, Stage},
    limits::Limits,
};
use std::{
    fs::{self, File, FileType},
    io::{self, ErrorKind, Read as _},
    path::{Path, PathBuf},
};
use tokio::{task, time::timeout};

/// The bytes of the file at `path`, which messages call `origin`.
pub(super) async fn read_file(path: PathBuf, origin: String, limits: &Limits) -> Result<Vec<u8>, FetchError> {
    let max_bytes = limits.max_body_bytes;
    let reading = task::spawn_blocking({
        let origin = origin.clone();
        move || read(&path, &origin, max_bytes)
    });
    match timeout(limits.request_timeout, reading).await {
        Ok(Ok(result)) => result,
        Ok(Err(stopped)) => Err(FetchFault::FileUnreadable { cause: stopped.to_string() }.at(origin)),
        Err(_) => Err(FetchFault::Timeout { stage: Stage::Reading, limit: limits.request_timeout }.at(origin)),
    }
}

fn read(path: &Path, origin: &str, max_bytes: u64) -> Result<Vec<u8>, FetchError> {
    let fault = |error: io::Error| fault(&error, origin);
    let too_large = |declared| FetchFault::TooLarge { limit: max_bytes, declared }.at(origin);
    // Asked before opening, which blocks for a pipe that nobody writes to.
    let metadata = fs::metadata(path).map_err(fault)?;
    if !metadata.is_file() {
        return Err(FetchFault::NotAFile { kind: kind_of(metadata.file_type()) }.at(origin));
    }
    if metadata.len() > max_bytes {
        return Err(too_large(Some(metadata.len())));
    }
    // One byte more than expected: the read that meets the end needs no growth.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len() + 1).unwrap_or_default());
    File::open(path).map_err(fault)?.take(max_bytes + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(None));
    }
    if bytes.is_empty() {
        return Err(FetchFault::Empty.at(origin));
    }
    Ok(bytes)
}

fn fault(error: &io::Error, origin: &str) -> FetchError {
    let origin = origin.to_owned();
    match error.kind() {
        ErrorKind::NotFound => FetchFault::FileMissing.at(origin),
        ErrorKind::PermissionDenied => FetchFault::FileDenied.at(origin),
        _ => FetchFault::FileUnreadable { cause: error.to_string() }.at(origin),
    }
}

fn kind_of(kind: FileType) -> &'static str {
    if kind.is_dir() { "a directory" } else { "a pipe, a socket or a device" }
}
