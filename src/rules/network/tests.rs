//! The rules of resolution on small documents. The real ones are read in
//! `tests/it`.
//!
//! The small documents are dated before the table of history begins, so that it
//! knows of nothing that they lack; `completeness` dates them today.

mod budgets;
mod completeness;
mod properties;
mod refusals;
mod stateless;

use super::*;
use crate::{
    declaration::Refuse as _,
    guard::Examined,
    ip_ranges::{Entry, IpRanges},
    model::{Direction, IpProtocol, IpVersion, Prefix, PrefixSet, Region, Service},
    requirements::{AWS_REGIONS, Kind, lookup, rows},
    rules::{Flow, Permission, ResolveWarning, Rule, SignIn, VdiRole},
};
use std::collections::{BTreeMap, BTreeSet};

/// Before the table of history: nothing was published yet.
const LONG_AGO: &str = "2016-08-22T15:17:05Z";

type Row<'a> = (&'a str, &'a str, &'a str);

const ROWS: &[Row<'_>] = &[
    ("15.193.6.0/24", "AMAZON_CONNECT", "us-east-1"),
    ("15.193.0.0/19", "AMAZON_CONNECT", "GLOBAL"),
    ("52.55.191.224/27", "AMAZON_CONNECT", "us-east-1"),
    ("18.236.61.0/25", "AMAZON_CONNECT", "us-west-2"),
    ("3.2.0.0/24", "EC2", "us-east-1"),
    ("3.2.1.0/24", "EC2", "us-east-1"),
    ("15.193.6.0/24", "EC2", "us-east-1"),
    ("15.181.232.0/21", "EC2", "GLOBAL"),
    ("34.223.0.0/20", "EC2", "us-west-2"),
    ("3.2.2.0/23", "CLOUDFRONT", "eu-west-2"),
    ("120.52.22.96/27", "CLOUDFRONT", "GLOBAL"),
    ("52.216.0.0/15", "S3", "us-east-1"),
    ("3.5.80.0/21", "S3", "us-west-2"),
    ("52.95.128.0/21", "S3", "eu-west-2"),
    ("52.219.0.0/20", "S3", "GLOBAL"),
    ("99.77.128.0/18", "CHIME_MEETINGS", "GLOBAL"),
    ("99.77.249.0/24", "CHIME_VOICECONNECTOR", "eu-west-2"),
    ("3.80.16.0/23", "CHIME_VOICECONNECTOR", "us-east-1"),
    ("2600:f0f2:7100::/40", "AMAZON_CONNECT", "GLOBAL"),
    ("2600:1f18::/33", "EC2", "us-east-1"),
    ("2600:9000::/28", "CLOUDFRONT", "GLOBAL"),
    ("2600:1fa0:8000::/39", "S3", "us-east-1"),
    ("2600:1fa0:4000::/39", "S3", "us-west-2"),
    ("2600:f0f0:4100::/40", "CHIME_MEETINGS", "GLOBAL"),
];

fn dated<'a>(date: &str, rows: impl IntoIterator<Item = &'a Row<'a>>) -> IpRanges {
    let entries = rows.into_iter().map(|(prefix, service, region)| Entry::new(prefix.parse().unwrap(), service, region, None));
    IpRanges::new("1471879025".to_owned(), date.to_owned(), entries.collect())
}

fn document<'a>(rows: impl IntoIterator<Item = &'a Row<'a>>) -> Examined {
    Examined::unjudged(dated(LONG_AGO, rows))
}

/// Routes of a Voice Connector by protocol and port.
fn routes(routes: &[(&str, u16)]) -> BTreeSet<VoiceRoute> {
    let protocol = |name: &str| IpProtocol::ALL.into_iter().find(|protocol| protocol.as_str() == name).unwrap();
    routes.iter().map(|(name, port)| VoiceRoute { ip_protocol: protocol(name), port: *port }).collect()
}

fn deployment(regions: &[&str]) -> NetworkDeployment {
    NetworkDeployment::new(regions.iter().map(|region| Region::from(*region)).collect())
}

fn resolve(deployment: &NetworkDeployment) -> NetworkRules {
    resolve_network_rules(&document(ROWS), deployment).unwrap()
}

fn key_list(rules: &[Rule]) -> Vec<String> {
    rules.iter().flat_map(|rule| rule.prefixes.iter().map(|prefix| rule.permission.key(*prefix))).collect()
}

