//! Approved files that are none, or are not what was approved, read with
//! `jsondecode(file(…))` into the ledger and into the functions that compare:
//! refused with the reason, or taken at their word with every rule shown.

use amazonconnect::rules::Firewall;
use serde_json::{Value, json};

use super::REQUIRED;
use crate::{rules::read_back, support::terraform::Case};

/// A ledger of these rules, by the document of the file.
fn ledger(rules: &str) -> String {
    format!(
        r#"{REQUIRED}
locals {{ approved = jsondecode(file("approved.json")) }}
resource "amazonconnect_range_ledger" "agents" {{
  rules    = {rules}
  document = local.approved.document
}}
output "effective" {{ value = amazonconnect_range_ledger.agents.effective_rules }}
"#
    )
}

/// As `examples/approval` reads the file.
const THROUGH_A_FUNCTION: &str = "provider::amazonconnect::rules_subtract(local.approved.rules, [])";
const AS_IT_IS: &str = "local.approved.rules";

/// The functions that compare the file with the rules that hold now.
const FUNCTIONS: &str = r#"
locals {
  approved = jsondecode(file("approved.json")).rules
  current  = jsondecode(file("current.json"))
}
output "diff" { value = provider::amazonconnect::rules_diff(local.approved, local.current) }
output "coverage" { value = provider::amazonconnect::coverage(local.current, local.approved) }
output "review" {
  value = provider::amazonconnect::review_markdown({ rules = local.current, approved = local.approved }, "2027-02-01T03:00:00Z")
}
"#;

const TWO: [&str; 2] = ["15.193.0.0/19", "52.55.191.224/27"];

