//! A real Terraform (or OpenTofu, by `TF_BINARY` and `REGISTRY_HOST`) in a
//! folder of its own: its own CLI configuration, mirrors and environment, no
//! network but loopback.
//! In: configuration files → out: plans, states, diagnostics as JSON.
//! Invariant: when a case ends well, no provider process of it is alive.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

use super::command::{Outcome, Running, run, start};
use super::processes::{MARKER, gone_within};
use super::skip::skip;
use super::{mirror, processes};

/// No command of a test takes longer on a slow machine; past it, it hangs.
const LIMIT: Duration = Duration::from_secs(120);

/// How Terraform finds the provider under test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// `terraform init` from a folder that holds the binary.
    UnpackedMirror,
    /// `terraform init` from a zip.
    PackedMirror,
    /// The development override: no init, no lock file.
    DevOverrides,
    /// The fixture provider of `tests/fixture/` instead, as a development override.
    Fixture,
    /// As `UnpackedMirror`, beside a newer hashicorp/aws than the usual one.
    WithNewerAws,
}

/// One configuration and its state.
pub struct Case {
    folder: TempDir,
    binary: String,
    environment: BTreeMap<String, String>,
    marker: String,
}

/// A message of Terraform's, with the place that it points at.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    pub severity: String,
    pub summary: String,
    #[serde(default)]
    pub detail: String,
    pub range: Option<Range>,
}

/// Where in a configuration file.
#[derive(Debug, Deserialize)]
pub struct Range {
    pub filename: String,
    pub start: Position,
}

/// The start of a `Range`, in bytes.
#[derive(Debug, Deserialize)]
pub struct Position {
    pub byte: usize,
}

/// A saved plan.
pub struct Plan {
    /// The file to give to `apply`.
    pub file: &'static str,
    /// What `show -json` says of it.
    pub json: Value,
}

impl Plan {
    /// What happens to each resource that changes: its address → its actions.
    pub fn changes(&self) -> BTreeMap<String, Vec<String>> {
        let changes = self.json["resource_changes"].as_array().into_iter().flatten();
        changes
            .map(|change| {
                let actions: Vec<String> = serde_json::from_value(change["change"]["actions"].clone()).unwrap();
                (change["address"].as_str().unwrap().to_owned(), actions)
            })
            .filter(|(_, actions)| actions != &["no-op"] && actions != &["read"])
            .collect()
    }

    /// One resource's `change` object.
    #[track_caller]
    pub fn change(&self, address: &str) -> &Value {
        let changes = self.json["resource_changes"].as_array().expect("the plan has changes");
        let found = changes.iter().find(|change| change["address"] == address);
        &found.unwrap_or_else(|| panic!("the plan has no {address}"))["change"]
    }
}

impl Case {
    /// A new case, or `None` and a printed reason where there is no Terraform.
    pub fn new(install: Install) -> Option<Self> {
        let binary = std::env::var("TF_BINARY").unwrap_or_else(|_| "terraform".to_owned());
        if Command::new(&binary).arg("version").output().is_err() {
            skip(&format!("there is no {binary} on PATH; TF_BINARY may name one"));
            return None;
        }
        if install == Install::Fixture && !mirror::fixture_folder().join("terraform-provider-fixture").exists() {
            skip("the fixture provider is not built; `cargo build --examples` builds it");
            return None;
        }
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let marker = folder.path().file_name().unwrap().to_string_lossy().into_owned();
        let case = Self { folder, binary, environment: BTreeMap::new(), marker };
        fs::create_dir(case.work()).unwrap();
        case.write_cli_configuration(install);
        Some(case)
    }

    /// A case with a configuration, installed and ready to plan.
    #[track_caller]
    pub fn with(main: &str) -> Option<Self> {
        let case = Self::new(Install::UnpackedMirror)?;
        case.write("main.tf", main);
        case.init();
        Some(case)
    }

