//! AWS's publications of two years, one after the other, through a real Terraform:
//! a ledger's rules in sharded security groups, a network ACL and prefix lists. At
//! every step the objects that are touched are the fewest that can be, counted by
//! sets of prefixes, and no needed address is lost between two calls.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use amazonconnect::{
    guard::Examined,
    ip_ranges::{Entry, IpRanges},
    model::Region,
    rules::{Firewall, NetworkDeployment, Rule, resolve_network_rules},
};
use serde_json::{Value, json};

use super::{
    cloud::Cloud,
    example::{OLD_ARGUMENT, provider_block},
    make_before_break::{Moment, Open, common, moments, most_lost, open, space},
    minimum::{Line, Lines, Minimum},
};
use crate::{
    rules::history::replay_when,
    support::{
        document_server::DocumentServer,
        documents::render,
        mirror,
        skip::skip,
        terraform::{Case, Install},
    },
};

/// The longest that one apply of a whole Region may take.
const LIMIT: Duration = Duration::from_secs(1200);

/// What is replayed.
struct Part<'a> {
    region: &'a str,
    services: &'a [&'a str],
    is_kept: fn(&Entry) -> bool,
    is_chosen: fn(&str) -> bool,
    groups: u32,
    lists: u32,
}

/// A publication that changes something: its date, its document, what is required.
struct Publication {
    date: String,
    document: Vec<u8>,
    required: Lines,
}

/// The publications with something to do, the first one among them, and how many
/// were refused.
fn publications(part: &Part<'_>) -> Option<(Vec<Publication>, usize)> {
    let (mut found, mut minimum, mut refused) = (Vec::new(), Minimum::default(), 0);
    // S3 of the first two is needed everywhere.
    let is_near = |entry: &Entry| ["GLOBAL", "us-east-1", "us-west-2", part.region].contains(&entry.region.as_str());
    replay_when(
        |date, _, _| (part.is_chosen)(date),
        |date, ranges| {
            let entries: Vec<Entry> = ranges.entries().filter(|entry| is_near(entry) && (part.is_kept)(entry)).cloned().collect();
            let rows = entries.iter().map(|entry| {
                let group = entry.network_border_group.as_ref().map(ToString::to_string).unwrap_or_default();
                [entry.prefix.to_string(), entry.service.to_string(), entry.region.to_string(), group]
            });
            let rows = rows.collect();
            let ranges = IpRanges::new(ranges.sync_token().to_owned(), date.to_owned(), entries);
            let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(part.region)]));
            deployment.firewall = Firewall::Stateless;
            deployment.services = Some(part.services.iter().map(|service| (*service).into()).collect());
            let sync_token = ranges.sync_token().to_owned();
            let Ok(resolved) = resolve_network_rules(&Examined::new(ranges, true), &deployment) else {
                refused += 1;
                return;
            };
            let lines = |rule: &Rule| -> Vec<Line> { rule.prefixes.iter().map(|prefix| (rule.permission, *prefix)).collect() };
            let required = resolved.rules.iter().flat_map(lines).collect();
            if minimum.take(&required, date) {
                let stamp = date.replace(['T', ':'], "-").replace('Z', "");
                found.push(Publication { date: date.to_owned(), document: render(&sync_token, &stamp, &rows), required });
            }
        },
    )?;
    Some((found, refused))
}

/// A configuration, and what it works on.
struct Replay {
    case: Case,
    cloud: Cloud,
    server: DocumentServer,
    minimum: Minimum,
}

/// What a plan or an apply with `-json` says it changes: address → action.
fn changes(lines: &str) -> BTreeMap<String, String> {
    let messages = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let planned = messages.filter(|message| message["type"] == "planned_change");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    planned.map(|message| (text(&message["change"]["resource"]["addr"]), text(&message["change"]["action"]))).collect()
}

fn without_numbers<'a>(lines: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    lines.map(|line| line.split('#').next().unwrap().to_owned()).collect()
}

/// The lines of all objects of a kind, but what AWS itself makes for all protocols.
fn lines_of(open: &Open, kind: &str) -> BTreeSet<String> {
    let all = open.iter().filter(|(id, _)| id.starts_with(kind)).flat_map(|(_, lines)| lines);
    without_numbers(all.filter(|line| !line.contains("--1-")))
}

/// The kinds by the start of their ids, in the order of `Minimum::texts`.
const KINDS: [&str; 3] = ["sg-", "acl-", "pl-"];

