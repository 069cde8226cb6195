//! What the functions of rules do for any rules, held against interval
//! arithmetic: nothing is lost, nothing is added but what a cover says.

use std::collections::{BTreeMap, BTreeSet};

use amazonconnect::{
    declaration::{FromValue as _, Refusal, Value},
    functions::functions,
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix, PrefixSet},
    rules::{Flow, Label, Line, Permission, RuleDiff, RuleSet, records},
};
use proptest::{collection::vec, prelude::*};
use serde_json::json;

use crate::{intervals, properties::prefix_of};

/// What a function gives for arguments in JSON.
fn call(name: &str, arguments: serde_json::Value) -> Result<serde_json::Value, Refusal> {
    let arguments: Vec<Value> = serde_json::from_value(arguments).unwrap();
    let functions = functions();
    let function = functions.iter().find(|function| function.name == name).unwrap();
    function.call(&arguments).map(|result| serde_json::to_value(&*result).unwrap())
}

fn rule_set(json: serde_json::Value) -> RuleSet {
    RuleSet::from_value(&serde_json::from_value(json).unwrap()).unwrap()
}

fn to_json(rules: &RuleSet) -> serde_json::Value {
    serde_json::to_value(records(&rules.rules())).unwrap()
}

fn any_permission() -> impl Strategy<Value = Permission> {
    let ports = |(first, more): (u16, u16)| PortRange::new(first, first.saturating_add(more)).unwrap();
    let range = || (1..4_u16, 0..2_u16).prop_map(ports);
    let direction = prop::sample::select(&Direction::ALL);
    let ip_protocol = prop::sample::select(&IpProtocol::ALL);
    let ip_version = prop::sample::select(&IpVersion::ALL);
    (direction, ip_protocol, range(), prop::option::of(range()), ip_version).prop_map(
        |(direction, ip_protocol, ports, source_ports, ip_version)| {
            let flow = if source_ports.is_some() { Flow::Return } else { Flow::Request };
            Permission { direction, flow, ip_protocol, ports, source_ports, ip_version }
        },
    )
}

fn any_label() -> impl Strategy<Value = Label> {
    let some = |names: &'static [&'static str]| prop::sample::subsequence(names, 0..=names.len());
    (some(&["a", "b"]), some(&["EC2", "S3"]), "[a-z]{0,2}").prop_map(|(requirements, services, description)| Label {
        requirements: requirements.into_iter().map(str::to_owned).collect(),
        services: services.into_iter().map(Into::into).collect(),
        description,
    })
}

/// Rules whose prefixes nest and touch; each prefix has a slot, or none has.
fn any_rules() -> impl Strategy<Value = RuleSet> {
    let line = any_permission().prop_flat_map(|permission| {
        let narrow = prefix_of(permission.ip_version).prop_filter("broad", |prefix| prefix.len() > 8);
        // Public space, in which covers are permitted.
        let public = (0..64_u32, 24..=32_u8).prop_map(|(number, len)| {
            let address = 20 << 24 | number << 5;
            Prefix::new(std::net::IpAddr::V4((address & (u32::MAX << (32 - len))).into()), len).unwrap()
        });
        let prefix = match permission.ip_version {
            IpVersion::V4 => prop_oneof![2 => public, 1 => narrow].boxed(),
            IpVersion::V6 => narrow.boxed(),
        };
        (Just(permission), prefix, any_label())
    });
    (vec(line, 0..24), any::<bool>()).prop_map(|(lines, slotted)| {
        let mut rules = RuleSet::default();
        for ((permission, prefix, label), slot) in lines.into_iter().zip(0..) {
            let known =
                rules.iter().find(|rule| (rule.permission, rule.prefix) == (permission, prefix)).and_then(|rule| rule.slot);
            let slot = known.or(slotted.then_some(slot));
            rules.add(permission, prefix, Line { label: label.into(), slot }).unwrap();
        }
        rules
    })
}

fn any_cidrs() -> impl Strategy<Value = Vec<Prefix>> {
    let any = prop::sample::select(&IpVersion::ALL).prop_flat_map(prefix_of);
    vec(any.prop_filter("all", |prefix| prefix.len() > 2), 0..12)
}

fn texts(prefixes: &[Prefix]) -> Vec<String> {
    prefixes.iter().map(ToString::to_string).collect()
}

fn without_slots(rules: &RuleSet) -> RuleSet {
    rules.replaced(|_, prefix| [prefix])
}

type Addresses = BTreeMap<Permission, Vec<intervals::Interval>>;

