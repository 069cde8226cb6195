//! The snapshot in the binary against the document that it was made from.

use crate::shared_data::newest_document;
use amazonconnect::{
    fetch::{BUNDLED_SNAPSHOT, sha256_hex},
    ip_ranges::{Merge, Selection, parse, select, snapshot},
};
use std::collections::BTreeSet;

#[test]
fn decodes_and_encodes_to_the_same_bytes() {
    let snapshot = snapshot::decode(BUNDLED_SNAPSHOT).unwrap();
    assert_eq!(snapshot::encode(&snapshot.ranges, &snapshot.sha256).unwrap(), BUNDLED_SNAPSHOT);
}

#[test]
fn is_what_the_document_gives() {
    let Some(document) = newest_document() else { return };
    let digest = sha256_hex(&document);
    assert_eq!(digest, "752894ac9db21ac9e4c274246f43f3c4b0257eb0b098b0420160db10e756c965");
    assert_eq!(snapshot::encode(&parse(&document).unwrap(), &digest).unwrap(), BUNDLED_SNAPSHOT);
}

#[test]
fn selects_the_same_rows_as_the_document() {
    let Some(document) = newest_document() else { return };
    let whole = parse(&document).unwrap();
    let snapshot = snapshot::decode(BUNDLED_SNAPSHOT).unwrap().ranges;
    let kept = snapshot.kept().unwrap();
    for service in kept {
        let selection = Selection {
            services: BTreeSet::from([service.clone()]),
            regions: None,
            network_border_groups: None,
            ip_versions: None,
            merge: Merge::None,
        };
        let sorted = |ranges| {
            let mut rows = select(ranges, &selection).unwrap();
            rows.sort();
            rows
        };
        assert_eq!(sorted(&whole), sorted(&snapshot), "{service}");
    }
    // The regions are all there, so that an unknown one is unknown in both.
    assert_eq!(whole.regions(), snapshot.regions());
}
