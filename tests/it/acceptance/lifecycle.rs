//! The provider's processes: not started, interrupted, orphaned, traced, attached.

use std::time::{Duration, Instant};

use super::REQUIRED;
use crate::support::document_server::{Behaviour, DocumentServer};
use crate::support::mirror;
use crate::support::processes::{gone_within, providers_of};
use crate::support::terraform::{Case, Install, diagnostics_in};

/// A plan that is reading from a source that hardly answers.
fn reading_slowly(server: &DocumentServer) -> Option<Case> {
    Case::with(&format!(
        r#"{REQUIRED}
provider "amazonconnect" {{
  ip_ranges_url   = "{}"
  request_timeout = "100s"
}}
data "amazonconnect_ip_ranges" "connect" {{ services = ["AMAZON_CONNECT"] }}
"#,
        server.url()
    ))
}

#[track_caller]
fn wait_for_request(server: &DocumentServer) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while server.requests() == 0 {
        assert!(Instant::now() < deadline, "the document was never asked for");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Terraform shows of a plugin that fails to start what it wrote on standard
/// output, and nothing of standard error.
#[cfg(unix)]
#[test]
fn a_failed_start_tells_the_user_why() {
    use std::os::unix::fs::PermissionsExt;

    let Some(mut case) = Case::new(Install::DevOverrides) else { return };
    case.write(
        "main.tf",
        format!("{REQUIRED}output \"x\" {{ value = provider::amazonconnect::cidr_merge([\"10.0.0.0/8\"]) }}\n"),
    );
    // Terraform itself sets two of the three: only a script in between can say otherwise.
    let override_folder = case.work().join("override");
    let configuration = format!(
        "provider_installation {{\n  dev_overrides {{ \"{}/{}\" = {override_folder:?} }}\n}}\n",
        mirror::registry_host(),
        mirror::SOURCE
    );
    case.write("cli.tfrc", configuration);
    let cli_configuration = case.work().join("cli.tfrc");
    case.set("TF_CLI_CONFIG_FILE", cli_configuration.to_str().unwrap());
    for (variable, reason) in [
        ("TMPDIR=/nonexistent", "cannot listen on a UNIX socket in /nonexistent"),
        ("PLUGIN_CLIENT_CERT=nonsense", "PLUGIN_CLIENT_CERT holds 0 certificates"),
        ("PLUGIN_PROTOCOL_VERSIONS=5", "the host speaks plugin protocol versions \"5\", expected 6 among them"),
    ] {
        let script = format!("#!/bin/sh\nexport {variable}\nexec '{}' \"$@\"\n", mirror::PROVIDER);
        case.write("override/terraform-provider-amazonconnect", script);
        let file = override_folder.join("terraform-provider-amazonconnect");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        let (succeeded, diagnostics) = case.plan_diagnostics();
        let text = format!("{diagnostics:?}").replace("\\\"", "\"");
        assert!(!succeeded && text.contains(reason), "{reason:?} is not in {text}");
    }
}

#[test]
fn ctrl_c_ends_a_slow_read_at_once() {
    let server = DocumentServer::start(Behaviour::Drip);
    let Some(case) = reading_slowly(&server) else { return };
    let running = case.start(&["plan", "-json"]);
    wait_for_request(&server);
    let interrupted = Instant::now();
    running.interrupt();
    let outcome = running.wait(Duration::from_secs(30), "an interrupted plan");
    assert!(interrupted.elapsed() < Duration::from_secs(2), "it took {:?}", interrupted.elapsed());
    let text = outcome.text().to_lowercase();
    assert!(text.contains("cancel"), "{text}");
    assert!(!text.contains("plugin did not respond"), "{text}");
    assert!(diagnostics_in(&outcome.stdout).iter().any(|diagnostic| diagnostic.range.is_some()), "{text}");
}

#[test]
fn a_killed_terraform_leaves_no_provider() {
    let server = DocumentServer::start(Behaviour::Drip);
    let Some(case) = reading_slowly(&server) else { return };
    let running = case.start(&["plan"]);
    wait_for_request(&server);
    assert!(!providers_of(case.marker()).is_empty(), "no provider is alive during the read");
    running.kill_leader();
    assert!(gone_within(case.marker(), Duration::from_secs(10)), "the provider outlives its host");
    running.wait(Duration::from_secs(5), "a killed plan");
}

#[test]
fn a_plan_asks_for_the_schema_once() {
    let Some(mut case) =
        Case::with(&format!("{REQUIRED}output \"x\" {{ value = provider::amazonconnect::cidr_merge([\"10.0.0.0/8\"]) }}\n"))
    else {
        return;
    };
    case.write(
        "rules.tf",
        "provider \"amazonconnect\" { bundled_ip_ranges = true }\ndata \"amazonconnect_ip_ranges\" \"x\" { services = [\"EC2\"] }\n",
    );
    case.set("TF_LOG", "trace");
    let trace = case.run(&["plan"]).success().stderr;
    let calls = trace.lines().filter(|line| line.contains("called:") && line.contains("rpc=GetProviderSchema")).count();
    assert_eq!(calls, 1, "{trace}");
}

#[test]
fn nothing_is_logged_unless_asked_for() {
    let Some(mut case) = Case::with(&format!(
        "{REQUIRED}provider \"amazonconnect\" {{ bundled_ip_ranges = true }}\ndata \"amazonconnect_ip_ranges\" \"x\" {{ services = [\"EC2\"] }}\n"
    )) else {
        return;
    };
    let quiet = case.run(&["plan", "-no-color"]).success();
    assert_eq!(quiet.stderr, "");
    case.set("TF_LOG_PROVIDER", "debug");
    let loud = case.run(&["plan", "-no-color"]).success();
    assert!(loud.stderr.contains("provider.terraform-provider-amazonconnect"), "{}", loud.text());
}

#[test]
fn plaintext_works_when_the_user_turns_tls_off() {
    let Some(mut case) = Case::new(Install::DevOverrides) else { return };
    case.write(
        "main.tf",
        format!("{REQUIRED}output \"x\" {{ value = provider::amazonconnect::cidr_merge([\"10.0.0.0/8\"]) }}\n"),
    );
    case.set("TF_DISABLE_PLUGIN_TLS", "1");
    case.converge();
}
