//! Domain rules in full for telling deployments, and every refusal.

use super::*;
use crate::{
    model::Region,
    requirements::{AWS_REGIONS, CONNECT_REGIONS, Kind, REJECTED, Status, lookup, rows},
    rules::{Argument, CcpVersion, DomainMatch, ResolveWarning, SignIn, VdiRole},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn deployment(regions: &[&str]) -> DomainDeployment {
    let mut deployment = DomainDeployment::new(regions.iter().map(|region| Region::from(*region)));
    deployment.instance_alias = Some("My-Company".to_owned());
    deployment
}

/// One line a rule, then the warnings.
fn text(deployment: &DomainDeployment) -> String {
    let resolved = resolve_domain_rules(deployment).unwrap();
    let mut lines = Vec::new();
    for rule in &resolved.rules {
        let mut line = format!("{} [{}, {}] {}", rule.key(), rule.match_kind, rule.status, rule.requirement);
        if !rule.url_paths.is_empty() {
            line.push_str(&format!(" paths {}", rule.url_paths.join(" ")));
        }
        lines.push(line);
    }
    lines.extend(resolved.warnings.iter().map(|warning| format!("warning: {warning}")));
    lines.join("\n")
}

#[track_caller]
fn refuses(change: impl FnOnce(&mut DomainDeployment), argument: Argument, message: &str) {
    let mut deployment = deployment(&["us-east-1"]);
    change(&mut deployment);
    let error = resolve_domain_rules(&deployment).unwrap_err();
    assert_eq!(error.argument(), argument, "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

#[track_caller]
fn warns(change: impl FnOnce(&mut DomainDeployment), argument: Argument, message: &str) {
    let mut deployment = deployment(&["us-east-1"]);
    change(&mut deployment);
    let warnings = resolve_domain_rules(&deployment).unwrap().warnings;
    let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings.iter().any(|warning| warning.argument() == Some(argument) && warning.to_string().contains(message)),
        "{texts:?}"
    );
}

#[test]
fn current_panel_at_the_sign_in_page() {
    insta::assert_snapshot!(text(&deployment(&["us-east-1"])));
}

#[test]
fn everything_with_exact_hosts() {
    let mut everything = deployment(&["eu-central-1"]);
    everything.instance_id = Some("11111111-2222-3333-4444-555555555555".to_owned());
    everything.attachments_bucket = Some("my-attachments".to_owned());
    everything.ccp_versions = BTreeSet::from([CcpVersion::V1, CcpVersion::V2]);
    everything.chat = true;
    everything.video_calling = true;
    everything.screen_recording_redaction = true;
    everything.scheduling_uploads = true;
    everything.exact_hosts = true;
    everything.include_deprecated = true;
    everything.include_unverified = true;
    insta::assert_snapshot!(text(&everything));
}

#[test]
fn global_resiliency_with_saml() {
    let mut resilient = deployment(&["ap-northeast-3", "ap-northeast-1"]);
    resilient.sign_in = SignIn::Saml;
    resilient.global_resiliency = true;
    resilient.replica_alias = Some("my-replica".to_owned());
    resilient.source_region = Some("ap-northeast-1".into());
    resilient.instance_id = Some("11111111-2222-3333-4444-555555555555".to_owned());
    insta::assert_snapshot!(text(&resilient));
}

#[test]
fn govcloud() {
    let mut govcloud = deployment(&["us-gov-west-1"]);
    govcloud.exact_hosts = true;
    insta::assert_snapshot!(text(&govcloud));
}

#[test]
fn both_sides_of_a_virtual_desktop() {
    let mut endpoint = deployment(&["us-west-2"]);
    endpoint.vdi_role = VdiRole::Endpoint;
    insta::assert_snapshot!(text(&endpoint), @"udp-3478-turnnlb-*.elb.us-west-2.amazonaws.com [partial_label, current] turn-wildcard");

    let whole = resolve_domain_rules(&deployment(&["us-west-2"])).unwrap().rules;
    let mut host = deployment(&["us-west-2"]);
    host.vdi_role = VdiRole::Host;
    let host = resolve_domain_rules(&host).unwrap().rules;
    let signalling: Vec<_> = whole.into_iter().filter(|rule| rule.key().starts_with("tcp-443-")).collect();
    assert_eq!(host, signalling, "the host needs every tcp/443 rule and no other");
}

#[test]
fn a_panel_without_media_needs_no_turn() {
    let mut media_less = deployment(&["us-east-1"]);
    media_less.softphone = false;
    media_less.exact_hosts = true;
    media_less.ccp_versions.insert(CcpVersion::V1);
    let rules = resolve_domain_rules(&media_less).unwrap().rules;
    assert!(rules.iter().all(|rule| rule.key().starts_with("tcp-443-")));
    assert!(rules.iter().any(|rule| rule.domain.starts_with("rtc*.")), "the earlier panel still signals");
}

#[test]
fn the_alias_narrows_the_instance() {
    let mut anyone = deployment(&["us-east-1"]);
    let domains = |deployment: &DomainDeployment| {
        let resolved = resolve_domain_rules(deployment).unwrap();
        resolved.domains().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(domains(&anyone).contains(&"my-company.my.connect.aws".to_owned()));
    assert!(!domains(&anyone).contains(&"*.my.connect.aws".to_owned()));
    anyone.instance_alias = None;
    assert!(domains(&anyone).contains(&"*.my.connect.aws".to_owned()));
    warns(|deployment| deployment.instance_alias = None, Argument::InstanceAlias, "*.my.connect.aws");
}

#[test]
fn a_replica_has_an_alias_of_its_own() {
    let resilient = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.global_resiliency = true;
        it.source_region = Some("us-west-2".into());
        it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
    };
    warns(resilient, Argument::ReplicaAlias, "no replica_alias is given, so \"*.my.connect.aws\"");
    warns(|it| it.replica_alias = Some("x".into()), Argument::ReplicaAlias, "has no effect");
    refuses(|it| it.replica_alias = Some("-".into()), Argument::ReplicaAlias, "replica_alias is \"-\"");
    let mut both = deployment(&["us-east-1"]);
    resilient(&mut both);
    both.replica_alias = Some("my-replica".into());
    let resolved = resolve_domain_rules(&both).unwrap();
    let aliases: Vec<_> = resolved.domains().into_iter().filter(|domain| domain.ends_with(".my.connect.aws")).collect();
    assert_eq!(aliases, ["my-company.my.connect.aws", "my-replica.my.connect.aws"]);
}

#[test]
fn names_the_argument_at_fault() {
    refuses(|it| it.regions.clear(), Argument::Regions, "no Region is given");
    refuses(|it| it.regions = BTreeSet::from(["us-eest-1".into()]), Argument::Regions, "did you mean \"us-east-1\"");
    refuses(|it| it.regions = BTreeSet::from(["GLOBAL".into()]), Argument::Regions, "is no Region");
    refuses(|it| it.instance_alias = Some("https://x.my.connect.aws".into()), Argument::InstanceAlias, "first label");
    refuses(|it| it.instance_alias = Some(String::new()), Argument::InstanceAlias, "\"\"");
    refuses(|it| it.attachments_bucket = Some("My_Bucket".into()), Argument::AttachmentsBucket, "S3 bucket");
    refuses(|it| it.instance_id = Some("my-company".into()), Argument::InstanceId, "ARN");
    refuses(|it| it.attachments = true, Argument::AttachmentsBucket, "attachments needs it (dom-s3-attachments)");
    refuses(|it| it.ccp_versions.clear(), Argument::CcpVersions, "expected \"v1\", \"v2\" or both");
    refuses(|it| it.global_resiliency = true, Argument::Regions, "regions holds 1");
    refuses(|it| it.source_region = Some("us-west-2".into()), Argument::SourceRegion, "not among regions (us-east-1)");
    refuses(
        |it| {
            it.regions = BTreeSet::from(["us-gov-west-1".into()]);
            it.ccp_versions.insert(CcpVersion::V1);
        },
        Argument::CcpVersions,
        "us-gov-west-1",
    );
    for role in [VdiRole::Host, VdiRole::Endpoint] {
        refuses(
            |it| {
                it.video_calling = true;
                it.vdi_role = role;
            },
            Argument::VideoCalling,
            "does not support",
        );
    }
    refuses(
        |it| {
            it.vdi_role = VdiRole::Endpoint;
            it.softphone = false;
        },
        Argument::Softphone,
        "nothing is left",
    );
}

#[test]
fn features_that_need_an_argument_say_so() {
    let resilient = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.global_resiliency = true;
    };
    refuses(resilient, Argument::InstanceId, "instance_id is missing");
    let with_id = |it: &mut DomainDeployment| {
        resilient(it);
        it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
    };
    refuses(with_id, Argument::SourceRegion, "source_region is missing");
    let no_alias = |change: fn(&mut DomainDeployment)| {
        move |it: &mut DomainDeployment| {
            it.instance_alias = None;
            change(it);
        }
    };
    refuses(no_alias(|it| it.screen_recording = true), Argument::InstanceAlias, "dom-sr-auth");
    refuses(no_alias(|it| it.include_deprecated = true), Argument::InstanceAlias, "dom-instance-legacy");
}

#[test]
fn warns_of_what_aws_does_not_offer() {
    let at = |region: &'static str| move |it: &mut DomainDeployment| it.regions = BTreeSet::from([Region::from(region)]);
    warns(at("ap-south-1"), Argument::Regions, "does not list Amazon Connect for ap-south-1");
    warns(at("eu-west-3"), Argument::Regions, "does not list Amazon Connect for eu-west-3");
    warns(at("ap-northeast-3"), Argument::Regions, "holds only replicas");
    warns(
        |it| {
            at("ca-central-1")(it);
            it.exact_hosts = true;
        },
        Argument::ExactHosts,
        "\"*.cloudfront.net\" is allowed",
    );
    warns(|it| it.source_region = Some("us-east-1".into()), Argument::SourceRegion, "global_resiliency");
    warns(
        |it| {
            it.regions.insert("eu-west-2".into());
            it.global_resiliency = true;
            it.source_region = Some("eu-west-2".into());
            it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
        },
        Argument::GlobalResiliency,
        "from eu-west-2 to us-east-1",
    );
    warns(
        |it| {
            at("ap-northeast-3")(it);
            it.video_calling = true;
        },
        Argument::VideoCalling,
        "ap-northeast-3",
    );
    let clean = resolve_domain_rules(&deployment(&["us-east-1"])).unwrap();
    assert_eq!(clean.warnings, []);
}

#[test]
fn rules_of_one_name_are_joined() {
    let mut recorded = deployment(&["us-east-1"]);
    recorded.screen_recording = true;
    let rules = resolve_domain_rules(&recorded).unwrap().rules;
    let instance: Vec<_> = rules.iter().filter(|rule| rule.domain == "my-company.my.connect.aws").collect();
    assert_eq!(instance.len(), 1);
    assert_eq!(instance[0].requirement, "dom-instance+dom-sr-auth");
    assert_eq!(instance[0].url_paths, ["/ccp-v2", "/api", "/auth/authorize", "/awas/api", "/taps/client/auth"]);
}

fn is_plain(domain: &str) -> bool {
    domain.is_ascii() && !domain.contains(['{', '}', '/', ' ']) && domain == domain.to_lowercase()
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.contains('{')
}

fn any_deployment() -> impl Strategy<Value = DomainDeployment> {
    let regions = prop::collection::btree_set(prop::sample::select(AWS_REGIONS).prop_map(Region::from), 1..=2);
    let flags = prop::collection::vec(any::<bool>(), 14);
    let role = prop::sample::select(VdiRole::ALL);
    (regions, flags, role, prop::option::of("[a-z][a-z0-9-]{0,8}[a-z0-9]"), 0..4_u8).prop_map(
        |(regions, flags, vdi_role, instance_alias, versions)| {
            let mut deployment = DomainDeployment::new(regions);
            deployment.source_region = deployment.regions.first().filter(|_| flags[0]).cloned();
            deployment.instance_alias = instance_alias;
            deployment.instance_id = flags[1].then(|| "11111111-2222-3333-4444-555555555555".to_owned());
            deployment.attachments = flags[2];
            deployment.attachments_bucket = flags[3].then(|| "my-bucket".to_owned());
            deployment.ccp_versions = CcpVersion::ALL
                .iter()
                .copied()
                .enumerate()
                .filter(|(bit, _)| versions >> bit & 1 == 1)
                .map(|(_, it)| it)
                .collect();
            deployment.softphone = flags[4];
            deployment.sign_in = if flags[5] { SignIn::Saml } else { SignIn::Connect };
            deployment.chat = flags[6];
            deployment.video_calling = flags[7];
            deployment.global_resiliency = flags[8];
            deployment.screen_recording = flags[9];
            deployment.scheduling_uploads = flags[10];
            deployment.exact_hosts = flags[11];
            deployment.include_deprecated = flags[12];
            deployment.include_unverified = flags[13];
            deployment.screen_recording_redaction = flags[9] && flags[10];
            deployment.vdi_role = vdi_role;
            deployment
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules come from rows that apply, whole and without rejected claims.
    #[test]
    fn every_deployment_resolves_soundly(deployment in any_deployment()) {
        let Ok(resolved) = resolve_domain_rules(&deployment) else { return Ok(()) };
        prop_assert!(!resolved.rules.is_empty());
        let keys: Vec<_> = resolved.rules.iter().map(|rule| (rule.ip_protocol, rule.ports, rule.domain.clone())).collect();
        prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "sorted and unique");
        for rule in &resolved.rules {
            prop_assert!(is_plain(&rule.domain), "{}", rule.domain);
            prop_assert!(rule.source_page.starts_with("https://docs.aws.amazon.com/"));
            prop_assert_eq!(rule.domain.contains('*'), rule.match_kind != DomainMatch::Exact);
            prop_assert_eq!(rule.domain.starts_with("*."), rule.match_kind == DomainMatch::Subdomains);
            for path in &rule.url_paths {
                prop_assert!(is_path(path), "{}", path);
            }
            for id in rule.requirement.split('+') {
                let row = lookup(id).unwrap();
                prop_assert!(row.kind == Kind::Domain && row.status != Status::Retired);
                prop_assert!(row.status != Status::Unverified || deployment.include_unverified);
                prop_assert!(row.status != Status::Deprecated || deployment.include_deprecated);
            }
            let protocol_and_port = (rule.ip_protocol.as_str(), rule.ports.first(), rule.ports.last());
            prop_assert!([("tcp", 443, 443), ("udp", 3478, 3478)].contains(&protocol_and_port));
            for rejected in REJECTED {
                for region in &deployment.regions {
                    prop_assert_ne!(&rule.domain, &rejected.claim.replace("{region}", region.as_str()));
                }
            }
        }
    }
}

#[test]
fn resolves_in_every_region_of_connect() {
    for region in CONNECT_REGIONS {
        for exact_hosts in [false, true] {
            let mut deployment = deployment(&[region.code]);
            deployment.exact_hosts = exact_hosts;
            let rules = resolve_domain_rules(&deployment).unwrap().rules;
            assert!(rules.len() >= 10, "{}: {} rules", region.code, rules.len());
        }
    }
}

#[test]
fn every_domain_row_in_force_is_reachable() {
    let unreachable: Vec<_> = rows()
        .filter(|row| row.kind == Kind::Domain && row.status != Status::Retired)
        .filter(|row| {
            let mut reached = false;
            for (region, exact_hosts) in [("us-east-1", false), ("us-east-1", true), ("us-gov-west-1", false)] {
                for sign_in in [SignIn::Connect, SignIn::Saml] {
                    for alias in [None, Some("a".to_owned())] {
                        let mut it = deployment(&[region]);
                        let commercial = region == "us-east-1";
                        if commercial {
                            it.regions.insert("us-west-2".into());
                            it.ccp_versions.insert(CcpVersion::V1);
                        }
                        it.global_resiliency = commercial;
                        it.source_region = commercial.then(|| region.into());
                        it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
                        it.attachments_bucket = Some("my-bucket".into());
                        it.screen_recording_redaction = alias.is_some();
                        it.include_deprecated = alias.is_some();
                        it.replica_alias = alias.clone();
                        it.instance_alias = alias;
                        it.scheduling_uploads = true;
                        it.video_calling = true;
                        it.include_unverified = true;
                        it.exact_hosts = exact_hosts;
                        it.sign_in = sign_in;
                        let rules = resolve_domain_rules(&it).unwrap().rules;
                        reached |= rules.iter().any(|rule| rule.requirement.split('+').any(|id| id == row.id));
                    }
                }
            }
            !reached
        })
        .map(|row| row.id)
        .collect();
    // No argument stands for these: they serve API clients and Terraform's own machine.
    assert_eq!(
        unreachable,
        ["dom-participant-fips", "dom-agent-assist-ui", "dom-api", "dom-endpoint-test", "dom-ip-ranges-file"]
    );
}

#[test]
fn two_regions_give_the_rules_of_each() {
    let keys = |regions: &[&str]| {
        let rules = resolve_domain_rules(&deployment(regions)).unwrap().rules;
        rules.iter().map(crate::rules::DomainRule::key).collect::<BTreeSet<_>>()
    };
    let both: BTreeSet<_> = keys(&["us-east-1"]).union(&keys(&["eu-west-2"])).cloned().collect();
    assert_eq!(keys(&["eu-west-2", "us-east-1"]), both);
}

#[test]
fn hostile_texts_are_shown_short_and_printable() {
    let mut hostile = deployment(&["us-east-1"]);
    hostile.instance_alias = Some(format!("\u{1b}[31m{}", "x".repeat(100_000)));
    let message = resolve_domain_rules(&hostile).unwrap_err().to_string();
    assert!(message.len() < 600 && !message.contains('\u{1b}'), "{message}");
    let hostile = DomainDeployment::new([Region::from(format!("us-\n{}", "y".repeat(100_000)).as_str())]);
    let message = resolve_domain_rules(&hostile).unwrap_err().to_string();
    assert!(message.len() < 400 && !message.contains('\n'), "{message}");
    assert!(matches!(ResolveWarning::ReplicaOnly { region: "x".into() }.argument(), Some(Argument::Regions)));
}
