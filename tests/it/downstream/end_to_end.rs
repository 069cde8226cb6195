//! `examples/end-to-end`, as it stands, on AWS's real rows: by the document
//! before a change, by the one after it, and by the bundled snapshot.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    cloud::Cloud,
    example::{ADDED, EVENT, OLD_ARGUMENT, REMOVED, provider_block, strings},
};
use crate::support::{
    document_server::DocumentServer,
    documents::{Row, before_and_after},
    mirror,
    skip::skip,
    terraform::{Case, Install, Plan},
};

const SERVICES: [&str; 3] = ["AMAZON_CONNECT", "CLOUDFRONT", "EC2"];
const LEDGER: &str = "amazonconnect_range_ledger.agents";
/// AWS's defaults.
const GROUPS: usize = 5;
const RULES_OF_A_GROUP: usize = 60;
/// A change after which another cover is the best: two prefixes of it become narrower, and three one.
const COVER_EVENT: &str = "2025-12-12-02-18-25";
/// After the event, and more and less than a week before its space must be allowed.
const EARLY: &str = "-var=now=2025-11-20T00:00:00Z";
const LATE: &str = "-var=now=2025-12-12T00:00:00Z";
/// All of its space is in use.
const ENDED: &str = "-var=now=2026-02-01T00:00:00Z";

/// The example, and what it works on.
struct EndToEnd {
    case: Case,
    cloud: Cloud,
    server: DocumentServer,
}

impl EndToEnd {
    /// For a Region; `None` after a `skip`.
    fn start(region: &str) -> Option<Self> {
        if mirror::aws_mirror().is_none() {
            skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
            return None;
        }
        let (case, cloud) = (Case::new(Install::UnpackedMirror)?, Cloud::start()?);
        case.copy("examples/end-to-end");
        case.write("terraform.tfvars.json", json!({ "vpc_id": cloud.vpc_id(), "regions": [region] }).to_string());
        let example = Self { case, cloud, server: DocumentServer::serving(Vec::new()) };
        example.configure("provider \"amazonconnect\" {\n  bundled_ip_ranges = true\n}\n");
        example.case.init();
        Some(example)
    }

    /// Have both providers work on loopback.
    fn configure(&self, own: &str) {
        self.case.write("loopback_override.tf", self.cloud.provider_block(OLD_ARGUMENT) + own);
    }

    /// AWS serves another document.
    fn publish(&self, document: &[u8]) {
        self.server.serve(document.to_vec());
        self.configure(&provider_block(&self.server.url(), document));
    }

    /// What a plan warns of.
    fn said(&self, arguments: &[&str]) -> String {
        self.case.run(&[&["plan", "-no-color"], arguments].concat()).success().text()
    }
}

/// The prefixes of each group, before or after the plan.
fn groups(plan: &Plan, side: &str) -> BTreeMap<String, BTreeSet<String>> {
    let changes = plan.json["resource_changes"].as_array().unwrap().iter();
    let groups = changes.filter(|change| change["type"] == "aws_security_group");
    groups
        .map(|change| {
            let blocks = change["change"][side]["egress"].as_array().unwrap().iter();
            let families = blocks.flat_map(|block| [&block["cidr_blocks"], &block["ipv6_cidr_blocks"]].map(strings));
            (change["index"].as_str().unwrap().to_owned(), families.flatten().collect())
        })
        .collect()
}

/// What a group has that it did not have, or the other way round.
fn beyond(of: &BTreeMap<String, BTreeSet<String>>, others: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    of.iter().flat_map(|(group, prefixes)| prefixes.difference(&others[group]).cloned()).collect()
}

/// An event, with what a Region needs of AWS's rows.
fn documents(event: &str, region: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    before_and_after(event, |[_, service, place, _]: &Row| {
        SERVICES.contains(&service.as_str()) && (service == "CLOUDFRONT" || place == "GLOBAL" || place == region)
    })
}

