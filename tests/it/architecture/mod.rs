//! Who may know whom: reads the source for the dependencies that
//! ARCHITECTURE.md rules out, for cycles, and for files beyond the size that one
//! concept needs.

mod cycles;
mod manifests;
mod scan;

use cycles::cycles;
use scan::{Module, modules};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The modules of this crate that each folder may name.
const MAY_KNOW: [(&str, &[&str]); 13] = [
    ("model", &[]),
    ("declaration", &["model"]),
    ("ip_ranges", &["declaration", "model"]),
    ("guard", &["ip_ranges", "declaration", "model"]),
    ("requirements", &["ip_ranges", "declaration", "model"]),
    ("rules", &["requirements", "guard", "ip_ranges", "declaration", "model"]),
    ("publications", &["model"]),
    ("ledger", &["publications", "rules", "declaration", "model"]),
    ("functions", &["ledger", "publications", "rules", "requirements", "ip_ranges", "declaration", "model"]),
    ("render", &["functions", "ledger", "rules", "requirements", "ip_ranges", "declaration", "model"]),
    ("fetch", &[]),
    ("plugin", &[]),
    (
        "provider",
        &[
            "fetch",
            "plugin",
            "render",
            "functions",
            "ledger",
            "publications",
            "rules",
            "requirements",
            "guard",
            "ip_ranges",
            "declaration",
            "model",
        ],
    ),
];

const PURE: [&str; 10] =
    ["model", "declaration", "ip_ranges", "guard", "requirements", "rules", "publications", "ledger", "functions", "render"];

/// What no pure folder may name: it would make results depend on more than
/// bytes and arguments, or on the order of a hash table.
const IMPURE: [&str; 16] = [
    "tf_provider",
    "tokio",
    "reqwest",
    "tracing",
    "rand",
    "std::env",
    "std::fs",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::net::TcpStream",
    "std::net::TcpListener",
    "std::net::UdpSocket",
    "std::collections::HashMap",
    "std::collections::HashSet",
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

fn in_folder<'a>(modules: &'a BTreeMap<String, Module>, folder: &str) -> impl Iterator<Item = (&'a String, &'a Module)> {
    modules.iter().filter(move |(_, module)| module.place.first().is_some_and(|first| first == folder))
}

/// The folders that a file names and may not.
fn strangers(modules: &BTreeMap<String, Module>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (folder, allowed) in MAY_KNOW {
        for (name, module) in in_folder(modules, folder) {
            for path in module.all().filter(|path| path[0] == "crate" && path.len() > 1) {
                let is_folder = MAY_KNOW.iter().any(|(known, _)| *known == path[1]);
                if is_folder && path[1] != folder && !allowed.contains(&path[1].as_str()) {
                    wrong.push(format!("{name} names {}", path.join("::")));
                }
            }
        }
    }
    wrong
}

fn impurities(modules: &BTreeMap<String, Module>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, module) in PURE.iter().flat_map(|folder| in_folder(modules, folder)) {
        for path in module.all().map(|path| path.join("::")) {
            let names = |word: &&&str| path == **word || path.starts_with(&format!("{word}::"));
            wrong.extend(IMPURE.iter().find(names).map(|_| format!("{name} names {path}")));
        }
    }
    wrong
}

fn trespasses(modules: &BTreeMap<String, Module>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, module) in modules {
        let folder = module.place.first().map_or("", String::as_str);
        for path in module.all() {
            let owner = OWNED.iter().find(|(owned, _)| path[0] == *owned);
            if owner.is_some_and(|(_, owner)| *owner != folder) && path.len() > 1 {
                wrong.push(format!("{name} names {}", path.join("::")));
            }
        }
    }
    wrong
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn folders_know_only_whom_they_may() {
    assert_none(&strangers(&modules(&sources())));
}

#[test]
fn pure_folders_name_nothing_impure() {
    assert_none(&impurities(&modules(&sources())));
}

#[test]
fn crates_stay_in_their_folder() {
    assert_none(&trespasses(&modules(&sources())));
}

#[test]
fn modules_have_no_cycles() {
    let found: Vec<_> = cycles(&modules(&sources())).iter().map(|cycle| cycle.join(" ↔ ")).collect();
    assert_none(&found);
}

#[test]
fn a_file_holds_one_concept() {
    let long: Vec<_> = sources().into_iter().filter(|(_, text)| text.lines().count() > 400).map(|(name, _)| name).collect();
    assert_none(&long);
}

#[test]
fn the_scan_sees_the_source() {
    let modules = modules(&sources());
    for (folder, _) in MAY_KNOW {
        assert!(in_folder(&modules, folder).next().is_some(), "no file in src/{folder}");
    }
    let folders = modules.values().filter(|module| module.place.len() > 1).map(|module| module.place[0].as_str());
    for folder in folders {
        assert!(MAY_KNOW.iter().any(|(known, _)| *known == folder), "nothing says whom src/{folder} may know");
    }
}

