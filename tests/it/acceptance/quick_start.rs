//! The README's quick start, run word by word.

use std::fs;
use std::path::Path;

use super::REQUIRED;
use crate::support::terraform::{Case, Install};

/// The comment that stands before the block to run.
const MARKER: &str = "<!-- quick start: run by tests/it/acceptance/quick_start.rs -->";

/// The first fenced block after the marker.
fn quick_start(readme: &str) -> &str {
    let (_, after) = readme.split_once(MARKER).unwrap_or_else(|| panic!("README.md has no {MARKER}"));
    let (_, fence) = after.split_once("```").expect("a fenced block follows");
    let (_, block) = fence.split_once('\n').expect("the fence ends its line");
    block.split_once("```").expect("the block is closed").0
}

#[test]
fn the_readme_is_right() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).expect("the README is there");
    let block = quick_start(&readme);
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    if !block.contains("required_providers") {
        case.write("requirement.tf", REQUIRED);
    }
    case.write("main.tf", block);
    case.init();
    case.converge();
    assert!(!case.outputs().is_empty(), "the quick start shows nothing:\n{block}");
}
