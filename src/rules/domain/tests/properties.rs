//! Laws that hold for every deployment.

use super::*;
use proptest::prelude::*;

fn is_plain(domain: &str) -> bool {
    domain.is_ascii() && !domain.contains(['{', '}', '/', ' ']) && domain == domain.to_lowercase()
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.contains('{')
}

fn any_deployment() -> impl Strategy<Value = DomainDeployment> {
    let regions = prop::collection::btree_set(prop::sample::select(AWS_REGIONS).prop_map(Region::from), 1..=2);
    let flags = prop::collection::vec(any::<bool>(), 16);
    let role = prop::sample::select(VdiRole::ALL.to_vec());
    (regions, flags, role, prop::option::of("[a-z][a-z0-9-]{0,8}[a-z0-9]"), 1..4_u8).prop_map(
        |(regions, flags, vdi_role, instance_alias, versions)| {
            let mut deployment = DomainDeployment::new(regions);
            deployment.source_region = deployment.regions.first().filter(|_| flags[0]).cloned();
            deployment.instance_alias = instance_alias;
            deployment.instance_id = flags[1].then(|| "11111111-2222-3333-4444-555555555555".to_owned());
            deployment.attachments = Some(flags[2]);
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
            deployment.chat = Some(flags[6]);
            deployment.video_calling = flags[7];
            deployment.global_resiliency = flags[8];
            deployment.screen_recording = flags[9];
            deployment.scheduling_uploads = flags[10];
            deployment.exact_hosts = flags[11];
            deployment.include_deprecated = flags[12];
            deployment.include_unverified = flags[13];
            deployment.screen_recording_redaction = flags[9] && flags[10];
            deployment.vdi_role = vdi_role;
            deployment.allow_unlisted_regions = true;
            deployment.diagnostics = flags[14];
            deployment.client_os = flags[15].then(|| BTreeSet::from([DesktopOs::Windows, DesktopOs::ChromeOs]));
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
            for id in &rule.requirements {
                let row = lookup(id).unwrap();
                prop_assert!(row.kind == Kind::Domain && row.status != Status::Retired);
                prop_assert!(row.status != Status::Unverified || deployment.include_unverified);
                prop_assert!(row.status != Status::Deprecated || deployment.include_deprecated);
            }
            let handling = rule.handling.as_ref().expect("every row says what a proxy may do");
            prop_assert!(rule.ip_protocol.as_str() == "tcp" || handling.proxy.as_str() == "direct", "no proxy carries UDP");
            prop_assert!(handling.page.starts_with("https://"));
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
