//! Each data source: planned, applied from the saved plan, settled, and right
//! on the newest real document.

use serde_json::json;

use super::REQUIRED;
use crate::shared_data::{NEWEST, document};
use crate::support::document_server::DocumentServer;
use crate::support::terraform::Case;

/// A case that reads the newest real document from a file beside it.
fn on_newest_document(main: &str) -> Option<Case> {
    let content = document(NEWEST)?;
    let case = Case::with(&format!("{REQUIRED}{main}"))?;
    case.write("ip-ranges.json", content);
    let url = format!("file://{}", case.work().join("ip-ranges.json").display());
    case.write("provider.tf", format!("provider \"amazonconnect\" {{ ip_ranges_url = \"{url}\" }}\n"));
    Some(case)
}

#[test]
fn ip_ranges() {
    let main = r#"
data "amazonconnect_ip_ranges" "cloudfront" { services = ["CLOUDFRONT"] }
data "amazonconnect_ip_ranges" "rows" {
  services = ["AMAZON_CONNECT"]
  regions  = ["eu-central-1"]
  merge    = "none"
}
output "ipv4" { value = length(data.amazonconnect_ip_ranges.cloudfront.cidr_blocks) }
output "ipv6" { value = length(data.amazonconnect_ip_ranges.cloudfront.ipv6_cidr_blocks) }
output "rows" { value = data.amazonconnect_ip_ranges.rows }
"#;
    let Some(case) = on_newest_document(main) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!((&outputs["ipv4"], &outputs["ipv6"]), (&json!(180), &json!(31)));
    let rows = &outputs["rows"];
    assert_eq!(rows["cidr_blocks"], json!(["15.193.4.0/24", "18.184.2.128/25", "35.158.127.64/26"]));
    let range = json!({
        "service": "AMAZON_CONNECT", "region": "eu-central-1", "network_border_group": "eu-central-1", "ip_version": "ipv4",
        "cidrs": ["15.193.4.0/24", "18.184.2.128/25", "35.158.127.64/26"],
    });
    assert_eq!(rows["ranges"][0], range);
    assert_eq!(rows["document"]["create_date"], json!("2026-08-22T15:17:05Z"));
    assert_eq!(rows["document"]["sync_token"], json!("1787411825"));
    assert_eq!(rows["document"]["sha256"], json!("752894ac9db21ac9e4c274246f43f3c4b0257eb0b098b0420160db10e756c965"));
}

#[test]
fn network_rules() {
    let main = r#"
data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}
output "counts" {
  value = { for rule in data.amazonconnect_network_rules.agents.rules : "${rule.ip_protocol}/${rule.from_port}/${rule.ip_version}" => length(rule.cidrs) }
}
output "sums" { value = data.amazonconnect_network_rules.agents.rule_counts }
output "directions" { value = distinct(data.amazonconnect_network_rules.agents.rules[*].direction) }
"#;
    let Some(case) = on_newest_document(main) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!(outputs["directions"], json!(["egress"]));
    // One rule for each permission: a second one of the same name would be an error of the `for`.
    assert_eq!(outputs["counts"], json!({ "tcp/443/ipv4": 427, "tcp/443/ipv6": 231, "udp/3478/ipv4": 2, "udp/3478/ipv6": 1 }));
    assert_eq!(outputs["sums"], json!({ "egress_ipv4": 429, "egress_ipv6": 232, "ingress_ipv4": 0, "ingress_ipv6": 0 }));
}

#[test]
fn stateless_firewalls_get_return_rules_from_the_service_s_port() {
    let main = r#"
data "amazonconnect_network_rules" "agents" {
  regions   = ["eu-central-1"]
  services  = ["AMAZON_CONNECT"]
  firewall  = "stateless"
  client_os = ["linux", "nat"]
}
output "requests" {
  value = distinct([for rule in data.amazonconnect_network_rules.agents.rules :
    [rule.direction, rule.ip_protocol, rule.from_port, rule.to_port, rule.source_from_port] if rule.flow == "request"])
}
output "replies" {
  value = distinct([for rule in data.amazonconnect_network_rules.agents.rules :
    [rule.direction, rule.ip_protocol, rule.from_port, rule.to_port, rule.source_from_port, rule.source_to_port] if rule.flow == "return"])
}
"#;
    let Some(case) = on_newest_document(main) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!(outputs["requests"], json!([["egress", "udp", 3478, 3478, null]]));
    let replies = json!([["ingress", "udp", 1024, 65535, 3478, 3478], ["ingress", "udp", 32768, 61000, 3478, 3478]]);
    assert_eq!(outputs["replies"], replies);
}

