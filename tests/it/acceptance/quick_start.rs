//! The README's quick start, run word by word from the root of the repository.

use std::process::Command;
use std::time::Duration;

use crate::support::command::run;
use crate::support::readme;
use crate::support::skip::skip;

/// The comment that stands before the block to run; the next block is the end
/// of what it prints, with `…` for lines left out.
const MARKER: &str = "<!-- quickstart -->";

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
