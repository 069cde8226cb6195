//! `examples/ci`: the pipeline's shell part, run whole, and its guide.

use std::{fs, path::Path, process::Command, time::Duration};

use crate::{
    downstream::example::{documents, provider_block},
    support::{
        command::run,
        document_server::DocumentServer,
        skip::skip,
        terraform::{Case, Install},
    },
};

const FOLDER: &str = "examples/ci";
const LIMIT: Duration = Duration::from_secs(120);

/// A month before what the event announces must be allowed, and less than a week.
const EARLY: &str = "2025-11-20T00:00:00Z";
const LATE: &str = "2025-12-12T00:00:00Z";
/// All that it announces is in use.
const ENDED: &str = "2026-02-01T00:00:00Z";

/// The pipeline as it stands; the present moment is a variable.
struct Pipeline {
    case: Case,
    server: DocumentServer,
}

impl Pipeline {
    /// By a document; `None` after a `skip`.
    fn start(document: &[u8]) -> Option<Self> {
        if Command::new("jq").arg("--version").output().is_err() {
            skip("jq is absent: run tests/install.sh");
            return None;
        }
        let case = Case::new(Install::DevOverrides)?;
        case.copy(FOLDER);
        for root in ["network", "review"] {
            case.copy_into(&format!("{FOLDER}/{root}"), root);
        }
        let pipeline = Self { case, server: DocumentServer::serving(Vec::new()) };
        pipeline.publish(document);
        Some(pipeline)
    }

    /// AWS serves another document, of which the part that the event is about is kept.
    fn publish(&self, document: &[u8]) {
        self.server.serve(document.to_vec());
        let part = "data \"amazonconnect_network_rules\" \"agents\" {\n  services = [\"AMAZON_CONNECT\", \"CLOUDFRONT\"]\n}\n";
        self.case.write("network/loopback_override.tf", provider_block(&self.server.url(), document) + part);
    }

    fn bash(&self, now: &str) -> Command {
        let mut bash = self.case.shell(&["drift.sh", "out"]);
        bash.env("TF_VAR_now", now);
        bash
    }

    /// Runs the script at `now`; what it printed, and the review.
    #[track_caller]
    fn drift(&self, now: &str, code: i32) -> (String, String) {
        let outcome = run(&mut self.bash(now), LIMIT);
        assert_eq!(outcome.code, Some(code), "{}", outcome.text());
        (outcome.text(), fs::read_to_string(self.case.work().join("out/review.md")).unwrap())
    }

    #[track_caller]
    fn apply(&self) {
        self.case.run(&["-chdir=network", "apply", "-auto-approve", "-no-color"]).success();
    }

    /// An apply that stores the ledger and fails at the firewall.
    #[track_caller]
    fn apply_in_part(&self) {
        let file = "network/failing_override.tf";
        let failing = "  triggers_replace = local.rules\n  provisioner \"local-exec\" {\n    command = \"exit 1\"\n  }\n";
        self.case.write(file, format!("resource \"terraform_data\" \"firewall\" {{\n{failing}}}\n"));
        let outcome = self.case.run(&["-chdir=network", "apply", "-auto-approve", "-no-color"]);
        assert_eq!(outcome.code, Some(1), "{}", outcome.text());
        assert!(outcome.stdout.contains("amazonconnect_range_ledger.agents: Modifications complete"), "{}", outcome.text());
        fs::remove_file(self.case.work().join(file)).unwrap();
    }
}

/// The document of the event at another moment, with the same rows.
fn redated(document: &[u8], create_date: &str, sync_token: &str) -> Vec<u8> {
    let text = String::from_utf8(document.to_vec()).unwrap();
    let later = text.replace("2025-11-17-21-58-25", create_date).replace("1763416705", sync_token);
    assert_ne!(later, text);
    later.into_bytes()
}