#[test]
fn domain_rules() {
    let main = r#"
provider "amazonconnect" { ip_ranges_url = "http://127.0.0.1:9/never-asked" }
data "amazonconnect_domain_rules" "agents" {
  regions        = ["eu-central-1"]
  instance_alias = "example"
  sign_in        = "saml"
}
output "domains" { value = data.amazonconnect_domain_rules.agents.domains }
output "matches" { value = distinct(data.amazonconnect_domain_rules.agents.rules[*].match) }
output "requirements" { value = distinct(flatten(data.amazonconnect_domain_rules.agents.rules[*].requirements)) }
"#;
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.converge();
    let outputs = case.outputs();
    let domains = outputs["domains"].as_array().unwrap();
    assert!(domains.contains(&json!("example.my.connect.aws")), "{domains:?}");
    assert!(domains.contains(&json!("*.telemetry.connect.eu-central-1.amazonaws.com")), "{domains:?}");
    assert!(outputs["matches"].as_array().unwrap().contains(&json!("partial_label")));
    assert!(!outputs["requirements"].as_array().unwrap().is_empty());
}

#[test]
fn the_bundled_snapshot_warns_of_its_age() {
    let main = r#"
provider "amazonconnect" { bundled_ip_ranges = true }
data "amazonconnect_ip_ranges" "connect" { services = ["AMAZON_CONNECT"] }
"#;
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(succeeded, "{diagnostics:?}");
    let warnings: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == "warning").collect();
    assert_eq!(warnings.len(), 1, "{diagnostics:?}");
    assert!(format!("{:?}", warnings[0]).contains("20"), "no date in {warnings:?}");
}

#[test]
fn many_blocks_fetch_once() {
    let Some(content) = document(NEWEST) else { return };
    let server = DocumentServer::serving(content);
    let main = format!(
        r#"
provider "amazonconnect" {{ ip_ranges_url = "{}" }}
data "amazonconnect_network_rules" "agents" {{
  count   = 12
  regions = [count.index % 2 == 0 ? "eu-central-1" : "us-east-1"]
}}
data "amazonconnect_ip_ranges" "connect" {{
  count    = 8
  services = ["AMAZON_CONNECT"]
}}
"#,
        server.url()
    );
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.run(&["validate"]).success();
    assert_eq!(server.requests(), 0, "validate touches the network");
    case.plan();
    assert_eq!(server.requests(), 1);
}

