//! `examples/approval`: a real change of AWS's, watched, approved, followed by
//! three environments one after the other, and rolled back in one of them.

use std::{collections::BTreeSet, fs, path::Path, process::Command, time::Duration};

use serde_json::{Value, json};

use super::{
    cloud::Cloud,
    example::{ADDED, IPV4_PREFIXES, OLD_ARGUMENT, REMOVED, documents, provider_block},
};
use crate::support::{
    command::{Outcome, run},
    document_server::DocumentServer,
    mirror,
    skip::skip,
    terraform::{Case, Install},
};

const FOLDER: &str = "examples/approval";
const ENVIRONMENTS: [&str; 3] = ["dev", "stage", "prod"];
/// The event's new space must be allowed by then: a month after it.
const ALLOW_BY: &str = "2025-12-17";

/// The example, and what it works on.
struct Approval {
    case: Case,
    cloud: Cloud,
    server: DocumentServer,
}

impl Approval {
    /// With a document that is served; `None` after a `skip`.
    fn start(document: &[u8]) -> Option<Self> {
        if mirror::aws_mirror().is_none() {
            skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
            return None;
        }
        for program in ["jq", "git"] {
            if Command::new(program).arg("--version").output().is_err() {
                skip(&format!("{program} is absent: run tests/install.sh"));
                return None;
            }
        }
        let (case, cloud) = (Case::new(Install::UnpackedMirror)?, Cloud::start()?);
        case.copy(FOLDER);
        for root in ["watch", "environment"] {
            case.copy_into(&format!("{FOLDER}/{root}"), root);
        }
        let approval = Self { server: DocumentServer::serving(Vec::new()), case, cloud };
        approval.publish(document);
        let vpc_ids: Value = ENVIRONMENTS.iter().map(|name| (*name, approval.cloud.vpc_id())).collect();
        approval.case.write("watch/terraform.tfvars.json", json!({ "services": ["AMAZON_CONNECT", "CLOUDFRONT"] }).to_string());
        approval.case.write("environment/terraform.tfvars.json", json!({ "vpc_ids": vpc_ids }).to_string());
        approval.case.write("environment/loopback_override.tf", approval.cloud.provider_block(OLD_ARGUMENT));
        for root in ["watch", "environment"] {
            approval.case.init_in(root);
        }
        approval.git(&["init", "--quiet"]);
        Some(approval)
    }

    /// AWS serves another document.
    fn publish(&self, document: &[u8]) {
        self.server.serve(document.to_vec());
        self.case.write("watch/loopback_override.tf", provider_block(&self.server.url(), document));
    }

    /// One line of the script.
    fn script(&self, arguments: &[&str]) -> Outcome {
        run(&mut self.case.shell(&[&["approval.sh"], arguments].concat()), Duration::from_secs(240))
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]);
        run(command.args(arguments).current_dir(self.case.work()), Duration::from_secs(60)).success();
    }

    #[track_caller]
    fn commit(&self, message: &str) {
        self.git(&["add", "approved"]);
        self.git(&["commit", "--quiet", "-m", message]);
    }

    /// Renews the first file, which there is reason to; the pull request's text.
    #[track_caller]
    fn renew(&self) -> String {
        let outcome = self.script(&["renew"]);
        assert_eq!(outcome.code, Some(2), "{}", outcome.text());
        self.read("review.md")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.case.work().join(name)).unwrap()
    }

    /// Plans an environment that has something to do, applies, and sees that a second
    /// plan is empty; what changed beside the ledger, and what the plan said.
    #[track_caller]
    fn apply(&self, name: &str, more: &[&str]) -> (BTreeSet<String>, String) {
        let arguments = [&["plan", name], more].concat();
        let plan = self.script(&arguments);
        assert_eq!(plan.code, Some(2), "{}", plan.text());
        let shown = self.case.run(&["-chdir=environment", "show", "-json", &format!("{name}.tfplan")]).success();
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        let changed =
            shown["resource_changes"].as_array().unwrap().iter().filter(|one| one["change"]["actions"] != json!(["no-op"]));
        let changed = changed.filter(|one| one["type"] != "amazonconnect_range_ledger");
        let changed =
            changed.map(|one| format!("{} {}", one["change"]["actions"][0].as_str().unwrap(), one["index"].as_str().unwrap()));
        let changed = changed.collect();
        self.script(&["apply", name]).success();
        self.assert_settled(&arguments);
        (changed, plan.text())
    }

    #[track_caller]
    fn assert_settled(&self, plan: &[&str]) {
        let second = self.script(plan);
        assert_eq!(second.code, Some(0), "{}", second.text());
    }

    /// What AWS says is open in each environment: the prefixes of its group.
    fn open(&self) -> [BTreeSet<String>; 3] {
        ENVIRONMENTS.map(|name| {
            let group = format!("amazon-connect-agents-{name}-00");
            let answer =
                self.cloud.by_hand("DescribeSecurityGroups", &[("Filter.1.Name", "group-name"), ("Filter.1.Value.1", &group)]);
            let values = ["<cidrIp>", "<cidrIpv6>"].iter().flat_map(|tag| answer.split(tag).skip(1));
            values.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
        })
    }
}

