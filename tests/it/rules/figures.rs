//! How many rules the document of 2026-08-22 leads to. The figures were
//! counted with another program.

use super::documents::{bundled, document};
use amazonconnect::{
    ip_ranges::IpRanges,
    model::{Direction, IpVersion, Region},
    rules::{Budget, Firewall, FirewallRule, Merge, NetworkDeployment, NetworkRules, SignIn, resolve_network_rules},
};
use std::collections::BTreeSet;

/// Region; tcp/443 IPv4 and IPv6, udp/3478 IPv4 and IPv6 with everything of a
/// port merged; IPv4 and IPv6 rules as published (S3 prefixes that are EC2's too
/// count once).
#[rustfmt::skip]
const FIGURES: &[(&str, [usize; 4], [usize; 2])] = &[
    ("ap-southeast-2", [276, 133, 3, 1], [343, 146]),
    ("eu-central-1",   [300, 187, 3, 1], [377, 205]),
    ("eu-west-2",      [270, 124, 1, 1], [335, 136]),
    ("us-east-1",      [427, 231, 2, 1], [549, 280]),
    ("us-gov-west-1",  [245, 109, 1, 1], [297, 116]),
    ("us-west-2",      [331, 263, 3, 1], [433, 314]),
];

fn deployment(region: &str) -> NetworkDeployment {
    NetworkDeployment::new([Region::from(region)])
}

fn count(resolved: &NetworkRules, group: &str) -> usize {
    let of_rule =
        |rule: &FirewallRule| format!("{} {}/{} {}", rule.direction, rule.ip_protocol, rule.ports, rule.prefix.version());
    resolved.rules.iter().filter(|rule| of_rule(rule) == group).count()
}

fn check_figures(ranges: &IpRanges) {
    for (region, merged, published) in FIGURES {
        let mut deployment = deployment(region);
        deployment.merge = Merge::PerPort;
        let resolved = resolve_network_rules(ranges, &deployment).unwrap();
        let groups = ["egress tcp/443 ipv4", "egress tcp/443 ipv6", "egress udp/3478 ipv4", "egress udp/3478 ipv6"];
        assert_eq!(groups.map(|group| count(&resolved, group)), *merged, "{region}");
        deployment.merge = Merge::None;
        let resolved = resolve_network_rules(ranges, &deployment).unwrap();
        let counts = IpVersion::ALL.map(|version| resolved.rule_counts[&(Direction::Egress, version)]);
        assert_eq!(counts, *published, "{region}");
    }
}

#[test]
fn rule_counts_of_the_bundled_snapshot() {
    check_figures(&bundled());
}

#[test]
fn rule_counts_of_the_whole_document() {
    if let Some(ranges) = document("2026-08-22-15-17-05") {
        check_figures(&ranges);
    }
}

#[test]
fn cloudfront_and_connect_on_their_own() {
    let mut deployment = deployment("us-east-1");
    let of = |service: &str, version: IpVersion, deployment: &NetworkDeployment| {
        let rules = resolve_network_rules(&bundled(), deployment).unwrap().rules;
        rules.iter().filter(|rule| rule.services == [service.into()] && rule.prefix.version() == version).count()
    };
    deployment.services = Some(BTreeSet::from(["AMAZON_CONNECT".to_owned(), "CLOUDFRONT".to_owned()]));
    assert_eq!(of("CLOUDFRONT", IpVersion::V4, &deployment), 180);
    assert_eq!(of("CLOUDFRONT", IpVersion::V6, &deployment), 31);
    for (region, v4) in [("us-east-1", 2), ("us-west-2", 3), ("eu-west-2", 1), ("us-gov-west-1", 1), ("af-south-1", 1)] {
        deployment.regions = BTreeSet::from([region.into()]);
        assert_eq!(of("AMAZON_CONNECT", IpVersion::V4, &deployment), v4, "{region}");
        assert_eq!(of("AMAZON_CONNECT", IpVersion::V6, &deployment), 1, "{region}");
    }
}

#[test]
fn the_snapshot_gives_the_rules_of_the_whole_document() {
    let Some(whole) = document("2026-08-22-15-17-05") else { return };
    let mut deployment = deployment("ap-northeast-1");
    deployment.regions.insert("ap-northeast-3".into());
    deployment.video_calling = true;
    deployment.external_voice = true;
    deployment.s3_uploads = true;
    deployment.firewall = Firewall::Stateless;
    assert_eq!(resolve_network_rules(&bundled(), &deployment), resolve_network_rules(&whole, &deployment));
}

#[test]
fn only_a_govcloud_instance_is_warned() {
    for (region, _, _) in FIGURES {
        let warnings = resolve_network_rules(&bundled(), &deployment(region)).unwrap().warnings;
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        if *region == "us-gov-west-1" {
            insta::assert_snapshot!(texts.join("\n"), @"AMAZON_CONNECT has no ipv4 rows for us-gov-west-1: its GLOBAL rows stand for it, as AWS asks for in that case");
        } else {
            assert!(texts.is_empty(), "{region}: {texts:?}");
        }
    }
}

#[test]
fn sixty_cidrs_for_cloudfront_cost_what_the_optimum_costs() {
    let mut tight = deployment("us-east-1");
    tight.services = Some(BTreeSet::from(["CLOUDFRONT".to_owned()]));
    tight.ip_versions = BTreeSet::from([IpVersion::V4]);
    tight.budget = Some(Budget { max_cidrs: 60, max_overshoot_ratio: 0.0 });
    insta::assert_snapshot!(resolve_network_rules(&bundled(), &tight).unwrap_err());
    tight.budget = Some(Budget { max_cidrs: 60, max_overshoot_ratio: 10.0 });
    let resolved = resolve_network_rules(&bundled(), &tight).unwrap();
    assert_eq!(resolved.rules.len(), 60);
    assert_eq!((resolved.overshoot[0].exact_cidrs, resolved.overshoot[0].wanted_addresses), (180, 4_224_645));
}

#[test]
fn first_and_last_rules() {
    let mut saml = deployment("eu-central-1");
    saml.sign_in = SignIn::Saml;
    saml.firewall = Firewall::Stateless;
    let resolved = resolve_network_rules(&bundled(), &saml).unwrap();
    let line = |rule: &FirewallRule| {
        let services: Vec<_> = rule.services.iter().map(ToString::to_string).collect();
        format!("{} {} {}", rule.key(), services.join(","), rule.requirement)
    };
    let lines: Vec<_> = resolved.rules.iter().map(line).collect();
    let counts: Vec<_> = resolved.rule_counts.iter().map(|((way, version), count)| format!("{way} {version} {count}")).collect();
    let media: Vec<_> = lines.iter().filter(|line| line.contains("-udp-")).cloned().collect();
    let head = lines.iter().take(5).cloned();
    let tail = lines.iter().skip(lines.len() - 3).cloned();
    let text: Vec<_> = counts.into_iter().chain(media).chain(head).chain(tail).chain([resolved.digest]).collect();
    insta::assert_snapshot!(text.join("\n"));
}
