//! Files that are not what a copy of the document is.

use super::{LIMITS, failure, failure_within, get, says};
use amazonconnect::fetch::{BUNDLED_SNAPSHOT, FetchFault, Format, Limits, Source, fetch};
use std::{fs, path::Path};

fn url(path: &Path) -> String {
    format!("file://{}", path.display())
}

#[tokio::test]
async fn a_good_file_comes_with_its_origin() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ip ranges.json");
    fs::write(&path, "{}").unwrap();
    let fetched = get(&url(&path)).await.unwrap();
    assert_eq!((&*fetched.bytes, fetched.format), (b"{}".as_slice(), Format::Json));
    assert_eq!(fetched.origin, url(&path).replace(' ', "%20"));
}

#[tokio::test]
async fn the_snapshot_is_always_there() {
    let fetched = fetch(&Source::Bundled, &LIMITS.into()).await.unwrap();
    assert_eq!((&*fetched.bytes, fetched.format), (BUNDLED_SNAPSHOT.as_bytes(), Format::Snapshot));
    assert_eq!(fetched.origin, "bundled");
}

#[tokio::test]
async fn a_missing_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = failure(&url(&folder.path().join("none.json"))).await;
    assert!(matches!(error.kind, FetchFault::FileMissing), "{error:?}");
    says(&error, &["none.json does not exist", "check the path"]);
}

#[tokio::test]
async fn a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let error = failure(&url(folder.path())).await;
    assert!(matches!(error.kind, FetchFault::NotAFile { kind: "a directory", .. }), "{error:?}");
    says(&error, &["is a directory, not a regular file", "name the copy"]);
}

#[cfg(unix)]
#[tokio::test]
async fn pipes_and_devices() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
        let error = failure(&url(path)).await;
        assert!(matches!(error.kind, FetchFault::NotAFile { kind: "a pipe, a socket or a device", .. }), "{error:?}");
    }
}

#[tokio::test]
async fn an_empty_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = failure(&url(file.path())).await;
    assert!(matches!(error.kind, FetchFault::Empty), "{error:?}");
    says(&error, &["is empty", "check what the source serves"]);
}

#[tokio::test]
async fn a_file_above_the_limit() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), vec![b' '; 10_000]).unwrap();
    assert_eq!(get(&url(file.path())).await.unwrap().bytes.len(), 10_000);
    fs::write(file.path(), vec![b' '; 10_001]).unwrap();
    let error = failure(&url(file.path())).await;
    assert!(matches!(error.kind, FetchFault::TooLarge { declared: Some(10_001), .. }), "{error:?}");
    says(&error, &["larger than 10000 bytes", "it has 10001"]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_is_longer_than_it_says() {
    // Files of /proc have length 0 and content; the limit holds all the same.
    let path = Path::new("/proc/self/status");
    assert!(!get(&url(path)).await.unwrap().bytes.is_empty());
    let error = failure_within(&url(path), &Limits { max_body_bytes: 10, ..LIMITS }).await;
    assert!(matches!(error.kind, FetchFault::TooLarge { declared: None, .. }), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), "{}").unwrap();
    fs::set_permissions(file.path(), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(file.path()).is_ok() {
        eprintln!("skipped: this user (root) may read every file");
        return;
    }
    let error = failure(&url(file.path())).await;
    assert!(matches!(error.kind, FetchFault::FileDenied), "{error:?}");
    says(&error, &["may not be read", "permissions"]);
}