#[test]
fn the_script_tells_changes_urgency_and_errors_apart() {
    let Some((before, after)) = documents() else { return };
    let Some(pipeline) = Pipeline::start(&before) else { return };

    // Nothing was applied yet: a change, whatever is due.
    pipeline.publish(&after);
    let (text, review) = pipeline.drift(LATE, 2);
    assert!(review.contains("notices are open") && !text.contains("A check failed"), "{text}{review}");
    pipeline.publish(&before);
    let (_, review) = pipeline.drift(EARLY, 2);
    assert!(review.starts_with("## Amazon Connect: us-east-1\n"), "{review}");
    assert!(!review.contains("Against what is approved") && review.contains("lacks something"), "{review}");
    pipeline.apply();
    let (_, review) = pipeline.drift(EARLY, 0);
    assert!(review.contains("The rules open what is approved. The deployed filter lets all of it through."), "{review}");

    // AWS publishes: a change with a month's time, and what it withdraws is held.
    pipeline.publish(&after);
    let (text, review) = pipeline.drift(EARLY, 2);
    assert!(!text.contains("A check failed"), "{text}");
    assert!(review.contains("notices are open") && review.contains("2025-12-17") && review.contains("**no**"), "{review}");
    assert!(review.contains("opens: egress tcp/443 ipv4 23.228.216.0/23") && !review.contains("closes: "), "{review}");
    assert!(review.contains("2025-12-01") && review.contains("The deployed filter lacks something"), "{review}");
    let picture = fs::read_to_string(pipeline.case.work().join("out/notices.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains("<g class=\"notice\">"), "{picture}");

    // Not applied, it becomes due, and the gate closes.
    let (text, _) = pipeline.drift(LATE, 3);
    assert!(text.contains("A check failed:\nTo be allowed soon: egress tcp/443 ipv4 (256 addresses) by 2025-12-16"), "{text}");
    assert!(!text.contains("Had to be allowed by now"), "what is overdue is applied: {text}");
    assert!(text.contains("check.notice: fail") && text.contains("The plan changes something too"), "{text}");

    // Applied, it is open, though its notice is as well.
    pipeline.apply();
    let (_, review) = pipeline.drift(LATE, 0);
    assert!(review.contains("notices are open") && review.contains("2025-12-17") && review.contains("| yes |"), "{review}");
    let (_, review) = pipeline.drift("2025-12-20T00:00:00Z", 0);
    assert!(review.contains("**now**") && review.contains("| yes |"), "{review}");

    // What was held is due: the plan drops it, and the review says so.
    pipeline.publish(&redated(&after, "2025-12-02-00-00-00", "1764633600"));
    let (_, review) = pipeline.drift(LATE, 2);
    assert!(review.contains("closes: egress tcp/443 ipv4 23.228.237.0/24") && !review.contains("opens: "), "{review}");
    pipeline.publish(&after);

    // A check of yours counts as well.
    let check = |condition: &str| {
        format!("check \"own\" {{\n  assert {{\n    condition = {condition}\n    error_message = \"Own words.\"\n  }}\n}}\n")
    };
    pipeline.case.write("network/own.tf", check("length(local.rules) == 0"));
    let (text, _) = pipeline.drift(LATE, 3);
    assert!(text.contains("A check failed:\nOwn words.\ncheck.own: fail\n") && !text.contains("changes something too"), "{text}");
    // One whose outcome is not known as well.
    pipeline.case.write("network/own.tf", check("timestamp() == \"\" || length(local.rules) == 0"));
    let (text, _) = pipeline.drift(LATE, 3);
    assert!(text.contains("check.own: unknown"), "{text}");
    fs::remove_file(pipeline.case.work().join("network/own.tf")).unwrap();

    // A tool that fails, whatever its code means to it, is an error.
    let path = std::env::var("PATH").unwrap();
    let stubs = pipeline.case.work().join("stubs");
    for stub in [2, 3, 127] {
        pipeline.case.write("stubs/jq", format!("#!/bin/sh\nexit {stub}\n"));
        let mut mode = fs::metadata(stubs.join("jq")).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
        fs::set_permissions(stubs.join("jq"), mode).unwrap();
        let outcome = run(pipeline.bash(LATE).env("PATH", format!("{}:{path}", stubs.display())), LIMIT);
        assert_eq!(outcome.code, Some(1), "{}", outcome.text());
    }

    // An error is neither: a moment that is none, and no document.
    pipeline.drift("today", 1);
    pipeline
        .case
        .write("network/loopback_override.tf", "provider \"amazonconnect\" {\n  ip_ranges_url = \"file:///absent.json\"\n}\n");
    pipeline.drift(LATE, 1);
}

