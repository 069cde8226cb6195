//! A real plan while the source is out of reach, or serves what nobody believes.

use super::REQUIRED;
use crate::shared_data::newest_document;
use crate::support::document_server::{Behaviour, DocumentServer};
use crate::support::terraform::{Case, Diagnostic};

const RULES: &str = r#"
data "amazonconnect_network_rules" "agents" { regions = ["us-east-1"] }
data "amazonconnect_ip_ranges" "cloudfront" { services = ["CLOUDFRONT"] }
output "digest" { value = data.amazonconnect_network_rules.agents.digest }
"#;

fn summaries<'a>(diagnostics: &'a [Diagnostic], severity: &str) -> Vec<&'a str> {
    let of = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
    let mut summaries: Vec<&str> = of.map(|diagnostic| diagnostic.summary.as_str()).collect();
    summaries.sort_unstable();
    summaries.dedup();
    summaries
}

#[test]
fn a_kept_copy_stands_in_where_max_stale_allows() {
    let Some(document) = newest_document() else { return };
    let Some(case) = Case::with(&format!("{REQUIRED}{RULES}")) else { return };
    let server = DocumentServer::serving(document.clone());
    let provider = |max_stale: &str| {
        let url = server.url();
        let text = format!(
            "provider \"amazonconnect\" {{\n  ip_ranges_url = \"{url}\"\n  cache_dir = \"${{path.root}}/cache\"\n  max_stale = \"{max_stale}\"\n}}\n"
        );
        case.write("provider.tf", text);
        case.plan_diagnostics()
    };
    let (succeeded, diagnostics) = provider("24h");
    assert!(succeeded, "{diagnostics:?}");
    assert_eq!(summaries(&diagnostics, "warning"), ["The document is old"], "{diagnostics:?}");

    // Out of reach, a page in its place, and a document in which a service shrank.
    let mut shrunken: serde_json::Value = serde_json::from_slice(&document).unwrap();
    let mut seen = 0;
    shrunken["prefixes"].as_array_mut().unwrap().retain(|row| {
        seen += usize::from(row["service"] == "CLOUDFRONT");
        row["service"] != "CLOUDFRONT" || seen % 2 == 0
    });
    for (behaviour, named) in [
        (Behaviour::Status(404), "404"),
        (Behaviour::Serve(b"<html>sign in</html>".to_vec().into()), "HTML"),
        (Behaviour::Serve(shrunken.to_string().into_bytes().into()), "CLOUDFRONT ipv4: "),
    ] {
        server.set(behaviour);
        let (succeeded, diagnostics) = provider("24h");
        assert!(succeeded, "{diagnostics:?}");
        let told = ["A kept copy of the document is used", "The document is old"];
        assert_eq!(summaries(&diagnostics, "warning"), told, "{diagnostics:?}");
        assert!(diagnostics.iter().any(|warning| warning.detail.contains(named)), "no {named:?} in {diagnostics:?}");

        let (succeeded, diagnostics) = provider("0s");
        assert!(!succeeded, "{diagnostics:?}");
        let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == "error").collect();
        assert_eq!(errors.len(), 2, "one a data source: {errors:?}");
        for error in errors {
            assert!(error.detail.contains(named) && error.detail.contains("max_stale allows 0 seconds"), "{error:?}");
        }
    }
}

#[test]
fn max_stale_without_a_cache_is_refused() {
    let provider = "provider \"amazonconnect\" { max_stale = \"24h\" }\n";
    let Some(case) = Case::with(&format!("{REQUIRED}{provider}{RULES}")) else { return };
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(!succeeded, "{diagnostics:?}");
    let error = diagnostics.iter().find(|diagnostic| diagnostic.severity == "error").unwrap();
    assert!(error.detail.contains("set cache_dir too"), "{error:?}");
    case.assert_points_at(error, "\"24h\"");
}
