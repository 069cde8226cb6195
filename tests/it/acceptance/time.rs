//! What the guides say of conditions and of the time, in roots of a few lines:
//! which of them fail a plan, which change one, and what is not known in it.

use super::REQUIRED;
use crate::support::{command::Outcome, terraform::Case};
use serde_json::{Value, json};

/// Media rules by the bundled snapshot, with what stands in the data source's block.
fn rules(more: &str) -> String {
    format!(
        r#"{REQUIRED}
provider "amazonconnect" {{
  bundled_ip_ranges = true
}}
data "amazonconnect_network_rules" "agents" {{
  regions = ["us-east-1"]
  {more}
}}
"#
    )
}

/// Where the notices of `subject`, which is the data source, stand at `now`.
fn status(subject: &str, now: &str) -> String {
    let recent = format!("provider::amazonconnect::recent_notices({subject}.rules, {subject}.document.create_date)");
    format!("provider::amazonconnect::notice_status({recent}, {now})")
}

/// What a gate asks at `now`.
fn nothing_is_due(subject: &str, now: &str) -> String {
    let status = status(subject, now);
    format!("condition = contains([\"none\", \"open\"], {status}.status)\n    error_message = {status}.message")
}

/// When nothing that the snapshot has is due, and when something is.
const EARLY: &str = "\"2026-07-12T00:00:00Z\"";
const LATE: &str = "\"2026-08-22T16:00:00Z\"";
const DUE: &str = "Had to be allowed by now";

fn plan(case: &Case) -> Outcome {
    case.run(&["plan", "-no-color", "-detailed-exitcode", "-out=x.tfplan"])
}

fn shown(case: &Case) -> Value {
    serde_json::from_str(&case.run(&["show", "-json", "x.tfplan"]).success().stdout).unwrap()
}

#[test]
fn a_postcondition_fails_the_plan() {
    let with =
        |now: &str| rules(&format!("lifecycle {{\n    postcondition {{\n    {}\n    }}\n  }}", nothing_is_due("self", now)));
    let Some(case) = Case::with(&with(EARLY)) else { return };
    let passed = plan(&case);
    assert_eq!(passed.code, Some(0), "{}", passed.text());

    case.write("main.tf", with(LATE));
    let failed = plan(&case);
    assert_eq!(failed.code, Some(1), "{}", failed.text());
    assert!(failed.text().contains("Resource postcondition failed") && failed.text().contains(DUE), "{}", failed.text());
}

#[test]
fn a_failed_check_only_warns() {
    let with = |now: &str| {
        rules("")
            + &format!("check \"notice\" {{\n  assert {{\n    {}\n  }}\n}}\n", {
                nothing_is_due("data.amazonconnect_network_rules.agents", now)
            })
    };
    let Some(case) = Case::with(&with(EARLY)) else { return };
    for (now, status, warns) in [(EARLY, "pass", false), (LATE, "fail", true)] {
        case.write("main.tf", with(now));
        let outcome = plan(&case);
        assert_eq!(outcome.code, Some(0), "{}", outcome.text());
        assert_eq!(outcome.text().contains("Check block assertion failed"), warns, "{}", outcome.text());
        assert_eq!(outcome.text().contains(DUE), warns, "{}", outcome.text());
        assert_eq!(shown(&case)["checks"][0]["status"], status);
    }
}

#[test]
fn an_output_with_the_time_changes_every_plan_and_a_condition_with_it_none() {
    let Some(case) = Case::with(&rules("")) else { return };
    let condition = nothing_is_due("data.amazonconnect_network_rules.agents", "plantimestamp()");
    let check = format!("check \"notice\" {{\n  assert {{\n    {condition}\n  }}\n}}\n");
    for (more, code) in [("output \"at\" { value = plantimestamp() }\n", 2), (check.as_str(), 0)] {
        case.write("main.tf", rules("") + more);
        case.run(&["apply", "-no-color", "-auto-approve"]).success();
        for _ in 0..2 {
            // The time of a plan is told in seconds.
            std::thread::sleep(std::time::Duration::from_millis(1100));
            let again = plan(&case);
            assert_eq!(again.code, Some(code), "{more}: {}", again.text());
        }
    }
}

#[test]
fn the_time_of_the_apply_is_not_known_in_a_plan() {
    let Some(case) = Case::with(&rules("")) else { return };
    let output = |now: &str| {
        let status = status("data.amazonconnect_network_rules.agents", &format!("{now}()"));
        format!("output \"{now}\" {{ value = {status}.status }}\n")
    };
    let outputs = output("timestamp") + &output("plantimestamp");
    let condition = nothing_is_due("data.amazonconnect_network_rules.agents", "timestamp()");
    case.write("main.tf", rules("") + &outputs + &format!("check \"notice\" {{\n  assert {{\n    {condition}\n  }}\n}}\n"));
    let outcome = plan(&case);
    assert_eq!(outcome.code, Some(2), "{}", outcome.text());
    let shown = shown(&case);
    let unknown = |name: &str| shown["output_changes"][name]["after_unknown"].clone();
    assert_eq!((unknown("timestamp"), unknown("plantimestamp")), (json!(true), json!(false)));
    assert_eq!(shown["checks"][0]["status"], "unknown", "nobody can say in the plan whether it passes");
}