#[test]
fn a_change_touches_what_changed_and_what_is_amiss_is_found() {
    let Some((before, after)) = documents(EVENT, "eu-central-1") else { return };
    let Some(example) = EndToEnd::start("eu-central-1") else { return };
    let EndToEnd { case, cloud, .. } = &example;
    example.publish(&before);
    case.converge();
    assert!(case.outputs()["coverage"].as_str().unwrap().contains("Covered:"), "{}", case.outputs()["coverage"]);

    // AWS publishes: it is open for a while, and then due, as long as the groups have it not.
    example.publish(&after);
    let audit = |now: &str| example.said(&["-refresh-only", now]);
    let (early, late, ended) = (audit(EARLY), audit(LATE), audit(ENDED));
    for said in [&early, &late, &ended] {
        assert!(said.contains("check \"coverage\"") && said.contains("Missing: egress tcp/443 ipv4 (1536 addresses)"), "{said}");
    }
    assert!(!early.contains("check \"notice\"") && late.contains("check \"notice\""), "{early}{late}");
    assert!(!ended.contains("check \"notice\""), "{ended}");
    // Of what is missing one has a notice. The rest is gone by the day of the table, which tells nothing of it.
    let in_use = |said: &str| said.split_once("Missing without an open notice:").unwrap().1.contains("23.228.223.0/24");
    assert_eq!([&early, &late, &ended].map(|said| in_use(said)), [false, false, true], "{early}{late}{ended}");

    // The plan opens it, and holds what is withdrawn; no other rule is touched.
    let plan = case.plan();
    let (was, is) = (groups(&plan, "before"), groups(&plan, "after"));
    assert_eq!(beyond(&is, &was), ADDED.map(str::to_owned).into());
    assert_eq!(beyond(&was, &is), BTreeSet::new());
    let touched = was.iter().filter(|(group, prefixes)| is[*group] != **prefixes);
    let touched: BTreeSet<String> = touched.map(|(group, _)| format!("aws_security_group.agents[\"{group}\"]")).collect();
    let changes = plan.changes();
    assert_eq!(changes.keys().cloned().collect::<BTreeSet<_>>(), &touched | &BTreeSet::from([LEDGER.to_owned()]));
    assert!(changes.values().all(|actions| actions == &["update"]), "{changes:?}");
    assert!(!example.said(&[LATE]).contains("Check block"), "what is planned covers it");
    case.apply(&plan);
    case.assert_settled();
    let held = case.outputs()["held"].to_string();
    assert!(REMOVED.iter().all(|prefix| held.contains(prefix)) && held.contains("until 2025-12-01"), "{held}");
    for now in [LATE, ENDED] {
        assert!(!audit(now).contains("Check block"), "applied, the notice is no news");
    }

    // A rule is revoked by hand: the plan puts it back, and what is there lacks it.
    let group = is.iter().find(|(_, prefixes)| prefixes.contains("15.193.0.0/19")).unwrap().0;
    let address = format!("aws_security_group.agents[\"{group}\"]");
    let id = plan.change(&address)["before"]["id"].as_str().unwrap();
    let parameters = [
        ("GroupId", id),
        ("IpPermissions.1.IpProtocol", "udp"),
        ("IpPermissions.1.FromPort", "3478"),
        ("IpPermissions.1.ToPort", "3478"),
        ("IpPermissions.1.IpRanges.1.CidrIp", "15.193.0.0/19"),
    ];
    cloud.by_hand("RevokeSecurityGroupEgress", &parameters);
    assert_eq!(case.plan().changes().into_keys().collect::<Vec<_>>(), [address]);
    let said = audit(EARLY);
    assert!(said.contains("check \"coverage\"") && said.contains("Missing: egress udp/3478 ipv4 (8192 addresses)"), "{said}");
    case.converge();
    assert!(!audit(EARLY).contains("Check block"));

    // One group too few is told in the plan, in the words of quota_check.
    case.write("few.auto.tfvars", "groups = 4\n");
    let (fits, diagnostics) = case.plan_diagnostics();
    assert!(!fits && diagnostics.iter().any(|error| error.detail.contains("the rules do not fit")), "{diagnostics:?}");
}

#[test]
#[ignore = "long: cargo test --test it downstream::end_to_end -- --ignored"]
fn under_a_budget_no_rule_goes_before_its_successor_is_there() {
    let Some((before, after)) = documents(COVER_EVENT, "us-east-1") else { return };
    let Some(example) = EndToEnd::start("us-east-1") else { return };
    example.publish(&before);
    example.case.converge();
    example.publish(&after);
    let plan = example.case.plan();
    let (was, is) = (groups(&plan, "before"), groups(&plan, "after"));
    let (added, gone) = (beyond(&is, &was), beyond(&was, &is));
    // 120.52.12.64/26 lies in 120.52.0.0/19: without a ledger one would go while the other comes.
    assert_eq!(added, ["120.52.12.64/26", "120.52.22.96/27", "216.198.192.0/18"].map(str::to_owned).into());
    assert_eq!(gone, BTreeSet::new(), "no rule is deleted, and none moved");
    let held = &plan.json["planned_values"]["outputs"]["held"]["value"];
    assert_eq!(*held, json!(["until 2025-12-26T02:18:25Z: 120.52.0.0/19, 216.198.193.0/24, 216.198.224.0/22"]));
    example.case.apply(&plan);
    example.case.assert_settled();
    assert!(example.case.outputs()["coverage"].as_str().unwrap().contains("Covered:"));
}

#[test]
#[ignore = "long: cargo test --test it downstream::end_to_end -- --ignored"]
fn the_newest_ranges_fit_the_default_quotas() {
    for region in ["us-east-1", "eu-central-1"] {
        let Some(example) = EndToEnd::start(region) else { return };
        let plan = example.case.plan();
        let groups = groups(&plan, "after");
        assert_eq!(groups.len(), GROUPS, "{region}");
        for (group, prefixes) in groups {
            let (ipv6, ipv4): (Vec<_>, Vec<_>) = prefixes.into_iter().partition(|prefix| prefix.contains(':'));
            assert!(ipv4.len() <= RULES_OF_A_GROUP && ipv6.len() <= RULES_OF_A_GROUP, "{region} {group}");
        }
        // Known before anything is made: what the groups will have is what is required.
        let coverage: &Value = &plan.json["planned_values"]["outputs"]["coverage"]["value"];
        assert!(coverage.as_str().unwrap().contains("Covered:"), "{region}: {coverage}");
        let checks = plan.json["checks"].as_array().unwrap().iter();
        let coverage: Vec<&Value> = checks.filter(|check| check["address"]["name"] == "coverage").collect();
        assert_eq!(coverage[0]["status"], "pass", "{region}");
    }
}
