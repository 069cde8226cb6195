//! Laws that hold for every deployment.

use super::*;
use proptest::prelude::*;

fn any_deployment() -> impl Strategy<Value = NetworkDeployment> {
    let regions = prop::collection::btree_set(prop::sample::select(AWS_REGIONS).prop_map(Region::from), 1..=3);
    let flags = prop::collection::vec(any::<bool>(), 14);
    let choices = (prop::sample::select(VdiRole::ALL.to_vec()), prop::sample::select(Merge::ALL.to_vec()));
    let budgets = (1..20_usize, 1..40_usize, 0.0..100.0);
    (regions, flags, choices, budgets).prop_map(|(regions, flags, (vdi_role, merge), (max_cidrs, max_rules, ratio))| {
        let mut deployment = NetworkDeployment::new(regions);
        deployment.ip_versions = match (flags[0], flags[1]) {
            (true, false) => BTreeSet::from([IpVersion::V4]),
            (false, true) => BTreeSet::from([IpVersion::V6]),
            _ => BTreeSet::from(IpVersion::ALL),
        };
        deployment.softphone = flags[2];
        deployment.sign_in = if flags[3] { SignIn::Saml } else { SignIn::Connect };
        deployment.video_calling = flags[4];
        deployment.external_voice_routes = flags[5].then(|| routes(&[("tcp", 5061), ("udp", 5090)]));
        deployment.allow_unlisted_regions = true;
        deployment.s3_uploads = flags[6];
        deployment.ec2_global = flags[7];
        deployment.firewall = if flags[8] { Firewall::Stateful } else { Firewall::Stateless };
        if deployment.firewall == Firewall::Stateless {
            let systems = [ClientOs::Windows, ClientOs::Linux, ClientOs::Nat].into_iter();
            deployment.client_os = Some(systems.filter(|os| flags[9] || *os == ClientOs::Linux).collect());
            deployment.ephemeral_ports = if flags[10] { "32768-65535".parse().ok() } else { None };
        }
        deployment.max_cidrs = flags[11].then_some(max_cidrs);
        deployment.max_rules = flags[12].then_some(max_rules);
        deployment.max_overshoot_ratio = (flags[11] || flags[12]).then_some(ratio);
        deployment.vdi_role = if flags[13] { VdiRole::None } else { vdi_role };
        deployment.merge = merge;
        deployment
    })
}

