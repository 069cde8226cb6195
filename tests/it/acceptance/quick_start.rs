//! The README's blocks: the quick start, run word by word from the root of the
//! repository, and the configuration to copy.

use std::process::Command;
use std::time::Duration;

use super::readme;
use crate::support::command::run;
use crate::support::mirror;
use crate::support::skip::skip;
use crate::support::terraform::{Case, Install};

/// The comment that stands before the block to run; the next block is the end
/// of what it prints, with `…` for lines left out.
const MARKER: &str = "<!-- quickstart -->";

/// The heading before the configuration to copy.
const USE_IT: &str = "## Use it";

#[test]
fn the_readme_is_right() {
    let readme = readme::text();
    let [command, shown, ..] = readme::blocks(&readme, MARKER)[..] else { panic!("two blocks follow {MARKER}") };
    let terraform = std::env::var("TF_BINARY").unwrap_or_else(|_| "terraform".to_owned());
    if Command::new(&terraform).arg("version").output().is_err() {
        return skip(&format!("there is no {terraform} on PATH"));
    }

    // It builds the provider, at worst with all that it depends on.
    let mut bash = Command::new("bash");
    bash.args(["-euc", command]).current_dir(env!("CARGO_MANIFEST_DIR"));
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
    case.write("main.tf", readme::blocks(&readme::text(), USE_IT)[0]);
    let formatted = case.run(&["fmt", "-check", "-diff"]);
    assert_eq!(formatted.code, Some(0), "{}", formatted.text());
    case.init();
    let errors: Vec<_> = case.validate().into_iter().filter(|diagnostic| diagnostic.severity == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
}
