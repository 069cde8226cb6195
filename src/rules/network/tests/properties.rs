//! Laws that hold for every deployment.

use super::*;
use proptest::prelude::*;

fn any_deployment() -> impl Strategy<Value = NetworkDeployment> {
    let regions = prop::collection::btree_set(prop::sample::select(AWS_REGIONS).prop_map(Region::from), 1..=3);
    let flags = prop::collection::vec(any::<bool>(), 12);
    let choices = (prop::sample::select(&VdiRole::ALL), prop::sample::select(&Merge::ALL), 1..20_usize, 0.0..100.0);
    (regions, flags, choices).prop_map(|(regions, flags, (vdi_role, merge, max_cidrs, max_overshoot_ratio))| {
        let mut deployment = NetworkDeployment::new(regions);
        deployment.ip_versions = match (flags[0], flags[1]) {
            (true, false) => BTreeSet::from([IpVersion::V4]),
            (false, true) => BTreeSet::from([IpVersion::V6]),
            _ => BTreeSet::from(IpVersion::ALL),
        };
        deployment.softphone = flags[2];
        deployment.sign_in = if flags[3] { SignIn::Saml } else { SignIn::Connect };
        deployment.video_calling = flags[4];
        deployment.external_voice = flags[5];
        deployment.s3_uploads = flags[6];
        deployment.ec2_global = flags[7];
        deployment.firewall = if flags[8] { Firewall::Stateful } else { Firewall::Stateless };
        deployment.client_os = ClientOs::ALL.into_iter().filter(|os| flags[9] || *os == ClientOs::Linux).collect();
        deployment.ephemeral_ports = if flags[10] { "32768-65535".parse().ok() } else { None };
        deployment.budget = flags[11].then_some(Budget { max_cidrs, max_overshoot_ratio });
        deployment.vdi_role = vdi_role;
        deployment.merge = merge;
        deployment
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules are sorted, unique, asked for by rows in force and within budget;
    /// the order of the document's rows does not matter.
    #[test]
    fn every_deployment_resolves_soundly(deployment in any_deployment(), seed in any::<u64>()) {
        let mut shuffled: Vec<_> = ROWS.to_vec();
        shuffled.sort_by_key(|(prefix, service, _)| {
            (prefix.len() as u64 ^ seed).wrapping_mul(service.len() as u64 | 1).rotate_left((seed % 64) as u32)
        });
        let resolved = resolve_network_rules(&document(ROWS), &deployment);
        match (&resolved, resolve_network_rules(&document(&shuffled), &deployment)) {
            (Ok(resolved), Ok(other)) => prop_assert_eq!(&resolved.rules, &other.rules),
            (Err(error), Err(other)) => prop_assert_eq!(error.to_string(), other.to_string()),
            (_, other) => prop_assert!(false, "{other:?}"),
        }
        let Ok(resolved) = resolved else { return Ok(()) };
        prop_assert!(!resolved.rules.is_empty());
        prop_assert!(resolved.rules.windows(2).all(|pair| pair[0].sort_key() < pair[1].sort_key()));
        for rule in &resolved.rules {
            prop_assert!(!rule.services.is_empty() && rule.services.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(deployment.ip_versions.contains(&rule.prefix.version()));
            prop_assert!(rule.direction == Direction::Egress || deployment.firewall == Firewall::Stateless || deployment.external_voice);
            for id in rule.requirement.split('+') {
                let row = lookup(id).unwrap();
                prop_assert!(matches!(row.status, Status::Current | Status::Derived));
                let emits = matches!(row.kind, Kind::IpRanges { .. } | Kind::Prefixes { .. } | Kind::ReturnTraffic { .. });
                prop_assert!(emits, "{}", id);
            }
            // What digests claim of the softphone: higher ports, TCP instead of UDP.
            if rule.requirement == "ipr-amazon-connect-media" {
                prop_assert_eq!(format!("{} {}/{}", rule.direction, rule.ip_protocol, rule.ports), "egress udp/3478");
            }
        }
        if let Some(budget) = deployment.budget {
            let mut groups: BTreeMap<_, usize> = BTreeMap::new();
            for rule in &resolved.rules {
                *groups.entry((rule.direction, rule.ip_protocol, rule.ports, rule.prefix.version())).or_default() += 1;
            }
            prop_assert!(groups.values().all(|count| *count <= budget.max_cidrs));
        }
        prop_assert!(deployment.budget.is_some() || resolved.overshoot.is_empty());
        for covered in &resolved.overshoot {
            let Group { direction, transport, ip_version } = covered.group;
            let of_group = |rule: &&crate::rules::FirewallRule| {
                (rule.direction, rule.ip_protocol, rule.ports, rule.prefix.version())
                    == (direction, transport.protocol, transport.ports, ip_version)
            };
            prop_assert_eq!(resolved.rules.iter().filter(of_group).count(), covered.cidrs);
            prop_assert!(covered.cidrs < covered.exact_cidrs);
        }
    }

    /// A budget adds addresses and drops none.
    #[test]
    fn a_budget_only_adds(mut deployment in any_deployment()) {
        let Ok(within) = resolve_network_rules(&document(ROWS), &deployment) else { return Ok(()) };
        deployment.budget = None;
        let exact = resolve_network_rules(&document(ROWS), &deployment).unwrap();
        let set = |rules: &NetworkRules, like: &crate::rules::FirewallRule| -> PrefixSet {
            let group = |rule: &&crate::rules::FirewallRule| {
                (rule.direction, rule.ip_protocol, rule.ports) == (like.direction, like.ip_protocol, like.ports)
            };
            rules.rules.iter().filter(group).map(|rule| rule.prefix).collect()
        };
        for rule in &exact.rules {
            prop_assert!(set(&within, rule).contains(rule.prefix), "{}", rule.key());
        }
    }
}
