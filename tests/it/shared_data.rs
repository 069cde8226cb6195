//! AWS's real documents and their history, which lie beside the repository and
//! are too large to be in it. A test that needs them returns early, saying so,
//! where they are absent; in CI their absence fails.

use std::{collections::BTreeMap, fs::File, io::Read as _, path::Path};

use amazonconnect::model::{IpVersion, Prefix};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;

use crate::support::skip::skip;

/// The newest document: 10,668 IPv4 and 6,160 IPv6 rows.
pub const NEWEST: &str = "2026-08-22-15-17-05";

/// Prefixes as a document lists them.
pub type PrefixesByService = BTreeMap<(String, IpVersion), Vec<Prefix>>;

/// The bytes inside `../shared/data/<name>.gz`.
pub fn shared_data(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(format!("{name}.gz"));
    let Ok(file) = File::open(&path) else {
        skip(&format!("{} is absent", path.display()));
        return None;
    };
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// A row: prefix, service, region, network border group or nothing.
pub type Row = [String; 4];

/// What AWS changed at one time.
#[derive(Deserialize)]
pub struct Publication {
    pub sync_token: String,
    pub create_date: String,
    pub add: Vec<Row>,
    pub remove: Vec<Row>,
}

/// Every publication from 2017-07-20 to 2025-12-31, oldest first.
pub fn history() -> Option<impl Iterator<Item = Publication>> {
    let lines = shared_data("history.jsonl")?;
    let lines = std::io::BufRead::lines(std::io::Cursor::new(lines));
    Some(lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()))
}

/// A whole document by its file name without `.json.gz`.
pub fn document(name: &str) -> Option<Vec<u8>> {
    shared_data(&format!("documents/{name}.json"))
}

/// The newest real document.
pub fn newest_document() -> Option<Vec<u8>> {
    document(NEWEST)
}

/// The rows of a document, read without the parser under test.
pub fn prefixes_of_document(name: &str) -> Option<PrefixesByService> {
    let document: Value = serde_json::from_slice(&document(name)?).unwrap();
    let mut prefixes = PrefixesByService::new();
    for (list, key, version) in [("prefixes", "ip_prefix", IpVersion::V4), ("ipv6_prefixes", "ipv6_prefix", IpVersion::V6)] {
        for row in document[list].as_array().unwrap() {
            let service = row["service"].as_str().unwrap().to_owned();
            let prefix = row[key].as_str().unwrap().parse().unwrap();
            prefixes.entry((service, version)).or_default().push(prefix);
        }
    }
    Some(prefixes)
}
