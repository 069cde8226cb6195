//! `amazonconnect_range_ledger` through a real Terraform: what is planned and
//! what is not, what is stored, what is refused.

use serde_json::{Value, json};

use super::REQUIRED;
use crate::support::{
    document_server::DocumentServer,
    terraform::{Case, Diagnostic},
};

pub(super) const ADDRESS: &str = "amazonconnect_range_ledger.agents";

/// A document of a day of 2027.
fn document(day: &str) -> String {
    let digits: String = day.bytes().filter(u8::is_ascii_digit).map(char::from).collect();
    format!("{{ create_date = \"{day}T03:00:00Z\", sha256 = \"{digits:0>64}\" }}")
}

/// A ledger of media rules with these prefixes, by the document of a day.
pub(super) fn ledger(prefixes: &[&str], day: &str, more: &str) -> String {
    format!(
        r#"{REQUIRED}
resource "amazonconnect_range_ledger" "agents" {{
  rules = [{{ direction = "egress", ip_protocol = "udp", from_port = 3478, to_port = 3478, cidrs = {prefixes:?}, services = ["AMAZON_CONNECT"] }}]
  document = {}
  {more}
}}
output "ledger" {{ value = amazonconnect_range_ledger.agents }}
"#,
        document(day)
    )
}

pub(super) const TWO: [&str; 2] = ["15.193.0.0/19", "52.55.191.224/27"];
pub(super) const THREE: [&str; 3] = ["15.193.0.0/19", "52.55.191.224/27", "203.0.112.0/24"];

/// A ledger of two prefixes since the first of February.
pub(super) fn since_february() -> Option<Case> {
    let case = Case::with(&ledger(&TWO, "2027-02-01", ""))?;
    case.converge();
    Some(case)
}

/// Writes, plans, applies, and holds what is stored against what was shown.
#[track_caller]
pub(super) fn apply(case: &Case, prefixes: &[&str], day: &str, more: &str) -> Value {
    case.write("main.tf", ledger(prefixes, day, more));
    let plan = case.plan();
    let change = plan.change(ADDRESS);
    assert_eq!(change["after_unknown"].as_object().map(|unknown| unknown.values().any(|part| *part == json!(true))), Some(false));
    let shown = change["after"].clone();
    case.apply(&plan);
    let stored = case.outputs().remove("ledger").unwrap();
    assert_eq!(stored, shown, "a plan shows what its apply stores");
    case.assert_settled();
    stored
}

#[track_caller]
pub(super) fn assert_empty(case: &Case, prefixes: &[&str], day: &str, more: &str) {
    case.write("main.tf", ledger(prefixes, day, more));
    case.assert_settled();
}

/// The one error of a plan.
#[track_caller]
fn error(case: &Case) -> Diagnostic {
    let (succeeded, diagnostics) = case.plan_diagnostics();
    let mut errors: Vec<_> = diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == "error").collect();
    assert!(!succeeded && errors.len() == 1, "{errors:?}");
    errors.remove(0)
}

pub(super) fn slots(stored: &Value) -> Value {
    let rule = &stored["effective_rules"][0];
    json!([rule["cidrs"], rule["slots"]])
}

