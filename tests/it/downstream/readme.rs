//! The README's configuration to copy, applied as it stands: with AWS's whole
//! document of 2026-08-22, and an AWS that refuses what exceeds its default
//! quotas.

use serde_json::Value;

use super::{cloud::Cloud, example::OLD_ARGUMENT};
use crate::support::mirror;
use crate::support::readme;
use crate::support::skip::skip;
use crate::support::terraform::{Case, Install};

/// The heading before the configuration to copy.
const USE_IT: &str = "## Use it";
/// What the README has its reader replace.
const VPC: &str = "vpc-0123456789abcdef0";
/// AWS's defaults: rules of a security group in a direction and family, and
/// security groups of a network interface
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>,
/// read 2026-11-22).
const RULES_OF_A_GROUP: usize = 60;
const GROUPS_OF_AN_INTERFACE: usize = 5;

/// Prefixes of `family` (`cidr_blocks` or `ipv6_cidr_blocks`) in the egress of a planned group.
fn prefixes(group: &Value, family: &str) -> usize {
    group["egress"].as_array().unwrap().iter().map(|block| block[family].as_array().map_or(0, Vec::len)).sum()
}

#[test]
fn the_configuration_to_copy_works_within_the_default_quotas() {
    if mirror::aws_mirror().is_none() {
        return skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
    }
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    let Some(cloud) = Cloud::start() else { return };
    let readme = readme::text();
    let [block, raised, ..] = readme::blocks(&readme, USE_IT)[..] else { panic!("two blocks follow {USE_IT}") };
    assert!(block.contains(VPC), "{block}");
    case.write("main.tf", block);
    let formatted = case.run(&["fmt", "-check", "-diff"]);
    assert_eq!(formatted.code, Some(0), "{}", formatted.text());
    case.write("main.tf", block.replace(VPC, cloud.vpc_id()));
    let own = "provider \"amazonconnect\" {\n  bundled_ip_ranges = true\n}\n";
    case.write("loopback_override.tf", cloud.provider_block(OLD_ARGUMENT) + own);
    case.init();

    let plan = case.converge();
    let groups = plan.changes();
    assert!((1..=GROUPS_OF_AN_INTERFACE).contains(&groups.len()), "{groups:?}");
    for address in groups.keys() {
        let group = &plan.change(address)["after"];
        for family in ["cidr_blocks", "ipv6_cidr_blocks"] {
            let found = prefixes(group, family);
            assert!((1..=RULES_OF_A_GROUP).contains(&found), "{address}: {found} {family}");
        }
    }

    // The exact rules are too many for that, which a plan says; what the README has for a raised quota holds them.
    let exact: String =
        block.lines().filter(|line| !line.trim_start().starts_with("max_")).map(|line| line.to_owned() + "\n").collect();
    case.write("main.tf", exact.replace(VPC, cloud.vpc_id()));
    let (fits, diagnostics) = case.plan_diagnostics();
    assert!(!fits && diagnostics.iter().any(|error| error.detail.contains("the rules do not fit")), "{diagnostics:?}");
    case.write("locals_override.tf", raised);
    let plan = case.plan();
    assert_eq!(plan.json["planned_values"]["root_module"]["resources"].as_array().map(Vec::len), Some(9));
    case.destroy();
}