impl Replay {
    fn start(part: &Part<'_>) -> Option<Self> {
        if mirror::aws_mirror().is_none() {
            skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
            return None;
        }
        let (case, cloud) = (Case::new(Install::UnpackedMirror)?, Cloud::start()?);
        case.copy("tests/downstream/replay");
        let Part { region, services, groups, lists, .. } = part;
        let variables =
            json!({ "vpc_id": cloud.vpc_id(), "regions": [region], "services": services, "groups": groups, "lists": lists });
        case.write("terraform.tfvars.json", variables.to_string());
        Some(Self { case, cloud, server: DocumentServer::serving(Vec::new()), minimum: Minimum::default() })
    }

    /// AWS publishes, and all is applied; what Terraform said it changes.
    fn apply(&mut self, publication: &Publication) -> BTreeMap<String, String> {
        self.server.serve(publication.document.clone());
        let own = provider_block(&self.server.url(), &publication.document);
        self.case.write("loopback.tf", self.cloud.provider_block(OLD_ARGUMENT) + &own);
        if !self.case.work().join(".terraform").exists() {
            self.case.init();
        }
        self.minimum.take(&publication.required, &publication.date);
        // No refresh: nobody else changes anything, and the observer looks at all of it.
        changes(&self.case.run_within(&["apply", "-auto-approve", "-json", "-refresh=false"], LIMIT).success().stdout)
    }

    /// Plans with a refresh, and saves the plan; what Terraform says it would change.
    fn plan(&self) -> BTreeMap<String, String> {
        changes(&self.case.run_within(&["plan", "-json", "-out=saved.tfplan"], LIMIT).success().stdout)
    }

    /// A step, which touches the fewest objects that can be: how many these are, and
    /// how many moments were observed.
    fn step(&mut self, publication: &Publication, before: &mut Open, seen: &mut usize) -> [usize; 2] {
        let (date, required, old) = (&publication.date, self.minimum.required.clone(), self.minimum.texts());
        let said = self.apply(publication);
        let new = self.minimum.texts();
        let mut expected = BTreeMap::from([("amazonconnect_range_ledger.agents".to_owned(), "update".to_owned())]);
        for (kind, resource) in [(0, "aws_security_group_rule"), (1, "aws_network_acl_rule")] {
            let both = [(&new, &old, "create"), (&old, &new, "delete")];
            for (one, other, action) in both {
                let keys = one[kind].difference(&other[kind]);
                expected.extend(keys.map(|key| (format!("{resource}.agents[\"{key}\"]"), action.to_owned())));
            }
        }
        let is_list = |address: &str| address.starts_with("aws_ec2_managed_prefix_list.");
        let (lists, said): (BTreeMap<_, _>, BTreeMap<_, _>) = said.into_iter().partition(|(address, _)| is_list(address));
        assert_eq!(said, expected, "{date}");
        assert!(lists.values().all(|action| action == "update"), "{date}: {lists:?}");

        // What EC2 was really asked: an object a call, and each call for a reason.
        let all = moments(&self.cloud);
        let made = &all[*seen..];
        assert_eq!(made.len(), said.len() - 1 + lists.len(), "{date}: {made:?}");
        let stays = |moment: &Moment| moment.came.is_empty() && moment.went.is_empty();
        assert!(!made.iter().any(stays), "{date}: {made:?}");
        let after = open(&self.cloud);
        for (at, kind) in KINDS.into_iter().enumerate() {
            assert_eq!(lines_of(&after, kind), new[at], "{date}");
            let of = |moment: &&Moment| moment.object.starts_with(kind);
            let came = without_numbers(made.iter().filter(of).flat_map(|moment| &moment.came));
            let went = without_numbers(made.iter().filter(of).flat_map(|moment| &moment.went));
            assert_eq!(came, &new[at] - &old[at], "{date}");
            assert_eq!(went, &old[at] - &new[at], "{date}");
            // What was required and is must be permitted at each of these moments.
            let texts = |required: Lines| space(&Minimum { required, held: BTreeMap::new() }.texts()[at]);
            let needed = common(&texts(required.clone()), &texts(publication.required.clone()));
            let (most, last) = most_lost(&needed, before.clone(), made, kind);
            assert_eq!(most, 0, "{date}: {made:?}");
            assert_eq!(last, after, "{date}: the moments tell what EC2's API tells");
        }
        let observed = made.len();
        (*before, *seen) = (after, all.len());
        [said.len() - 1 + lists.len(), observed]
    }
}

