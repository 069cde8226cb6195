//! `cargo xtask history <history.jsonl.gz> <ip-ranges.json or .json.gz>`: writes
//! the tables that `src/guard/` judges documents by.
//!
//! In: one JSON object a publication (`sync_token`, `create_date`, the rows that
//! were added and removed), and the newest document, which may be later. Out:
//! `counts.txt` and `presence.txt`; the same input gives the same bytes.

mod guards;
mod presence;
mod replay;

use amazonconnect::{ip_ranges::parse, model::IpVersion};
use guards::{Guards, floor};
use presence::Presence;
use replay::{Key, Replay};
use std::{
    error::Error,
    fmt::Write as _,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

/// Where the tables go. `src/guard/` names the files.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/guard/tables");

/// A count is written when it moved by more than this share of the last one.
const STEP_PERCENT: u128 = 2;

/// The text of both files.
struct Tables {
    counts: String,
    presence: String,
}

/// Writes both tables; returns where, and what is guarded.
pub(crate) fn write(history: &Path, newest: &Path) -> Result<String, Box<dyn Error>> {
    let tables = tables(&String::from_utf8(read(history)?)?, &read(newest)?)?;
    fs::create_dir_all(FOLDER)?;
    let folder = PathBuf::from(FOLDER);
    fs::write(folder.join("counts.txt"), &tables.counts)?;
    fs::write(folder.join("presence.txt"), &tables.presence)?;
    let titles = || tables.counts.lines().filter(|line| line.starts_with('['));
    Ok(format!(
        "wrote {}: {} series against shrinking, {} against growing, {} combinations of service, family and Region",
        folder.display(),
        titles().filter(|title| title.contains(" shrink")).count(),
        titles().filter(|title| title.contains(" grow")).count(),
        tables.presence.lines().count(),
    ))
}

/// The bytes of a file, decompressed if its name ends with `.gz`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
    Ok(plain)
}

fn tables(history: &str, newest: &[u8]) -> Result<Tables, Box<dyn Error>> {
    let newest = parse(newest)?;
    let replay = Replay::of(history, &newest)?;
    let floors = IpVersion::ALL.map(|version| (version, floor(&newest, version)));
    let mut counts = format!("history {} {}\nnewest {}\n", replay.start, replay.end, newest.create_date());
    for (version, floor) in floors {
        writeln!(counts, "floor {version} {}", in_units(floor, version))?;
    }
    let mut presence = String::new();
    for (key, changes) in &replay.changes {
        let floor = floors.iter().find(|(version, _)| *version == key.version).map_or(0, |(_, floor)| *floor);
        let guards = Guards::of(key, changes, floor, replay.newest_time);
        if guards.any() {
            write_series(&mut counts, key, guards, changes)?;
        }
        if let Some(region) = &key.region {
            let Presence { since, gone } = Presence::of(changes).ok_or("a series without a row")?;
            write!(presence, "{} {} {region} {}", key.service, key.version, since.date)?;
            if let Some(gone) = gone {
                // Rows lost after the end of the history may be gone since then.
                write!(presence, " {}", if gone.date == newest.create_date() { &replay.end } else { &gone.date })?;
            }
            presence.push('\n');
        }
    }
    Ok(Tables { counts, presence })
}

fn write_series(text: &mut String, key: &Key, guards: Guards, changes: &[replay::Change]) -> Result<(), Box<dyn Error>> {
    let region = key.region.as_deref().unwrap_or("*");
    writeln!(text, "[{} {} {region}{guards}]", key.service, key.version)?;
    let mut written: Option<u128> = None;
    for (index, change) in changes.iter().enumerate() {
        let moved = written.is_none_or(|before| {
            (before == 0) != (change.count == 0) || before.abs_diff(change.count) * 100 > before * STEP_PERCENT
        });
        if moved || index + 1 == changes.len() {
            writeln!(text, "{} {}", change.date, in_units(change.count, key.version))?;
            written = Some(change.count);
        }
    }
    Ok(())
}

/// IPv6 is written in /64s, of which every known row has whole ones.
fn in_units(count: u128, version: IpVersion) -> u128 {
    match version {
        IpVersion::V4 => count,
        IpVersion::V6 => count >> 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_tables_are_what_the_command_writes() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        if !data.exists() {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "CI=true and {} is absent", data.display());
            eprintln!("skipped: {} is absent", data.display());
            return;
        }
        let history = String::from_utf8(read(&data.join("history.jsonl.gz")).unwrap()).unwrap();
        let newest = read(&data.join("documents/2026-08-22-15-17-05.json.gz")).unwrap();
        let made = tables(&history, &newest).unwrap();
        let committed = |name| fs::read_to_string(Path::new(FOLDER).join(name)).unwrap();
        assert!(made.counts == committed("counts.txt"), "run cargo xtask history again: counts.txt differs");
        assert!(made.presence == committed("presence.txt"), "run cargo xtask history again: presence.txt differs");
    }
}
