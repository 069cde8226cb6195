//! Who may know whom: scans the source for the dependencies that
//! ARCHITECTURE.md rules out, and for files beyond the size that one concept
//! needs.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The modules of this crate that each folder may name.
const MAY_KNOW: [(&str, &[&str]); 9] = [
    ("model", &["model"]),
    ("ip_ranges", &["ip_ranges", "model"]),
    ("guard", &["guard", "ip_ranges", "model"]),
    ("requirements", &["requirements", "ip_ranges", "model"]),
    ("rules", &["rules", "requirements", "guard", "ip_ranges", "model"]),
    ("render", &["render", "rules", "requirements", "ip_ranges", "model"]),
    ("fetch", &["fetch"]),
    ("plugin", &["plugin"]),
    ("provider", &["provider", "fetch", "plugin", "render", "rules", "requirements", "guard", "ip_ranges", "model"]),
];

const PURE: [&str; 6] = ["model", "ip_ranges", "guard", "requirements", "rules", "render"];

/// What no pure folder may name: it would make results depend on more than
/// bytes and arguments, or on the order of a hash table.
const IMPURE: [&str; 14] = [
    "tf_provider",
    "tokio",
    "reqwest",
    "tracing",
    "std::env",
    "std::fs",
    "std::time",
    "std::net::Tcp",
    "std::process",
    "SystemTime",
    "Instant",
    "HashMap",
    "HashSet",
    "rand::",
];

/// Crates whose types stay in one folder.
const OWNED: [(&str, &str); 4] = [("tf_provider", "provider"), ("tonic", "plugin"), ("prost", "plugin"), ("reqwest", "fetch")];

fn sources() -> BTreeMap<String, String> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let name = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a file: no comments, no inline tests.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]").next().unwrap_or_default();
    product.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn in_folder<'a>(sources: &'a BTreeMap<String, String>, folder: &'a str) -> impl Iterator<Item = (&'a String, String)> {
    let prefix = format!("{folder}/");
    sources
        .iter()
        .filter(move |(name, _)| name.starts_with(&prefix) && !name.ends_with("tests.rs"))
        .map(|(name, text)| (name, code(text)))
}

/// Whether `use crate::{…}` over several lines names `other`; a sibling of the
/// same name under `use super::{…}` is another module.
fn in_braces(code: &str, other: &str) -> bool {
    let blocks = code.split("crate::{").skip(1).filter_map(|block| block.split("};").next());
    blocks.into_iter().any(|block| block.contains(&format!("    {other}::")))
}

#[test]
fn folders_know_only_whom_they_may() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (folder, allowed) in MAY_KNOW {
        for (name, code) in in_folder(&sources, folder) {
            for (other, _) in MAY_KNOW {
                if !allowed.contains(&other) && (code.contains(&format!("crate::{other}")) || in_braces(&code, other)) {
                    wrong.push(format!("{name} names {other}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pure_folders_name_nothing_impure() {
    let sources = sources();
    let mut wrong = Vec::new();
    for folder in PURE {
        for (name, code) in in_folder(&sources, folder) {
            wrong.extend(IMPURE.iter().filter(|word| code.contains(*word)).map(|word| format!("{name} names {word}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_stay_in_their_folder() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (word, owner) in OWNED {
        for (name, text) in &sources {
            if !name.starts_with(&format!("{owner}/")) && code(text).contains(&format!("{word}::")) {
                wrong.push(format!("{name} names {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_file_holds_one_concept() {
    let long: Vec<_> = sources().into_iter().filter(|(_, text)| text.lines().count() > 400).map(|(name, _)| name).collect();
    assert!(long.is_empty(), "over 400 lines: {long:?}");
}

#[test]
fn the_scan_sees_the_source() {
    let sources = sources();
    for (folder, _) in MAY_KNOW {
        assert!(in_folder(&sources, folder).next().is_some(), "no file in src/{folder}");
    }
    assert!(in_braces("use crate::{\n    fetch::X,\n};", "fetch") && !in_braces("use super::{\n    fetch::X,\n};", "fetch"));
    assert!(code("use a;\n// HashMap\n#[cfg(test)]\nmod tests { HashMap }").trim() == "use a;");
}