/// What of `asked` some packet may not have by `rules`: port by port, whatever
/// permissions permit it.
fn not_permitted(asked: &Addresses, rules: &RuleSet) -> Addresses {
    let of_range = |ports: PortRange| ports.first()..=ports.last();
    let lacking = |(permission, set): (&Permission, &Vec<intervals::Interval>)| {
        let sources: Vec<Option<u16>> = permission.source_ports.map_or(vec![None], |ports| of_range(ports).map(Some).collect());
        let packets = of_range(permission.ports).flat_map(|port| sources.iter().map(move |source| (port, *source)));
        let lacking = packets.flat_map(|(port, source)| {
            let permits = |other: &Permission| {
                let from = other.source_ports.is_none_or(|ports| source.is_some_and(|source| of_range(ports).contains(&source)));
                (other.direction, other.ip_protocol) == (permission.direction, permission.ip_protocol)
                    && from
                    && of_range(other.ports).contains(&port)
            };
            let permitted = rules.iter().filter(|rule| permits(&rule.permission));
            let permitted = intervals::union(permitted.map(|rule| intervals::of_prefix(rule.prefix)));
            intervals::intersection(set, &intervals::complement(&permitted))
        });
        (*permission, intervals::union(lacking))
    };
    asked.iter().map(lacking).filter(|(_, set)| !set.is_empty()).collect()
}

/// The addresses of each permission.
fn addresses(rules: &RuleSet) -> Addresses {
    let of = |lines: &BTreeMap<Prefix, Line>| intervals::union(lines.keys().map(|prefix| intervals::of_prefix(*prefix)));
    rules.permissions().map(|(permission, lines)| (permission, of(lines))).collect()
}