/// All prefixes of an approved file.
fn prefixes(approved: &str) -> BTreeSet<String> {
    let approved: Value = serde_json::from_str(approved).unwrap();
    let rules = approved["rules"].as_array().unwrap().iter();
    rules.flat_map(|rule| rule["cidrs"].as_array().unwrap()).map(|cidr| cidr.as_str().unwrap().to_owned()).collect()
}

fn with(prefixes: &BTreeSet<String>, more: &[&str]) -> BTreeSet<String> {
    prefixes.iter().cloned().chain(more.iter().map(|prefix| (*prefix).to_owned())).collect()
}

#[test]
fn environments_open_what_is_approved_one_after_the_other_and_go_back() {
    let Some((before, after)) = documents() else { return };
    let Some(approval) = Approval::start(&before) else { return };

    // From nothing: the first file, and every environment by it.
    let review = approval.renew();
    assert!(review.starts_with("## Amazon Connect: eu-central-1\n") && review.contains("opens"), "{review}");
    let old_file = approval.read("approved/dev.json");
    let old = prefixes(&old_file);
    assert_eq!(old.iter().filter(|prefix| !prefix.contains(':')).count(), IPV4_PREFIXES);
    approval.script(&["follow", "stage", "dev"]).success();
    approval.script(&["follow", "prod", "stage"]).success();
    for name in ENVIRONMENTS {
        approval.apply(name, &[]);
    }
    assert_eq!(approval.open(), [(); 3].map(|()| old.clone()));
    approval.commit("Approve the first rules");

    // Nothing new: nothing to review, and the watch has nothing to do.
    let again = approval.script(&["renew"]);
    assert_eq!((again.code, approval.read("approved/dev.json")), (Some(0), old_file.clone()), "{}", again.text());
    let watch = ["-chdir=watch", "plan", "-no-color", "-detailed-exitcode"];
    assert_eq!(approval.case.run(&watch).code, Some(0));

    // AWS publishes: it waits, and a week before the date the check says so.
    approval.publish(&after);
    let late = approval.case.run(&[&watch[..3], &["-var=now=2025-12-12T00:00:00Z"]].concat()).success().text();
    assert!(late.contains("Check block assertion failed") && late.contains("Not approved. To be allowed soon:"), "{late}");
    let early = approval.case.run(&[&watch[..3], &["-var=now=2025-11-20T00:00:00Z"]].concat()).success().text();
    assert!(!early.contains("Check block"), "{early}");
    let review = approval.renew();
    assert!(review.contains(ALLOW_BY) && review.contains("**no**"), "{review}");
    assert!(review.contains("opens: egress tcp/443 ipv4 23.228."), "{review}");
    let new = prefixes(&approval.read("approved/dev.json"));
    assert_eq!(with(&old, &ADDED), with(&new, &REMOVED));
    let renewed = approval.case.run(&[&watch[..3], &["-var=now=2025-12-12T00:00:00Z"]].concat()).success().text();
    assert!(!renewed.contains("Check block"), "it waits no longer: {renewed}");

    // One after the other: what its file does not say an environment does not open.
    let all = with(&old, &ADDED);
    let additions: BTreeSet<String> = ADDED.iter().map(|prefix| format!("create egress-tcp-443-{prefix}")).collect();
    let (o, a) = (&old, &all);
    for (at, name) in ENVIRONMENTS.iter().enumerate() {
        if at > 0 {
            approval.assert_settled(&["plan", name]);
            approval.script(&["follow", name, ENVIRONMENTS[at - 1]]).success();
        }
        let expected = |done: usize| [0, 1, 2].map(|place| if place < done { a.clone() } else { o.clone() });
        assert_eq!(approval.open(), expected(at));
        let (changed, _) = approval.apply(name, &[]);
        assert_eq!(changed, additions, "{name}: what is withdrawn is held");
        assert_eq!(approval.open(), expected(at + 1));
        approval.commit(&format!("Approve the new rules for {name}"));
    }
    approval.case.run(&["-chdir=environment", "workspace", "select", "prod"]).success();
    let held = || approval.case.run(&["-chdir=environment", "output", "-json", "held"]).success().stdout;
    assert!(REMOVED.iter().all(|prefix| held().contains(prefix)) && held().contains("until 2025-12-01T"), "{}", held());

    // Back in one: nothing that it needs is lost, what only the newer had is held.
    approval.script(&["roll-back", "prod", "HEAD~1"]).success();
    assert_eq!(approval.read("approved/prod.json"), old_file);
    let (changed, said) = approval.apply("prod", &[]);
    assert_eq!(changed, BTreeSet::new());
    assert!(said.contains("The document is older than the ledger's"), "{said}");
    assert_eq!(approval.open(), [(); 3].map(|()| all.clone()));
    assert!(ADDED.iter().all(|prefix| held().contains(prefix)), "{}", held());
    assert!(
        !REMOVED.iter().any(|prefix| held().contains(&format!("{prefix}\"")) || held().contains(&format!("{prefix},"))),
        "{}",
        held()
    );
    // Or at once.
    let (changed, _) = approval.apply("prod", &["-var=hold_removed_days=0"]);
    assert_eq!(changed, ADDED.iter().map(|prefix| format!("delete egress-tcp-443-{prefix}")).collect());
    assert_eq!(approval.open(), [all.clone(), all.clone(), old.clone()]);

    // And forward again.
    approval.script(&["follow", "prod", "stage"]).success();
    assert_eq!(approval.apply("prod", &[]).0, additions);
    assert_eq!(approval.open(), [(); 3].map(|()| all.clone()));
}

