//! AWS's real documents, which lie beside the repository and are too large to
//! be in it. In: a document's name. Out: its prefixes by service and family.

use std::{collections::BTreeMap, fs::File, path::Path};

use amazonconnect::model::{IpVersion, Prefix};
use flate2::read::GzDecoder;
use serde_json::Value;

/// The prefixes as the document lists them.
pub type PrefixesByService = BTreeMap<(String, IpVersion), Vec<Prefix>>;

/// Why a test that needs something from outside cannot run: printed, and a
/// failure where CI is set, which must have it.
pub fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "CI must run this: {reason}");
    eprintln!("skipped: {reason}");
}

/// The rows of a document, or None after a `skip`.
pub fn prefixes_of_document(name: &str) -> Option<PrefixesByService> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/documents").join(name);
    let Ok(file) = File::open(&path) else {
        skip(&format!("{} is absent", path.display()));
        return None;
    };
    let document: Value = serde_json::from_reader(GzDecoder::new(file)).unwrap();
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
