//! The rules of resolution on small documents. The real ones are read in
//! `tests/it`.

mod properties;
mod refusals;

use super::*;
use crate::{
    ip_ranges::{Entry, IpRanges},
    model::{Direction, IpVersion, Prefix, PrefixSet, Region},
    requirements::{AWS_REGIONS, Kind, Status, lookup, rows},
    rules::{Argument, ResolveWarning, SignIn, VdiRole},
};
use std::collections::{BTreeMap, BTreeSet};

const ROWS: &[(&str, &str, &str)] = &[
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

fn document<'a>(rows: impl IntoIterator<Item = &'a (&'a str, &'a str, &'a str)>) -> IpRanges {
    let entries = rows.into_iter().map(|(prefix, service, region)| Entry {
        prefix: prefix.parse().unwrap(),
        service: (*service).into(),
        region: (*region).into(),
        network_border_group: None,
    });
    IpRanges::new("1787411825".to_owned(), "2026-08-22T15:17:05Z".to_owned(), entries.collect())
}

fn deployment(regions: &[&str]) -> NetworkDeployment {
    NetworkDeployment::new(regions.iter().map(|region| Region::from(*region)))
}

fn resolve(deployment: &NetworkDeployment) -> NetworkRules {
    resolve_network_rules(&document(ROWS), deployment).unwrap()
}

fn keys(rules: &NetworkRules) -> Vec<String> {
    rules.rules.iter().map(crate::rules::FirewallRule::key).collect()
}

#[track_caller]
fn refuses(change: impl FnOnce(&mut NetworkDeployment), argument: Argument, message: &str) {
    let mut deployment = deployment(&["us-east-1"]);
    change(&mut deployment);
    let error = resolve_network_rules(&document(ROWS), &deployment).unwrap_err();
    assert_eq!(error.argument(), Some(argument), "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

/// One line a rule, then the warnings.
fn text(resolved: &NetworkRules) -> String {
    let line = |rule: &crate::rules::FirewallRule| {
        let services: Vec<_> = rule.services.iter().map(crate::model::Service::as_str).collect();
        format!("{} {} {} | {}", rule.key(), services.join(","), rule.requirement, rule.description)
    };
    let warnings = resolved.warnings.iter().map(|warning| format!("warning: {warning}"));
    resolved.rules.iter().map(line).chain(warnings).collect::<Vec<_>>().join("\n")
}

#[test]
fn softphone_at_the_sign_in_page() {
    insta::assert_snapshot!(text(&resolve(&deployment(&["us-east-1"]))));
}

#[test]
fn everything_through_a_stateless_firewall() {
    let mut everything = deployment(&["eu-west-2"]);
    everything.video_calling = true;
    everything.external_voice = true;
    everything.s3_uploads = true;
    everything.firewall = Firewall::Stateless;
    everything.client_os = BTreeSet::from([ClientOs::Windows, ClientOs::Linux]);
    everything.merge = Merge::PerPort;
    everything.ip_versions = BTreeSet::from([IpVersion::V4]);
    insta::assert_snapshot!(text(&resolve(&everything)));
}

#[test]
fn merging_changes_rules_and_no_address() {
    let mut by_policy = BTreeMap::new();
    for merge in Merge::ALL {
        let mut deployment = deployment(&["us-east-1"]);
        deployment.merge = merge;
        deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
        let rules = resolve(&deployment).rules;
        let https: Vec<_> = rules.iter().filter(|rule| rule.ip_protocol.as_str() == "tcp").collect();
        let set: PrefixSet = https.iter().map(|rule| rule.prefix).collect();
        by_policy.insert(merge, (https.iter().map(|rule| rule.prefix.to_string()).collect::<Vec<_>>(), set));
    }
    let [none, per_service, per_port] = [Merge::None, Merge::PerService, Merge::PerPort].map(|merge| &by_policy[&merge]);
    assert!(none.0.contains(&"3.2.0.0/24".to_owned()) && none.0.contains(&"3.2.1.0/24".to_owned()));
    assert!(per_service.0.contains(&"3.2.0.0/23".to_owned()) && per_service.0.contains(&"3.2.2.0/23".to_owned()));
    assert!(per_port.0.contains(&"3.2.0.0/22".to_owned()), "{:?}", per_port.0);
    assert!(none.1 == per_service.1 && none.1 == per_port.1);
}

#[test]
fn one_prefix_of_two_services_is_one_rule() {
    let rows = [("3.2.0.0/24", "EC2", "us-east-1"), ("3.2.0.0/24", "CLOUDFRONT", "GLOBAL")];
    let document = document(ROWS.iter().chain(&rows));
    let mut deployment = deployment(&["us-east-1"]);
    deployment.merge = Merge::None;
    let resolved = resolve_network_rules(&document, &deployment).unwrap();
    let twins: Vec<_> = resolved.rules.iter().filter(|rule| rule.key() == "egress-tcp-443-3.2.0.0/24").collect();
    assert_eq!(twins.len(), 1);
    assert_eq!(twins[0].services, ["CLOUDFRONT".into(), "EC2".into()]);
    assert_eq!(twins[0].requirement, "ipr-ec2-signalling+ipr-cloudfront-static");
}

#[test]
fn conditions_choose_services() {
    let services = |change: fn(&mut NetworkDeployment)| {
        let mut deployment = deployment(&["us-east-1"]);
        change(&mut deployment);
        let services: BTreeSet<_> = resolve(&deployment).rules.into_iter().flat_map(|rule| rule.services).collect();
        services.into_iter().map(|service| service.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(services(|_| {}), "AMAZON_CONNECT CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.sign_in = SignIn::Saml), "AMAZON_CONNECT CLOUDFRONT EC2");
    assert_eq!(services(|it| it.softphone = false), "CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.video_calling = true), "AMAZON_CONNECT CHIME_MEETINGS CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.external_voice = true), "AMAZON_CONNECT CHIME_VOICECONNECTOR CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.vdi_role = VdiRole::Host), "CLOUDFRONT EC2 S3");
    assert_eq!(services(|it| it.vdi_role = VdiRole::Endpoint), "AMAZON_CONNECT");
    let some = |it: &mut NetworkDeployment| it.services = Some(BTreeSet::from(["EC2".to_owned(), "CLOUDFRONT".to_owned()]));
    assert_eq!(services(some), "CLOUDFRONT EC2");
    let uploads = |it: &mut NetworkDeployment| {
        it.sign_in = SignIn::Saml;
        it.s3_uploads = true;
    };
    assert_eq!(services(uploads), "AMAZON_CONNECT CLOUDFRONT EC2 S3");
}

#[test]
fn s3_needs_three_regions_for_sign_in_and_never_global() {
    let s3 = |deployment: &NetworkDeployment| {
        let rules = resolve(deployment).rules;
        let of_s3 =
            rules.into_iter().filter(|rule| rule.services.contains(&"S3".into()) && rule.prefix.version() == IpVersion::V4);
        of_s3.map(|rule| rule.prefix.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(s3(&deployment(&["eu-west-2"])), ["3.5.80.0/21", "52.95.128.0/21", "52.216.0.0/15"]);
    assert_eq!(s3(&deployment(&["us-east-1"])), ["3.5.80.0/21", "52.216.0.0/15"]);
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
fn a_region_without_rows_falls_back_per_family() {
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
fn return_rules_are_for_stateless_firewalls_alone() {
    let mut deployment = deployment(&["us-east-1"]);
    assert!(resolve(&deployment).rules.iter().all(|rule| rule.direction == Direction::Egress));
    deployment.firewall = Firewall::Stateless;
    let resolved = resolve(&deployment);
    let back: BTreeSet<_> = resolved.rules.iter().filter(|rule| rule.direction == Direction::Ingress).collect_ports();
    assert_eq!(back, BTreeSet::from(["tcp/49152-65535".to_owned(), "udp/49152-65535".to_owned()]));
    for rule in resolved.rules.iter().filter(|rule| rule.direction == Direction::Egress) {
        let answered = resolved.rules.iter().any(|back| {
            back.direction == Direction::Ingress && back.ip_protocol == rule.ip_protocol && back.prefix == rule.prefix
        });
        assert!(answered, "{} has no way back", rule.key());
    }
    deployment.ephemeral_ports = "1024-65535".parse().ok();
    let back: BTreeSet<_> = resolve(&deployment).rules.iter().filter(|rule| rule.direction == Direction::Ingress).collect_ports();
    assert_eq!(back, BTreeSet::from(["tcp/1024-65535".to_owned(), "udp/1024-65535".to_owned()]));
    deployment.firewall = Firewall::Stateful;
    let unused = resolve(&deployment).warnings;
    assert!(unused.iter().any(|warning| warning.argument() == Some(Argument::EphemeralPorts)));
}

trait CollectPorts {
    fn collect_ports(self) -> BTreeSet<String>;
}

impl<'a, I: Iterator<Item = &'a crate::rules::FirewallRule>> CollectPorts for I {
    fn collect_ports(self) -> BTreeSet<String> {
        self.map(|rule| format!("{}/{}", rule.ip_protocol, rule.ports)).collect()
    }
}

#[test]
fn voice_connectors_open_connections_themselves() {
    let mut deployment = deployment(&["eu-west-2"]);
    deployment.external_voice = true;
    deployment.services = Some(BTreeSet::from(["CHIME_VOICECONNECTOR".to_owned()]));
    let resolved = resolve(&deployment);
    for direction in ["egress", "ingress"] {
        for ports in ["tcp-5060", "tcp-5061", "udp-5060", "udp-5000-65000"] {
            for prefix in ["99.77.249.0/24", "2600:f0f0:c045::/48"] {
                assert!(keys(&resolved).contains(&format!("{direction}-{ports}-{prefix}")), "{direction} {ports} {prefix}");
            }
        }
    }
    assert_eq!(resolved.rules.len(), 16);
    assert_eq!(resolved.warnings, [], "the page's IPv6 prefix stands in for the missing rows");
    assert_eq!(resolved.rules[0].requirement, "cidr-voice-connector+ipr-chime-voiceconnector");
    let answer = "egress-tcp-1024-65535-99.77.249.0/24".to_owned();
    assert!(!keys(&resolved).contains(&answer), "a stateful firewall lets answers out");
    deployment.firewall = Firewall::Stateless;
    deployment.ephemeral_ports = "32768-65535".parse().ok();
    assert!(keys(&resolve(&deployment)).contains(&answer));
    deployment.firewall = Firewall::Stateful;
    deployment.ephemeral_ports = None;
    deployment.regions = BTreeSet::from(["ap-south-1".into()]);
    assert!(matches!(resolve_network_rules(&document(ROWS), &deployment), Err(ResolveError::NoRows { .. })));
}

#[test]
fn a_budget_is_kept_or_refused_with_figures() {
    let mut tight = deployment(&["us-east-1"]);
    tight.merge = Merge::PerPort;
    tight.ip_versions = BTreeSet::from([IpVersion::V4]);
    let exact = resolve(&tight);
    assert_eq!(exact.overshoot, []);
    tight.budget = Some(Budget { max_cidrs: 5, max_overshoot_ratio: 0.0 });
    let error = resolve_network_rules(&document(ROWS), &tight).unwrap_err();
    assert_eq!(error.argument(), Some(Argument::MaxCidrs));
    insta::assert_snapshot!(error);
    tight.budget = Some(Budget { max_cidrs: 5, max_overshoot_ratio: 10_000.0 });
    let covered = resolve(&tight);
    let https = covered.overshoot.iter().find(|group| group.group.to_string() == "egress tcp/443 ipv4").unwrap();
    assert_eq!((https.exact_cidrs, https.cidrs), (6, 5));
    assert_eq!(covered.overshoot.len(), 1, "no other group is above the budget");
    assert!(https.extra_addresses > 0 && https.ratio > 0.0);
    let allowed: PrefixSet = covered.rules.iter().map(|rule| rule.prefix).collect();
    assert!(exact.rules.iter().all(|rule| allowed.contains(rule.prefix)));
    tight.budget = Some(Budget { max_cidrs: 1, max_overshoot_ratio: 1e30 });
    let error = resolve_network_rules(&document(ROWS), &tight).unwrap_err();
    assert!(error.to_string().contains("nothing broader than /8 becomes a rule"), "{error}");
    tight.budget = Some(Budget { max_cidrs: 6, max_overshoot_ratio: 0.0 });
    assert_eq!(keys(&resolve(&tight)), keys(&exact));
}

#[test]
fn a_greater_budget_never_fails_where_a_smaller_one_fits() {
    let prefixes = ["198.51.101.0/24", "198.51.102.0/23", "20.0.0.0/24", "20.0.2.0/24", "20.0.4.0/22"];
    let rows = prefixes.map(|prefix| (prefix, "CLOUDFRONT", "GLOBAL"));
    let mut tight = deployment(&["us-east-1"]);
    tight.services = Some(BTreeSet::from(["CLOUDFRONT".to_owned()]));
    tight.ip_versions = BTreeSet::from([IpVersion::V4]);
    let mut with = |max_cidrs| {
        tight.budget = Some(Budget { max_cidrs, max_overshoot_ratio: 1.0 });
        resolve_network_rules(&document(&rows), &tight)
    };
    // 198.51.100.0/24 is not public, so that the first two have no common prefix.
    let covered = ["egress-tcp-443-20.0.0.0/21", "egress-tcp-443-198.51.101.0/24", "egress-tcp-443-198.51.102.0/23"];
    for max_cidrs in [3, 4] {
        assert_eq!(keys(&with(max_cidrs).unwrap()), covered, "{max_cidrs}");
    }
    assert_eq!(with(5).unwrap().rules.len(), 5);
    let error = with(2).unwrap_err().to_string();
    assert!(error.contains("no 2 CIDRs cover the list: nothing broader than /8 becomes a rule"), "{error}");
    assert!(error.contains("        2                                impossible\n"), "{error}");
    assert!(error.contains("max_cidrs = 3 would do, with 512 extra addresses"), "{error}");
}

#[test]
fn digest_and_description_depend_on_traffic_alone() {
    let resolved = resolve(&deployment(&["us-east-1"]));
    assert_eq!(resolved.digest.len(), 64);
    let mut other = resolved.rules.clone();
    other.reverse();
    for rule in &mut other {
        rule.services.clear();
        rule.requirement.clear();
        rule.description.clear();
    }
    assert_eq!(digest(&other), resolved.digest);
    other.pop();
    assert_ne!(digest(&other), resolved.digest);
    let charset = |byte: u8| byte.is_ascii_alphanumeric() || b" ._-:/()#,@[]+=&;{}!$*".contains(&byte);
    for rule in &resolved.rules {
        assert!(rule.description.len() <= 255 && rule.description.bytes().all(charset), "{}", rule.description);
        assert_eq!(rule.description, format!("Amazon Connect: agents to AWS, {}/{}", rule.ip_protocol, rule.ports));
    }
}

#[test]
fn no_group_has_more_contributions_than_claims() {
    let most = rows().filter(|row| row.service().is_some()).count();
    // Each row, and each row that returns its traffic, at most once a group.
    assert!(most * 2 < 64, "{most}");
}

#[test]
fn counts_name_every_direction_and_family() {
    let counts = resolve(&deployment(&["us-east-1"])).rule_counts;
    assert_eq!(counts.len(), 4);
    assert_eq!(counts[&(Direction::Ingress, IpVersion::V4)], 0);
    assert_eq!(counts.values().sum::<usize>(), resolve(&deployment(&["us-east-1"])).rules.len());
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