/// Replays a part; the replay, after its last step.
fn replay(part: &Part<'_>, least: usize) -> Option<Replay> {
    let started = Instant::now();
    let (publications, refused) = publications(part)?;
    let (first, steps) = publications.split_first().unwrap();
    eprintln!("{}: {} steps from {}, {refused} refused", part.region, steps.len(), first.date);
    assert!(steps.len() >= least);
    let mut replay = Replay::start(part)?;
    replay.apply(first);
    let (mut before, mut seen) = (open(&replay.cloud), moments(&replay.cloud).len());
    eprintln!("made after {:?}: {:?} lines", started.elapsed(), replay.minimum.texts().map(|texts| texts.len()));
    let (mut touched, mut observed, mut most) = (0, 0, 0);
    for (number, publication) in steps.iter().enumerate() {
        let [objects, moments] = replay.step(publication, &mut before, &mut seen);
        (touched, observed, most) = (touched + objects, observed + moments, most.max(objects));
        eprintln!(
            "{} of {}: {}: {objects} objects, {touched} in all, the fewest that can be; {observed} moments, at none an address lost; {:?}",
            number + 1,
            steps.len(),
            publication.date,
            started.elapsed()
        );
    }
    Some(replay)
}

/// Ten publications of November and December 2025, with the one before them: prefixes
/// come, are merged, split, withdrawn and dropped, and a /13 becomes a /12.
const FEW: [&str; 11] = [
    "2025-11-16-22-18-27",
    "2025-11-17-21-58-25",
    "2025-11-18-16-38-40",
    "2025-11-18-19-58-25",
    "2025-11-20-04-18-20",
    "2025-11-20-23-28-25",
    "2025-11-24-23-28-28",
    "2025-12-02-15-38-42",
    "2025-12-02-22-58-27",
    "2025-12-04-05-18-41",
    "2025-12-05-18-58-26",
];
const SERVICES: [&str; 3] = ["AMAZON_CONNECT", "CLOUDFRONT", "EC2"];

/// A part that fits a network ACL with a raised quota.
fn few() -> Part<'static> {
    Part {
        region: "eu-central-1",
        services: &SERVICES,
        is_kept: |entry| {
            let starts = |starts: &[&str]| starts.iter().any(|start| entry.prefix.to_string().starts_with(start));
            match entry.service.as_str() {
                "CLOUDFRONT" => starts(&["23.", "2600:"]),
                "EC2" if entry.region.as_str() == "GLOBAL" => starts(&["15.177.", "2605:9cc0:1ff0:1000:"]),
                "EC2" => {
                    entry.region.as_str() == "eu-central-1"
                        && starts(&["63.176.", "63.180.", "63.184.", "52.46.184.", "2a05:d014:"])
                }
                service => service == "AMAZON_CONNECT",
            }
        },
        is_chosen: |date| FEW.contains(&date.replace(['T', ':'], "-").trim_end_matches('Z')),
        groups: 2,
        lists: 1,
    }
}

#[test]
fn ten_publications_touch_the_fewest_objects_and_what_hands_did_is_found() {
    let part = few();
    let Some(replay) = replay(&part, 10) else { return };
    assert_eq!(replay.plan(), BTreeMap::new());

    // By hand, in every kind of object: a rule goes, and another lets twice as much through.
    let good = open(&replay.cloud);
    let (gone, narrow, wide) = ("egress-udp-3478-15.193.0.0/19", "egress-tcp-443-63.176.0.0/12", "63.160.0.0/11");
    spoil(&replay.cloud, &good);
    let planned = replay.plan();
    let of = |resource: &str, key: &str| format!("{resource}.agents[\"{key}\"]");
    let expected = [
        (of("aws_security_group_rule", gone), "create"),
        (of("aws_security_group_rule", narrow), "create"),
        (of("aws_network_acl_rule", gone), "create"),
        (of("aws_network_acl_rule", narrow), "replace"),
        (of("aws_ec2_managed_prefix_list", "egress-udp-3478-ipv4-0"), "update"),
        (of("aws_ec2_managed_prefix_list", "egress-tcp-443-ipv4-0"), "update"),
    ];
    assert_eq!(planned, expected.into_iter().map(|(address, action)| (address, action.to_owned())).collect());

    // No plan shows a rule beside those of Terraform, and `coverage` does.
    replay.case.run(&["apply", "-no-color", "saved.tfplan"]).success();
    replay.case.run(&["apply", "-refresh-only", "-auto-approve", "-no-color"]).success();
    let coverage = &replay.case.outputs()["coverage"];
    assert_eq!((&coverage["covered"], &coverage["excess"][0]["cidrs"]), (&json!(true), &json!(["63.160.0.0/12"])), "{coverage}");
    let mut restored = open(&replay.cloud);
    let extra = format!("egress-tcp-443-{wide}");
    let removed = restored.iter_mut().filter(|(id, _)| id.starts_with("sg-")).filter(|(_, lines)| lines.contains(&extra));
    assert_eq!(removed.map(|(_, lines)| lines.remove(&extra)).count(), 1);
    assert_eq!(restored, good);
    replay.case.destroy();
}

