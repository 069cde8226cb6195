//! The README's blocks: the quick start, run word by word from the root of the
//! repository, and the configuration to copy.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::support::command::run;
use crate::support::mirror;
use crate::support::skip::skip;
use crate::support::terraform::{Case, Install};

/// The comment that stands before the block to run; the next block is the end
/// of what it prints, with `…` for lines left out.
const MARKER: &str = "<!-- quickstart -->";

/// The heading before the configuration to copy.
const USE_IT: &str = "## Use it";

/// The fenced blocks after the marker.
fn blocks<'a>(readme: &'a str, marker: &str) -> Vec<&'a str> {
    let (_, after) = readme.split_once(marker).unwrap_or_else(|| panic!("README.md has no {marker}"));
    let fenced = after.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a fence ends its line").1).collect()
}

#[test]
fn the_readme_is_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README is there");
    let [command, shown, ..] = blocks(&readme, MARKER)[..] else { panic!("two blocks follow {MARKER}") };
    let terraform = std::env::var("TF_BINARY").unwrap_or_else(|_| "terraform".to_owned());
    if Command::new(&terraform).arg("version").output().is_err() {
        return skip(&format!("there is no {terraform} on PATH"));
    }

    // It builds the provider, at worst with all that it depends on.
    let mut bash = Command::new("bash");
    bash.args(["-euc", command]).current_dir(root);
    let outcome = run(&mut bash, Duration::from_secs(1200)).success();
    let printed: Vec<&str> = outcome.stdout.lines().map(str::trim_end).collect();
    let mut rest = printed.iter();
    for line in shown.lines().map(str::trim_end).filter(|line| line.trim() != "…") {
        assert!(rest.any(|found| *found == line), "the README shows, in this order, {line:?}; printed was\n{}", outcome.stdout);
    }
}

#[test]
fn the_configuration_to_copy_is_complete() {
    if mirror::aws_mirror().is_none() {
        return skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
    }
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README is there");
    case.write("main.tf", blocks(&readme, USE_IT)[0]);
    let formatted = case.run(&["fmt", "-check", "-diff"]);
    assert_eq!(formatted.code, Some(0), "{}", formatted.text());
    case.init();
    let errors: Vec<_> = case.validate().into_iter().filter(|diagnostic| diagnostic.severity == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
}
