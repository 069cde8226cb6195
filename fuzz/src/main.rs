//! The target of the harness that `FUZZ_TARGET` names, on libFuzzer's inputs.
#![no_main]
#![allow(dead_code, reason = "what is shared with the tests has more than one target needs")]

use std::sync::LazyLock;

#[path = "../../tests/it/devices/mod.rs"]
mod devices;
mod harness;

static TARGET: LazyLock<harness::Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let names = harness::TARGETS.map(|(name, _)| name);
    let found = harness::TARGETS.into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("FUZZ_TARGET is {name:?}: expected one of {names:?}")).1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