proptest! {
    #[test]
    fn values_of_a_map_by_key_are_the_same_rules(rules in any_rules()) {
        let by_key = call("rules_by_key", json!([to_json(&rules)])).unwrap();
        let by_key = by_key.as_object().unwrap();
        let keys: BTreeSet<String> = rules.iter().map(|rule| rule.key()).collect();
        prop_assert_eq!(by_key.keys().cloned().collect::<BTreeSet<_>>(), keys);
        prop_assert_eq!(by_key.len(), rules.len());
        prop_assert_eq!(rule_set(by_key.values().cloned().collect()), rules);
    }

    #[test]
    fn cidrs_are_the_union_of_what_matches(rules in any_rules(), direction in prop::sample::select(&Direction::ALL), port in 1..6_u16) {
        for (filter, matches) in [
            (json!({}), None),
            (json!({ "direction": direction.as_str(), "port": port }), Some((direction, port))),
        ] {
            let cidrs = call("rules_cidrs", json!([to_json(&rules), filter])).unwrap();
            let found: Vec<Prefix> = cidrs.as_array().unwrap().iter().map(|cidr| cidr.as_str().unwrap().parse().unwrap()).collect();
            let matching = rules.iter().filter(|rule| matches.is_none_or(|(direction, port)| {
                let ports = rule.permission.ports;
                rule.permission.direction == direction && ports.first() <= port && port <= ports.last()
            }));
            let wanted = intervals::union(matching.map(|rule| intervals::of_prefix(rule.prefix)));
            prop_assert_eq!(intervals::union(found.iter().copied().map(intervals::of_prefix)), wanted);
            // Fewest, IPv4 first, in order.
            let fewest: Vec<Prefix> = PrefixSet::from_iter(found.iter().copied()).iter().collect();
            prop_assert_eq!(fewest, found);
        }
    }

    #[test]
    fn subtraction_is_exact_for_each_permission(rules in any_rules(), cidrs in any_cidrs()) {
        let rules = without_slots(&rules);
        let rest = rule_set(call("rules_subtract", json!([to_json(&rules), texts(&cidrs)])).unwrap());
        let taken = intervals::union(cidrs.iter().copied().map(intervals::of_prefix));
        let mut wanted = addresses(&rules);
        for addresses in wanted.values_mut() {
            *addresses = intervals::intersection(addresses, &intervals::complement(&taken));
        }
        wanted.retain(|_, addresses| !addresses.is_empty());
        prop_assert_eq!(addresses(&rest), wanted);
        // Whoever asked for a prefix asks for its rest.
        for rule in rules.iter() {
            let rest_of_it = rest.iter().filter(|rest| rest.permission == rule.permission && rule.prefix.contains(rest.prefix));
            for rest in rest_of_it {
                let said = rule.label.services.iter().all(|service| rest.label.services.contains(service));
                prop_assert!(said || rest.prefix != rule.prefix, "{} lost a service", rest.key());
            }
        }
    }

    #[test]
    fn a_difference_is_exact_for_each_permission(before in any_rules(), after in any_rules()) {
        let diff = RuleDiff::between(&before, &after);
        let (was, is) = (addresses(&before), addresses(&after));
        let (added, removed) = (not_permitted(&is, &before), not_permitted(&was, &after));
        let nothing = Vec::new();
        let rest = |set: &Addresses, taken: &Addresses, permission: &Permission| {
            let taken = intervals::complement(taken.get(permission).unwrap_or(&nothing));
            intervals::intersection(set.get(permission).unwrap_or(&nothing), &taken)
        };
        let both = |permission: &Permission| {
            let parts = [rest(&is, &added, permission), rest(&was, &removed, permission)];
            (*permission, intervals::union(parts.into_iter().flatten()))
        };
        let unchanged: Addresses = is.keys().chain(was.keys()).map(both).filter(|(_, set)| !set.is_empty()).collect();
        prop_assert_eq!(addresses(&diff.added), added);
        prop_assert_eq!(addresses(&diff.removed), removed);
        prop_assert_eq!(addresses(&diff.unchanged), unchanged);
        let prefixes = |rules: &RuleSet| rules.iter().map(|rule| (rule.permission, rule.prefix)).collect::<BTreeSet<_>>();
        prop_assert_eq!(diff.summary() == "nothing changes", prefixes(&before) == prefixes(&after));
        let recut: BTreeSet<Permission> = is.iter().filter(|(permission, set)| {
            let of = |rules: &RuleSet| rules.iter().filter(|rule| rule.permission == **permission).map(|rule| rule.prefix).collect::<BTreeSet<_>>();
            was.get(*permission) == Some(*set) && of(&before) != of(&after)
        }).map(|(permission, _)| *permission).collect();
        prop_assert_eq!(diff.recut, recut);
    }

    #[test]
    fn a_prefix_with_a_slot_is_kept_whole_or_not_at_all(rules in any_rules(), cidrs in any_cidrs()) {
        let taken = PrefixSet::from_iter(cidrs.iter().copied());
        let touches = |prefix: Prefix| !taken.intersect(&PrefixSet::from_iter([prefix])).is_empty();
        let is_cut = rules.iter().any(|rule| rule.slot.is_some() && touches(rule.prefix) && !taken.contains(rule.prefix));
        match call("rules_subtract", json!([to_json(&rules), texts(&cidrs)])) {
            Err(refusal) => {
                prop_assert!(is_cut && refusal.argument == Some(1), "{}", refusal.text);
            }
            Ok(rest) => {
                prop_assert!(!is_cut);
                let slot = |rules: &RuleSet| -> BTreeMap<String, Option<u32>> {
                    rules.iter().map(|rule| (rule.key(), rule.slot)).collect()
                };
                let before = slot(&rules);
                let kept = rules.iter().filter(|rule| !touches(rule.prefix)).count();
                let after = slot(&rule_set(rest));
                prop_assert!(after.iter().filter(|(key, slot)| before.get(*key) == Some(slot)).count() >= kept);
            }
        }
    }

    #[test]
    fn a_cover_holds_everything_within_its_budgets(rules in any_rules(), max_cidrs in 1..6_usize, max_rules in 1..8_usize) {
        let options = json!({ "max_cidrs": max_cidrs, "max_rules": max_rules, "max_overshoot_ratio": 1e38 });
        match call("rules_cover", json!([to_json(&rules), options])) {
            // What no permitted prefixes cover.
            Err(refusal) => prop_assert!(refusal.argument == Some(1) && refusal.text.contains("impossible"), "{}", refusal.text),
            Ok(covered) => {
                let covered = rule_set(covered);
                prop_assert!(covered.iter().all(|rule| rule.slot.is_none()));
                let mut counts: BTreeMap<_, usize> = BTreeMap::new();
                for (permission, lines) in covered.permissions() {
                    prop_assert!(lines.len() <= max_cidrs);
                    *counts.entry((permission.direction, permission.ip_version)).or_default() += lines.len();
                }
                prop_assert!(counts.values().all(|count| *count <= max_rules), "{:?}", counts);
                let wanted = rules.permissions().map(|(permission, _)| permission);
                prop_assert!(wanted.eq(covered.permissions().map(|(permission, _)| permission)));
                for rule in rules.iter() {
                    let mut holders = covered.iter().filter(|cover| cover.permission == rule.permission && cover.prefix.contains(rule.prefix));
                    let holds = |known: &Label| rule.label.services.iter().all(|service| known.services.contains(service))
                        && rule.label.requirements.iter().all(|id| known.requirements.contains(id));
                    prop_assert!(holders.any(|cover| holds(cover.label)), "{} is not covered", rule.key());
                }
            }
        }
    }

    #[test]
    fn a_greater_budget_never_fails_where_a_smaller_one_fits(rules in any_rules(), max_rules in 1..8_usize, ratio in 0.0..4.0_f64) {
        let fits = |max_rules: usize| {
            call("rules_cover", json!([to_json(&rules), { "max_rules": max_rules, "max_overshoot_ratio": ratio }])).is_ok()
        };
        prop_assert!(!fits(max_rules) || fits(max_rules + 1));
        prop_assert!(fits(rules.len().max(1)));
    }
}
