//! The targets of `fuzz/` without libFuzzer: on the seeds, on every input that
//! ever broke one, and on what proptest makes of both. `tests/fuzz.sh` runs them
//! on libFuzzer's inputs where there is a nightly toolchain.

#[path = "../../../fuzz/src/harness.rs"]
mod harness;
mod seeds;

use std::{
    fs,
    path::{Path, PathBuf},
};

use harness::{TARGETS, Target};
use proptest::{
    collection::vec,
    prelude::*,
    sample,
    test_runner::{Config, TestRunner},
};

/// `fuzz/<kind>/<target>`.
fn folder(kind: &str, target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(kind).join(target)
}

/// The files of a folder that need not be there, in order.
fn inputs(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn seeds_and_what_once_broke_a_target_pass() {
    for (name, target) in TARGETS {
        let seeds = inputs(&folder("seeds", name));
        assert!(!seeds.is_empty(), "{name} has no seed");
        seeds.iter().chain(&inputs(&folder("regressions", name))).for_each(|input| target(input));
    }
}

/// A seed with a few bytes changed, put in, taken out, or cut off.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let changes = vec((any::<sample::Index>(), any::<u8>(), 0..8_u8), 1..8);
    (sample::select(seeds), changes).prop_map(|(mut bytes, changes)| {
        for (at, byte, change) in changes {
            let at = at.index(bytes.len() + 1);
            match change {
                0 => bytes.truncate(at),
                1..3 => bytes.insert(at, byte),
                _ if at == bytes.len() => bytes.push(byte),
                3 => drop(bytes.remove(at)),
                4 => bytes[at] ^= 1 << (byte % 8),
                _ => bytes[at] = byte,
            }
        }
        bytes
    })
}

fn hold(name: &str, target: Target, cases: u32) {
    let noise = vec(any::<u8>(), 0..200);
    let input = prop_oneof![1 => noise, 4 => changed(inputs(&folder("seeds", name)))];
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&input, |bytes| {
        target(&bytes);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn what_proptest_makes_of_the_seeds_passes() {
    for (name, target) in TARGETS {
        // Reading the bundled document and rendering for each device take their time.
        hold(name, target, if ["data_source", "rendered"].contains(&name) { 100 } else { 500 });
    }
}

#[test]
#[should_panic(expected = "made up")]
fn a_target_that_breaks_is_seen() {
    hold("ports", |bytes| assert!(bytes.is_empty(), "made up"), 50);
}