/// The key of every prefix of every rule.
fn keys(resolved: &NetworkRules) -> Vec<String> {
    key_list(&resolved.rules)
}

/// The addresses of each permission.
fn addresses(resolved: &NetworkRules) -> BTreeMap<Permission, PrefixSet> {
    let mut sets: BTreeMap<Permission, Vec<Prefix>> = BTreeMap::new();
    for rule in &resolved.rules {
        sets.entry(rule.permission).or_default().extend(&rule.prefixes);
    }
    sets.into_iter().map(|(permission, prefixes)| (permission, prefixes.into_iter().collect())).collect()
}

#[track_caller]
fn refuses(change: impl FnOnce(&mut NetworkDeployment), argument: &str, message: &str) {
    let mut deployment = deployment(&["us-east-1"]);
    change(&mut deployment);
    let error = resolve_network_rules(&document(ROWS), &deployment).unwrap_err();
    assert_eq!(error.argument(), Some(argument), "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

/// A line a rule and a line a prefix, then the warnings.
fn text(resolved: &NetworkRules) -> String {
    let mut lines = Vec::new();
    for rule in &resolved.rules {
        let services: Vec<_> = rule.label.services.iter().map(Service::as_str).collect();
        let of = format!("{} {}", services.join(","), rule.label.requirements.join("+"));
        lines.push(format!("{} | {of} | {}", rule.permission, rule.label.description));
        lines.extend(rule.prefixes.iter().map(|prefix| format!("  {prefix}")));
    }
    lines.extend(resolved.warnings.iter().map(|warning| format!("warning: {warning}")));
    lines.join("\n")
}

#[test]
fn softphone_at_the_sign_in_page() {
    insta::assert_snapshot!(text(&resolve(&deployment(&["us-east-1"]))));
}

#[test]
fn everything_through_a_stateless_firewall() {
    let mut everything = deployment(&["eu-west-2"]);
    everything.video_calling = true;
    everything.external_voice_routes = Some(routes(&[("tcp", 5061), ("udp", 5080)]));
    everything.s3_uploads = true;
    everything.firewall = Firewall::Stateless;
    everything.client_os = Some(BTreeSet::from([ClientOs::Windows, ClientOs::Linux]));
    everything.ip_versions = BTreeSet::from([IpVersion::V4]);
    insta::assert_snapshot!(text(&resolve(&everything)));
}

#[test]
fn merging_changes_rules_and_no_address() {
    let mut by_policy = BTreeMap::new();
    for merge in Merge::ALL.iter().copied() {
        let mut deployment = deployment(&["us-east-1"]);
        deployment.merge = merge;
        deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
        let rules = resolve(&deployment).rules;
        let https: BTreeSet<Prefix> = rules
            .iter()
            .filter(|rule| rule.permission.ip_protocol == IpProtocol::Tcp)
            .flat_map(|rule| rule.prefixes.iter().copied())
            .collect();
        let set: PrefixSet = https.iter().copied().collect();
        by_policy.insert(merge, (https.iter().map(ToString::to_string).collect::<Vec<_>>(), set));
    }
    let [none, per_service, per_port] = [Merge::None, Merge::PerService, Merge::PerPort].map(|merge| &by_policy[&merge]);
    assert!(none.0.contains(&"3.2.0.0/24".to_owned()) && none.0.contains(&"3.2.1.0/24".to_owned()));
    assert!(per_service.0.contains(&"3.2.0.0/23".to_owned()) && per_service.0.contains(&"3.2.2.0/23".to_owned()));
    assert!(per_port.0.contains(&"3.2.0.0/22".to_owned()), "{:?}", per_port.0);
    assert!(none.1 == per_service.1 && none.1 == per_port.1);
}

#[test]
fn one_rule_a_permission_or_a_set_of_services() {
    let rows = [("3.2.0.0/24", "EC2", "us-east-1"), ("3.2.0.0/24", "CLOUDFRONT", "GLOBAL")];
    let document = document(ROWS.iter().chain(&rows));
    let permissions = |rules: &[Rule]| rules.iter().map(|rule| rule.permission).collect::<BTreeSet<_>>();
    for merge in Merge::ALL.iter().copied() {
        let mut deployment = deployment(&["us-east-1"]);
        deployment.merge = merge;
        let rules = resolve_network_rules(&document, &deployment).unwrap().rules;
        let named: BTreeSet<_> = rules.iter().map(|rule| (rule.permission, rule.label.services.clone())).collect();
        assert_eq!(named.len(), rules.len(), "{merge}: two rules of one permission and one set of services");
        let keys = key_list(&rules);
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{merge}: a prefix twice");
        let of_twin: Vec<_> = rules
            .iter()
            .filter(|rule| rule.prefixes.iter().any(|prefix| prefix.to_string().starts_with("3.2.0.0/")))
            .map(|rule| rule.label.services.clone())
            .collect();
        if merge == Merge::PerPort {
            assert_eq!(rules.len(), permissions(&rules).len(), "one rule a permission");
            assert_eq!(rules.len(), 4, "tcp/443 and udp/3478 in both families");
            assert_eq!(rules[0].label.services, ["CLOUDFRONT".into(), "EC2".into(), "S3".into()]);
        } else {
            assert!(rules.len() > permissions(&rules).len(), "{merge}");
        }
        if merge == Merge::None {
            assert_eq!(of_twin, [["CLOUDFRONT".into(), "EC2".into()]], "shared by both, so in a rule of both");
            let twin = rules.iter().find(|rule| rule.label.services == of_twin[0]).unwrap();
            assert_eq!(twin.prefixes, ["3.2.0.0/24".parse().unwrap()]);
            assert_eq!(twin.label.requirements, ["ipr-ec2-signalling", "ipr-cloudfront-static"]);
        }
    }
}

#[test]
fn conditions_choose_services() {
    let services = |change: fn(&mut NetworkDeployment)| {
        let mut deployment = deployment(&["us-east-1"]);
        change(&mut deployment);
        let rules = resolve(&deployment).rules;
        let services: BTreeSet<_> = rules.into_iter().flat_map(|rule| rule.label.services).collect();
        services.into_iter().map(|service| service.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(services(|_| {}), "AMAZON_CONNECT CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.sign_in = SignIn::Saml), "AMAZON_CONNECT CLOUDFRONT EC2");
    assert_eq!(services(|it| it.softphone = false), "CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.video_calling = true), "AMAZON_CONNECT CHIME_MEETINGS CLOUDFRONT EC2 S3");
    assert_eq!(
        services(|it| it.external_voice_routes = Some(routes(&[("tcp", 5061)]))),
        "AMAZON_CONNECT CHIME_VOICECONNECTOR CLOUDFRONT EC2 S3"
    );
    assert_eq!(services(|it| it.vdi_role = VdiRole::Host), "CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.vdi_role = VdiRole::Endpoint), "AMAZON_CONNECT");
    let some = |it: &mut NetworkDeployment| it.services = Some(BTreeSet::from(["EC2".into(), "CLOUDFRONT".into()]));
    assert_eq!(services(some), "CLOUDFRONT EC2");
    let uploads = |it: &mut NetworkDeployment| {
        it.sign_in = SignIn::Saml;
        it.s3_uploads = true;
    };
    assert_eq!(services(uploads), "AMAZON_CONNECT CLOUDFRONT EC2 S3");
}

#[test]
fn s3_needs_three_regions_for_sign_in_and_never_global() {
    let s3 = |region: &str| {
        let mut deployment = deployment(&[region]);
        deployment.merge = Merge::PerService;
        let rules = resolve(&deployment).rules;
        let of_s3 = |rule: &Rule| rule.label.services.contains(&"S3".into()) && rule.permission.ip_version == IpVersion::V4;
        let prefixes = rules.into_iter().filter(of_s3).flat_map(|rule| rule.prefixes);
        prefixes.map(|prefix| prefix.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(s3("eu-west-2"), ["3.5.80.0/21", "52.95.128.0/21", "52.216.0.0/15"]);
    assert_eq!(s3("us-east-1"), ["3.5.80.0/21", "52.216.0.0/15"]);
}

#[test]
fn global_rows_of_ec2_are_a_choice() {
    let mut deployment = deployment(&["us-east-1"]);
    assert!(keys(&resolve(&deployment)).contains(&"egress-tcp-443-15.181.232.0/21".to_owned()));
    deployment.ec2_global = false;
    let resolved = resolve(&deployment);
    assert!(!keys(&resolved).contains(&"egress-tcp-443-15.181.232.0/21".to_owned()));
    // The Region has no row, so GLOBAL is what AWS asks for, whatever the choice.
    deployment.regions = BTreeSet::from(["eu-west-2".into()]);
    assert!(keys(&resolve(&deployment)).contains(&"egress-tcp-443-15.181.232.0/21".to_owned()));
}

#[test]
fn a_region_that_never_had_rows_falls_back_per_family() {
    let resolved = resolve(&deployment(&["us-west-2"]));
    let connect: Vec<_> = keys(&resolved).into_iter().filter(|key| key.starts_with("egress-udp")).collect();
    assert_eq!(
        connect,
        ["egress-udp-3478-15.193.0.0/19", "egress-udp-3478-18.236.61.0/25", "egress-udp-3478-2600:f0f2:7100::/40"]
    );
    let expected =
        ResolveWarning::GlobalFallback { service: "AMAZON_CONNECT", region: "us-west-2".into(), ip_version: IpVersion::V6 };
    assert!(resolved.warnings.contains(&expected));
    let v4 = ResolveWarning::GlobalFallback { service: "AMAZON_CONNECT", region: "us-west-2".into(), ip_version: IpVersion::V4 };
    assert!(!resolved.warnings.contains(&v4));
}

#[test]
fn addresses_that_are_not_public_become_a_warning() {
    let odd = [("fc01:1::/32", "EC2", "us-east-1"), ("252.0.0.0/10", "EC2", "us-east-1"), ("10.0.0.0/8", "EC2", "eu-west-2")];
    let document = document(ROWS.iter().chain(&odd));
    let resolved = resolve_network_rules(&document, &deployment(&["us-east-1"])).unwrap();
    assert_eq!(keys(&resolved), keys(&resolve(&deployment(&["us-east-1"]))));
    let texts: Vec<_> = resolved.warnings.iter().map(ToString::to_string).collect();
    let text = texts.iter().find(|text| text.contains("not public")).expect("a warning");
    assert!(text.contains("252.0.0.0/10 (EC2, us-east-1), fc01:1::/32 (EC2, us-east-1)"), "{text}");
    assert!(!text.contains("10.0.0.0/8"), "the row of another Region is nobody's business: {text}");
}

#[test]
fn digest_and_description_depend_on_traffic_alone() {
    let resolved = resolve(&deployment(&["us-east-1"]));
    assert_eq!(resolved.digest.len(), 64);
    let mut other = resolved.rules.clone();
    other.reverse();
    for rule in &mut other {
        rule.label = crate::rules::Label::default();
        rule.prefixes.reverse();
    }
    assert_eq!(digest(&other), resolved.digest);
    other[0].prefixes.pop();
    assert_ne!(digest(&other), resolved.digest);
    let mut stateless = deployment(&["us-east-1"]);
    stateless.firewall = Firewall::Stateless;
    let charset = |byte: u8| byte.is_ascii_alphanumeric() || b" ._-:/()#,@[]+=&;{}!$*".contains(&byte);
    for rule in resolve(&stateless).rules {
        let description = rule.label.description;
        assert!(description.len() <= 255 && description.bytes().all(charset), "{description}");
        assert_eq!(description, rule.permission.describe());
    }
    assert_eq!(resolved.rules[0].label.description, "Amazon Connect: agents to AWS, tcp/443");
}

#[test]
fn no_permission_has_more_contributions_than_claims() {
    let most = rows().filter(|row| row.service().is_some()).count();
    // Each row, and each row that returns its traffic, at most once a permission.
    assert!(most * 2 < 64, "{most}");
}

#[test]
fn counts_name_every_direction_and_family() {
    let counts = resolve(&deployment(&["us-east-1"])).rule_counts;
    assert_eq!(counts.len(), 4);
    assert_eq!(counts[&(Direction::Ingress, IpVersion::V4)], 0);
    assert_eq!(counts.values().sum::<usize>(), keys(&resolve(&deployment(&["us-east-1"]))).len());
}

#[test]
fn the_literal_prefixes_are_public() {
    for row in rows().filter(|row| matches!(row.kind, Kind::Prefixes { .. })) {
        for value in row.values.all() {
            let prefix: Prefix = value.parse().unwrap();
            assert!(prefix.may_be_a_rule(), "{prefix}");
        }
    }
}
