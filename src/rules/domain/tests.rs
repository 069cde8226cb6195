//! Domain rules in full for telling deployments, and every refusal.

mod properties;
mod refusals;

use super::*;
use crate::{
    declaration::Refuse as _,
    model::Region,
    requirements::{AWS_REGIONS, CONNECT_REGIONS, Kind, REJECTED, Status, lookup, rows},
    rules::{CcpVersion, DomainMatch, ResolveWarning, SignIn, VdiRole},
};
use std::collections::BTreeSet;

fn deployment(regions: &[&str]) -> DomainDeployment {
    let mut deployment = DomainDeployment::new(regions.iter().map(|region| Region::from(*region)).collect());
    deployment.instance_alias = Some("My-Company".to_owned());
    deployment
}

/// One line a rule, then the warnings.
fn text(deployment: &DomainDeployment) -> String {
    let resolved = resolve_domain_rules(deployment).unwrap();
    let mut lines = Vec::new();
    for rule in &resolved.rules {
        let handling = rule.handling.as_ref().map_or("", |handling| handling.proxy.as_str());
        let mut line =
            format!("{} [{}, {}, {handling}] {}", rule.key(), rule.match_kind, rule.status, rule.requirements.join("+"));
        if !rule.url_paths.is_empty() {
            line.push_str(&format!(" paths {}", rule.url_paths.join(" ")));
        }
        lines.push(line);
    }
    lines.extend(resolved.warnings.iter().map(|warning| format!("warning: {warning}")));
    lines.join("\n")
}

#[track_caller]
fn refuses(change: impl FnOnce(&mut DomainDeployment), argument: &str, message: &str) {
    let mut deployment = deployment(&["us-east-1"]);
    change(&mut deployment);
    let error = resolve_domain_rules(&deployment).unwrap_err();
    assert_eq!(error.argument(), Some(argument), "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

#[track_caller]
fn warns(change: impl FnOnce(&mut DomainDeployment), argument: &str, message: &str) {
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
    everything.chat = Some(true);
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
    insta::assert_snapshot!(text(&endpoint), @"udp-3478-turnnlb-*.elb.us-west-2.amazonaws.com [partial_label, current, direct] turn-wildcard");

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
    warns(|deployment| deployment.instance_alias = None, "instance_alias", "*.my.connect.aws");
}

#[test]
fn a_replica_has_an_alias_of_its_own() {
    let resilient = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.global_resiliency = true;
        it.source_region = Some("us-west-2".into());
        it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
    };
    warns(resilient, "replica_alias", "no replica_alias is given, so \"*.my.connect.aws\"");
    warns(|it| it.replica_alias = Some("x".into()), "replica_alias", "has no effect");
    refuses(|it| it.replica_alias = Some("-".into()), "replica_alias", "replica_alias is \"-\"");
    let mut both = deployment(&["us-east-1"]);
    resilient(&mut both);
    both.replica_alias = Some("my-replica".into());
    let resolved = resolve_domain_rules(&both).unwrap();
    let aliases: Vec<_> = resolved.domains().into_iter().filter(|domain| domain.ends_with(".my.connect.aws")).collect();
    assert_eq!(aliases, ["my-company.my.connect.aws", "my-replica.my.connect.aws"]);
}

#[test]
fn rules_of_one_name_are_joined() {
    let mut recorded = deployment(&["us-east-1"]);
    recorded.screen_recording = true;
    let rules = resolve_domain_rules(&recorded).unwrap().rules;
    let instance: Vec<_> = rules.iter().filter(|rule| rule.domain == "my-company.my.connect.aws").collect();
    assert_eq!(instance.len(), 1);
    assert_eq!(instance[0].requirements, ["dom-instance", "dom-sr-auth"]);
    assert_eq!(
        instance[0].url_paths,
        ["/ccp-v2", "/agent-app-v2/", "/api", "/auth/authorize", "/awas/api", "/login", "/taps/client/auth"]
    );
}

#[test]
fn resolves_in_every_region_of_connect() {
    for region in CONNECT_REGIONS {
        for exact_hosts in [false, true] {
            let mut deployment = deployment(&[region.code]);
            deployment.exact_hosts = exact_hosts;
            deployment.allow_unlisted_regions = true;
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
                        it.diagnostics = true;
                        it.exact_hosts = exact_hosts;
                        it.sign_in = sign_in;
                        let rules = resolve_domain_rules(&it).unwrap().rules;
                        reached |= rules.iter().any(|rule| rule.requirements.iter().any(|id| id == row.id));
                    }
                }
            }
            !reached
        })
        .map(|row| row.id)
        .collect();
    // No argument stands for these: they serve API clients, Terraform's own
    // machine, or nothing that AWS says of Amazon Connect.
    assert_eq!(unreachable, ["dom-participant-fips", "dom-voice-connector", "dom-api", "dom-ip-ranges-file"]);
}

