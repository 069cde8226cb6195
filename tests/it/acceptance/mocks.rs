//! `terraform test` in a user's module, with the real provider and with mocks.

use crate::support::terraform::{Case, Install};

#[test]
fn the_shipped_tests_pass() {
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    case.copy("examples/terraform-test");
    case.copy_into("examples/terraform-test/tests", "tests");
    case.init();
    let outcome = case.run(&["test", "-no-color"]).success();
    assert!(outcome.stdout.contains("4 passed, 0 failed"), "{}", outcome.text());
}

#[test]
fn the_shipped_tests_of_a_ledger_pass() {
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    case.copy("examples/terraform-test-ledger");
    case.copy_into("examples/terraform-test-ledger/tests", "tests");
    case.init();
    let outcome = case.run(&["test", "-no-color"]).success();
    assert!(outcome.stdout.contains("1 passed, 0 failed"), "{}", outcome.text());
}
