//! Puts a file in the place of another at once: whoever opens it finds the old
//! or the new one, whole, wherever a writer was stopped.

use super::folder::create;
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};

/// Has `write` write a new file, and gives it the name `path`. The caller holds
/// the lock: there is one unfinished file a name, and the next writer removes
/// what a killed one left.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let unfinished = path.with_extension("part");
    remove(&unfinished)?;
    let result = write_and_rename(&unfinished, path, write);
    if result.is_err() {
        // The disk may be full because of it.
        let _ = remove(&unfinished);
    }
    result
}

fn write_and_rename(unfinished: &Path, path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = create(unfinished)?;
    write(&mut file)?;
    // Else a name could outlive a power cut without its content.
    file.sync_all()?;
    fs::rename(unfinished, path)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "the old content";
    const NEW: &str = "the new content, which is longer";

    #[test]
    fn a_writer_that_fails_at_any_byte_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.cache");
        fs::write(&path, OLD).unwrap();
        for written in 0..=NEW.len() {
            let fault = replace(&path, |file| {
                file.write_all(&NEW.as_bytes()[..written])?;
                Err(io::Error::from(ErrorKind::StorageFull))
            });
            assert_eq!(fault.unwrap_err().kind(), ErrorKind::StorageFull);
            assert_eq!(fs::read_to_string(&path).unwrap(), OLD);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "after {written} bytes");
        }
        replace(&path, |file| file.write_all(NEW.as_bytes())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), NEW);
    }

    #[test]
    fn what_a_killed_writer_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.cache");
        for left in 0..=NEW.len() {
            fs::write(path.with_extension("part"), &NEW[..left]).unwrap();
            replace(&path, |file| file.write_all(OLD.as_bytes())).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), OLD);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }
}
