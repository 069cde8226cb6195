//! What `render_text` wrote of real rules, read by a device and held against them
//! by `coverage`: exactly what was asked for, and one line less or one prefix
//! wider is found.

use super::{FORMATS, Permitted, device, knows_sessions, load, named};
use crate::rules::{
    documents::{bundled, examined},
    read_back::call,
};
use amazonconnect::{
    declaration::FromValue,
    model::{Prefix, PrefixSet, Region},
    render::{TextFormat, render_text},
    rules::{Firewall, NetworkDeployment, Permission, RuleSet, records, resolve_network_rules},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, net::Ipv4Addr};

const NAME: &str = "agents";
const REGIONS: [&str; 2] = ["us-east-1", "eu-central-1"];

/// The rules of a Region for both families, with video.
fn rules(region: &str, firewall: Firewall) -> Value {
    let mut deployment = NetworkDeployment::new(BTreeSet::from([Region::from(region)]));
    deployment.firewall = firewall;
    deployment.video_calling = true;
    serde_json::to_value(records(&resolve_network_rules(&examined(&bundled()), &deployment).unwrap().rules)).unwrap()
}

/// The rules for which a format can say what it must: replies are left to
/// filters that know sessions.
fn rules_of(format: TextFormat) -> impl Iterator<Item = Value> {
    let firewalls = if knows_sessions(format) { &[Firewall::Stateful][..] } else { &[Firewall::Stateful, Firewall::Stateless] };
    REGIONS.into_iter().flat_map(move |region| firewalls.iter().map(move |firewall| rules(region, *firewall)))
}

fn set(rules: &Value) -> RuleSet {
    RuleSet::from_value(&serde_json::from_value(rules.clone()).unwrap()).unwrap()
}

/// The text, read by its device, as rules written by hand.
fn read(format: TextFormat, text: &str) -> Value {
    let mut device = device(format);
    load(&mut *device, text, NAME, &Permitted::new());
    device.permitted(NAME).iter().map(|(traffic, prefixes)| rule(traffic, prefixes)).collect()
}

/// `egress-udp-3478-ipv4` or `ingress-tcp-49152-65535-from-443-ipv4`, and where.
fn rule(traffic: &str, prefixes: &PrefixSet) -> Value {
    let (to, from) = match traffic.split_once("-from-") {
        Some((to, from)) => (to, Some(from)),
        None => (traffic, None),
    };
    let ports = |text: &str| -> Vec<u16> { text.split('-').filter_map(|word| word.parse().ok()).collect() };
    let ends = |text: &str| (*ports(text).first().unwrap(), *ports(text).last().unwrap());
    let words: Vec<&str> = to.split('-').collect();
    let cidrs: Vec<String> = prefixes.iter().map(|prefix| prefix.to_string()).collect();
    let mut rule = json!({ "direction": words[0], "ip_protocol": words[1], "from_port": ends(to).0, "to_port": ends(to).1,
        "cidrs": cidrs });
    if let Some(from) = from {
        rule["flow"] = json!("return");
        rule["source_from_port"] = json!(ends(from).0);
        rule["source_to_port"] = json!(ends(from).1);
    }
    rule
}

/// Permissions, each with one prefix.
type Lines = BTreeSet<(Permission, Prefix)>;

fn lines(rules: &Value) -> Lines {
    set(rules).iter().map(|rule| (rule.permission, rule.prefix)).collect()
}

/// What is missing and what is open beyond in a text.
fn found(format: TextFormat, required: &Value, text: &str) -> [Lines; 2] {
    let found = call("coverage", json!([required, read(format, text)]));
    assert_eq!(found["unresolved"], json!([]));
    let [missing, excess] = [lines(&found["missing"]), lines(&found["excess"])];
    assert_eq!(found["covered"], json!(missing.is_empty()));
    [missing, excess]
}

#[test]
fn a_text_covers_exactly() {
    let mut read = 0;
    for format in FORMATS {
        for required in rules_of(format) {
            let text = render_text(&set(&required), format, &named(NAME)).unwrap();
            assert_eq!(found(format, &required, &text), [Lines::new(), Lines::new()], "{format:?}");
            read += 1;
        }
    }
    assert_eq!(read, 2 * (4 + 2 * 3), "texts");
}

/// How a text spells the addresses of a prefix.
fn spelled(format: TextFormat, prefix: Prefix) -> String {
    let has_masks = matches!(format, TextFormat::CiscoAsa | TextFormat::CiscoIos | TextFormat::Fortios);
    if has_masks && !prefix.to_string().contains(':') {
        let mask = u32::MAX.checked_shl(32 - u32::from(prefix.len())).unwrap_or(0);
        return format!("{} {}", prefix.network(), Ipv4Addr::from(mask));
    }
    prefix.to_string()
}

