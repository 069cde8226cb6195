//! Budgets, and how broad a rule may be.

use super::*;

fn of_cloudfront(
    rows: &[Row<'_>],
    max_cidrs: Option<usize>,
    max_rules: Option<usize>,
    ratio: f64,
) -> Result<NetworkRules, ResolveError> {
    let mut deployment = deployment(&["us-east-1"]);
    deployment.services = Some(BTreeSet::from(["CLOUDFRONT".into()]));
    deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
    deployment.max_cidrs = max_cidrs;
    deployment.max_rules = max_rules;
    deployment.max_overshoot_ratio = Some(ratio).filter(|_| max_cidrs.is_some() || max_rules.is_some());
    resolve_network_rules(&document(rows), &deployment)
}

#[test]
fn a_budget_is_kept_or_refused_with_figures() {
    let mut tight = deployment(&["us-east-1"]);
    tight.ip_versions = BTreeSet::from([IpVersion::V4]);
    let exact = resolve(&tight);
    assert_eq!(exact.overshoot, []);
    tight.max_cidrs = Some(5);
    let error = resolve_network_rules(&document(ROWS), &tight).unwrap_err();
    assert_eq!(error.argument(), Some("max_cidrs"));
    insta::assert_snapshot!(error);
    tight.max_overshoot_ratio = Some(10_000.0);
    let covered = resolve(&tight);
    let https = covered.overshoot.iter().find(|over| over.permission.to_string() == "egress tcp/443 ipv4").unwrap();
    assert_eq!((https.exact_cidrs, https.cidrs), (6, 5));
    assert_eq!(covered.overshoot.len(), 1, "no other permission is above the budget");
    assert!(https.extra_addresses > 0 && https.ratio > 0.0);
    // As few as still do, and so many are left.
    let mut fewest = tight.clone();
    fewest.max_cidrs = Some(https.fewest_cidrs);
    assert_eq!(https.room, 5 - https.fewest_cidrs);
    assert!(https.room > 0);
    let used_up = resolve(&fewest).overshoot;
    assert!(used_up.iter().any(|over| over.permission == https.permission && over.room == 0), "{used_up:?}");
    fewest.max_cidrs = Some(https.fewest_cidrs - 1);
    assert!(resolve_network_rules(&document(ROWS), &fewest).is_err(), "fewer than the fewest");
    let allowed = addresses(&covered);
    for (permission, set) in addresses(&exact) {
        assert!(set.iter().all(|prefix| allowed[&permission].contains(prefix)), "{permission}");
    }
    (tight.max_cidrs, tight.max_overshoot_ratio) = (Some(1), Some(1e30));
    let error = resolve_network_rules(&document(ROWS), &tight).unwrap_err();
    assert!(error.to_string().contains("nothing broader than /8 becomes a rule"), "{error}");
    (tight.max_cidrs, tight.max_overshoot_ratio) = (Some(6), None);
    assert_eq!(keys(&resolve(&tight)), keys(&exact));
}

#[test]
fn a_greater_budget_never_fails_where_a_smaller_one_fits() {
    let prefixes = ["198.51.101.0/24", "198.51.102.0/23", "20.0.0.0/24", "20.0.2.0/24", "20.0.4.0/22"];
    let rows = prefixes.map(|prefix| (prefix, "CLOUDFRONT", "GLOBAL"));
    let with = |max_cidrs| of_cloudfront(&rows, Some(max_cidrs), None, 1.0);
    // 198.51.100.0/24 is not public, so that the first two have no common prefix.
    let covered = ["egress-tcp-443-20.0.0.0/21", "egress-tcp-443-198.51.101.0/24", "egress-tcp-443-198.51.102.0/23"];
    for max_cidrs in [3, 4] {
        assert_eq!(keys(&with(max_cidrs).unwrap()), covered, "{max_cidrs}");
    }
    assert_eq!(keys(&with(5).unwrap()).len(), 5);
    let error = with(2).unwrap_err();
    assert_eq!(error.argument(), Some("max_cidrs"));
    let error = error.to_string();
    assert!(error.contains("there is no cover of so few: nothing broader than /8 becomes a rule"), "{error}");
    assert!(error.contains("        2                                impossible\n"), "{error}");
    assert!(error.contains("max_cidrs = 3 would do, with 512 extra addresses"), "{error}");
}

#[test]
fn max_rules_holds_for_each_direction_and_family() {
    let mut deployment = deployment(&["us-east-1"]);
    deployment.firewall = Firewall::Stateless;
    deployment.video_calling = true;
    let exact = resolve(&deployment).rule_counts;
    let egress_v4 = exact[&(Direction::Egress, IpVersion::V4)];
    assert!(exact.values().any(|count| *count < egress_v4 - 1), "{exact:?}: another one is not touched");
    deployment.max_rules = Some(egress_v4);
    assert_eq!(resolve(&deployment).overshoot, [], "it fits");
    deployment.max_rules = Some(egress_v4 - 1);
    let error = resolve_network_rules(&document(ROWS), &deployment).unwrap_err();
    assert_eq!(error.argument(), Some("max_rules"));
    deployment.max_overshoot_ratio = Some(10_000.0);
    let within = resolve(&deployment);
    for (group, count) in &within.rule_counts {
        assert!(*count < egress_v4, "{group:?}: {count}");
        if exact[group] < egress_v4 {
            assert_eq!(*count, exact[group], "{group:?} fits already");
        }
    }
    assert_eq!(within.rule_counts[&(Direction::Egress, IpVersion::V4)], egress_v4 - 1);
    let of_egress = within.overshoot.iter().filter(|over| over.permission.direction == Direction::Egress);
    let room: BTreeSet<usize> = of_egress.map(|over| over.room).collect();
    let [room] = room.into_iter().collect::<Vec<_>>()[..] else { panic!("one room for a direction and family") };
    let mut used_up = deployment.clone();
    used_up.max_rules = Some(egress_v4 - 1 - room);
    assert!(resolve_network_rules(&document(ROWS), &used_up).is_ok() && room > 0);
    used_up.max_rules = Some(egress_v4 - 2 - room);
    assert!(resolve_network_rules(&document(ROWS), &used_up).is_err());
    assert!(within.overshoot.iter().all(|over| over.permission.ip_version == IpVersion::V4));
    // Both hold.
    deployment.max_cidrs = Some(5);
    let both = resolve(&deployment);
    assert!(both.rule_counts.values().all(|count| *count < egress_v4));
    assert!(addresses(&both).values().all(|set| set.len() <= 5));
}

#[test]
fn the_width_of_merged_prefixes_is_checked() {
    let eights: Vec<String> = (16..32).map(|first| format!("{first}.0.0.0/8")).collect();
    let all: Vec<Row<'_>> = eights.iter().map(|prefix| (prefix.as_str(), "CLOUDFRONT", "GLOBAL")).collect();
    for merge in Merge::ALL {
        let mut deployment = deployment(&["us-east-1"]);
        deployment.services = Some(BTreeSet::from(["CLOUDFRONT".into()]));
        deployment.merge = merge;
        let error = resolve_network_rules(&document(&all), &deployment).unwrap_err();
        assert!(matches!(error, ResolveError::MergedTooBroad { .. }) && error.can_be_accepted(), "{merge}: {error}");
        let text = error.to_string();
        assert!(text.starts_with("the prefixes of egress tcp/443 ipv4 merge to 16.0.0.0/4: nothing broader"), "{text}");
    }
    // Whoever accepts the document by its digest gets what it says, and a warning.
    let accepted = |rows: &[Row<'_>]| {
        let mut deployment = deployment(&["us-east-1"]);
        deployment.services = Some(BTreeSet::from(["CLOUDFRONT".into()]));
        resolve_network_rules(&Examined::new(dated(LONG_AGO, rows), true), &deployment)
    };
    let taken = accepted(&all).unwrap();
    assert_eq!(keys(&taken), ["egress-tcp-443-16.0.0.0/4"]);
    let warning = taken.warnings.last().unwrap().to_string();
    assert!(warning.contains("its rows join to 16.0.0.0/4"), "{warning}");
    // Every other one has no neighbour to merge with.
    let apart: Vec<Row<'_>> = all.iter().step_by(2).copied().collect();
    assert_eq!(keys(&accepted(&apart).unwrap()).len(), 8);

    let twenties: Vec<String> = (0..4096).map(|block| format!("26{:02x}:{:x}000::/20", block / 16, block % 16)).collect();
    let all: Vec<Row<'_>> = twenties.iter().map(|prefix| (prefix.as_str(), "CLOUDFRONT", "GLOBAL")).collect();
    let mut cloudfront = deployment(&["us-east-1"]);
    cloudfront.services = Some(BTreeSet::from(["CLOUDFRONT".into()]));
    let error = resolve_network_rules(&document(&all), &cloudfront).unwrap_err();
    assert!(error.to_string().contains("ipv6 merge to 2600::/8"), "{error}");
    assert_eq!(keys(&accepted(&all[..1]).unwrap()), ["egress-tcp-443-2600::/20"]);
}
