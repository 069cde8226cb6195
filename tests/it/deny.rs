//! The script that checks the dependency trees, with programs that only write
//! down how they were called.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

/// An executable that writes its arguments to `calls`.
fn program(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "#!/bin/sh\nprintf '%s\\n' \"$*\" >>calls\n").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The name that cargo-deny 0.20.2 looks for, as it says where there is none.
const DATABASE: &str = "target/tools/advisory-db/advisory-db-3157b0e258782691";

#[test]
fn a_clone_of_the_advisories_takes_the_place_of_whatever_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("tests")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deny.sh"), at("tests/deny.sh")).unwrap();
    ["cargo", "cargo-deny"].iter().for_each(|name| program(&at("target/tools/bin").join(name)));
    fs::create_dir_all(at("clone/crates")).unwrap();
    // A real folder at first, then the link that the first run made.
    fs::create_dir_all(at(DATABASE).join("older")).unwrap();
    for _ in 0..2 {
        let _ = fs::remove_file(at("calls"));
        let status = Command::new("bash").arg(at("tests/deny.sh")).env("ADVISORY_DB", at("clone")).status().unwrap();
        assert!(status.success());
        assert!(at(DATABASE).join("crates").is_dir() && !at(DATABASE).join("older").exists());
        assert_eq!(fs::read_dir(at("clone")).unwrap().count(), 1, "nothing is put into the clone");
        let calls = fs::read_to_string(at("calls")).unwrap();
        for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
            let call = format!("deny --manifest-path {manifest} --config deny.toml --locked --offline check advisories");
            assert!(calls.lines().any(|line| line == call), "{call} is not in {calls}");
        }
    }
}
