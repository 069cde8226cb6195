//! How many rules the document of 2026-08-22 leads to. The figures were
//! counted with another program.

use super::documents::{bundled, document, examined};
use amazonconnect::{
    guard::Examined,
    ip_ranges::IpRanges,
    model::{Direction, IpProtocol, IpVersion, Region},
    rules::{Firewall, Merge, NetworkDeployment, NetworkRules, Rule, SignIn, VoiceRoute, records, resolve_network_rules},
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
    NetworkDeployment::new(BTreeSet::from([Region::from(region)]))
}

fn snapshot() -> Examined {
    examined(&bundled())
}

/// The prefixes of all rules of a permission.
fn count(resolved: &NetworkRules, permission: &str) -> usize {
    let of_permission = resolved.rules.iter().filter(|rule| rule.permission.to_string() == permission);
    of_permission.map(|rule| rule.prefixes.len()).sum()
}

fn check_figures(ranges: &IpRanges) {
    let ranges = &examined(ranges);
    for (region, merged, published) in FIGURES {
        let mut deployment = deployment(region);
        deployment.merge = Merge::PerPort;
        let resolved = resolve_network_rules(ranges, &deployment).unwrap();
        let groups = ["egress tcp/443 ipv4", "egress tcp/443 ipv6", "egress udp/3478 ipv4", "egress udp/3478 ipv6"];
        assert_eq!(groups.map(|group| count(&resolved, group)), *merged, "{region}");
        assert_eq!(resolved.rules.len(), 4, "{region}: one rule a permission");
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

/// Counted with Python's `ipaddress.collapse_addresses` over the document's rows.
#[test]
fn addresses_are_counted_by_direction_and_port() {
    for merge in [Merge::None, Merge::PerService, Merge::PerPort] {
        let mut deployment = deployment("us-east-1");
        (deployment.merge, deployment.firewall) = (merge, Firewall::Stateless);
        let counts = resolve_network_rules(&snapshot(), &deployment).unwrap().address_counts;
        let counts: Vec<String> = counts.iter().map(|(traffic, count)| format!("{traffic} {count}")).collect();
        insta::allow_duplicates! { insta::assert_snapshot!(counts.join("\n"), @"
        egress-tcp-443 26198373
        egress-udp-3478 8224
        ingress-tcp-49152-65535-from-443 26198373
        ingress-udp-49152-65535-from-3478 8224
        "); }
    }
}

/// The state of one block was 378 KB while a rule was one prefix.
#[test]
fn rules_are_few_and_small() {
    for (firewall, rules, kilobytes) in [(Firewall::Stateful, 4, 32), (Firewall::Stateless, 8, 64)] {
        let mut deployment = deployment("us-east-1");
        deployment.firewall = firewall;
        let resolved = resolve_network_rules(&snapshot(), &deployment).unwrap();
        assert_eq!(resolved.rules.len(), rules);
        let size = serde_json::to_vec(&records(&resolved.rules)).unwrap().len();
        assert!(size < kilobytes * 1024, "{firewall}: {size}");
    }
}

#[test]
fn cloudfront_and_connect_on_their_own() {
    let mut deployment = deployment("us-east-1");
    deployment.merge = Merge::PerService;
    let of = |service: &str, version: IpVersion, deployment: &NetworkDeployment| -> usize {
        let rules = resolve_network_rules(&snapshot(), deployment).unwrap().rules;
        let own = |rule: &&Rule| rule.label.services == [service.into()] && rule.permission.ip_version == version;
        rules.iter().filter(own).map(|rule| rule.prefixes.len()).sum()
    };
    deployment.services = Some(BTreeSet::from(["AMAZON_CONNECT".into(), "CLOUDFRONT".into()]));
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
    deployment.external_voice_routes = Some(BTreeSet::from([VoiceRoute { ip_protocol: IpProtocol::Tcp, port: 5061 }]));
    deployment.s3_uploads = true;
    deployment.firewall = Firewall::Stateless;
    let rules = resolve_network_rules(&snapshot(), &deployment);
    assert!(rules.is_ok(), "{rules:?}");
    assert_eq!(rules, resolve_network_rules(&examined(&whole), &deployment));
}

#[test]
fn only_a_govcloud_instance_is_warned() {
    for (region, _, _) in FIGURES {
        let warnings = resolve_network_rules(&snapshot(), &deployment(region)).unwrap().warnings;
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
    tight.services = Some(BTreeSet::from(["CLOUDFRONT".into()]));
    tight.ip_versions = BTreeSet::from([IpVersion::V4]);
    tight.max_cidrs = Some(60);
    insta::assert_snapshot!(resolve_network_rules(&snapshot(), &tight).unwrap_err());
    tight.max_overshoot_ratio = Some(10.0);
    let resolved = resolve_network_rules(&snapshot(), &tight).unwrap();
    assert_eq!(count(&resolved, "egress tcp/443 ipv4"), 60);
    let [over] = &resolved.overshoot[..] else { panic!("{:?}", resolved.overshoot) };
    assert_eq!((over.exact_cidrs, over.cidrs), (180, 60));
    assert!((over.extra_addresses as f64 / over.ratio - 4_224_645.0).abs() < 1e-3, "the wanted addresses: {over:?}");
}

#[test]
fn first_and_last_prefixes() {
    let mut saml = deployment("eu-central-1");
    saml.sign_in = SignIn::Saml;
    saml.firewall = Firewall::Stateless;
    let resolved = resolve_network_rules(&snapshot(), &saml).unwrap();
    let mut lines: Vec<_> =
        resolved.rule_counts.iter().map(|((way, version), count)| format!("{way} {version} {count}")).collect();
    for Rule { permission, label, prefixes, .. } in &resolved.rules {
        let services: Vec<_> = label.services.iter().map(ToString::to_string).collect();
        lines.push(format!("{permission}: {} of {} for {}", prefixes.len(), services.join(","), label.requirements.join("+")));
        let shown = prefixes.iter().take(2).chain(prefixes.last());
        lines.extend(shown.map(|prefix| format!("  {prefix}")));
    }
    lines.push(resolved.digest);
    insta::assert_snapshot!(lines.join("\n"));
}
