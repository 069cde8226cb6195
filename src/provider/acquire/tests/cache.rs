//! A cache that is damaged, in the way, or somebody else's.

use super::{
    super::{DocumentError, Slot},
    bench::{Bench, good, noon},
};
use crate::fetch::{Source, cache::CacheFault};
use std::{fs, path::Path, time::Duration};

#[tokio::test]
async fn a_cache_that_is_no_use_is_told_and_in_nobodys_way() {
    let bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    let whole = fs::read(bench.file()).unwrap();
    let mut other = whole.clone();
    *other.iter_mut().rfind(|byte| **byte == b'5').unwrap() = b'6';
    let (mut told, mut without_source) = (Vec::new(), Vec::new());
    // Cut where a disk or a crash may have left it, and changed.
    for (name, content, is_replaced) in [
        ("empty", Vec::new(), true),
        ("cut in its head", whole[..40].to_vec(), true),
        ("cut in its document", whole[..whole.len() - 1].to_vec(), true),
        ("another document", other, true),
        ("a foreign file", b"my notes".to_vec(), false),
    ] {
        fs::write(bench.file(), &content).unwrap();
        bench.fail();
        without_source.push(format!("{name}: {}", bench.error(bench.read(noon()).await)));
        bench.serve(good(noon()));
        let document = bench.read(noon()).await.unwrap();
        told.push(format!("{name}: {}", bench.notes(&document)));
        let left = fs::read(bench.file()).unwrap();
        assert_eq!(left, if is_replaced { whole.clone() } else { content }, "{name}");
    }
    fs::remove_file(bench.file()).unwrap();
    fs::create_dir(bench.file()).unwrap();
    let document = bench.read(noon()).await.unwrap();
    told.push(format!("a folder in its place: {}", bench.notes(&document)));
    insta::assert_snapshot!("cache_of_no_use", told.join("\n"));
    bench.fail();
    without_source.push(format!("a folder in its place: {}", bench.error(bench.read(noon()).await)));
    insta::assert_snapshot!("dead_source_cache_of_no_use", without_source.join("\n"));
}

#[cfg(unix)]
#[tokio::test]
async fn what_cannot_be_written_does_not_hinder() {
    let mut bench = Bench::serving(good(noon()));
    let file = bench.folder.path().join("file");
    fs::write(&file, "x").unwrap();
    bench.wanted.cache_dir = Some(file.join("cache"));
    let document = bench.read(noon()).await.unwrap();
    insta::assert_snapshot!("cache_unwritable", bench.notes(&document));
}

#[cfg(unix)]
#[tokio::test]
async fn what_others_may_have_made_is_refused() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mut bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    let (folder, file) = (bench.wanted.cache_dir.clone().unwrap(), bench.file());
    let modes = [&folder, &file].map(|path| fs::metadata(path).unwrap().permissions().mode() & 0o777);
    assert_eq!(modes, [0o700, 0o600]);
    let mut told = Vec::new();
    for open in [0o722, 0o720, 0o702] {
        mode(&folder, open);
        told.push(bench.error(bench.read(noon()).await));
    }
    mode(&folder, 0o755);
    assert!(bench.read(noon()).await.is_ok(), "others may read it");
    mode(&file, 0o620);
    told.push(bench.error(bench.read(noon()).await));
    // The content is the same, but it is reached through a link.
    let elsewhere = bench.folder.path().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    mode(&elsewhere, 0o600);
    symlink(&elsewhere, &file).unwrap();
    told.push(bench.error(bench.read(noon()).await));
    fs::remove_file(&file).unwrap();
    let lock = file.with_extension("lock");
    fs::remove_file(&lock).unwrap();
    symlink(&elsewhere, &lock).unwrap();
    told.push(bench.error(bench.read(noon()).await));
    let linked = bench.folder.path().join("linked");
    symlink(&folder, &linked).unwrap();
    for path in [linked.clone(), linked.join(""), linked.join("."), elsewhere] {
        bench.wanted.cache_dir = Some(path);
        told.push(bench.error(bench.read(noon()).await));
    }
    insta::assert_snapshot!("cache_refused", told.join("\n"));
}

#[cfg(unix)]
#[tokio::test]
#[expect(clippy::print_stderr, reason = "a skipped test says why")]
async fn another_users_files_are_refused() {
    let bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    for path in [bench.file(), bench.wanted.cache_dir.clone().unwrap()] {
        if std::os::unix::fs::chown(&path, Some(12_345), None).is_err() {
            eprintln!("skipped: only root can give files away");
            return;
        }
        let error = bench.read(noon()).await.unwrap_err();
        let DocumentError::Cache(error) = error else { panic!("{error}") };
        assert_eq!((error.kind, error.path), (CacheFault::OtherOwner { owner: 12_345, user: 0 }, path));
    }
}

#[tokio::test]
async fn no_secret_is_written() {
    let bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    let written = fs::read(bench.file()).unwrap();
    let text = String::from_utf8_lossy(&written);
    assert!(!text.contains("secret") && !text.contains("127.0.0.1") && text.contains("etag"), "{text}");
    let names: Vec<_> = fs::read_dir(bench.wanted.cache_dir.as_ref().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 2, "the document and its lock: {names:?}");
    // Another user of the same URL shares it, another query does not.
    let slot = |url: &str| Slot::of(bench.folder.path(), &Source::parse(url).unwrap(), Duration::from_secs(60)).unwrap();
    assert_eq!(slot("https://a:b@host/x?q=1#c"), slot("https://host/x?q=1"));
    assert_ne!(slot("https://host/x?q=1"), slot("https://host/x?q=2"));
    assert_eq!(slot("https://host/x?q=1").pinned("0a"), slot("https://mirror/y?q=2").pinned("0a"));
    assert_ne!(slot("https://host/x").pinned("0a"), slot("https://host/x").pinned("0b"));
    assert_eq!(Slot::of(bench.folder.path(), &Source::parse("file:///x").unwrap(), Duration::MAX), None);
}