    fn write_cli_configuration(&self, install: Install) {
        let own = self.folder.path().join("mirror");
        match install {
            Install::UnpackedMirror | Install::WithNewerAws => mirror::make_unpacked(&own),
            Install::PackedMirror => mirror::make_packed(&own),
            Install::DevOverrides | Install::Fixture => fs::create_dir(&own).unwrap(),
        }
        let host = mirror::registry_host();
        let mut configuration = String::from("provider_installation {\n");
        if install == Install::DevOverrides {
            let folder = Path::new(mirror::PROVIDER).parent().unwrap();
            configuration += &format!("  dev_overrides {{ \"{host}/{}\" = {folder:?} }}\n", mirror::SOURCE);
        }
        if install == Install::Fixture {
            configuration +=
                &format!("  dev_overrides {{ \"{host}/amazonconnect/fixture\" = {:?} }}\n", mirror::fixture_folder());
        }
        configuration +=
            &format!("  filesystem_mirror {{\n    path = {own:?}\n    include = [\"{host}/amazonconnect/*\"]\n  }}\n");
        let aws = if install == Install::WithNewerAws { mirror::newer_aws_mirror() } else { mirror::aws_mirror() };
        if let Some(aws) = aws {
            configuration +=
                &format!("  filesystem_mirror {{\n    path = {aws:?}\n    include = [\"{host}/hashicorp/*\"]\n  }}\n");
        }
        configuration += "}\n";
        fs::write(self.cli_configuration(), configuration).unwrap();
    }

    fn cli_configuration(&self) -> PathBuf {
        self.folder.path().join("cli.tfrc")
    }

    /// The folder of the configuration.
    pub fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// What the environment of this case's processes carries.
    pub fn marker(&self) -> &str {
        &self.marker
    }

