//! The cache among processes that end by force, at the same time as others, and
//! on a full disk.

use crate::support::skip::skip;
use amazonconnect::fetch::{
    Source,
    cache::{CacheFault, Entry, Slot},
    sha256_hex,
};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

const FOLDER: &str = "AMAZONCONNECT_TEST_CACHE";
const WRITER: &str = "AMAZONCONNECT_TEST_WRITER";

/// How many documents a writer of the test of many writes.
const WRITES: i64 = 25;

fn slot(folder: &Path) -> Slot {
    Slot::of(folder, &Source::parse("https://ip-ranges.amazonaws.com/ip-ranges.json").unwrap(), Duration::from_secs(60)).unwrap()
}

/// A document that its number tells, `len` bytes long.
fn entry(number: i64, len: usize) -> Entry {
    let bytes: Vec<u8> = format!("{number} ").bytes().cycle().take(len).collect();
    Entry { fetched: number, published: number, validator: None, sha256: sha256_hex(&bytes), bytes }
}

/// A process that writes entries `from`, `from` + 1, … into `folder`, and says
/// so on its standard error.
fn writer(folder: &Path, from: i64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["fetch::cache::the_writer_itself", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(WRITER, from.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[tokio::test]
#[ignore = "run by other tests, as a process of its own"]
async fn the_writer_itself() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let from: i64 = std::env::var(WRITER).unwrap().parse().unwrap();
    let slot = slot(Path::new(&folder));
    for number in from..from + WRITES {
        slot.write(entry(number, 300_000), i64::MAX).await.unwrap();
        eprintln!("written {number}");
    }
}

/// An entry is whole or an error; `None` before the first one.
async fn number_in(slot: &Slot) -> Option<i64> {
    let entry = slot.read().await.expect("no reader sees a part of a file")?;
    assert_eq!(entry.bytes, self::entry(entry.fetched, entry.bytes.len()).bytes);
    Some(entry.fetched)
}

#[tokio::test]
async fn who_reads_beside_many_writers_reads_whole_documents_and_the_newest_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("cache");
    let slot = slot(&folder);
    let mut writers: Vec<Child> = (0..6).map(|number| writer(&folder, number * 100)).collect();
    let (mut reads, mut last) = (0, 0);
    while writers.iter_mut().any(|writer| writer.try_wait().unwrap().is_none()) {
        let found = number_in(&slot).await.unwrap_or_default();
        assert!(found >= last, "an older document took the place of a newer one");
        (reads, last) = (reads + 1, found);
    }
    for mut writer in writers {
        assert!(writer.wait().unwrap().success(), "a writer failed");
    }
    assert!(reads > 0);
    assert_eq!(number_in(&slot).await, Some(500 + WRITES - 1));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "the document and its lock");
}

#[tokio::test]
async fn a_writer_that_is_killed_leaves_a_whole_document_and_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("cache");
    let slot = slot(&folder);
    for round in 1..=12 {
        let mut writer = writer(&folder, round * 1_000);
        // It is writing its next one when the news of this one arrives.
        let mut lines = BufReader::new(writer.stderr.take().unwrap()).lines().map_while(Result::ok);
        let wanted = round % 6 + 1;
        let news = lines.by_ref().filter(|line| line.starts_with("written ")).take(usize::try_from(wanted).unwrap());
        assert_eq!(i64::try_from(news.count()).unwrap(), wanted);
        writer.kill().unwrap();
        writer.wait().unwrap();
        let found = number_in(&slot).await.unwrap();
        assert!(found >= round * 1_000 + wanted - 1, "round {round}: {found}");
    }
    slot.write(entry(1_000_000, 10), i64::MAX).await.unwrap();
    assert_eq!(number_in(&slot).await, Some(1_000_000));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "what killed writers left is gone");
}

/// A file system of one megabyte; unmounted at the end.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let arguments = ["-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs"];
        match Command::new("mount").args(arguments).arg(folder.path()).output() {
            Ok(output) if output.status.success() => Some(Self(folder)),
            _ => {
                skip("only root can mount a small disk");
                None
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_leaves_the_old_document() {
    let Some(disk) = SmallDisk::mount() else { return };
    let slot = slot(disk.0.path());
    slot.write(entry(1, 400_000), i64::MAX).await.unwrap();
    for _ in 0..3 {
        let error = slot.write(entry(2, 800_000), i64::MAX).await.unwrap_err();
        assert!(matches!(error.kind, CacheFault::Unwritable { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains("No space left on device") && text.contains("the room on its disk"), "{text}");
        assert_eq!(number_in(&slot).await, Some(1));
    }
    // The failed ones left the room that they took.
    slot.write(entry(3, 400_000), i64::MAX).await.unwrap();
    assert_eq!(number_in(&slot).await, Some(3));
}

#[tokio::test]
async fn a_file_larger_than_any_document_is_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let slot = slot(folder.path());
    let file = fs::File::create(slot.path()).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(slot.read().await.unwrap_err().kind, CacheFault::Foreign);
    assert_eq!(slot.write(entry(1, 10), i64::MAX).await.unwrap_err().kind, CacheFault::Foreign);
}

#[tokio::test]
async fn the_later_confirmation_stays_unless_it_is_of_the_future() {
    let folder = tempfile::tempdir().unwrap();
    let slot = slot(&folder.path().join("cache"));
    let of = |fetched| Entry { fetched, ..entry(7, 10) };
    for (fetched, until, left) in [(100, 200, 100), (50, 200, 100), (150, 200, 150), (50, 149, 50)] {
        assert_eq!(slot.write(of(fetched), until).await, Ok(None));
        assert_eq!(slot.read().await.unwrap().unwrap(), of(left));
    }
    // So does the newer document, which whoever lost is told.
    let newer = entry(8, 10);
    assert_eq!(slot.write(newer.clone(), 200).await, Ok(None));
    assert_eq!(slot.write(entry(7, 10), 8).await, Ok(Some(newer)));
    assert_eq!(slot.write(entry(7, 10), 7).await, Ok(None));
    assert_eq!(number_in(&slot).await, Some(7));
}