fn media() -> Value {
    json!({ "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478, "cidrs": TWO })
}

fn file(rules: Value) -> String {
    json!({ "rules": rules, "document": { "create_date": "2027-02-01T03:00:00Z", "sha256": "a".repeat(64) } }).to_string()
}

/// The file with another attribute in its only rule.
fn with(attribute: &str, value: Value) -> String {
    let mut rule = media();
    rule[attribute] = value;
    file(json!([rule]))
}

/// What is looked into with one file after the other.
struct Files {
    /// With the ledger of the good file.
    ledgers: [Case; 2],
    functions: Case,
}

impl Files {
    /// From what was approved and holds now.
    fn of(rules: &Value) -> Option<Self> {
        let case = |rules_of: &str| {
            let case = Case::with(&ledger(rules_of))?;
            case.write("approved.json", file(rules.clone()));
            case.converge();
            Some(case)
        };
        let ledgers = [case(THROUGH_A_FUNCTION)?, case(AS_IT_IS)?];
        let functions = Case::with(&format!("{REQUIRED}{FUNCTIONS}"))?;
        functions.write("current.json", rules.to_string());
        Some(Self { ledgers, functions })
    }

    fn write(&self, file: &str) {
        for case in self.ledgers.iter().chain([&self.functions]) {
            case.write("approved.json", file);
        }
    }

    /// What the functions give.
    #[track_caller]
    fn compared(&self) -> Value {
        self.functions.run(&["apply", "-no-color", "-auto-approve"]).success();
        serde_json::to_value(self.functions.outputs()).unwrap()
    }
}

/// What a plan says, if it fails, in one line.
fn refusal(case: &Case) -> Option<String> {
    let outcome = case.run(&["plan", "-no-color"]);
    (outcome.code != Some(0)).then(|| outcome.text().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn assert_refused(case: &Case, words: &str, what: &str) {
    let said = refusal(case).unwrap_or_else(|| panic!("{what}: the plan succeeded"));
    assert!(said.contains(words), "{what}: no {words:?} in {said}");
}

#[test]
fn what_is_no_list_of_rules_is_refused_everywhere() {
    let Some(files) = Files::of(&json!([media()])) else { return };
    let good = file(json!([media()]));
    let mut without_port = media();
    without_port.as_object_mut().unwrap().remove("to_port");
    let cidrs = |cidrs: Value| with("cidrs", cidrs);
    for (text, words) in [
        (String::new(), "jsondecode"),
        (good[..good.len() / 2].to_owned(), "jsondecode"),
        (format!("<<<<<<< HEAD\n{good}"), "jsondecode"),
        (good.replacen("\"rules\":", "\"rules\":[],\"rules\":", 1), "jsondecode"),
        ("[]".to_owned(), "Unsupported attribute"),
        ("null".to_owned(), "null"),
        (file(Value::Null), "null"),
        (file(json!({ "a": media() })), "list of"),
        (file(json!([media(), null])), "[1] is null: expected a rule, an object"),
        (file(json!([without_port])), "to_port"),
        (cidrs(json!([TWO[0], null])), "[0].cidrs[1] is null: expected a CIDR prefix"),
        (cidrs(Value::Null), "[0].cidrs is null: expected a list of CIDR prefixes"),
        (cidrs(json!(TWO[0])), "list of"),
        (cidrs(json!(["15.193.0.1/19"])), "\"15.193.0.1/19\" has host bits set: expected \"15.193.0.0/19\""),
        (cidrs(json!(["015.193.0.0/19"])), "\"015.193.0.0/19\" has a number with leading zeros"),
        (cidrs(json!(["15.193.0.0"])), "\"15.193.0.0\" has no prefix length"),
        (with("direction", json!("out")), "[0].direction is \"out\": expected \"egress\" or \"ingress\""),
        (with("ip_protocol", json!("-1")), "[0].ip_protocol is \"-1\": expected \"tcp\" or \"udp\""),
        (with("from_port", json!({ "first": 3478 })), "from_port"),
        (with("from_port", json!(3478.5)), "[0].from_port is 3478.5: expected an integer from 1 to 65535"),
        (with("from_port", json!(3479)), "the port range 3479-3478 is reversed"),
    ] {
        files.write(&text);
        for (case, what) in files.ledgers.iter().zip(["through a function", "as it is"]) {
            assert_refused(case, words, what);
        }
        assert_refused(&files.functions, words, "functions");
    }
    files.write(&good);
    assert_eq!((refusal(&files.ledgers[0]), refusal(&files.ledgers[1]), refusal(&files.functions)), (None, None, None));
}

/// Terraform gives a resource the attributes that it has, and drops all others.
#[test]
fn what_rules_do_not_have_is_refused_by_functions_alone() {
    let Some(files) = Files::of(&json!([media()])) else { return };
    let slotted = || {
        let mut rule = media();
        rule["slots"] = json!([0, 1]);
        rule
    };
    let more = json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": ["3.5.0.0/19"] });
    let mut again = slotted();
    again["slots"] = json!([4, 5]);
    for (text, words, is_dropped) in [
        (with("cidr_blocks", json!(["3.5.0.0/19"])), "there is no \"cidr_blocks\"", true),
        (with("flwo", json!("request")), "there is no \"flwo\": did you mean \"flow\"?", true),
        (with("cidr", json!("3.5.0.0/19")), "cidr and cidrs are both set", true),
        (
            file(json!([slotted(), again])),
            "was given with slot 0 before: expected the rules of one amazonconnect_range_ledger",
            true,
        ),
        (file(json!([slotted(), more])), "has no slot, but other rules have one", false),
    ] {
        files.write(&text);
        assert_refused(&files.functions, words, "functions");
        let [through_a_function, as_it_is] = &files.ledgers;
        assert_refused(through_a_function, words, "through a function");
        // Nothing of it arrives: why the example reads the file with a function.
        assert_eq!(refusal(as_it_is), None, "{words}");
        if is_dropped {
            as_it_is.assert_settled();
        }
    }
}

#[test]
fn what_says_the_same_in_other_words_changes_nothing() {
    let Some(files) = Files::of(&json!([media()])) else { return };
    let half = |cidr: &&str| {
        let mut half = media();
        half["cidrs"] = json!([cidr]);
        half
    };
    let halves: Value = TWO.iter().map(half).collect();
    for text in [
        with("cidrs", json!([TWO[0], TWO[1], TWO[0]])),
        with("cidrs", json!([TWO[1], TWO[0]])),
        with("from_port", json!("3478")),
        with("flow", Value::Null),
        file(json!([media(), media()])),
        file(halves),
    ] {
        files.write(&text);
        for case in &files.ledgers {
            let plan = case.plan();
            case.apply(&plan);
            let rules = &case.outputs()["effective"];
            let cidrs: Vec<&Value> =
                rules.as_array().unwrap().iter().flat_map(|rule| rule["cidrs"].as_array().unwrap()).collect();
            assert_eq!(cidrs, TWO, "{text}");
        }
        let compared = files.compared();
        assert_eq!(compared["diff"]["summary"], json!("nothing changes"), "{text}");
        assert_eq!(compared["coverage"]["summary"], json!("Covered: all 2 required prefixes are let through."), "{text}");
        assert!(compared["review"].as_str().unwrap().contains("The rules open what is approved."), "{text}");
    }
}

/// Rules edited by hand are approved rules: what differs stands in each comparison.
#[test]
fn what_is_well_formed_is_taken_at_its_word_and_shown() {
    let Some(files) = Files::of(&json!([media()])) else { return };
    let too_much = Some("rules lacks too much of what the ledger required before: egress udp/3478 ipv4: 100 % of 2 prefixes");
    for (text, of_ledger, summary, of_coverage, of_review) in [
        (
            file(json!([])),
            Some("rules has no prefix: expected at least one"),
            "egress udp/3478 ipv4: 2 prefixes (8224 addresses) more",
            "Missing: egress udp/3478 ipv4 (8224 addresses).",
            "opens: egress udp/3478 ipv4 52.55.191.224/27",
        ),
        (
            with("cidrs", json!([TWO[0]])),
            None,
            "egress udp/3478 ipv4: 1 prefix (32 addresses) more",
            "Missing: egress udp/3478 ipv4 (32 addresses).",
            "opens: egress udp/3478 ipv4 52.55.191.224/27",
        ),
        (
            with("direction", json!("ingress")),
            too_much,
            "egress udp/3478 ipv4: 2 prefixes (8224 addresses) more; ingress udp/3478 ipv4: 2 prefixes (8224 addresses) less",
            "Missing: egress udp/3478 ipv4 (8224 addresses). Open beyond what is required: ingress udp/3478 ipv4 (8224 addresses).",
            "closes: ingress udp/3478 ipv4 52.55.191.224/27",
        ),
        (
            with("cidrs", json!(["14.0.0.0/7", TWO[1]])),
            None,
            "egress udp/3478 ipv4: 12 prefixes (33546240 addresses) less",
            "Covered: all 2 required prefixes are let through. Open beyond what is required: egress udp/3478 ipv4 (33546240 addresses).",
            "closes: egress udp/3478 ipv4 14.0.0.0/8",
        ),
        (
            with("cidrs", json!(["0.0.0.0/0"])),
            None,
            "egress udp/3478 ipv4: 42 prefixes (4294959072 addresses) less",
            "Covered: all 2 required prefixes are let through. Open beyond what is required: egress udp/3478 ipv4 (4294959072 addresses).",
            "closes: egress udp/3478 ipv4 128.0.0.0/1",
        ),
    ] {
        files.write(&text);
        for case in &files.ledgers {
            match of_ledger {
                Some(words) => assert_refused(case, words, &text),
                None => assert_eq!(refusal(case), None, "{text}"),
            }
        }
        let compared = files.compared();
        assert_eq!(compared["diff"]["summary"], json!(summary), "{text}");
        assert_eq!(compared["coverage"]["summary"], json!(of_coverage), "{text}");
        let review = compared["review"].as_str().unwrap();
        assert!(review.contains("The rules differ from what is approved.") && review.contains(of_review), "{review}");
    }
}

#[test]
fn the_file_of_another_region_is_refused() {
    let [here, there] = ["us-east-1", "eu-central-1"].map(|region| read_back::rules(region, Firewall::Stateful, false));
    let Some(files) = Files::of(&here) else { return };
    files.write(&file(there.clone()));
    for case in &files.ledgers {
        assert_refused(case, "rules lacks too much of what the ledger required before: egress tcp/443 ipv4: ", "another Region");
        assert_refused(case, "wrong deployment, Region or file", "another Region");
    }
    let compared = files.compared();
    assert_eq!(compared["coverage"]["covered"], json!(false));
    assert!(compared["review"].as_str().unwrap().contains("opens: egress udp/3478 ipv4 52.55.191.224/27"));
    // Both in one file: nothing goes, so the ledger takes it.
    let both: Vec<Value> = [here, there].iter().flat_map(|rules| rules.as_array().unwrap().clone()).collect();
    files.write(&file(both.into()));
    for case in &files.ledgers {
        assert_eq!(refusal(case), None);
    }
}

/// Of media two Regions share half: what the wrong file lacks is held, and shown.
#[test]
fn the_media_of_another_region_are_taken_and_what_they_lack_is_held() {
    let [here, there] = ["us-east-1", "eu-central-1"].map(|region| read_back::rules(region, Firewall::Stateful, true));
    let Some(files) = Files::of(&here) else { return };
    files.write(&file(there));
    for case in &files.ledgers {
        let plan = case.plan();
        case.apply(&plan);
        let effective = case.outputs()["effective"].to_string();
        let lost: Vec<&str> =
            read_back::cidrs(&here).into_iter().filter(|cidr| !effective.contains(&format!("\"{cidr}\""))).collect();
        assert_eq!(lost, Vec::<&str>::new());
    }
    assert!(files.compared()["review"].as_str().unwrap().contains("opens: egress udp/3478 ipv4 52.55.191.224/27"));
}
