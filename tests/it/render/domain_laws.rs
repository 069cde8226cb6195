//! What holds for every set of domain rules.

use super::sample;
use amazonconnect::{
    model::IpProtocol,
    render::*,
    rules::{DomainMatch, DomainRule, DomainRuleSet},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Up to 30 different rules over few labels, so that names often cover others.
fn any_domains() -> impl Strategy<Value = Vec<DomainRule>> {
    let name = "[ab]{1,2}(\\.[ab]){1,3}\\.example";
    let domain = prop_oneof![
        name.prop_map(|name| name),
        name.prop_map(|name| format!("*.{name}")),
        name.prop_map(|name| format!("rtc*.{name}")),
    ];
    let end = prop_oneof![Just((IpProtocol::Tcp, 443)), Just((IpProtocol::Tcp, 80)), Just((IpProtocol::Udp, 3478))];
    prop::collection::btree_set((domain, end), 1..30).prop_map(|domains| {
        domains.into_iter().map(|(domain, (protocol, port))| sample::domain(protocol, port, &domain)).collect()
    })
}

/// Options with this name.
pub fn named(name: &str) -> DomainOptions {
    let options = serde_json::from_value(serde_json::json!({ "name": name })).unwrap();
    amazonconnect::declaration::read_object(&options, "options").unwrap()
}

/// The names of all objects that a text defines.
fn objects(text: &str) -> BTreeSet<String> {
    let of = |line: &str| line.trim_start().strip_prefix("edit ").or_else(|| line.strip_prefix("acl ")).map(str::to_owned);
    text.lines().filter_map(of).map(|rest| rest.split(' ').next().unwrap().trim_matches('"').to_owned()).collect()
}

fn set(rules: &[DomainRule]) -> DomainRuleSet {
    rules.iter().cloned().collect()
}

fn is_tcp(rule: &DomainRule) -> bool {
    rule.ip_protocol == IpProtocol::Tcp
}

fn is_whole_label(rule: &DomainRule) -> bool {
    rule.match_kind != DomainMatch::PartialLabel
}

/// Asserts that `left_out` names the rules that are not `expressible`, all of
/// them and no others.
#[track_caller]
fn assert_left_out(left_out: &[LeftOut], rules: &[DomainRule], expressible: impl Fn(&DomainRule) -> bool) {
    let named: BTreeSet<String> = left_out.iter().map(|rule| rule.key.clone()).collect();
    let expected: BTreeSet<String> = rules.iter().filter(|rule| !expressible(rule)).map(DomainRule::key).collect();
    assert_eq!(named, expected);
}

/// The formats that are one list without ports.
const LISTS: [DomainFormat; 5] =
    [DomainFormat::AzureFirewall, DomainFormat::CheckPoint, DomainFormat::PanOs, DomainFormat::Plain, DomainFormat::Zscaler];

/// Whether the product takes `entry` for `name`, as its manual says.
fn takes(format: DomainFormat, entry: &str, name: &str) -> bool {
    // Without a slash it would go on.
    let entry = match format {
        DomainFormat::CheckPoint | DomainFormat::PanOs if !entry.ends_with('/') => {
            return name.starts_with(entry);
        }
        _ => entry.trim_end_matches('/'),
    };
    match (format, entry.chars().next()) {
        (DomainFormat::Zscaler, Some('.')) => {
            name == &entry[1..] || name.strip_suffix(entry).is_some_and(|labels| labels.split('.').count() <= 5)
        }
        (DomainFormat::Zscaler, _) => name == entry,
        (_, Some('*')) => name.ends_with(&entry[1..]),
        _ => name == entry,
    }
}

/// Asserts that `entries` match the names that `rules` allow, and of others only
/// what the page of the function says.
#[track_caller]
fn assert_matches(format: DomainFormat, entries: &[String], rules: &[&DomainRule]) {
    let names = rules.iter().map(|rule| rule.domain.trim_start_matches("*."));
    let probes = names.flat_map(|name| {
        ["", "x.", "x.y.", "x", "x-"]
            .map(|start| format!("{start}{name}"))
            .into_iter()
            .chain([format!("{name}.elsewhere.example")])
    });
    for name in probes {
        let is_allowed = rules.iter().any(|rule| match rule.domain.strip_prefix('*') {
            Some(end) => name.ends_with(end) || (format == DomainFormat::Zscaler && name == end[1..]),
            None => name == rule.domain,
        });
        let is_taken = entries.iter().any(|entry| takes(format, entry, &name));
        assert_eq!(is_taken, is_allowed, "{format}: {name} by {entries:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn lists_hold_each_domain_or_name_it_as_left_out(rules in any_domains()) {
        let whole_tcp = |rule: &DomainRule| is_tcp(rule) && is_whole_label(rule);
        let expected = |keep: &dyn Fn(&DomainRule) -> bool, form: &dyn Fn(&str) -> String| -> Vec<String> {
            rules.iter().filter(|rule| keep(rule)).map(|rule| form(&rule.domain)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        match network_firewall_domains(&set(&rules)) {
            Err(_) => prop_assert!(!rules.iter().any(whole_tcp)),
            Ok(list) => {
                assert_left_out(&list.left_out, &rules, whole_tcp);
                prop_assert_eq!(&list.targets, &expected(&whole_tcp, &|domain| domain.trim_start_matches('*').to_owned()));
                prop_assert_eq!(list.capacity, (list.targets.len() + 1) * list.target_types.len());
                prop_assert!(list.targets.iter().all(|target| !target.contains('*')));
            }
        }
        match dns_firewall_domains(&set(&rules)) {
            Err(_) => prop_assert!(!rules.iter().any(is_whole_label)),
            Ok(list) => {
                assert_left_out(&list.left_out, &rules, is_whole_label);
                prop_assert_eq!(list.domains, expected(&is_whole_label, &|domain| format!("{domain}.")));
            }
        }
    }

    #[test]
    fn lists_match_the_names_of_their_rules_and_no_others(rules in any_domains()) {
        let one_port: Vec<_> = rules.iter().filter(|rule| rule.ports.first() != 80).cloned().collect();
        let ports: BTreeSet<u16> = rules.iter().filter(|rule| is_tcp(rule) && is_whole_label(rule)).map(|rule| rule.ports.first()).collect();
        for format in LISTS {
            let mixed = render_domains(&set(&rules), format, &DomainOptions::default());
            let is_refused = matches!(&mixed, Err(RenderError { kind: RenderErrorKind::SeveralPorts { .. }, .. }));
            prop_assert_eq!(is_refused, ports.len() > 1, "{}: {:?}", format, mixed);
            let kept = |rule: &DomainRule| is_tcp(rule) && is_whole_label(rule);
            match render_domains(&set(&one_port), format, &DomainOptions::default()) {
                Err(_) => prop_assert!(!one_port.iter().any(kept)),
                Ok(list) => {
                    assert_left_out(&list.left_out, &one_port, kept);
                    assert_matches(format, &list.entries, &one_port.iter().filter(|rule| kept(rule)).collect::<Vec<_>>());
                }
            }
        }
        match render_domains(&set(&rules), DomainFormat::Fortios, &DomainOptions::default()) {
            Err(_) => prop_assert!(!rules.iter().any(is_whole_label)),
            Ok(addresses) => {
                assert_left_out(&addresses.left_out, &rules, is_whole_label);
                assert_matches(DomainFormat::Fortios, &addresses.entries, &rules.iter().filter(|rule| is_whole_label(rule)).collect::<Vec<_>>());
                let members = addresses.text.lines().filter(|line| line.contains(" member ")).count();
                prop_assert_eq!(members, rules.iter().filter(|rule| is_whole_label(rule)).count(), "{}", addresses.text);
                prop_assert!(addresses.text.lines().all(|line| line.len() < 100), "{}", addresses.text);
            }
        }
    }

    #[test]
    fn texts_of_different_names_share_no_object(one in any_domains(), other in any_domains()) {
        // With a hyphen in between, `agents` and `agents-a` would share names of objects.
        for (format, name) in [DomainFormat::Fortios, DomainFormat::Squid].into_iter().flat_map(|format| {
            ["agents-a", "agents-connect", "agents-443", "agents-443-ports", "agents-domains"].map(|name| (format, name))
        }) {
            let objects = |rules: &[DomainRule], name: &str| {
                render_domains(&set(rules), format, &named(name)).map_or_else(|_| BTreeSet::new(), |given| objects(&given.text))
            };
            let (first, second) = (objects(&one, "agents"), objects(&other, name));
            prop_assert!(first.is_disjoint(&second), "{:?} {:?}", first, second);
            prop_assert!(second.iter().all(|object| object.starts_with(name)), "{:?}", second);
        }
    }

    #[test]
    fn suricata_has_a_dns_rule_for_each_domain_and_a_tls_rule_for_tcp(rules in any_domains()) {
        let given = suricata_domains(&set(&rules)).unwrap();
        assert_left_out(&given.left_out, &rules, is_tcp);
        let domains: BTreeSet<&str> = rules.iter().map(|rule| rule.domain.as_str()).collect();
        let count = |start: &str| given.rules_string.lines().filter(|line| line.starts_with(start)).count();
        prop_assert_eq!(count("pass dns "), domains.len());
        prop_assert_eq!(count("pass tls "), rules.iter().filter(|rule| is_tcp(rule)).count());
        prop_assert_eq!(given.rules_string.lines().count(), given.capacity);
        let sids: BTreeSet<u32> = sids(&given.rules_string).into_values().collect();
        prop_assert_eq!(sids.len(), given.capacity);
        prop_assert!(sids.iter().all(|sid| DOMAIN_SIDS.contains(sid)));
    }

    #[test]
    fn suricata_sids_seldom_move_when_a_domain_goes(rules in any_domains(), gone in any::<prop::sample::Index>()) {
        let before = sids(&suricata_domains(&set(&rules)).unwrap().rules_string);
        let mut fewer = rules.clone();
        fewer.remove(gone.index(rules.len()));
        if !fewer.is_empty() {
            let after = sids(&suricata_domains(&set(&fewer)).unwrap().rules_string);
            // One may move in the rare case that two wanted one sid.
            prop_assert!(after.iter().filter(|(rule, sid)| before[*rule] != **sid).count() <= 1);
        }
    }

    #[test]
    fn squid_lists_cover_each_domain_and_never_each_other(rules in any_domains()) {
        let Ok(acls) = render_domains(&set(&rules), DomainFormat::Squid, &DomainOptions::default()) else {
            prop_assert!(!rules.iter().any(is_tcp));
            return Ok(());
        };
        assert_left_out(&acls.left_out, &rules, is_tcp);
        for port in [80, 443] {
            let start = format!("acl amazon-connect.{port}.names dstdomain -n ");
            let listed: Vec<&str> = acls.text.lines().filter_map(|line| line.strip_prefix(&start)).collect();
            // Squid's rule: `.x` matches `x` and what is below it.
            let covers = |entry: &str, name: &str| match entry.strip_prefix('.') {
                Some(parent) => name == parent || name.ends_with(entry),
                None => entry == name,
            };
            for rule in rules.iter().filter(|rule| is_tcp(rule) && rule.ports.first() == port && is_whole_label(rule)) {
                let name = rule.domain.trim_start_matches("*.");
                let wanted = |entry: &str| covers(entry, name) && (rule.match_kind == DomainMatch::Exact || entry.starts_with('.'));
                prop_assert!(listed.iter().any(|entry| wanted(entry)), "{} is not in {:?}", rule.domain, listed);
            }
            for entry in &listed {
                let name = entry.trim_start_matches('.');
                prop_assert_eq!(listed.iter().filter(|other| covers(other, name)).count(), 1, "{} in {:?}", entry, listed);
            }
        }
    }
}

/// The sid of each rule, by the rest of its text.
fn sids(rules: &str) -> BTreeMap<String, u32> {
    rules
        .lines()
        .map(|line| {
            let (rest, sid) = line.split_once(" sid:").unwrap();
            (rest.to_owned(), sid.split(';').next().unwrap().parse().unwrap())
        })
        .collect()
}
