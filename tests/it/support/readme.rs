//! The README as tests read it: its fenced blocks, word by word.

use std::fs;
use std::path::Path;

/// All of it.
pub fn text() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README is there")
}

/// The fenced blocks after the marker.
pub fn blocks<'a>(readme: &'a str, marker: &str) -> Vec<&'a str> {
    let (_, after) = readme.split_once(marker).unwrap_or_else(|| panic!("README.md has no {marker}"));
    let fenced = after.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a fence ends its line").1).collect()
}