/// A variable that the argument takes the place of is nobody's concern, also
/// while the argument is not known.
#[test]
fn a_url_that_is_known_after_apply_is_waited_for() {
    let Some(content) = document(NEWEST) else { return };
    let main = r#"
resource "terraform_data" "mirror" { input = "file://${abspath(path.module)}/ip-ranges.json" }
provider "amazonconnect" { ip_ranges_url = terraform_data.mirror.output }
data "amazonconnect_ip_ranges" "connect" {
  services   = ["AMAZON_CONNECT"]
  regions    = ["eu-central-1"]
  depends_on = [terraform_data.mirror]
}
output "cidrs" { value = data.amazonconnect_ip_ranges.connect.cidr_blocks }
"#;
    let Some(mut case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.write("ip-ranges.json", content);
    case.set("AMAZONCONNECT_IP_RANGES_URL", "no URL at all");
    case.converge();
    assert_eq!(case.outputs()["cidrs"].as_array().map(Vec::len), Some(3));
    // Where nothing takes its place, it is reported.
    case.write("main.tf", format!("{REQUIRED}{}", main.replace("ip_ranges_url = terraform_data.mirror.output", "")));
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(!succeeded && format!("{diagnostics:?}").contains("AMAZONCONNECT_IP_RANGES_URL"), "{diagnostics:?}");
}

#[test]
fn an_external_voice_system_is_called_at_its_own_routes() {
    let main = r#"
data "amazonconnect_network_rules" "voice" {
  regions               = ["us-east-1"]
  ip_versions           = ["ipv4"]
  services              = ["CHIME_VOICECONNECTOR"]
  external_voice_routes = [{ ip_protocol = "tcp", port = 6061 }, { ip_protocol = "udp", port = 6060 }]
}
output "traffic" {
  value = [for rule in data.amazonconnect_network_rules.voice.rules :
    "${rule.direction} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${join(" ", rule.cidrs)}"]
}
"#;
    let Some(case) = on_newest_document(main) else { return };
    case.converge();
    let to_aws = ["tcp 5060-5060", "tcp 5061-5061", "udp 5000-65000", "udp 5060-5060"].map(|ports| ("egress", ports));
    let from_aws = ["tcp 6061-6061", "udp 5000-65000", "udp 6060-6060"].map(|ports| ("ingress", ports));
    let traffic =
        to_aws.iter().chain(&from_aws).map(|(direction, ports)| format!("{direction} {ports} 3.80.16.0/23 99.77.254.0/24"));
    assert_eq!(case.outputs()["traffic"], json!(traffic.collect::<Vec<_>>()));
}

#[test]
fn a_budget_says_how_long_it_lasts() {
    let main = r#"
variable "max_rules" { default = 120 }
data "amazonconnect_network_rules" "agents" {
  regions             = ["us-east-1"]
  ip_versions         = ["ipv4"]
  services            = ["CLOUDFRONT"]
  max_rules           = var.max_rules
  max_overshoot_ratio = 0.7
}
output "over" { value = data.amazonconnect_network_rules.agents.overshoot }
"#;
    let Some(case) = on_newest_document(main) else { return };
    case.converge();
    let over = case.outputs()["over"][0].clone();
    let number = |name: &str| over[name].as_u64().unwrap();
    assert_eq!((number("exact_cidrs"), number("cidrs")), (180, 120));
    assert_eq!(number("fewest_cidrs") + number("room"), 120);
    assert!(number("room") > 0, "{over}");
    // At the fewest nothing is left, and below there is no plan.
    case.write("terraform.tfvars.json", json!({ "max_rules": number("fewest_cidrs") }).to_string());
    case.converge();
    assert_eq!(case.outputs()["over"][0]["room"], json!(0));
    case.write("terraform.tfvars.json", json!({ "max_rules": number("fewest_cidrs") - 1 }).to_string());
    assert!(!case.plan_diagnostics().0);
}

#[test]
fn what_stays_on_a_device_is_in_no_rule() {
    let main = r#"
data "amazonconnect_domain_rules" "agents" {
  regions          = ["us-gov-west-1"]
  instance_alias   = "example"
  screen_recording = true
  client_os        = ["chromeos"]
}
output "local" { value = [for it in data.amazonconnect_domain_rules.agents.local_connections : "${it.address} ${it.ip_protocol} ${it.port}"] }
output "domains" { value = data.amazonconnect_domain_rules.agents.domains }
output "direct" { value = [for rule in data.amazonconnect_domain_rules.agents.rules : rule.ip_protocol if rule.handling == "direct"] }
"#;
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!(outputs["local"], json!(["127.0.0.1 tcp 35431"]));
    let domains = outputs["domains"].as_array().unwrap();
    for domain in ["example.govcloud.connect.aws", "screenrecording.connect.aws"] {
        assert!(domains.contains(&json!(domain)), "{domain}: {domains:?}");
    }
    assert!(!domains.contains(&json!("127.0.0.1")), "{domains:?}");
    assert_eq!(outputs["direct"], json!(["tcp", "udp"]));
}

/// The same warning with and without the wish to fail.
#[test]
fn a_warning_fails_a_plan_where_its_kind_is_named() {
    let plan = |kinds: &str| {
        let main = format!(
            r#"
provider "amazonconnect" {{
  bundled_ip_ranges  = true
  warnings_as_errors = {kinds}
}}
data "amazonconnect_network_rules" "agents" {{ regions = ["us-gov-west-1"] }}
data "amazonconnect_domain_rules" "agents" {{ regions = ["us-gov-west-1"] }}
"#
        );
        Some(Case::with(&format!("{REQUIRED}{main}"))?.plan_diagnostics())
    };
    let told = |diagnostics: &[crate::support::terraform::Diagnostic], severity: &str| {
        let of = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        of.map(|diagnostic| diagnostic.summary.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let (fallback, alias) = ("GLOBAL rows stand for a Region", "The instances of every customer are allowed");
    let Some((succeeded, diagnostics)) = plan("[]") else { return };
    assert!(succeeded, "{diagnostics:?}");
    assert!([fallback, alias].iter().all(|summary| told(&diagnostics, "warning").contains(*summary)), "{diagnostics:?}");
    let Some((succeeded, diagnostics)) = plan(r#"["global_fallback", "never_published"]"#) else { return };
    assert!(!succeeded);
    assert_eq!(told(&diagnostics, "error"), [fallback.to_owned()].into());
    assert!(told(&diagnostics, "warning").contains(alias), "{diagnostics:?}");
    let Some((succeeded, diagnostics)) = plan(r#"["alias_missing"]"#) else { return };
    assert!(!succeeded);
    assert_eq!(told(&diagnostics, "error"), [alias.to_owned()].into());
    let Some((succeeded, diagnostics)) = plan(r#"["bundled_ip_ranges"]"#) else { return };
    assert!(!succeeded);
    assert_eq!(told(&diagnostics, "error"), ["The bundled IP ranges age".to_owned()].into());
    let Some((succeeded, diagnostics)) = plan(r#"["global_fallbak"]"#) else { return };
    assert!(
        !succeeded && diagnostics.iter().any(|it| it.detail.contains("Did you mean \"global_fallback\"?")),
        "{diagnostics:?}"
    );
}