    /// Set an environment variable for all later commands.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.insert(name.to_owned(), value.to_owned());
    }

    /// Write a file of the configuration.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.work().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Copy the files of a folder of this repository into the configuration.
    pub fn copy(&self, folder: &str) {
        self.copy_into(folder, ".");
    }

    /// Copy the files of a folder of this repository into a folder of the configuration.
    pub fn copy_into(&self, folder: &str, target: &str) {
        let target = self.work().join(target);
        fs::create_dir_all(&target).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, target.join(path.file_name().unwrap())).unwrap();
            }
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.program(&self.binary, arguments)
    }

    /// A bash script of the configuration, which runs Terraform itself.
    pub fn shell(&self, arguments: &[&str]) -> Command {
        let mut bash = self.program("bash", arguments);
        bash.env("TF_BINARY", &self.binary);
        bash
    }

    fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.work());
        for (name, _) in std::env::vars() {
            if name.starts_with("TF_") || name.starts_with("AMAZONCONNECT_") || name.starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        command
            .env_remove("RUST_BACKTRACE")
            .env_remove("RUST_LIB_BACKTRACE")
            .env("TF_CLI_CONFIG_FILE", self.cli_configuration())
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_IN_AUTOMATION", "1")
            .env("TF_INPUT", "0")
            // These commands live for seconds: with less collection of garbage, a fifth less work.
            .env("GOGC", "400")
            .env(MARKER, &self.marker)
            .envs(&self.environment);
        command
    }

    /// Run Terraform to its end, whatever it says.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_within(arguments, LIMIT)
    }

    /// Run Terraform to its end, which may take longer than a test of the gate.
    #[track_caller]
    pub fn run_within(&self, arguments: &[&str], limit: Duration) -> Outcome {
        run(&mut self.command(arguments), limit)
    }

    /// Start Terraform and go on.
    pub fn start(&self, arguments: &[&str]) -> Running {
        start(&mut self.command(arguments))
    }

    /// `terraform init` from the mirrors.
    #[track_caller]
    pub fn init(&self) {
        self.init_in(".");
    }

    /// `terraform init` in a folder of the configuration.
    #[track_caller]
    pub fn init_in(&self, folder: &str) {
        self.run(&[&format!("-chdir={folder}"), "init", "-no-color"]).success();
        forget_digests(&self.work().join(folder));
    }

    /// `plan -out`, and what it holds.
    #[track_caller]
    pub fn plan(&self) -> Plan {
        self.run(&["plan", "-no-color", "-out=saved.tfplan"]).success();
        let shown = self.run(&["show", "-json", "saved.tfplan"]).success();
        Plan { file: "saved.tfplan", json: serde_json::from_str(&shown.stdout).unwrap() }
    }

    /// Apply a saved plan.
    #[track_caller]
    pub fn apply(&self, plan: &Plan) {
        self.run(&["apply", "-no-color", plan.file]).success();
    }

    /// Plan, apply that plan, and see that nothing is left to do.
    #[track_caller]
    pub fn converge(&self) -> Plan {
        let plan = self.plan();
        self.apply(&plan);
        self.assert_settled();
        plan
    }

    /// A plan must be empty, with and without a refresh.
    #[track_caller]
    pub fn assert_settled(&self) {
        for refresh in ["-refresh=false", "-refresh=true"] {
            let outcome = self.run(&["plan", "-no-color", "-detailed-exitcode", refresh]);
            assert_eq!(outcome.code, Some(0), "a plan with {refresh} is not empty:\n{}", outcome.text());
        }
    }

    /// A plan must change no resource; outputs may be new.
    #[track_caller]
    pub fn assert_no_resource_changes(&self) {
        let changes = self.plan().changes();
        assert!(changes.is_empty(), "{changes:?}");
    }

    /// Destroy everything.
    #[track_caller]
    pub fn destroy(&self) {
        self.run(&["destroy", "-no-color", "-auto-approve"]).success();
    }

    /// All outputs, by name.
    #[track_caller]
    pub fn outputs(&self) -> BTreeMap<String, Value> {
        let outcome = self.run(&["output", "-json"]).success();
        let outputs: BTreeMap<String, Value> = serde_json::from_str(&outcome.stdout).unwrap();
        outputs.into_iter().map(|(name, mut output)| (name, output["value"].take())).collect()
    }

    /// All diagnostics of `validate`.
    #[track_caller]
    pub fn validate(&self) -> Vec<Diagnostic> {
        let outcome = self.run(&["validate", "-json"]);
        let mut answer: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.text()));
        serde_json::from_value(answer["diagnostics"].take()).unwrap()
    }

    /// All diagnostics of a plan, and whether it succeeded.
    #[track_caller]
    pub fn plan_diagnostics(&self) -> (bool, Vec<Diagnostic>) {
        let outcome = self.run(&["plan", "-json"]);
        (outcome.code == Some(0), diagnostics_in(&outcome.stdout))
    }

    /// A diagnostic must point at this text. Terraform's range may end early
    /// (at the bracket of a list), so where it starts is what counts.
    #[track_caller]
    pub fn assert_points_at(&self, diagnostic: &Diagnostic, text: &str) {
        let range = diagnostic.range.as_ref().unwrap_or_else(|| panic!("{diagnostic:?} points nowhere"));
        let file = fs::read_to_string(self.work().join(&range.filename)).unwrap();
        let found = &file[range.start.byte..];
        assert!(found.starts_with(text), "not at {text:?} but at {:?}: {diagnostic:?}", found.lines().next());
    }
}

/// The diagnostics among Terraform's lines of JSON.
pub fn diagnostics_in(lines: &str) -> Vec<Diagnostic> {
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["type"] == "diagnostic")
        .map(|mut message| serde_json::from_value(message["diagnostic"].take()).unwrap())
        .collect()
}

/// Takes the digests out of the lock file. Terraform hashes the programs of all
/// providers before each command, up to 700 MB, to compare with those that are
/// there.
fn forget_digests(folder: &Path) {
    let path = folder.join(".terraform.lock.hcl");
    // Where nothing is installed there is none.
    let Ok(lock) = fs::read_to_string(&path) else { return };
    let mut is_digest = false;
    let is_kept = |line: &&str| {
        is_digest |= line.trim() == "hashes = [";
        let is_kept = !is_digest;
        is_digest &= line.trim() != "]";
        is_kept
    };
    let kept: Vec<&str> = lock.lines().filter(is_kept).collect();
    fs::write(&path, kept.join("\n") + "\n").unwrap();
}

impl Drop for Case {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let gone = gone_within(&self.marker, Duration::from_secs(5));
            assert!(gone, "provider processes survive: {:?}", processes::providers_of(&self.marker));
        }
    }
}
