//! AWS's real changes of four months, one after the other, and the newest
//! document, on one device of each kind: two names, a Region each.

use super::{FORMATS, Permitted, both, change, device, fresh, load, named, required};
use crate::{
    rules::{
        documents::{document, examined},
        history::replay_when,
    },
    shared_data::NEWEST,
};
use amazonconnect::{
    guard::Examined,
    ip_ranges::IpRanges,
    model::Region,
    render::{TextFormat, render_text},
    rules::{Firewall, NetworkDeployment, RuleSet, records, resolve_network_rules},
};
use std::collections::BTreeSet;

const REGIONS: [(&str, &str); 2] = [("virginia", "us-east-1"), ("frankfurt", "eu-central-1")];
const FROM: &str = "2025-09";
/// Every how many publications one is loaded.
const STEP: usize = if cfg!(debug_assertions) { 20 } else { 1 };

fn resolved(examined: &Examined, region: &str) -> Option<RuleSet> {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.firewall = Firewall::Stateless;
    let rules = resolve_network_rules(examined, &deployment).ok()?.rules;
    let value = serde_json::from_value(serde_json::to_value(records(&rules)).unwrap()).unwrap();
    Some(amazonconnect::declaration::FromValue::from_value(&value).unwrap())
}

/// The rules of both Regions after each change of either.
fn states() -> Option<Vec<[RuleSet; 2]>> {
    let mut states: Vec<[RuleSet; 2]> = Vec::new();
    replay_when(
        |date, number, _| date >= FROM && number % STEP == 0,
        |_, ranges: IpRanges| {
            let examined = Examined::new(ranges, false);
            let [Some(one), Some(other)] = REGIONS.map(|(_, region)| resolved(&examined, region)) else { return };
            let state = [one, other];
            if states.last() != Some(&state) {
                states.push(state);
            }
        },
    )?;
    // Eight months later.
    let newest = examined(&document(NEWEST)?);
    states.push(REGIONS.map(|(_, region)| resolved(&newest, region).unwrap()));
    Some(states)
}

#[test]
fn real_changes_leave_nothing_behind_and_break_nothing() {
    let Some(states) = states() else { return };
    let steps = states.len() - 1;
    assert!(steps >= 5, "{steps} changes");
    for format in FORMATS {
        let mut device = device(format);
        for (place, (name, _)) in REGIONS.into_iter().enumerate() {
            load(&mut *device, &render_text(&states[0][place], format, &named(name)).unwrap(), name, &Permitted::new());
        }
        let (mut lines, mut alone) = (0, fresh(format, &states[0][0], "alone"));
        for (before, after) in states.iter().zip(states.iter().skip(1)) {
            for (place, (name, _)) in REGIONS.into_iter().enumerate() {
                lines += change(&mut *device, format, &before[place], &after[place], name).lines().count();
            }
            let text = render_text(&after[0], format, &named("alone")).unwrap();
            let (was, is) = (required(&before[0], format), required(&after[0], format));
            load(&mut *alone, &text, "alone", &both(&was, &is));
            assert_eq!(both(&alone.permitted("alone"), &is), is, "{format:?}");
        }
        // No stale line: what is on the device is what the two newest texts alone put there.
        let last = states.last().unwrap();
        let mut wanted = fresh(format, &last[0], REGIONS[0].0);
        load(&mut *wanted, &render_text(&last[1], format, &named(REGIONS[1].0)).unwrap(), REGIONS[1].0, &Permitted::new());
        assert_eq!(device.state(), wanted.state(), "{format:?}");
        // What those lines are for: texts alone leave withdrawn prefixes permitted on devices that only add.
        let only_adds = [TextFormat::CiscoAsa, TextFormat::CiscoIos, TextFormat::PanOs].contains(&format);
        assert_eq!(alone.permitted("alone") == required(&last[0], format), !only_adds, "{format:?}");
        eprintln!("{format:?}: {steps} changes, {lines} lines");
    }
}