/// What the watch asks is about what is not approved: not what is, and not only what has a notice.
#[test]
fn the_watch_warns_of_what_is_not_approved_and_of_nothing_else() {
    let Some((before, after)) = documents() else { return };
    let Some(approval) = Approval::start(&before) else { return };
    let said = |now: &str, more: &[&str]| {
        let now = format!("-var=now={now}T00:00:00Z");
        approval.case.run(&[&["-chdir=watch", "plan", "-no-color", &now], more].concat()).success().text()
    };
    let warns = |said: &str| ["notice", "in_use"].map(|check| said.contains(&format!("check \"{check}\"")));
    let apply = || approval.case.run(&["-chdir=watch", "apply", "-no-color", "-auto-approve"]).success();

    // Without a file nothing is approved, wherever it should be.
    let first = said("2025-11-20", &[]);
    assert_eq!(warns(&first), [false, true], "{first}");
    approval.renew();
    let renewed = said("2025-11-20", &[]);
    assert_eq!(warns(&renewed), [false, false], "{renewed}");
    let absent = said("2025-11-20", &["-var=approved=../approved/absent.json"]);
    assert_eq!(warns(&absent), [false, true], "{absent}");

    // Never approved, it is open, due, and in use, though the ledger keeps a notice that has ended.
    approval.publish(&after);
    apply();
    for (now, expected) in [("2025-11-20", [false, false]), ("2025-12-20", [true, false]), ("2026-02-01", [false, true])] {
        let said = said(now, &[]);
        assert_eq!(warns(&said), expected, "{now}: {said}");
    }

    // What is overdue and approved is no news where what waits has time.
    let later = said("2025-12-12", &["-var=warn_days=1"]);
    assert_eq!(warns(&later), [false, false], "{later}");
    approval.renew();
    for now in ["2025-12-20", "2026-02-01"] {
        let said = said(now, &[]);
        assert_eq!(warns(&said), [false, false], "{now}: {said}");
    }
}

/// As if a damaged file said that nothing is approved, all would be closed.
#[test]
fn an_environment_stops_at_a_file_that_is_none() {
    let Some((before, _)) = documents() else { return };
    let Some(approval) = Approval::start(&before) else { return };
    approval.renew();
    approval.apply("dev", &[]);
    let good = approval.read("approved/dev.json");
    let open = approval.open();

    let mut emptied: Value = serde_json::from_str(&good).unwrap();
    emptied["rules"] = json!([]);
    let mut without_document: Value = serde_json::from_str(&good).unwrap();
    without_document.as_object_mut().unwrap().remove("document");
    let damaged = [
        (String::new(), "jsondecode"),
        (good[..good.len() / 2].to_owned(), "jsondecode"),
        (emptied.to_string(), "rules"),
        (without_document.to_string(), "document"),
    ];
    for (file, words) in damaged {
        approval.case.write("approved/dev.json", &file);
        let outcome = approval.script(&["plan", "dev"]);
        assert_eq!(outcome.code, Some(1), "{file}: {}", outcome.text());
        assert!(outcome.text().contains(words), "{}", outcome.text());
    }
    fs::remove_file(approval.case.work().join("approved/dev.json")).unwrap();
    assert_eq!(approval.script(&["plan", "dev"]).code, Some(1));
    assert_eq!(approval.open(), open);

    for wrong in [&[][..], &["renew", "dev"], &["follow", "prod"], &["aply", "dev"]] {
        let outcome = approval.script(wrong);
        assert!(outcome.code == Some(1) && outcome.stderr.contains("bash approval.sh renew"), "{wrong:?}: {}", outcome.text());
    }
}

/// What the pages show is what the examples have, line by line.
#[test]
fn the_guides_show_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let files = ["watch/main.tf", "environment/main.tf", "approval.sh"].map(|name| read(&format!("{FOLDER}/{name}")));
    let resource = read("examples/resources/amazonconnect_range_ledger/resource.tf");
    for (guide, least) in [("ledger", 5), ("approval", 7)] {
        let guide = read(&format!("templates/guides/{guide}.md"));
        let blocks: Vec<&str> =
            guide.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).map(|(_, text)| text).collect();
        assert!(blocks.len() >= least, "{blocks:?}");
        for block in blocks {
            assert!(files.iter().chain([&resource]).any(|file| file.contains(block)), "{block}");
        }
    }
}
