//! Every example folder: formatted, and planned where it needs no cloud, else valid.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::mirror;
use crate::support::skip::skip;
use crate::support::terraform::{Case, Install};

/// All folders under `examples/` that hold configuration, from the root of the repository.
fn folders() -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        let paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        if paths.iter().any(|path| path.extension().is_some_and(|extension| extension == "tf")) {
            found.push(folder.to_owned());
        }
        for path in paths.iter().filter(|path| path.is_dir()) {
            collect(path, found);
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &mut found);
    found.sort();
    found
}

/// What a documentation snippet leaves to its reader.
const PROVIDER_REQUIREMENT: &str = r#"
terraform {
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}
"#;

fn configuration(folder: &Path) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let files = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "tf"));
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// A case with the folder's files, offline; a snippet gets what it leaves out.
fn case_of(folder: &Path, install: Install) -> Option<(Case, String)> {
    let case = Case::new(install)?;
    case.copy(folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap());
    let text = configuration(folder);
    if !text.contains("required_providers") {
        case.write("requirement.tf", PROVIDER_REQUIREMENT);
    }
    let bundled = "provider \"amazonconnect\" {\n  bundled_ip_ranges = true\n}\n";
    let file = if text.contains("provider \"amazonconnect\"") { "offline_override.tf" } else { "offline.tf" };
    if text.contains("amazonconnect") {
        case.write(file, bundled);
    }
    Some((case, text))
}

fn needs_cloud(text: &str) -> bool {
    text.contains("\"aws_") || text.contains("provider \"aws\"")
}

#[test]
fn all_are_formatted() {
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let outcome = case.run(&["fmt", "-check", "-recursive", "-diff", examples.to_str().unwrap()]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.text());
}

/// What a script writes for the review of a network.
const NOTHING_NEEDED: &str =
    r#"{"applied": [], "planned": {"regions": ["us-east-1"], "required": [], "rules": [], "notices": [], "held": []}}"#;

#[test]
fn those_without_a_cloud_are_planned() {
    for folder in folders() {
        // No init: there are many, and `install` sees to the mirrors.
        let Some((case, text)) = case_of(&folder, Install::DevOverrides) else { return };
        if needs_cloud(&text) {
            continue;
        }
        eprintln!("{}", folder.display());
        if text.contains("/network.json\"") {
            case.write("network.json", NOTHING_NEEDED);
        }
        case.run(&["plan", "-no-color"]).success();
    }
}

/// Without what was loaded all is new, with it nothing is; what cannot be read is
/// an error, for as if there were nothing the lines would leave all that is stale.
#[test]
fn those_that_read_what_was_loaded_stop_at_damage() {
    let reading: Vec<PathBuf> = folders().into_iter().filter(|folder| configuration(folder).contains("/loaded.json\"")).collect();
    assert_eq!(reading.len(), 7, "{reading:?}");
    for folder in reading {
        let Some((case, _)) = case_of(&folder, Install::DevOverrides) else { return };
        eprintln!("{}", folder.display());
        case.run(&["apply", "-auto-approve", "-no-color"]).success();
        let first = case.outputs();
        assert!(first["changes"].as_str().unwrap().contains("Regions: eu-central-1."));
        assert!(first["text"].as_str().unwrap().contains("Regions: eu-central-1."));

        case.write("loaded.json", first["rules"].to_string());
        case.run(&["apply", "-auto-approve", "-no-color"]).success();
        let loaded = case.outputs();
        assert_eq!((&loaded["changes"], &loaded["summary"]), (&"".into(), &"nothing changes".into()));

        for damaged in ["", "[{"] {
            case.write("loaded.json", damaged);
            let outcome = case.run(&["plan", "-no-color"]);
            assert_eq!(outcome.code, Some(1), "{damaged:?}: {}", outcome.text());
            assert!(outcome.text().contains("jsondecode"), "{}", outcome.text());
        }
    }
}

/// A plan knows no quota: where AWS has one, a precondition compares.
#[test]
fn those_with_a_quota_check_it_at_plan() {
    let of_aws: Vec<PathBuf> = folders()
        .into_iter()
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("aws-")))
        .collect();
    assert!(of_aws.len() > 8, "{of_aws:?}");
    for folder in of_aws {
        let text = configuration(&folder);
        let checks = text.contains("quota_check(") || text.contains(".capacity <= var.capacity");
        let found = checks && text.contains("precondition {");
        // A domain list of Route 53 takes more names than there are.
        assert_eq!(found, !folder.ends_with("aws-dns-firewall"), "{}", folder.display());
    }
}

/// Resource types and arguments that the packaged hashicorp/aws does not have:
/// their examples are checked where a newer one is at hand.
const NEWER_THAN_PACKAGED: [&str; 3] = ["aws_vpc_security_group_", "firewall_domain_redirection_action", "stateful_rule_options"];

#[test]
fn those_with_a_cloud_are_valid() {
    if mirror::aws_mirror().is_none() {
        return skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
    }
    for folder in folders() {
        let text = configuration(&folder);
        if !needs_cloud(&text) {
            continue;
        }
        let is_newer = NEWER_THAN_PACKAGED.iter().any(|name| text.contains(name));
        if is_newer && mirror::newer_aws_mirror().is_none() {
            eprintln!("skipped: {}: no hashicorp/aws 5 or newer on this machine", folder.display());
            continue;
        }
        let install = if is_newer { Install::WithNewerAws } else { Install::UnpackedMirror };
        let Some((case, _)) = case_of(&folder, install) else { return };
        eprintln!("{}", folder.display());
        case.init();
        let errors: Vec<_> = case.validate().into_iter().filter(|diagnostic| diagnostic.severity == "error").collect();
        assert!(errors.is_empty(), "{}: {errors:?}", folder.display());
    }
}