/// Whether a line has these words, whatever else.
fn has(line: &str, words: &str) -> bool {
    let bare = |line: &str| format!(" {} ", line.trim().trim_end_matches(','));
    bare(line).contains(&bare(words))
}

/// What puts the prefix in its group, list or set: the place of the line, and
/// what to take out of it. It is the whole line if nothing else is in there.
fn memberships(format: TextFormat, text: &str, prefix: Prefix) -> Vec<(usize, String)> {
    let dotted = format!("{NAME}-{}", prefix.to_string().replace('/', "_").replace(':', "."));
    let (words, kind) = match format {
        TextFormat::Fortios => (format!("\"{dotted}\""), " member "),
        TextFormat::JunosSrx => (dotted, " address-set "),
        TextFormat::PanOs => (dotted, " static "),
        _ => (spelled(format, prefix), ""),
    };
    let of_prefix = text.lines().enumerate().filter(|(_, line)| line.contains(kind) && has(line, &words));
    let of_prefix = of_prefix.map(|(place, line)| match format {
        TextFormat::Fortios => (place, format!(" {words}")),
        _ => (place, line.to_owned()),
    });
    of_prefix.collect()
}

/// The text with something else in one of its lines: without the line, if
/// nothing is left in it.
fn edited(text: &str, place: usize, old: &str, new: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, line)| if at == place { line.replacen(old, new, 1) } else { line.to_owned() });
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

/// The prefix of one bit less, and its other half.
fn wider(prefix: Prefix) -> (Prefix, Prefix) {
    let bits = if prefix.to_string().contains(':') { 128 } else { 32 };
    let address = |flip: u32| match prefix.network() {
        std::net::IpAddr::V4(address) => std::net::IpAddr::V4((u32::from(address) ^ 1_u32.checked_shl(flip).unwrap_or(0)).into()),
        std::net::IpAddr::V6(address) => {
            std::net::IpAddr::V6((u128::from(address) ^ 1_u128.checked_shl(flip).unwrap_or(0)).into())
        }
    };
    let other = Prefix::new(address(bits - u32::from(prefix.len())), prefix.len()).unwrap();
    let first = prefix.network().min(other.network());
    (Prefix::new(first, prefix.len() - 1).unwrap(), other)
}

/// One prefix of each family beside which nothing is required.
fn samples(required: &Value) -> Vec<Prefix> {
    let all: PrefixSet = lines(required).into_iter().map(|line| line.1).collect();
    let is_alone = |prefix: &Prefix| all.part_in(wider(*prefix).1).is_empty();
    let alone = |ipv6: bool| {
        let mut lines = lines(required).into_iter().map(|line| line.1).filter(is_alone);
        lines.find(|prefix| prefix.to_string().contains(':') == ipv6).expect("a prefix stands alone")
    };
    vec![alone(false), alone(true)]
}

/// What the rules permit with one prefix, with another in its place.
fn permitted_with(required: &Value, prefix: Prefix, other: Prefix) -> Lines {
    let of_prefix = lines(required).into_iter().filter(|(_, one)| *one == prefix);
    of_prefix.map(|(permission, _)| (permission, other)).collect()
}

#[test]
fn one_line_less_is_missing_exactly() {
    for format in FORMATS {
        for required in rules_of(format) {
            let text = render_text(&set(&required), format, &named(NAME)).unwrap();
            for prefix in samples(&required) {
                let mut all = Lines::new();
                for (place, member) in memberships(format, &text, prefix) {
                    let [missing, excess] = found(format, &required, &edited(&text, place, &member, ""));
                    assert_eq!((missing.len(), excess), (1, Lines::new()), "{format:?} without {member:?}: {missing:?}");
                    all.extend(missing);
                }
                assert_eq!(all, permitted_with(&required, prefix, prefix), "{format:?}: one line for each");
            }
        }
    }
}

#[test]
fn one_prefix_wider_is_excess_exactly() {
    for format in FORMATS {
        for required in rules_of(format) {
            let text = render_text(&set(&required), format, &named(NAME)).unwrap();
            for prefix in samples(&required) {
                let (wide, other) = wider(prefix);
                let (old, new) = (spelled(format, prefix), spelled(format, wide));
                let mut all = Lines::new();
                for (place, _) in text.lines().enumerate().filter(|(_, line)| has(line, &old)) {
                    let [missing, excess] = found(format, &required, &edited(&text, place, &old, &new));
                    assert_eq!(missing, Lines::new(), "{format:?} with {new:?}");
                    assert!(!excess.is_empty(), "{format:?} with {new:?}");
                    all.extend(excess);
                }
                assert_eq!(all, permitted_with(&required, prefix, other), "{format:?} with {new:?}");
            }
        }
    }
}
