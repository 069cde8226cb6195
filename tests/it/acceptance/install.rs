//! The ways to install the provider.

use std::fs;

use crate::support::terraform::{Case, Install};

const TRY_OUT: &str = r#"
terraform {
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}
provider "amazonconnect" { bundled_ip_ranges = true }
data "amazonconnect_network_rules" "agents" { regions = ["eu-central-1"] }
output "count" { value = length(data.amazonconnect_network_rules.agents.rules) }
"#;

/// The `hashes` lines of the lock file.
fn locked_hashes(install: Install) -> Option<String> {
    let case = Case::new(install)?;
    case.write("main.tf", TRY_OUT);
    case.init();
    let lock = fs::read_to_string(case.work().join(".terraform.lock.hcl")).unwrap();
    Some(lock.lines().filter(|line| line.contains("h1:") || line.contains("zh:")).collect())
}

#[test]
fn packed_and_unpacked_mirrors_lock_the_same_hash() {
    let (Some(packed), Some(unpacked)) = (locked_hashes(Install::PackedMirror), locked_hashes(Install::UnpackedMirror)) else {
        return;
    };
    assert!(packed.contains("h1:"), "no h1 hash in {packed:?}");
    assert_eq!(packed, unpacked);
}

#[test]
fn every_way_of_installing_plans() {
    for install in [Install::PackedMirror, Install::UnpackedMirror, Install::DevOverrides] {
        let Some(case) = Case::new(install) else { return };
        case.write("main.tf", TRY_OUT);
        if install != Install::DevOverrides {
            case.init();
        }
        case.converge();
        assert_ne!(case.outputs()["count"], 0);
    }
}
