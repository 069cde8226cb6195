//! `cargo xtask snapshot <ip-ranges.json or ip-ranges.json.gz>`: writes the
//! snapshot that the binary carries, named by the document's date.

use amazonconnect::{
    fetch::sha256_hex,
    ip_ranges::{parse, snapshot},
};
use std::{
    error::Error,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

/// Where the snapshot goes. `src/fetch/bundled.rs` names the file.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/fetch/bundled");

/// Writes the snapshot of the document at `source`; returns where.
pub(crate) fn write(source: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut document = fs::read(source).map_err(|error| format!("cannot read {}: {error}", source.display()))?;
    if source.extension().is_some_and(|extension| extension == "gz") {
        let compressed = std::mem::take(&mut document);
        flate2::read::GzDecoder::new(compressed.as_slice()).read_to_end(&mut document)?;
    }
    let ranges = parse(&document)?;
    let text = snapshot::encode(&ranges, &sha256_hex(&document))?;
    let day = ranges.create_date().split('T').next().unwrap_or_default();
    let target = Path::new(FOLDER).join(format!("{day}.txt"));
    fs::create_dir_all(FOLDER)?;
    fs::write(&target, text)?;
    Ok(target)
}
