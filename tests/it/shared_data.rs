//! Real data beside the repository: `../shared/data`. A test that needs it
//! returns early, saying so, where it is absent; in CI its absence fails.

use flate2::read::GzDecoder;
use std::{fs::File, io::Read as _, path::PathBuf};

/// The bytes inside `../shared/data/<name>.gz`.
pub(crate) fn shared_data(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(format!("{name}.gz"));
    let Ok(file) = File::open(&path) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is absent, and CI must not skip", path.display());
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// The newest real document.
pub(crate) fn newest_document() -> Option<Vec<u8>> {
    shared_data("documents/2026-08-22-15-17-05.json")
}
