//! Provider functions: planned, applied from the saved plan, and settled.

use serde_json::json;

use super::REQUIRED;
use crate::support::terraform::Case;

#[test]
fn cidr_functions_answer_alike_in_plan_and_apply() {
    let main = r#"
locals {
  halves = ["10.0.0.0/25", "10.0.0.128/25", "2001:db8::/33", "2001:db8:8000::/33"]
}
output "merged" { value = provider::amazonconnect::cidr_merge(local.halves) }
output "covered" { value = provider::amazonconnect::cidr_cover(["10.0.0.0/24", "10.0.2.0/24"], 1, 1) }
output "subtracted" { value = provider::amazonconnect::cidr_subtract(["10.0.0.0/24"], ["10.0.0.0/26"]) }
output "intersected" { value = provider::amazonconnect::cidr_intersect(["10.0.0.0/8"], ["10.1.0.0/16", "11.0.0.0/8"]) }
output "inside" { value = provider::amazonconnect::cidr_contains(["10.0.0.0/8"], ["10.1.0.0/16"]) }
output "outside" { value = provider::amazonconnect::cidr_contains(["10.0.0.0/8"], ["11.1.0.0/16"]) }
output "count" { value = provider::amazonconnect::cidr_address_count(local.halves) }
output "all_ipv6" { value = tostring(provider::amazonconnect::cidr_address_count(["::/0"])) }
output "all_but_one" { value = tostring(provider::amazonconnect::cidr_address_count(["::/0"]) - 1) }
"#;
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.converge();
    let outputs = case.outputs();
    assert_eq!(outputs["merged"], json!(["10.0.0.0/24", "2001:db8::/32"]));
    assert_eq!(outputs["covered"]["cidrs"], json!(["10.0.0.0/22"]));
    assert_eq!(outputs["covered"]["extra_addresses"], json!(512));
    assert_eq!(outputs["subtracted"], json!(["10.0.0.64/26", "10.0.0.128/25"]));
    assert_eq!(outputs["intersected"], json!(["10.1.0.0/16"]));
    assert_eq!(outputs["inside"], json!(true));
    assert_eq!(outputs["outside"], json!(false));
    // 2^128, to the last digit: as text, as the page says, for Terraform 1.8.5 rounds it in its state.
    assert_eq!(outputs["all_ipv6"], json!("340282366920938463463374607431768211456"));
    assert_eq!(outputs["all_but_one"], json!("340282366920938463463374607431768211455"));
}

#[test]
fn a_bad_argument_is_named_with_its_value() {
    let main = r#"
output "bad" { value = provider::amazonconnect::cidr_merge(["10.0.0.0/8", "10.0.0.1/8"]) }
"#;
    let Some(mut case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    case.set("RUST_BACKTRACE", "1");
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(!succeeded);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    case.assert_points_at(&diagnostics[0], r#"["10.0.0.0/8", "10.0.0.1/8"]"#);
    assert!(diagnostics[0].detail.contains("10.0.0.1/8"), "{diagnostics:?}");
    assert!(!diagnostics[0].detail.contains("backtrace"), "{diagnostics:?}");
}

#[test]
fn an_unknown_argument_gives_an_unknown_result() {
    let main = r#"
resource "terraform_data" "later" { input = "10.0.0.0/25" }
output "merged" { value = provider::amazonconnect::cidr_merge([terraform_data.later.output, "10.0.0.128/25"]) }
"#;
    let Some(case) = Case::with(&format!("{REQUIRED}{main}")) else { return };
    let plan = case.converge();
    assert_eq!(plan.json["output_changes"]["merged"]["after_unknown"], json!(true));
    assert_eq!(case.outputs()["merged"], json!(["10.0.0.0/24"]));
}

#[test]
fn a_quota_stops_a_plan_with_its_message() {
    let main = |quota: u32| {
        format!(
            r#"
locals {{
  rules = [{{
    direction = "egress", ip_protocol = "tcp", from_port = 443, to_port = 443, cidrs = ["3.5.0.0/20", "3.5.32.0/20", "3.5.64.0/20"]
  }}]
  check = provider::amazonconnect::quota_check(local.rules, "security_group", {{ quota = {quota}, groups = 1 }})
}}
output "needed" {{
  value = local.check.groups_needed
  precondition {{
    condition     = local.check.fits
    error_message = local.check.message
  }}
}}
"#
        )
    };
    let Some(case) = Case::with(&format!("{REQUIRED}{}", main(3))) else { return };
    case.converge();
    assert_eq!(case.outputs()["needed"], json!(1));

    case.write("main.tf", format!("{REQUIRED}{}", main(2)));
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(!succeeded);
    let [found] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert!(found.detail.contains("the quota is 2, so 2 security groups are needed and 1 may be used"), "{found:?}");
    assert!(found.detail.contains("Set max_rules = 2 in amazonconnect_network_rules"), "{found:?}");
}