/// What each system of recorded devices adds.
#[test]
fn recorded_devices_have_hosts_by_their_system() {
    let of = |systems: Option<&[DesktopOs]>, exact_hosts: bool| {
        let mut recorded = deployment(&["us-east-1"]);
        recorded.screen_recording = true;
        recorded.exact_hosts = exact_hosts;
        recorded.client_os = systems.map(|systems| systems.iter().copied().collect());
        let resolved = resolve_domain_rules(&recorded).unwrap();
        let hosts = ["screenrecording.connect.aws", "d4yqf2f7seiym.cloudfront.net"];
        let hosts = hosts.into_iter().filter(|host| resolved.domains().contains(host)).collect::<Vec<_>>();
        let ports = resolved.local_connections.iter().map(|connection| connection.ports.to_string()).collect::<Vec<_>>();
        (hosts, ports.join(" "))
    };
    let (chromeos, windows) = ("screenrecording.connect.aws", "d4yqf2f7seiym.cloudfront.net");
    assert_eq!(of(None, true), (vec![chromeos, windows], "5431 35431".to_owned()));
    assert_eq!(of(None, false), (vec![chromeos], "5431 35431".to_owned()), "*.cloudfront.net holds the other");
    assert_eq!(of(Some(&[DesktopOs::ChromeOs]), true), (vec![chromeos], "35431".to_owned()));
    assert_eq!(of(Some(&[DesktopOs::Windows]), true), (vec![windows], "5431".to_owned()));
    assert_eq!(of(Some(&[DesktopOs::MacOs]), true), (vec![], String::new()));
    let mut redacted = deployment(&["us-east-1"]);
    redacted.screen_recording_redaction = true;
    redacted.client_os = Some(BTreeSet::from([DesktopOs::Windows]));
    let resolved = resolve_domain_rules(&redacted).unwrap();
    let extension = resolved.rules.iter().find(|rule| rule.domain == chromeos).unwrap();
    assert_eq!(extension.requirements, ["dom-sr-extension"]);
    assert_eq!(extension.url_paths, [""; 0], "AWS recommends every path");
    assert_eq!(resolve_domain_rules(&deployment(&["us-east-1"])).unwrap().local_connections, []);
}

#[test]
fn diagnostics_add_the_endpoint_test_and_names_that_can_be_reached() {
    let of = |change: fn(&mut DomainDeployment)| {
        let mut tested = deployment(&["eu-west-2"]);
        change(&mut tested);
        let before: BTreeSet<_> =
            resolve_domain_rules(&tested).unwrap().rules.iter().map(crate::rules::DomainRule::key).collect();
        tested.diagnostics = true;
        let with = resolve_domain_rules(&tested).unwrap().rules;
        let added = with.iter().map(crate::rules::DomainRule::key).filter(|key| !before.contains(key));
        added.collect::<Vec<_>>()
    };
    let tool = "tcp-443-tools.connect.aws";
    let turn = ["0c39b6a52bcdd446", "1dc64a459ead57ea"].map(|id| format!("udp-3478-turnnlb-{id}.elb.eu-west-2.amazonaws.com"));
    assert_eq!(of(|_| {}), [tool, &turn[0], &turn[1]]);
    assert_eq!(of(|it| it.exact_hosts = true), [tool], "the load balancers are there already");
    assert_eq!(of(|it| it.softphone = false), [tool], "there is no media");
    assert_eq!(of(|it| it.vdi_role = VdiRole::Host), [tool]);
    assert_eq!(of(|it| it.vdi_role = VdiRole::Endpoint), [tool, &turn[0], &turn[1]]);
}

#[test]
fn an_alias_narrows_in_govcloud_too() {
    let domains = |alias: Option<&str>| {
        let mut govcloud = deployment(&["us-gov-west-1"]);
        govcloud.instance_alias = alias.map(str::to_owned);
        let resolved = resolve_domain_rules(&govcloud).unwrap();
        let of_instance = resolved.domains().into_iter().filter(|name| name.ends_with("govcloud.connect.aws"));
        (of_instance.map(str::to_owned).collect::<Vec<_>>(), resolved.warnings)
    };
    assert_eq!(domains(Some("my-company")), (vec!["my-company.govcloud.connect.aws".to_owned()], vec![]));
    let domain = "*.govcloud.connect.aws".to_owned();
    let warning = ResolveWarning::AliasMissing { argument: "instance_alias", domain: domain.clone() };
    assert_eq!(domains(None), (vec![domain], vec![warning]));
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
    let hostile = DomainDeployment::new(BTreeSet::from([Region::from(format!("us-\n{}", "y".repeat(100_000)).as_str())]));
    let message = resolve_domain_rules(&hostile).unwrap_err().to_string();
    assert!(message.len() < 400 && !message.contains('\n'), "{message}");
    assert!(matches!(ResolveWarning::ReplicaOnly { region: "x".into() }.argument(), Some("regions")));
}