/// Modules of a crate with these files.
fn made_up(files: &[(&str, &str)]) -> BTreeMap<String, Module> {
    modules(&files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

#[test]
fn every_way_to_name_a_folder_is_seen() {
    let wrong = |text| strangers(&made_up(&[("model/prefix.rs", text)]));
    for text in [
        "use crate::{fetch::Source, model::Cover};",
        "use crate::{model::{Cover, Prefix}, fetch};",
        "use super::super::fetch::Source;",
        "pub use crate::fetch::*;",
        "fn f(source: &crate::fetch::Source) {}",
        "fn f() { crate::fetch::read(); }",
        "fn f() -> String { format!(\"{}\", crate::fetch::read()) }",
        "#[derive(crate::fetch::Derive)] struct S;",
        "mod inner { use super::super::super::fetch::Source; }",
    ] {
        assert_eq!(wrong(text).len(), 1, "{text}");
    }
    for text in [
        "use crate::model::Cover;",
        "use super::cover::Cover;",
        "// crate::fetch::Source\nconst WORDS: &str = \"crate::fetch::Source\";",
        "#[cfg(test)] mod tests { use crate::fetch::Source; }",
        "#[cfg(test)] use crate::fetch::Source;",
    ] {
        assert_eq!(wrong(text), [""; 0], "{text}");
    }
    assert_eq!(strangers(&made_up(&[("model/prefix/tests.rs", "use crate::fetch::Source;")])), [""; 0]);
}

#[test]
fn every_way_to_be_impure_is_seen() {
    let wrong = |text| impurities(&made_up(&[("rules/rule.rs", text)])).len();
    for text in [
        "use std::{collections::{BTreeMap, HashMap}};",
        "use std::collections; type T = collections::HashSet<u8>;",
        "fn f() { std::env::var(\"X\"); }",
        "use std::time::Instant;",
        "fn f() { vec![std::fs::read(\"x\")]; }",
    ] {
        assert_eq!(wrong(text), 1, "{text}");
    }
    assert_eq!(wrong("use std::{collections::BTreeMap, time::Duration, net::IpAddr}; // HashMap"), 0);
    let owned = |name, text| trespasses(&made_up(&[(name, text)])).len();
    assert_eq!(owned("plugin/server.rs", "use tonic::{Request, Response};"), 0);
    assert_eq!(owned("provider/server.rs", "use tonic::Request;"), 1);
    assert_eq!(owned("main.rs", "fn f() { tonic::serve(); }"), 1);
}

#[test]
fn cycles_are_told_from_re_exports() {
    let of = |files: &[(&str, &str)]| cycles(&made_up(files));
    let parent = ("a/mod.rs", "mod one; mod two; pub use one::One; pub use two::Two;");
    let one_way = [parent, ("a/one.rs", "pub struct One;"), ("a/two.rs", "use super::One; pub struct Two(One);")];
    assert_eq!(of(&one_way), [[""; 0]; 0]);
    let both = [parent, ("a/one.rs", "pub struct One(super::Two);"), ("a/two.rs", "use super::one::One; pub struct Two(One);")];
    assert_eq!(of(&both), [["a/one.rs", "a/two.rs"]]);
    // Through the re-exports of two folders.
    let folders = [
        ("a/mod.rs", "mod one; pub use one::One;"),
        ("a/one.rs", "use crate::b::Two; pub struct One(Two);"),
        ("b/mod.rs", "mod two; pub use two::*;"),
        ("b/two.rs", "pub struct Two(Box<crate::a::One>);"),
    ];
    assert_eq!(of(&folders), [["a/one.rs", "b/two.rs"]]);
    // A parent that passes its child on, and one that needs it.
    let child = ("a/child.rs", "use super::Own; pub struct Child(Own);");
    let visible = ("a/child.rs", "pub(super) struct Child { pub(super) field: u8 }");
    assert_eq!(of(&[("a.rs", "mod child; struct Own(child::Child);"), visible]), [[""; 0]; 0]);
    assert_eq!(of(&[("a.rs", "mod child; pub use child::Child; pub struct Own;"), child]), [[""; 0]; 0]);
    assert_eq!(
        of(&[("a.rs", "mod child; pub use child::Child; pub struct Own; fn f() -> Child {}"), child]),
        [["a.rs", "a/child.rs"]]
    );
    assert_eq!(of(&[("a.rs", "mod child; pub struct Own; fn f() { vec![child::Child]; }"), child]), [["a.rs", "a/child.rs"]]);
    let tested =
        "mod child; pub use child::Child; pub struct Own; #[cfg(test)] mod tests { use super::Child; fn f() -> Child {} }";
    assert_eq!(of(&[("a.rs", tested), child]), [[""; 0]; 0]);
}