/// Takes `15.193.0.0/19` for media out of every kind of object, and makes EC2's
/// `63.176.0.0/12` a `/11`.
fn spoil(cloud: &Cloud, open: &Open) {
    let with = |kind: &str, line: &str| -> (String, String) {
        let mut all =
            open.iter().filter(|(id, _)| id.starts_with(kind)).flat_map(|(id, lines)| lines.iter().map(move |one| (id, one)));
        let (id, line) =
            all.find(|(_, one)| one.split('#').next() == Some(line)).unwrap_or_else(|| panic!("no {line}: {open:?}"));
        (id.clone(), line.split('#').nth(1).unwrap_or_default().to_owned())
    };
    let rule = |action: &str, group: &str, protocol: &str, port: &str, cidr: &str| {
        let parameters = [
            ("GroupId", group),
            ("IpPermissions.1.IpProtocol", protocol),
            ("IpPermissions.1.FromPort", port),
            ("IpPermissions.1.ToPort", port),
            ("IpPermissions.1.IpRanges.1.CidrIp", cidr),
        ];
        cloud.by_hand(action, &parameters);
    };
    let (group, _) = with("sg-", "egress-udp-3478-15.193.0.0/19");
    rule("RevokeSecurityGroupEgress", &group, "udp", "3478", "15.193.0.0/19");
    let (group, _) = with("sg-", "egress-tcp-443-63.176.0.0/12");
    rule("RevokeSecurityGroupEgress", &group, "tcp", "443", "63.176.0.0/12");
    rule("AuthorizeSecurityGroupEgress", &group, "tcp", "443", "63.160.0.0/11");

    let (acl, number) = with("acl-", "egress-udp-3478-15.193.0.0/19");
    cloud.by_hand("DeleteNetworkAclEntry", &[("NetworkAclId", &acl), ("RuleNumber", &number), ("Egress", "true")]);
    let (acl, number) = with("acl-", "egress-tcp-443-63.176.0.0/12");
    let wide = [
        ("NetworkAclId", acl.as_str()),
        ("RuleNumber", &number),
        ("Egress", "true"),
        ("Protocol", "6"),
        ("RuleAction", "allow"),
        ("CidrBlock", "63.160.0.0/11"),
        ("PortRange.From", "443"),
        ("PortRange.To", "443"),
    ];
    cloud.by_hand("ReplaceNetworkAclEntry", &wide);

    let list = |traffic: &str, prefix: &str| with("pl-", &format!("Amazon Connect: agents to AWS, {traffic}-{prefix}")).0;
    let media = list("udp/3478", "15.193.0.0/19");
    cloud.by_hand("ModifyManagedPrefixList", &[("PrefixListId", &media), ("RemoveEntry.1.Cidr", "15.193.0.0/19")]);
    let web = list("tcp/443", "63.176.0.0/12");
    let wide = [
        ("PrefixListId", web.as_str()),
        ("RemoveEntry.1.Cidr", "63.176.0.0/12"),
        ("AddEntry.1.Cidr", "63.160.0.0/11"),
        ("AddEntry.1.Description", "Amazon Connect: agents to AWS, tcp/443"),
    ];
    cloud.by_hand("ModifyManagedPrefixList", &wide);
}

/// Every effective change of 2024 and 2025 in one Region, with all services that its
/// agents need; `REPLAY_REGION` names another than eu-central-1. It takes some 1.5 hours for 244 steps,
/// about 20 s a step on two busy cores:
///
/// ```sh
/// cargo test --test it downstream::replay::two_years -- --ignored --nocapture
/// ```
///
/// The network ACL has a part of the rules, since it cannot hold all.
#[test]
#[ignore = "some 1.5 hours: the command is above"]
fn two_years_touch_the_fewest_objects() {
    let region = std::env::var("REPLAY_REGION").unwrap_or_else(|_| "eu-central-1".to_owned());
    let part = Part {
        region: &region,
        services: &["AMAZON_CONNECT", "CLOUDFRONT", "EC2", "S3"],
        is_kept: |_| true,
        is_chosen: |date| ("2024".."2026").contains(&date),
        groups: 16,
        lists: 8,
    };
    let Some(replay) = replay(&part, 100) else { return };
    assert_eq!(replay.plan(), BTreeMap::new());
}
