//! Why a cache cannot be used. Every message names the path, what is wrong
//! with it, and what to do.

use std::{fmt, path::PathBuf, time::Duration};

/// What is wrong with a cache, at which path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheError {
    /// The folder or the file.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: CacheFault,
}

/// What is wrong with a cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheFault {
    /// A symbolic link: whoever made it decides what is read and written.
    SymbolicLink,
    /// The folder or the file of another user of this machine.
    OtherOwner {
        /// That user's number.
        owner: u32,
        /// The number of the user that runs this.
        user: u32,
    },
    /// A folder or file that other users may change.
    WritableByOthers {
        /// Its permissions.
        mode: u32,
    },
    /// A file where the folder should be.
    NotAFolder,
    /// A file that no cache wrote, or one of another version.
    Foreign,
    /// A file that a cache wrote and that is no longer whole.
    Damaged {
        /// What is wrong with it.
        cause: &'static str,
    },
    /// What this user may not read, or the disk cannot.
    Unreadable {
        /// What the system says.
        cause: String,
    },
    /// What cannot be written.
    Unwritable {
        /// What the system says.
        cause: String,
    },
    /// Another process writes and does not end.
    Locked,
    /// The disk does not answer.
    Slow {
        /// How long was waited.
        limit: Duration,
    },
}

impl CacheFault {
    pub(super) fn at(self, path: impl Into<PathBuf>) -> CacheError {
        CacheError { path: path.into(), kind: self }
    }
}

impl CacheError {
    /// Whether somebody else may have made what is there: then nothing of it is
    /// used, and going on without it would hide that.
    pub const fn is_refusal(&self) -> bool {
        match self.kind {
            CacheFault::SymbolicLink
            | CacheFault::OtherOwner { .. }
            | CacheFault::WritableByOthers { .. }
            | CacheFault::NotAFolder => true,
            CacheFault::Foreign
            | CacheFault::Damaged { .. }
            | CacheFault::Unreadable { .. }
            | CacheFault::Unwritable { .. }
            | CacheFault::Locked
            | CacheFault::Slow { .. } => false,
        }
    }
}

impl std::error::Error for CacheError {}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted, since a path may hold anything.
        let path = &self.path;
        match &self.kind {
            CacheFault::SymbolicLink => {
                write!(f, "{path:?} is a symbolic link, which may lead anywhere: name the folder itself, or remove the link")
            }
            CacheFault::OtherOwner { owner, user } => write!(
                f,
                "{path:?} belongs to user {owner}, and this is user {user}: name a folder of your own, or give this one to user {user}"
            ),
            CacheFault::WritableByOthers { mode } => write!(
                f,
                "{path:?} has mode {mode:03o}, so that other users can change what is in it: remove their right to write (chmod go-w)"
            ),
            CacheFault::NotAFolder => write!(f, "{path:?} is not a folder: name one, or a path where one can be made"),
            CacheFault::Foreign => write!(
                f,
                "{path:?} is no cache of this version of the provider, and is left as it is: remove it to have the document kept"
            ),
            CacheFault::Damaged { cause } => write!(f, "{path:?} is damaged: {cause}; the next good document takes its place"),
            CacheFault::Unreadable { cause } => {
                write!(f, "{path:?} cannot be read: {cause}; check its permissions and its disk")
            }
            CacheFault::Unwritable { cause } => {
                write!(f, "{path:?} cannot be written: {cause}; check the permissions of the folder and the room on its disk")
            }
            CacheFault::Locked => {
                write!(f, "{path:?} is held by another process: see whether a plan hangs, or give each its own folder")
            }
            CacheFault::Slow { limit } => write!(
                f,
                "{path:?} does not answer within {} s: check its disk, or the network that it is on, or raise request_timeout",
                limit.as_secs_f64()
            ),
        }
    }
}