#[test]
fn the_gate_stays_closed_until_the_firewalls_have_what_is_in_use() {
    let Some((before, after)) = documents() else { return };
    let Some(mut pipeline) = Pipeline::start(&before) else { return };
    pipeline.apply();

    // The ledger knows what AWS publishes, the firewalls do not: it is not applied, and becomes due.
    pipeline.publish(&after);
    pipeline.apply_in_part();
    let (text, review) = pipeline.drift(EARLY, 2);
    assert!(!text.contains("range_ledger.agents will be"), "it is stored: {text}");
    assert!(review.contains("opens: egress tcp/443 ipv4 23.228.216.0/23"), "{review}");
    let (text, _) = pipeline.drift(LATE, 3);
    assert!(text.contains("A check failed:\nTo be allowed soon: egress tcp/443 ipv4 (256 addresses) by 2025-12-16"), "{text}");
    assert!(text.contains("check.notice: fail") && !text.contains("check.in_use"), "a notice gives it time: {text}");

    // Its notices have ended, and it is still not applied, whether the ledger keeps them until its next change or not.
    let (text, _) = pipeline.drift(ENDED, 3);
    assert!(text.contains("check.in_use: fail") && !text.contains("check.notice"), "{text}");
    assert!(!text.contains("range_ledger.agents will be"), "it keeps them: {text}");
    pipeline.publish(&redated(&after, "2026-02-01-00-00-00", "1769904000"));
    let (text, review) = pipeline.drift(ENDED, 3);
    assert!(text.contains("Required without an open notice, and not applied. Missing: egress tcp/443 ipv4"), "{text}");
    assert!(text.contains("check.in_use: fail") && !text.contains("check.notice"), "{text}");
    assert!(!review.contains("| Allow by |"), "{review}");
    pipeline.apply();
    let (text, _) = pipeline.drift(ENDED, 0);
    assert!(!text.contains("A check failed"), "{text}");

    // Nobody at AWS gives notice of a Region that is asked for anew.
    pipeline.case.set("TF_VAR_regions", r#"["us-east-1", "eu-central-1"]"#);
    let (text, _) = pipeline.drift(ENDED, 3);
    assert!(text.contains("not applied. Missing: egress udp/3478 ipv4") && text.contains("changes something too"), "{text}");
    assert!(text.contains("check.in_use: fail") && !text.contains("check.notice"), "{text}");
    pipeline.apply();
    pipeline.drift(ENDED, 0);
}

#[test]
fn the_review_is_written_into_a_folder_of_where_the_script_is_called() {
    let Some((before, _)) = documents() else { return };
    let Some(pipeline) = Pipeline::start(&before) else { return };
    let (work, elsewhere) = (pipeline.case.work(), pipeline.case.work().join("elsewhere"));
    fs::create_dir(&elsewhere).unwrap();
    let called = |arguments: &[&str]| {
        let outcome = run(pipeline.case.shell(arguments).current_dir(&elsewhere), LIMIT);
        assert_eq!(outcome.code, Some(2), "{}", outcome.text());
    };
    called(&["../drift.sh", "new/out"]);
    assert!(elsewhere.join("new/out/review.md").exists() && elsewhere.join("new/out/notices.svg").exists());
    assert!(!work.join("new").exists());
    called(&["../drift.sh", work.join("absolute").to_str().unwrap()]);
    assert!(work.join("absolute/review.md").exists() && !work.join("review.md").exists());
    // Without a folder it is that of the script.
    called(&["../drift.sh"]);
    assert!(work.join("review.md").exists() && !elsewhere.join("review.md").exists());
}

/// What the page shows is what the example has, line by line, and the workflow
/// runs the script that is tested here.
#[test]
fn the_guide_shows_the_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let files =
        ["network/main.tf", "review/main.tf", "trigger/main.tf", "drift.sh"].map(|name| read(&format!("{FOLDER}/{name}")));
    let guide = read("templates/guides/ci.md");
    let blocks: Vec<&str> =
        guide.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).map(|(_, text)| text).collect();
    assert!(blocks.len() > 4, "{blocks:?}");
    for block in blocks {
        assert!(files.iter().any(|file| file.contains(block)), "{block}");
    }
    let workflow = read(&format!("{FOLDER}/github-actions.yml"));
    for line in ["bash drift.sh out || code=$?", "terraform_wrapper: false", "out/review.md"] {
        assert!(workflow.contains(line), "{line}");
    }
}
