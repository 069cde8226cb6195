//! A budget and a ledger, in the order of `examples/end-to-end`: a ledger of
//! rules within 270 prefixes, planned and applied once a day from June to
//! December 2025, fits five security groups of 60, and deletes nothing that is
//! needed before and after. The other order does: a cover of what a ledger gives
//! changes at once.

use super::{asks, at, replay::empty_table};
use crate::rules::history::replay_when;
use amazonconnect::{
    guard::Examined,
    ledger::{LedgerArguments, Memory, remember},
    model::{IpVersion, Prefix, PrefixSet, Region, cover},
    rules::{ConfiguredRules, Line, NetworkDeployment, Permission, RuleSet, SignIn, resolve_network_rules},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

const REGIONS: [&str; 2] = ["us-east-1", "eu-central-1"];
/// The example's budget, and its groups.
const MAX_RULES: usize = 270;
const GROUPS: usize = 5;
const RULES_OF_A_GROUP: usize = 60;

/// A Region's rules with SAML, exact or within the budget.
fn resolved(examined: &Examined, region: &str, max_rules: Option<usize>) -> Option<RuleSet> {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.sign_in = SignIn::Saml;
    deployment.max_rules = max_rules;
    deployment.max_overshoot_ratio = max_rules.map(|_| 0.02);
    let mut set = RuleSet::default();
    for rule in resolve_network_rules(examined, &deployment).ok()?.rules {
        let label = Arc::new(rule.label);
        for prefix in rule.prefixes {
            set.add(rule.permission, prefix, Line { label: Arc::clone(&label), slot: None }).unwrap();
        }
    }
    Some(set)
}

type Open = BTreeMap<Permission, BTreeSet<Prefix>>;

fn open(rules: &RuleSet) -> Open {
    rules.permissions().map(|(permission, lines)| (permission, lines.keys().copied().collect())).collect()
}

/// What is open if a permission with too many prefixes is covered.
fn covered(rules: &RuleSet) -> Open {
    let within = |(permission, prefixes): (Permission, BTreeSet<Prefix>)| {
        let set: PrefixSet = prefixes.iter().copied().collect();
        let prefixes =
            if prefixes.len() > MAX_RULES { cover(&set, MAX_RULES).unwrap().prefixes.into_iter().collect() } else { prefixes };
        (permission, prefixes)
    };
    open(rules).into_iter().map(within).collect()
}

/// Whether addresses that are required before and after lie in a deleted
/// prefix and in none that stays: until the new one is made they are cut off.
fn cuts_off(before: &Open, after: &Open, required: [&RuleSet; 2]) -> bool {
    before.iter().any(|(permission, prefixes)| {
        let stays = after.get(permission).cloned().unwrap_or_default();
        let deleted: PrefixSet = prefixes.difference(&stays).copied().collect();
        let kept: PrefixSet = prefixes.intersection(&stays).copied().collect();
        let [required_before, required_after] = required.map(|rules| rules.prefixes(permission));
        !deleted.intersect(&required_before).intersect(&required_after).subtract(&kept).is_empty()
    })
}

/// One Region: its exact rules, a ledger of those within the budget, and one of the exact.
struct Day {
    required: RuleSet,
    ledger: Memory,
    exact: Memory,
}

#[test]
fn a_ledger_of_rules_within_a_budget_cuts_nothing_off_and_fits() {
    let table = empty_table();
    let mut days: BTreeMap<&str, Day> = BTreeMap::new();
    // By Region: applies, the most prefixes of a family, applies that cut off in either order.
    let mut figures: BTreeMap<&str, (usize, usize, usize, usize)> = BTreeMap::new();
    let mut last = String::new();
    let replayed = replay_when(
        |date, _, _| ("2025-06".."2026").contains(&date),
        |date, ranges| {
            if std::mem::replace(&mut last, date[..10].to_owned()) == date[..10] {
                return;
            }
            let examined = Examined::new(ranges, false);
            for region in REGIONS {
                let rules = [None, Some(MAX_RULES)].map(|budget| resolved(&examined, region, budget));
                let [Some(required), Some(within)] = rules else { continue };
                let before = days.get(region);
                let remembered = |memory: Option<&Memory>, rules: &RuleSet| {
                    let arguments = LedgerArguments { rules: ConfiguredRules(rules.clone()), ..asks(rules, at(date)) };
                    remember(memory, &arguments, &table).unwrap().memory
                };
                let day = Day {
                    ledger: remembered(before.map(|day| &day.ledger), &within),
                    exact: remembered(before.map(|day| &day.exact), &required),
                    required,
                };
                let (applies, most, cut, cut_covered) = figures.entry(region).or_default();
                for family in IpVersion::ALL {
                    let rules = day.ledger.effective.iter().filter(|rule| rule.permission.ip_version == family);
                    let slots: Vec<u32> = rules.filter_map(|rule| rule.slot).collect();
                    *most = (*most).max(slots.len());
                    let room = u32::try_from(GROUPS * RULES_OF_A_GROUP).unwrap();
                    assert!(slots.iter().all(|slot| *slot < room), "{date} {region}: {slots:?}");
                }
                if let Some(before) = before
                    && before.ledger.effective != day.ledger.effective
                {
                    let required = [&before.required, &day.required];
                    *applies += 1;
                    *cut += usize::from(cuts_off(&open(&before.ledger.effective), &open(&day.ledger.effective), required));
                    *cut_covered +=
                        usize::from(cuts_off(&covered(&before.exact.effective), &covered(&day.exact.effective), required));
                }
                days.insert(region, day);
            }
        },
    );
    if replayed.is_none() {
        return;
    }
    for (region, (applies, most, cut, cut_covered)) in figures {
        eprintln!(
            "{region}: {applies} applies, at most {most} prefixes of a family; {cut} cut something off, {cut_covered} if the cover comes after the ledger"
        );
        // What `choosing.md` and the example say; eu-central-1 has room for its exact rules.
        let expected = if region == "us-east-1" { (71, 280, 0, 35) } else { (51, 258, 0, 0) };
        assert_eq!((applies, most, cut, cut_covered), expected, "{region}");
    }
}
