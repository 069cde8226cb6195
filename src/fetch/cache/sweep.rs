//! Removes documents that were neither fetched nor confirmed for a year: a
//! signed URL has another query each time, and each query a file of its own.

use std::{
    ffi::OsStr,
    fs::{self, DirEntry},
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

/// The longest that `max_stale` may be.
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

/// Sweeps `folder` at `now` (Unix time). What cannot be removed stays. The lock
/// of a removed file, which is empty, stays too: somebody may be waiting for it.
/// So does a document that was named by its digest: it is never asked for again.
pub(super) fn sweep(folder: &Path, now: i64) {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_document(&file.file_name()) && is_older_than_a_year(&file, now) {
            let _ = fs::remove_file(file.path());
        }
    }
}

fn is_document(name: &OsStr) -> bool {
    let digits = name.to_str().and_then(|name| name.strip_prefix("ip-ranges-")?.strip_suffix(".cache"));
    digits.is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_older_than_a_year(file: &DirEntry, now: i64) -> bool {
    let Ok(metadata) = file.metadata() else { return false };
    let age = metadata.modified().ok().and_then(|modified| {
        let now = UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(now).ok()?))?;
        now.duration_since(modified).ok()
    });
    metadata.is_file() && age.is_some_and(|age| age > YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn only_documents_that_nobody_asked_for_in_a_year_go() {
        let folder = tempfile::tempdir().unwrap();
        let digits = |digit: &str| digit.repeat(32);
        let (now, year) = (2_000_000_000, i64::try_from(YEAR.as_secs()).unwrap());
        let mut left = Vec::new();
        for (name, age, goes) in [
            (format!("ip-ranges-{}.cache", digits("a")), year + 1, true),
            (format!("ip-ranges-{}.cache", digits("b")), year, false),
            (format!("ip-ranges-{}.cache", digits("c")), -year, false),
            (format!("ip-ranges-{}.lock", digits("a")), year + 1, false),
            (format!("ip-ranges-{}.cache", digits("x")), year + 1, false),
            (format!("pinned-{}.cache", digits("a")), 2 * year, false),
            ("ip-ranges-notes.cache".to_owned(), 2 * year, false),
        ] {
            let file = File::create(folder.path().join(&name)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(u64::try_from(now - age).unwrap())).unwrap();
            left.extend((!goes).then_some(name));
        }
        fs::create_dir(folder.path().join(format!("ip-ranges-{}.cache", digits("d")))).unwrap();
        left.push(format!("ip-ranges-{}.cache", digits("d")));
        sweep(folder.path(), now);
        let mut found: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        left.sort();
        assert_eq!(found, left);
        sweep(&folder.path().join("missing"), now);
    }
}
