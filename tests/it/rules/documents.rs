//! AWS's documents: the snapshot in the binary, and the whole ones that lie
//! beside the repository.

use amazonconnect::{
    fetch::BUNDLED_SNAPSHOT,
    ip_ranges::{IpRanges, parse, snapshot},
};
use flate2::read::GzDecoder;
use std::{
    fs::File,
    io::{BufReader, Read as _},
    path::PathBuf,
};

/// The snapshot of 2026-08-22 that the binary carries.
pub fn bundled() -> IpRanges {
    snapshot::decode(BUNDLED_SNAPSHOT).unwrap().ranges
}

/// The folder of real data, or `None` with the reason on stderr.
pub fn data_folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "CI needs ../shared/data");
    eprintln!("skipped: ../shared/data is not there");
    None
}

/// The whole document in `documents/<name>.json.gz`.
pub fn document(name: &str) -> Option<IpRanges> {
    let path = data_folder()?.join("documents").join(format!("{name}.json.gz"));
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    Some(parse(&bytes).unwrap())
}

/// A reader of `history.jsonl.gz`.
pub fn history() -> Option<BufReader<GzDecoder<File>>> {
    let path = data_folder()?.join("history.jsonl.gz");
    Some(BufReader::new(GzDecoder::new(File::open(path).unwrap())))
}
