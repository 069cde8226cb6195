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
