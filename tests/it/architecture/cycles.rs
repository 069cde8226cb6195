//! Modules → cycles among them.
//!
//! A module is a file. It depends on the file that *defines* what it needs: a
//! path that leads to a file which only passes the name on (`pub use`) is
//! followed to where the item stands, so that a `mod.rs` with re-exports is no
//! station. Passing on is no need either: a parent that re-exports its child and
//! never names what it passes on does not depend on it, and the child may use
//! what the parent defines. If the parent's code does name it, both depend on
//! each other, and that is a cycle. Methods that are called without a path, and
//! trait implementations, are not seen.

use super::scan::{Absolute, Module};
use std::collections::{BTreeMap, BTreeSet};

/// How often a name may be passed on.
const MOST_STATIONS: usize = 8;

/// Every set of files that depend on each other, by their names.
pub fn cycles(modules: &BTreeMap<String, Module>) -> Vec<Vec<String>> {
    let places: BTreeMap<&[String], &str> = modules.iter().map(|(name, module)| (&module.place[..], name.as_str())).collect();
    let edges: BTreeMap<&str, BTreeSet<&str>> = modules
        .iter()
        .filter(|(_, module)| !module.place.is_empty())
        .map(|(name, module)| {
            let needed = module.needed().filter_map(|path| definer(modules, &places, path, MOST_STATIONS));
            (name.as_str(), needed.filter(|needed| needed != name).collect())
        })
        .collect();
    let reach: BTreeMap<&str, BTreeSet<&str>> = edges.keys().map(|name| (*name, reached(&edges, name))).collect();
    let mut found = BTreeSet::new();
    for (name, reached) in reach.iter().filter(|(name, reached)| reached.contains(*name)) {
        let members = reached.iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(name)));
        found.insert(members.map(|member| (*member).to_owned()).collect::<Vec<_>>());
    }
    found.into_iter().collect()
}

/// All that can be reached from `name` by one step or more.
fn reached<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, name: &str) -> BTreeSet<&'a str> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![name]);
    while let Some(next) = waiting.pop() {
        for neighbour in edges.get(next).into_iter().flatten() {
            if seen.insert(*neighbour) {
                waiting.push(neighbour);
            }
        }
    }
    seen
}

/// The file that defines what a path names: the deepest module on it, or where
/// that module has the next word from.
fn definer<'a>(
    modules: &'a BTreeMap<String, Module>,
    places: &BTreeMap<&[String], &'a str>,
    path: &Absolute,
    stations: usize,
) -> Option<&'a str> {
    let path = path.strip_prefix(&["crate".to_owned()][..])?;
    let depth = (0..=path.len()).rev().find(|depth| places.contains_key(&path[..*depth]))?;
    let file = *places.get(&path[..depth])?;
    let (Some(name), true) = (path.get(depth), stations > 0) else { return Some(file).filter(|_| depth > 0) };
    let mut sources = modules.get(file)?.imported(name);
    let rest = &path[depth + 1..];
    let source = sources.find_map(|source| definer(modules, places, &[&source[..], rest].concat(), stations - 1));
    source.or(Some(file).filter(|_| depth > 0))
}