/// `ROWS`, and S3 in every Region, so that most deployments resolve.
fn rows_everywhere() -> Vec<Row<'static>> {
    let everywhere = AWS_REGIONS.iter().map(|region| ("52.95.160.0/23", "S3", *region));
    ROWS.iter().copied().chain(everywhere).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules are sorted, hold each prefix once, are asked for by rows in force
    /// and are within budget; the order of the document's rows does not matter.
    #[test]
    fn every_deployment_resolves_soundly(deployment in any_deployment(), seed in any::<u64>()) {
        let rows = rows_everywhere();
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|(prefix, service, _)| {
            (prefix.len() as u64 ^ seed).wrapping_mul(service.len() as u64 | 1).rotate_left((seed % 64) as u32)
        });
        let resolved = resolve_network_rules(&document(&rows), &deployment);
        match (&resolved, resolve_network_rules(&document(&shuffled), &deployment)) {
            (Ok(resolved), Ok(other)) => prop_assert_eq!(&resolved.rules, &other.rules),
            (Err(error), Err(other)) => prop_assert_eq!(error.to_string(), other.to_string()),
            (_, other) => prop_assert!(false, "{other:?}"),
        }
        let Ok(resolved) = resolved else { return Ok(()) };
        prop_assert!(!resolved.rules.is_empty());
        let order: Vec<_> = resolved.rules.iter().map(|rule| (rule.permission, rule.label.services.clone())).collect();
        prop_assert!(order.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0] != pair[1]), "{order:?}");
        let keys = keys(&resolved);
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        for rule in &resolved.rules {
            let permission = rule.permission;
            prop_assert!(!rule.prefixes.is_empty() && rule.prefixes.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(rule.prefixes.iter().all(|prefix| prefix.version() == permission.ip_version && prefix.may_be_a_rule()));
            let services = &rule.label.services;
            prop_assert!(!services.is_empty() && services.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(deployment.ip_versions.contains(&permission.ip_version));
            prop_assert!(permission.is_request() || deployment.firewall == Firewall::Stateless);
            prop_assert_eq!(permission.source_ports.is_some(), permission.flow == Flow::Return);
            let by_request = permission.direction == Direction::Ingress && permission.is_request();
            prop_assert!(!by_request || deployment.external_voice_routes.is_some());
            prop_assert!(!rule.label.requirements.is_empty());
            for id in &rule.label.requirements {
                let row = lookup(id).unwrap();
                prop_assert!(row.status.becomes_a_rule(), "{}", id);
                let emits = matches!(row.kind, Kind::IpRanges { .. } | Kind::Prefixes { .. } | Kind::ReturnTraffic { .. });
                prop_assert!(emits, "{}", id);
                let returns = matches!(row.kind, Kind::ReturnTraffic { .. });
                prop_assert_eq!(returns, permission.flow == Flow::Return, "{}", id);
            }
            // What digests claim of the softphone: higher ports, TCP instead of UDP.
            if rule.label.requirements == ["ipr-amazon-connect-media"] {
                let family = permission.ip_version;
                prop_assert_eq!(permission.to_string(), format!("egress udp/3478 {family}"));
            }
        }
        let counts = |count: &mut BTreeMap<_, usize>| {
            for rule in &resolved.rules {
                *count.entry((rule.permission.direction, rule.permission.ip_version)).or_default() += rule.prefixes.len();
            }
        };
        let mut counted = BTreeMap::new();
        counts(&mut counted);
        if let Some(max_rules) = deployment.max_rules {
            prop_assert!(counted.values().all(|count| *count <= max_rules), "{counted:?}");
        }
        prop_assert!(counted.iter().all(|(group, count)| resolved.rule_counts[group] == *count));
        let mut of_permission: BTreeMap<Permission, usize> = BTreeMap::new();
        for rule in &resolved.rules {
            *of_permission.entry(rule.permission).or_default() += rule.prefixes.len();
        }
        if let Some(max_cidrs) = deployment.max_cidrs {
            prop_assert!(of_permission.values().all(|count| *count <= max_cidrs));
        }
        if deployment.merge == Merge::PerPort {
            prop_assert_eq!(of_permission.len(), resolved.rules.len(), "one rule a permission");
        }
        let has_budget = deployment.max_cidrs.is_some() || deployment.max_rules.is_some();
        prop_assert!(has_budget || resolved.overshoot.is_empty());
        for covered in &resolved.overshoot {
            prop_assert_eq!(of_permission[&covered.permission], covered.cidrs);
            prop_assert!(covered.cidrs < covered.exact_cidrs && covered.extra_addresses > 0);
            prop_assert!(covered.fewest_cidrs <= covered.cidrs, "{covered:?}");
            prop_assert!(covered.room <= deployment.max_cidrs.or(deployment.max_rules).unwrap(), "{covered:?}");
        }
    }

    /// A budget adds addresses and drops none.
    #[test]
    fn a_budget_only_adds(mut deployment in any_deployment()) {
        let document = document(&rows_everywhere());
        let Ok(within) = resolve_network_rules(&document, &deployment) else { return Ok(()) };
        (deployment.max_cidrs, deployment.max_rules, deployment.max_overshoot_ratio) = (None, None, None);
        let exact = addresses(&resolve_network_rules(&document, &deployment).unwrap());
        let within = addresses(&within);
        prop_assert!(exact.keys().eq(within.keys()));
        for (permission, set) in exact {
            prop_assert!(set.iter().all(|prefix| within[&permission].contains(prefix)), "{}", permission);
        }
    }
}
