//! The life of a managed resource, through a real Terraform and the fixture
//! provider of `tests/fixture/`: what the adapter makes of plans and states.

use crate::support::terraform::{Case, Install};

fn configuration(resource: &str) -> String {
    format!(
        r#"
terraform {{
  required_providers {{
    fixture = {{ source = "amazonconnect/fixture" }}
  }}
}}
{resource}
"#
    )
}

fn note(text: &str, place: &str) -> String {
    configuration(&format!(
        r#"
resource "fixture_note" "a" {{
  text  = "{text}"
  place = "{place}"
}}
output "note" {{ value = "${{fixture_note.a.id}} ${{fixture_note.a.revision}} ${{fixture_note.a.text}}" }}
"#
    ))
}

#[track_caller]
fn actions(case: &Case) -> Vec<String> {
    let plan = case.plan();
    let actions = plan.changes().remove("fixture_note.a").unwrap_or_default();
    case.apply(&plan);
    case.assert_settled();
    actions
}

#[test]
fn a_resource_is_created_updated_replaced_and_destroyed() {
    let Some(case) = Case::new(Install::Fixture) else { return };
    for (text, place, wanted_actions, wanted_note) in [
        ("one", "desk", &["create"][..], "note-desk 1 one"),
        ("two", "desk", &["update"], "note-desk 2 two"),
        // Counted in the private state, which came back from the update.
        ("three", "desk", &["update"], "note-desk 3 three"),
        ("three", "shelf", &["delete", "create"], "note-shelf 1 three"),
    ] {
        case.write("main.tf", note(text, place));
        assert_eq!(actions(&case), wanted_actions, "{text} at {place}");
        assert_eq!(case.outputs()["note"], wanted_note);
    }
    case.destroy();
    assert!(case.outputs().is_empty());
}

#[test]
fn what_cannot_be_written_or_destroyed_stays_in_the_state() {
    let Some(case) = Case::new(Install::Fixture) else { return };
    case.write("main.tf", note("one", "desk"));
    case.converge();
    case.write("main.tf", note("unwritable", "desk"));
    let outcome = case.run(&["apply", "-no-color", "-auto-approve"]);
    assert!(outcome.text().contains("The note could not be written"), "{}", outcome.text());
    let state = case.run(&["state", "show", "-no-color", "fixture_note.a"]).success();
    assert!(state.stdout.contains("\"one\""), "the prior state is kept:\n{}", state.stdout);

    case.write("main.tf", note("indestructible", "desk"));
    case.converge();
    let outcome = case.run(&["destroy", "-no-color", "-auto-approve"]);
    assert!(outcome.text().contains("The note cannot be destroyed"), "{}", outcome.text());
    let listed = case.run(&["state", "list"]).success();
    assert!(listed.stdout.contains("fixture_note.a"), "a failed destroy must not drop the resource:\n{}", listed.stdout);
}

#[test]
fn a_resource_is_imported() {
    let Some(case) = Case::new(Install::Fixture) else { return };
    case.write("main.tf", note("imported", "drawer"));
    case.run(&["import", "-no-color", "fixture_note.a", "note-drawer"]).success();
    case.assert_no_resource_changes();
}

#[test]
fn validation_points_at_the_attribute() {
    let Some(case) = Case::new(Install::Fixture) else { return };
    case.write("main.tf", note("", "desk"));
    let diagnostics = case.validate();
    let error = diagnostics.iter().find(|diagnostic| diagnostic.severity == "error").expect("an error");
    assert_eq!(error.summary, "Empty note");
    case.assert_points_at(error, "\"\"");
}

#[test]
fn a_nested_attribute_can_be_read_and_a_panic_is_told() {
    let Some(case) = Case::new(Install::Fixture) else { return };
    case.write(
        "main.tf",
        configuration(
            r#"data "fixture_probe" "a" {}
output "words" { value = data.fixture_probe.a.nested[*].word }"#,
        ),
    );
    case.converge();
    assert_eq!(case.outputs()["words"], serde_json::json!(["first", "second"]));

    case.write("main.tf", configuration(r#"data "fixture_probe" "a" { panic = true }"#));
    let (succeeded, diagnostics) = case.plan_diagnostics();
    let error = diagnostics.iter().find(|diagnostic| diagnostic.severity == "error").expect("an error");
    assert!(!succeeded && error.detail.contains("https://example.invalid/issues"), "{error:?}");
    assert!(!error.detail.contains("stack backtrace"), "{error:?}");
}
