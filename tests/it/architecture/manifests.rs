//! Every manifest of the repository: each direct dependency has the line above it
//! that says why it is there.

use std::{fs, path::Path};

const MANIFESTS: [&str; 5] =
    ["Cargo.toml", "derive/Cargo.toml", "fuzz/Cargo.toml", "tools/protoc/Cargo.toml", "xtask/Cargo.toml"];

/// The dependencies of a manifest that no comment stands above, and how many it has.
fn without_reason(manifest: &str) -> (Vec<String>, usize) {
    let (mut is_dependency, mut above, mut missing, mut count) = (false, "", Vec::new(), 0);
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            is_dependency = table.ends_with("dependencies]");
            // A table for one dependency would hide from this test.
            missing.extend(table.contains("dependencies.").then(|| line.to_owned()));
        } else if is_dependency && line.contains('=') {
            count += 1;
            missing.extend((!above.starts_with("# ")).then(|| line.to_owned()));
        }
        above = line;
    }
    (missing, count)
}

#[test]
fn every_dependency_has_a_reason() {
    for name in MANIFESTS {
        let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let (missing, count) = without_reason(&manifest);
        assert!(missing.is_empty() && count > 0, "{name}: {missing:?} of {count}");
    }
}

#[test]
fn a_missing_reason_is_seen() {
    let manifest =
        "[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n\n[target.x.dev-dependencies]\nc.path = \"c\"\n[features]\nd = []\n";
    assert_eq!(without_reason(manifest), (vec!["b = \"1\"".to_owned(), "c.path = \"c\"".to_owned()], 3));
    assert_eq!(without_reason("[dependencies.a]\nversion = \"1\"\n").0.len(), 1);
}
