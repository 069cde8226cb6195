//! Wrong configurations: the error stands at the argument, says what was found
//! and what to do, and shows no backtrace even when the user asks for those.

use super::REQUIRED;
use crate::support::document_server::{Behaviour, DocumentServer};
use crate::support::terraform::{Case, Diagnostic};

/// The one error of a plan of `body`, read from the bundled snapshot.
#[track_caller]
fn error_of(body: &str) -> Option<(Case, Diagnostic)> {
    error_with("provider \"amazonconnect\" { bundled_ip_ranges = true }\n", body)
}

#[track_caller]
fn error_with(provider: &str, body: &str) -> Option<(Case, Diagnostic)> {
    let mut case = Case::with(&format!("{REQUIRED}{provider}{body}"))?;
    case.set("RUST_BACKTRACE", "1");
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(!succeeded, "the plan succeeded: {diagnostics:?}");
    let mut errors: Vec<Diagnostic> = diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == "error").collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    for trace in ["stack backtrace", ".rs:", "core::"] {
        assert!(!error.detail.contains(trace), "{trace:?} in {}", error.detail);
    }
    Some((case, error))
}

/// A wrong data source: where the error points, and what it names.
#[track_caller]
fn assert_error(body: &str, points_at: &str, names: &[&str]) {
    let Some((case, error)) = error_of(body) else { return };
    case.assert_points_at(&error, points_at);
    for name in names {
        assert!(format!("{} {}", error.summary, error.detail).contains(name), "no {name:?} in {error:?}");
    }
}

#[test]
fn a_misspelt_region_is_answered_with_the_nearest() {
    let body = r#"data "amazonconnect_network_rules" "x" { regions = ["eu-centrall-1"] }"#;
    assert_error(body, r#"["eu-centrall-1"]"#, &["eu-centrall-1", "eu-central-1"]);
}

#[test]
fn a_misspelt_service_is_answered_with_the_nearest() {
    let body = r#"data "amazonconnect_ip_ranges" "x" { services = ["AMAZON_CONECT"] }"#;
    assert_error(body, r#"["AMAZON_CONECT"]"#, &["AMAZON_CONECT", "AMAZON_CONNECT"]);
}

#[test]
fn an_unknown_choice_lists_the_choices() {
    for (argument, choices) in [("merge", "per_port"), ("sign_in", "saml"), ("firewall", "stateless")] {
        let body = format!(
            "data \"amazonconnect_network_rules\" \"x\" {{\n  regions = [\"eu-central-1\"]\n  {argument} = \"wrong\"\n}}\n"
        );
        assert_error(&body, "\"wrong\"", &["wrong", choices]);
    }
}

#[test]
fn no_region_is_no_wish_for_all() {
    assert_error(r#"data "amazonconnect_network_rules" "x" { regions = [] }"#, "[]", &["regions"]);
}

#[test]
fn a_budget_that_does_not_fit_shows_figures() {
    let body = r#"
data "amazonconnect_network_rules" "x" {
  regions   = ["us-east-1"]
  max_cidrs = 20
}
"#;
    assert_error(body, "20", &["max_overshoot_ratio", "60"]);
}

#[test]
fn what_only_a_stateless_filter_needs_is_refused_elsewhere() {
    let body = r#"
data "amazonconnect_network_rules" "x" {
  regions   = ["us-east-1"]
  client_os = ["nat"]
}
"#;
    assert_error(body, r#"["nat"]"#, &["client_os", "stateless"]);
}

#[test]
fn an_invalid_url_points_at_the_provider_block() {
    for url in ["ftp://example.org/x.json", "http://example.org/x.json"] {
        let provider = format!("provider \"amazonconnect\" {{ ip_ranges_url = \"{url}\" }}\n");
        let body = r#"data "amazonconnect_ip_ranges" "x" { services = ["EC2"] }"#;
        let Some((case, error)) = error_with(&provider, body) else { return };
        case.assert_points_at(&error, &format!("\"{url}\""));
    }
}

#[test]
fn a_source_that_fails_or_lies_never_gives_rules() {
    let body = r#"data "amazonconnect_network_rules" "x" { regions = ["eu-central-1"] }"#;
    let empty = br#"{"syncToken":"1","createDate":"2026-08-22-15-17-05","prefixes":[],"ipv6_prefixes":[]}"#;
    let answers = [
        (Behaviour::Status(500), "500"),
        (Behaviour::Status(403), "403"),
        (Behaviour::Serve(b"<html>sign in</html>".to_vec().into()), "HTML"),
        (Behaviour::Serve(br#"{"syncToken":"1","#.to_vec().into()), "JSON"),
        (Behaviour::Serve(empty.to_vec().into()), "is empty"),
    ];
    for (behaviour, named) in answers {
        let server = DocumentServer::start(behaviour);
        let provider = format!("provider \"amazonconnect\" {{ ip_ranges_url = \"{}\" }}\n", server.url());
        let Some((_, error)) = error_with(&provider, body) else { return };
        let text = format!("{} {}", error.summary, error.detail);
        assert!(text.contains(named), "no {named:?} in {text}");
    }
}
