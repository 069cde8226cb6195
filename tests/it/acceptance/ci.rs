//! `examples/ci`: the pipeline's shell part, run whole, and its guide.

use std::{fs, path::Path, process::Command};

use crate::support::{
    command::run,
    skip::skip,
    terraform::{Case, Install},
};
use serde_json::{Value, json};

const FOLDER: &str = "examples/ci";

const OFFLINE: &str = "provider \"amazonconnect\" {\n  bundled_ip_ranges = true\n}\n";

/// The pipeline as it stands, on the bundled snapshot of 2026-08-22; the present
/// moment is a variable. `None` after a `skip`.
fn pipeline() -> Option<Case> {
    if Command::new("jq").arg("--version").output().is_err() {
        skip("jq is absent: run tests/install.sh");
        return None;
    }
    let case = Case::new(Install::DevOverrides)?;
    case.copy(FOLDER);
    for root in ["network", "review"] {
        case.copy_into(&format!("{FOLDER}/{root}"), root);
        case.write(&format!("{root}/offline_override.tf"), OFFLINE);
    }
    Some(case)
}

/// Runs the script at `now`; its exit code, what it printed, and the review.
fn drift(case: &Case, now: &str) -> (Option<i32>, String, String) {
    let mut bash = case.shell(&["drift.sh", "out"]);
    bash.env("TF_VAR_now", now);
    let outcome = run(&mut bash, std::time::Duration::from_secs(120));
    let review = fs::read_to_string(case.work().join("out/review.md")).unwrap_or_default();
    (outcome.code, outcome.text(), review)
}

#[test]
fn the_script_tells_changes_urgency_and_errors_apart() {
    let Some(case) = pipeline() else { return };
    let early = "2026-08-22T16:00:00Z";

    // Nothing was applied yet: a change, and what is young at us-east-1 is days from its date, or past it.
    let (code, text, review) = drift(&case, "2026-07-12T00:00:00Z");
    assert_eq!(code, Some(2), "{text}");
    assert!(review.starts_with("## Amazon Connect: us-east-1\n") && review.contains("notices are open"), "{review}");
    assert!(!review.contains("Against what is approved"), "{review}");
    let picture = fs::read_to_string(case.work().join("out/notices.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains("<g class=\"notice\">"), "{picture}");

    case.run(&["-chdir=network", "apply", "-auto-approve", "-no-color"]).success();
    let (code, text, review) = drift(&case, "2026-07-12T00:00:00Z");
    assert_eq!(code, Some(0), "{text}");
    assert!(review.contains("The rules open what is approved."), "{review}");

    // Later the first of them must be allowed: the plan is as empty as before, and the gate closes.
    let (code, text, review) = drift(&case, early);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("A check failed:\nHad to be allowed by now: egress tcp/443"), "{text}");
    assert!(review.contains("**now**"), "{review}");

    // What was applied lacks something: the review says what.
    let applied: Value =
        serde_json::from_str(&case.run(&["-chdir=network", "output", "-json", "rules"]).success().stdout).unwrap();
    let state = case.work().join("network/terraform.tfstate");
    let mut edited: Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    let dropped = edited["outputs"]["rules"]["value"][0]["cidrs"].as_array_mut().unwrap().remove(0);
    fs::write(&state, edited.to_string()).unwrap();
    let (code, text, review) = drift(&case, "2026-07-12T00:00:00Z");
    assert_eq!(code, Some(2), "{text}");
    assert_eq!(applied[0]["cidrs"][0], dropped);
    assert!(review.contains(&format!("opens: egress tcp/443 ipv4 {}", dropped.as_str().unwrap())), "{review}");

    // A check that did not pass and a changing plan are both told.
    let (code, text, _) = drift(&case, early);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("The plan changes something too"), "{text}");

    // A tool that fails, whatever its code means to it, is an error.
    let path = std::env::var("PATH").unwrap();
    let stubs = case.work().join("stubs");
    for stub in [2, 3, 127] {
        fs::create_dir_all(&stubs).unwrap();
        case.write("stubs/jq", format!("#!/bin/sh\nexit {stub}\n"));
        let made = fs::metadata(stubs.join("jq")).unwrap();
        let mut mode = made.permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
        fs::set_permissions(stubs.join("jq"), mode).unwrap();
        let mut bash = case.shell(&["drift.sh", "out"]);
        bash.env("TF_VAR_now", early).env("PATH", format!("{}:{path}", stubs.display()));
        let outcome = run(&mut bash, std::time::Duration::from_secs(120));
        assert_eq!(outcome.code, Some(1), "{}", outcome.text());
    }

    // An error is neither: a moment that is none, and no document.
    let (code, text, _) = drift(&case, "today");
    assert_eq!(code, Some(1), "{text}");
    case.write("network/offline_override.tf", "provider \"amazonconnect\" {\n  ip_ranges_url = \"file:///absent.json\"\n}\n");
    let (code, text, _) = drift(&case, early);
    assert_eq!(code, Some(1), "{text}");
}

/// What the page shows is what the example has, line by line, and the workflow
/// runs the script that is tested here.
#[test]
fn the_guide_shows_the_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let files =
        ["network/main.tf", "review/main.tf", "trigger/main.tf", "drift.sh"].map(|name| read(&format!("{FOLDER}/{name}")));
    let guide = read("templates/guides/ci.md");
    let blocks: Vec<&str> =
        guide.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).map(|(_, text)| text).collect();
    assert!(blocks.len() > 4, "{blocks:?}");
    for block in blocks {
        assert!(files.iter().any(|file| file.contains(block)), "{block}");
    }
    let workflow = read(&format!("{FOLDER}/github-actions.yml"));
    for line in ["bash drift.sh out || code=$?", "terraform_wrapper: false", "out/review.md"] {
        assert!(workflow.contains(line), "{line}");
    }
}

/// The provider that the gate asks knows the moment as an argument alone.
#[test]
fn the_check_stands_in_the_plan_and_not_in_its_exit_code() {
    let Some(case) = pipeline() else { return };
    let now = "-var=now=2026-08-22T16:00:00Z";
    case.run(&["-chdir=network", "apply", "-auto-approve", "-no-color", now]).success();
    let plan = case.run(&["-chdir=network", "plan", "-no-color", "-detailed-exitcode", "-out=x.tfplan", now]);
    assert_eq!(plan.code, Some(0), "{}", plan.text());
    assert!(plan.text().contains("Check block assertion failed"), "{}", plan.text());
    let shown: Value =
        serde_json::from_str(&case.run(&["-chdir=network", "show", "-json", "x.tfplan"]).success().stdout).unwrap();
    assert_eq!(shown["checks"][0]["status"], json!("fail"));
}