#[test]
fn a_year_of_a_ledger() {
    let Some(case) = since_february() else { return };
    let first = case.outputs().remove("ledger").unwrap();
    assert_eq!(first["changes"], json!({ "added": [], "held": [], "dropped": [] }));
    assert_eq!((&first["notices"], &first["held"]), (&json!([]), &json!([])), "both prefixes are old");
    // A new document alone is no change, whatever the time zone.
    assert_empty(&case, &TWO, "2027-02-20", "");

    let grown = apply(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-02-21", "");
    assert_eq!(slots(&grown), json!([["15.193.0.0/18", "15.193.0.0/19", "52.55.191.224/27"], [2, 0, 1]]));
    assert_eq!(grown["changes"]["held"], json!(["egress-udp-3478-15.193.0.0/19"]));
    let notice = &grown["notices"][0];
    assert_eq!((&notice["cidrs"], &notice["not_seen_at"]), (&json!(["15.193.32.0/19"]), &json!("2027-02-01T03:00:00Z")));
    assert_eq!((&notice["first_seen"], &notice["allow_by"]), (&json!("2027-02-21T03:00:00Z"), &json!("2027-03-03T03:00:00Z")));
    assert_eq!(grown["held"][0]["drop_at"], json!("2027-03-07T03:00:00Z"));

    assert_empty(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-03-06", "");
    let dropped = apply(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-03-08", "");
    assert_eq!(slots(&dropped), json!([["15.193.0.0/18", "52.55.191.224/27"], [2, 1]]));
    assert_eq!(dropped["changes"], json!({ "added": [], "held": [], "dropped": ["egress-udp-3478-15.193.0.0/19"] }));

    let weekly = "record_interval_days = 7";
    apply(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-03-09", weekly);
    assert_empty(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-03-15", weekly);
    let recorded = apply(&case, &["15.193.0.0/18", "52.55.191.224/27"], "2027-03-17", weekly);
    assert_eq!(recorded["document"]["create_date"], json!("2027-03-17T03:00:00Z"));
    assert_eq!(recorded["effective_rules"], dropped["effective_rules"]);
    case.destroy();
}

/// The page says that the plan after such an apply is not empty.
#[test]
fn what_is_due_goes_an_apply_after_what_takes_its_place() {
    let Some(case) = since_february() else { return };
    apply(&case, &THREE, "2027-02-02", "");
    apply(&case, &TWO, "2027-02-03", "");
    let [media, other, due] = THREE;
    let wider = [media, other, "203.0.112.0/23"];
    case.write("main.tf", ledger(&wider, "2027-03-01", ""));
    case.apply(&case.plan());
    let stored = case.outputs().remove("ledger").unwrap();
    assert_eq!((&stored["held"][0]["cidrs"], &stored["held"][0]["drop_at"]), (&json!([due]), &json!("2027-02-17T03:00:00Z")));
    let after = case.run(&["plan", "-no-color", "-detailed-exitcode"]);
    assert_eq!(after.code, Some(2), "{}", after.text());
    assert_eq!(apply(&case, &wider, "2027-03-01", "")["held"], json!([]));
}

#[test]
fn an_older_document_is_taken_with_a_warning() {
    let Some(case) = since_february() else { return };
    apply(&case, &THREE, "2027-03-01", "");
    case.write("main.tf", ledger(&TWO, "2027-02-01", ""));
    let (succeeded, diagnostics) = case.plan_diagnostics();
    let warning = diagnostics.iter().find(|one| one.summary == "The document is older than the ledger's").expect("a warning");
    assert!(succeeded && warning.detail.contains("2027-03-01T03:00:00Z"), "{warning:?}");
    case.assert_points_at(warning, "{ create_date");
    let rolled_back = apply(&case, &TWO, "2027-02-01", "");
    assert_eq!(rolled_back["document"]["create_date"], json!("2027-03-01T03:00:00Z"), "the newest stays");
    assert_eq!(slots(&rolled_back)[1], json!([0, 1, 2]), "what it lacks is held");
    assert_eq!(slots(&apply(&case, &TWO, "2027-02-01", "hold_removed_days = 0"))[1], json!([0, 1]));

    let strict = "provider \"amazonconnect\" { warnings_as_errors = [\"older_document\"] }";
    case.write("main.tf", format!("{}{strict}", ledger(&TWO, "2027-01-01", "")));
    assert!(error(&case).detail.contains("warnings_as_errors"));
}

#[test]
fn neither_midnight_nor_a_time_zone_is_a_change() {
    let Some(mut case) = since_february() else { return };
    apply(&case, &THREE, "2027-02-03", "");
    for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"] {
        case.set("TZ", zone);
        for (day, time) in [("2027-02-03", "23:59:59"), ("2027-02-04", "00:00:00"), ("2027-02-04", "00:00:01")] {
            case.write("main.tf", ledger(&THREE, day, "").replace("T03:00:00", &format!("T{time}")));
            case.assert_settled();
        }
    }
    // Not even where a notice ends or a year does.
    assert_empty(&case, &THREE, "2028-01-01", "");
}

/// AWS's document some days after its own date, with more rows.
fn published(days: u64, more: &[&str]) -> Option<Vec<u8>> {
    let mut document: Value = serde_json::from_slice(&crate::shared_data::newest_document()?).unwrap();
    document["createDate"] = json!(format!("2026-08-{}-15-17-05", 22 + days));
    document["syncToken"] = json!((1_787_411_825 + 86_400 * days).to_string());
    let row = |prefix: &&str| json!({ "ip_prefix": prefix, "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1" });
    document["prefixes"].as_array_mut().unwrap().extend(more.iter().map(row));
    Some(document.to_string().into_bytes())
}

#[test]
fn a_saved_plan_applied_a_day_later_stores_what_it_showed() {
    let (Some(first), Some(grown), Some(later)) =
        (published(0, &[]), published(1, &["1.179.0.0/24"]), published(2, &["1.179.4.0/24"]))
    else {
        return;
    };
    let server = DocumentServer::serving(first);
    let main = format!(
        r#"{REQUIRED}
provider "amazonconnect" {{ ip_ranges_url = "{}" }}
data "amazonconnect_network_rules" "agents" {{ regions = ["us-east-1"] }}
resource "amazonconnect_range_ledger" "agents" {{
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document
}}
output "ledger" {{ value = amazonconnect_range_ledger.agents }}
"#,
        server.url()
    );
    let Some(case) = Case::with(&main) else { return };
    case.converge();
    server.serve(grown);
    let saved = case.plan();
    let shown = saved.change(ADDRESS)["after"].clone();
    server.serve(later);
    case.apply(&saved);
    let stored = case.outputs().remove("ledger").unwrap();
    assert_eq!(stored, shown);
    assert_eq!(stored["document"]["create_date"], json!("2026-08-23T15:17:05Z"));
    assert_eq!(stored["changes"]["added"], json!(["egress-tcp-443-1.179.0.0/24"]));
    // The next plan sees the next document, and what the last one brought is held.
    case.converge();
    let next = case.outputs().remove("ledger").unwrap();
    assert_eq!(next["changes"]["added"], json!(["egress-tcp-443-1.179.4.0/24"]));
    assert_eq!(next["held"][0]["cidrs"], json!(["1.179.0.0/24"]));
}

#[test]
fn a_plan_alone_remembers_nothing_and_a_saved_one_keeps_its_date() {
    let Some(mut case) = since_february() else { return };
    case.write("main.tf", ledger(&THREE, "2027-02-10", ""));
    let saved = case.plan();
    let shown = saved.change(ADDRESS)["after"].clone();
    // A later plan starts from the same memory.
    case.run(&["plan", "-no-color", "-out=later.tfplan"]).success();
    case.set("TZ", "Pacific/Auckland");
    case.apply(&saved);
    let stored = case.outputs().remove("ledger").unwrap();
    assert_eq!(stored, shown);
    assert_eq!(stored["notices"][0]["first_seen"], json!("2027-02-10T03:00:00Z"));
    case.assert_settled();
}

#[test]
fn each_workspace_remembers_for_itself() {
    let Some(case) = since_february() else { return };
    case.run(&["workspace", "new", "-no-color", "other"]).success();
    let other = apply(&case, &THREE, "2027-03-01", "");
    assert_eq!((slots(&other)[1].clone(), other["changes"]["added"].clone()), (json!([0, 1, 2]), json!([])));
    case.run(&["workspace", "select", "-no-color", "default"]).success();
    let ours = apply(&case, &THREE, "2027-03-01", "");
    assert_eq!(ours["changes"]["added"], json!(["egress-udp-3478-203.0.112.0/24"]));
    case.destroy();
    case.run(&["workspace", "select", "-no-color", "other"]).success();
    case.destroy();
}

#[test]
fn a_state_edited_by_hand_is_refused() {
    let Some(case) = since_february() else { return };
    let pulled = case.run(&["state", "pull"]).success().stdout;
    let push = |change: &dyn Fn(&mut Value)| {
        let mut state: Value = serde_json::from_str(&case.run(&["state", "pull"]).success().stdout).unwrap();
        change(&mut state["resources"][0]["instances"][0]["attributes"]);
        state["serial"] = json!(state["serial"].as_u64().unwrap() + 1);
        case.write("edited.tfstate", state.to_string());
        case.run(&["state", "push", "edited.tfstate"]).success();
    };
    push(&|attributes| {
        let rule = &mut attributes["effective_rules"][0];
        rule["cidrs"].as_array_mut().unwrap().remove(0);
        rule["slots"].as_array_mut().unwrap().remove(0);
    });
    let refused = error(&case);
    assert_eq!(refused.summary, "The ledger's state contradicts itself");
    assert!(
        refused.detail.contains("egress-udp-3478-15.193.0.0/19") && refused.detail.contains("terraform state rm"),
        "{refused:?}"
    );

    let good: Value = serde_json::from_str(&pulled).unwrap();
    push(&|attributes| *attributes = good["resources"][0]["instances"][0]["attributes"].clone());
    case.assert_settled();
    for slots in [json!([1, 1]), Value::Null] {
        push(&|attributes| attributes["effective_rules"][0]["slots"] = slots.clone());
        assert!(error(&case).detail.contains("slot"), "{slots}");
    }
    push(&|attributes| *attributes = good["resources"][0]["instances"][0]["attributes"].clone());
    push(&|attributes| attributes["digest"] = json!("edited"));
    assert!(error(&case).detail.contains("digest"));
    // What the message advises is a way out.
    case.run(&["state", "rm", ADDRESS]).success();
    case.converge();
}

#[test]
fn a_mass_change_needs_the_line_that_the_error_prints() {
    let Some(case) = since_february() else { return };
    let others = ["15.194.0.0/19", "52.56.191.224/27"];
    case.write("main.tf", ledger(&others, "2027-02-02", ""));
    let refused = error(&case);
    case.assert_points_at(&refused, "[{ direction");
    assert!(refused.detail.contains("egress udp/3478 ipv4: 100 % of 2 prefixes"), "{refused:?}");
    let line = refused.detail.lines().find(|line| line.contains("accept_shrink_sha256 = ")).expect("the line").trim().to_owned();
    let changed = apply(&case, &others, "2027-02-02", &line);
    assert_eq!(slots(&changed)[1], json!([0, 2, 1, 3]), "all is held");
    case.write("main.tf", ledger(&TWO, "2027-02-03", &line));
    assert!(error(&case).detail.contains("100 %"), "of another document");
    case.write("main.tf", ledger(&[], "2027-02-03", ""));
    assert!(error(&case).detail.contains("has no prefix"));
}

#[test]
fn a_pinned_document_is_told() {
    let Some(case) = since_february() else { return };
    let one = [TWO[0]];
    apply(&case, &one, "2027-02-01", "");
    let (succeeded, diagnostics) = case.plan_diagnostics();
    assert!(succeeded && diagnostics.iter().any(|one| one.summary == "Time stands still for a ledger"), "{diagnostics:?}");
    // It cannot fail the plan after an apply that holds.
    let strict = "provider \"amazonconnect\" { warnings_as_errors = [\"pinned_document\"] }";
    case.write("main.tf", format!("{}{strict}", ledger(&one, "2027-02-01", "")));
    assert!(error(&case).detail.contains("older_document"), "it is none of the kinds");
}

#[test]
fn nothing_is_imported() {
    let Some(case) = Case::with(&ledger(&TWO, "2027-02-01", "")) else { return };
    let outcome = case.run(&["import", "-no-color", ADDRESS, "x"]);
    assert!(outcome.code != Some(0) && outcome.text().contains("cannot be imported"), "{}", outcome.text());
    assert!(outcome.text().contains("terraform state mv"), "{}", outcome.text());
}

#[test]
fn arguments_are_checked_where_they_stand() {
    let wrong = "notice_days = 400\nmax_shrink_ratio = 2\naccept_shrink_sha256 = \"x\"";
    let Some(case) = Case::with(&ledger(&["10.0.0.1/8"], "yesterday", wrong)) else { return };
    let mut found = case.validate();
    // What may come from a mocked data source is checked at plan.
    case.write("main.tf", ledger(&["10.0.0.1/8"], "yesterday", ""));
    assert!(case.validate().is_empty());
    found.extend(case.plan_diagnostics().1);
    let mut texts: Vec<String> = found.iter().map(|one| format!("{}: {}", one.summary, one.detail)).collect();
    texts.sort();
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn functions_take_rules_of_one_ledger() {
    let main = |value: &str| {
        format!(
            "{}{}output \"entries\" {{ value = provider::amazonconnect::network_acl_entries({value}, 1000) }}\n",
            ledger(&TWO, "2027-02-01", ""),
            ledger(&THREE, "2027-02-01", "")
                .replace(REQUIRED, "")
                .replace("\"agents\"", "\"others\"")
                .replace("output \"ledger\" {", "output \"other\" {")
        )
    };
    let Some(case) = Case::with(&main("amazonconnect_range_ledger.agents.effective_rules")) else { return };
    case.converge();
    assert_eq!(case.outputs()["entries"]["egress-udp-3478-52.55.191.224/27"]["rule_number"], json!(1002));
    let ours = "amazonconnect_range_ledger.agents.effective_rules";
    let moved =
        "[for rule in amazonconnect_range_ledger.others.effective_rules : merge(rule, { from_port = 443, to_port = 443 })]";
    for (value, words) in [
        (format!("concat({ours}, {moved})"), "slot"),
        (
            format!("concat({ours}, [for rule in {ours} : merge(rule, {{ slots = null, cidrs = [\"10.0.0.0/8\"] }})])"),
            "has no slot",
        ),
    ] {
        case.write("main.tf", main(&value));
        assert!(error(&case).detail.contains(words), "{words}");
    }
}

#[test]
fn the_rules_of_a_data_source_fit_and_its_state_is_small() {
    let main = |region: &str| {
        format!(
            r#"{REQUIRED}
provider "amazonconnect" {{ bundled_ip_ranges = true }}
data "amazonconnect_network_rules" "agents" {{ regions = ["{region}"] }}
resource "amazonconnect_range_ledger" "agents" {{
  rules    = concat(data.amazonconnect_network_rules.agents.rules, [{{ direction = "egress", ip_protocol = "tcp", from_port = 8443, to_port = 8443, cidrs = ["203.0.112.0/24"] }}])
  document = data.amazonconnect_network_rules.agents.document
}}
output "notices" {{ value = amazonconnect_range_ledger.agents.notices }}
"#
        )
    };
    let Some(case) = Case::with(&main("us-east-1")) else { return };
    for region in ["us-east-1", "eu-central-1"] {
        case.write("main.tf", main(region));
        case.converge();
        let state: Value = serde_json::from_str(&case.run(&["state", "pull"]).success().stdout).unwrap();
        let attributes = &state["resources"].as_array().unwrap().iter().find(|one| one["mode"] == "managed").unwrap()["instances"]
            [0]["attributes"];
        // As deep as it stands in a state, which is indented.
        let size = |value: &Value| {
            let state = json!({ "resources": [{ "instances": [{ "attributes": value }] }] });
            serde_json::to_string_pretty(&state).unwrap().len()
        };
        let (whole, rules) = (size(attributes), size(&json!({ "rules": attributes["rules"] })));
        eprintln!("{region}: {whole} bytes of state, {rules} of its rules: {:.2}", whole as f64 / rules as f64);
        assert!(whole <= 3 * rules);
        let notices = case.outputs().remove("notices").unwrap();
        assert!(!notices.as_array().unwrap().is_empty(), "on its first day it knows what is young");
        case.destroy();
    }
}
