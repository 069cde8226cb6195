//! The ways to install the provider, and the README's words for two of them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::support::command::run;
use crate::support::mirror;
use crate::support::readme;
use crate::support::skip::skip;
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
    case.run(&["init", "-no-color"]).success();
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
            case.run(&["init", "-no-color"]).success();
        }
        case.converge();
        assert_ne!(case.outputs()["count"], 0);
    }
}

/// The comment before the README's two blocks.
const INSTALL: &str = "<!-- install -->";

#[test]
fn the_readme_s_ways_work_word_by_word() {
    if std::env::var_os("TF_BINARY").is_some() || Command::new("terraform").arg("version").output().is_err() {
        return skip("the README names terraform, which is not on PATH, or TF_BINARY names another one");
    }
    let text = readme::text();
    let [by_mirror, by_override, ..] = readme::blocks(&text, INSTALL)[..] else { panic!("two blocks follow {INSTALL}") };
    for (block, start, says) in [
        (by_mirror, "terraform init -no-color", "Installed amazonconnect/amazonconnect v"),
        (by_override, "true", "Provider development overrides are in effect"),
    ] {
        let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("target/release")).unwrap();
        fs::create_dir_all(at("work")).unwrap();
        let built = at("target/release").join(Path::new(mirror::PROVIDER).file_name().unwrap());
        fs::copy(mirror::PROVIDER, built).unwrap();
        fs::write(at("work/main.tf"), TRY_OUT).unwrap();
        let script = format!("{block}\ncd work\n{start}\nterraform plan -no-color");
        let mut bash = Command::new("bash");
        bash.args(["-euc", &script]).current_dir(folder.path()).env("HOME", folder.path()).env("CHECKPOINT_DISABLE", "1");
        bash.env_remove("TF_CLI_CONFIG_FILE");
        let outcome = run(&mut bash, Duration::from_secs(120)).success();
        for part in [says, "+ count = "] {
            assert!(outcome.stdout.contains(part), "{part:?} is not in {}", outcome.text());
        }
    }
}
