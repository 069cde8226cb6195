//! A ledger of which a plan does not know everything, or ignores a part: what it
//! shows, and what its apply makes of it.

use serde_json::{Value, json};

use super::range_ledger::{ADDRESS, THREE, TWO, apply, assert_empty, ledger, since_february, slots};
use crate::support::terraform::Case;

#[test]
fn unknown_rules_make_unknown_results() {
    let Some(case) = since_february() else { return };
    let prefix = |text: &str| {
        ledger(&THREE, "2027-02-02", "").replace("\"203.0.112.0/24\"", "terraform_data.prefix.output")
            + &format!("resource \"terraform_data\" \"prefix\" {{ input = \"{text}\" }}\n")
    };
    case.write("main.tf", prefix("203.0.112.0/24"));
    let plan = case.plan();
    let unknown = &plan.change(ADDRESS)["after_unknown"];
    for result in ["effective_rules", "next_not_seen_at", "notices", "held", "changes", "digest"] {
        assert_eq!(unknown[result], json!(true), "{result}");
    }
    case.apply(&plan);
    case.assert_settled();
    assert_eq!(case.outputs()["ledger"]["notices"][0]["cidrs"], json!(["203.0.112.0/24"]));
    case.destroy();
    // The same for a new one.
    case.write("main.tf", prefix("203.0.112.0/24"));
    case.converge();
    assert_eq!(slots(&case.outputs()["ledger"])[1], json!([0, 1, 2]));
}

#[test]
fn unknown_rules_of_an_older_document_are_applied_as_planned() {
    let Some(case) = since_february() else { return };
    let main = ledger(&THREE, "2027-01-01", "").replace("\"203.0.112.0/24\"", "terraform_data.prefix.output")
        + "resource \"terraform_data\" \"prefix\" { input = \"203.0.112.0/24\" }\n";
    case.write("main.tf", main);
    let plan = case.plan();
    assert_eq!(plan.change(ADDRESS)["after"]["document"]["create_date"], json!("2027-02-01T03:00:00Z"));
    case.apply(&plan);
    case.assert_settled();
    assert_eq!(slots(&case.outputs()["ledger"])[1], json!([0, 1, 2]));
}

#[test]
fn a_partly_unknown_older_document_is_applied_as_planned() {
    let Some(case) = since_february() else { return };
    let main = ledger(&TWO, "2027-01-01", "").replace("{ create_date", "{ sync_token = terraform_data.token.id, create_date")
        + "resource \"terraform_data\" \"token\" {}\n";
    case.write("main.tf", main);
    let plan = case.plan();
    let change = plan.change(ADDRESS);
    assert_eq!(change["after"]["document"]["create_date"], json!("2027-02-01T03:00:00Z"));
    assert_eq!(change["after_unknown"]["effective_rules"], json!(true));
    case.apply(&plan);
    case.assert_settled();
    assert_eq!(slots(&case.outputs()["ledger"]), json!([TWO, [0, 1]]));
}

/// The page says so of every argument but the document: it cannot be planned as unknown.
#[test]
fn an_unknown_argument_that_turns_out_the_same_beside_a_newer_document_is_planned_again() {
    for (argument, value) in [("hold_removed_days", "14"), ("notice_days", "30"), ("max_shrink_ratio", "0.5")] {
        let Some(case) = since_february() else { return };
        case.write("main.tf", ledger(&TWO, "2027-02-01", &format!("{argument} = {value}")));
        case.converge();
        let main = ledger(&TWO, "2027-02-02", &format!("{argument} = terraform_data.argument.output"))
            + &format!("resource \"terraform_data\" \"argument\" {{ input = {value} }}\n");
        case.write("main.tf", main);
        let outcome = case.run(&["apply", "-no-color", "-auto-approve"]);
        assert_eq!(outcome.code, Some(1), "{argument}: {}", outcome.text());
        assert!(outcome.text().contains("inconsistent final plan"), "{argument}: {}", outcome.text());
        case.assert_settled();
    }
}

#[test]
fn what_is_ignored_beside_what_is_unknown_stays_ignored() {
    let unknown = |text: &str, days: u32, more: &str| {
        format!(
            "hold_removed_days = terraform_data.days.output\n{more}\n}}\nresource \"terraform_data\" \"days\" {{\n  input = {days}\n  triggers_replace = {text:?}"
        )
    };
    let Some(case) = Case::with(&ledger(&THREE, "2027-02-01", &unknown("a", 14, ""))) else { return };
    case.converge();
    let ignored = "notice_days = 60\n  lifecycle { ignore_changes = [notice_days] }";
    case.write("main.tf", ledger(&TWO, "2027-02-02", &unknown("b", 3, ignored)));
    let plan = case.plan();
    assert_eq!(plan.change(ADDRESS)["after_unknown"]["effective_rules"], json!(true));
    case.apply(&plan);
    let stored = case.outputs().remove("ledger").unwrap();
    assert_eq!(
        (&stored["notice_days"], &stored["hold_removed_days"], &stored["held"][0]["drop_at"]),
        (&Value::Null, &json!(3), &json!("2027-02-05T03:00:00Z"))
    );
}

/// Terraform ignores changes when it plans, and sends an apply what configuration says.
#[test]
fn what_is_ignored_at_plan_is_ignored_at_apply() {
    let ignoring = |name: &str, more: &str| format!("{more}\n  lifecycle {{ ignore_changes = [{name}] }}");
    let held = |stored: &Value| stored["held"].as_array().unwrap().len();
    let Some(case) = Case::with(&ledger(&THREE, "2027-02-01", &ignoring("hold_removed_days", ""))) else { return };
    case.converge();
    let stored = apply(&case, &TWO, "2027-02-02", &ignoring("hold_removed_days", "hold_removed_days = 0"));
    assert_eq!((held(&stored), &stored["hold_removed_days"]), (1, &Value::Null));

    let stored = apply(&case, &THREE[1..], "2027-02-03", &ignoring("document", ""));
    assert_eq!((held(&stored), &stored["document"]["create_date"]), (1, &json!("2027-02-02T03:00:00Z")));
    assert_empty(&case, &THREE[1..], "2027-02-04", &ignoring("document", ""));

    let stored = apply(&case, &TWO, "2027-02-28", &ignoring("rules", "record_interval_days = 7"));
    assert_eq!((held(&stored), &stored["rules"][0]["cidrs"]), (0, &json!(THREE[1..])));
}
