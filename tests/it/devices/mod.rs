//! The texts for devices, loaded line by line into devices that behave as their
//! vendors say: what they permit, what they refuse, and what is left on them.
//!
//! `replay`: over AWS's real changes. `laws`: over any rules. `coverage`: what
//! `coverage` says of what a device read. The rest are the devices. A device
//! panics at a line that the real one would refuse.

mod cisco;
#[cfg(test)]
mod coverage;
mod fortios;
mod junos;
#[cfg(test)]
mod laws;
mod nftables;
mod pan_os;
#[cfg(test)]
mod replay;

use amazonconnect::{
    model::PrefixSet,
    render::{TextFormat, TextOptions, render_text, text_between},
    rules::RuleSet,
};
use std::collections::{BTreeMap, BTreeSet};

/// Addresses by the name of their permission, such as `egress-udp-3478-ipv4`.
pub type Permitted = BTreeMap<String, PrefixSet>;

/// A device to which texts are given.
pub trait Device {
    /// Takes one line, and says whether it may change what is permitted.
    fn take(&mut self, line: &str) -> bool;

    /// What it permits to the texts of this name. A device that applies what it
    /// is told at a commit answers as if there were one now.
    fn permitted(&self, name: &str) -> Permitted;

    /// All that is configured, in an order that does not matter.
    fn state(&self) -> BTreeSet<String>;

    /// Whether each line works at once.
    fn is_immediate(&self) -> bool;
}

pub const FORMATS: [TextFormat; 7] = [
    TextFormat::CiscoAsa,
    TextFormat::CiscoIos,
    TextFormat::Fortios,
    TextFormat::Junos,
    TextFormat::JunosSrx,
    TextFormat::Nftables,
    TextFormat::PanOs,
];

pub fn device(format: TextFormat) -> Box<dyn Device> {
    match format {
        TextFormat::CiscoAsa => Box::new(cisco::Cisco::asa()),
        TextFormat::CiscoIos => Box::new(cisco::Cisco::ios()),
        TextFormat::Fortios => Box::<fortios::Fortigate>::default(),
        TextFormat::Junos | TextFormat::JunosSrx => Box::<junos::Junos>::default(),
        TextFormat::Nftables => Box::<nftables::Nftables>::default(),
        TextFormat::PanOs => Box::<pan_os::PanOs>::default(),
        other => panic!("there is no device for {other:?}"),
    }
}

/// Options with this name.
pub fn named(name: &str) -> TextOptions {
    use amazonconnect::declaration::{FromValue, Value};
    let name = amazonconnect::render::ObjectName::from_value(&Value::Text(name.into())).unwrap();
    TextOptions { name, ..TextOptions::default() }
}

/// Whether a device of this format lets replies through by itself.
pub fn knows_sessions(format: TextFormat) -> bool {
    ![TextFormat::CiscoIos, TextFormat::Junos, TextFormat::Nftables].contains(&format)
}

/// What the rules permit, as far as a device of this format has to be told.
pub fn required(rules: &RuleSet, format: TextFormat) -> Permitted {
    let rules = if knows_sessions(format) { rules.requests() } else { rules.clone() };
    rules.permissions().map(|(permission, _)| (permission.name('-'), rules.prefixes(&permission))).collect()
}

/// Which way the user's rule for a group goes and which service it names, as the
/// header of the text says: `None` for a group that no rule names.
fn direction_and_service(name: &str, group: &str) -> Option<(String, String)> {
    let permission = group.strip_prefix(&format!("{name}-"))?;
    let (direction, service) = permission.split_once('-')?;
    let traffic = ["-ipv4", "-ipv6"].iter().find_map(|family| service.strip_suffix(family))?;
    Some((direction.to_owned(), format!("{name}-{traffic}")))
}

/// Loads a text. After each line everything in `needed` must be permitted, if
/// the device applies lines at once, and at the end in any case.
#[track_caller]
pub fn load(device: &mut dyn Device, text: &str, name: &str, needed: &Permitted) {
    for line in text.lines() {
        if device.take(line) && device.is_immediate() && !needed.is_empty() {
            assert_permits(&device.permitted(name), needed, line);
        }
    }
    assert_permits(&device.permitted(name), needed, "the last line");
}

#[track_caller]
fn assert_permits(permitted: &Permitted, needed: &Permitted, line: &str) {
    for (permission, addresses) in needed {
        let found = permitted.get(permission).is_some_and(|found| found.contains_set(addresses));
        assert!(found, "after {line:?} not all of {permission} is permitted");
    }
}

/// What both permit.
pub fn both(one: &Permitted, other: &Permitted) -> Permitted {
    let common = one.iter().filter_map(|(permission, set)| Some((permission.clone(), set.intersect(other.get(permission)?))));
    common.filter(|(_, set)| !set.is_empty()).collect()
}

/// A device with the text of `rules` alone.
pub fn fresh(format: TextFormat, rules: &RuleSet, name: &str) -> Box<dyn Device> {
    let mut device = device(format);
    let text = render_text(rules, format, &named(name)).unwrap();
    load(&mut *device, &text, name, &Permitted::new());
    device
}

/// Takes a device from one text to another by the lines between them, and
/// asserts that it ends as a fresh one, with no moment without what both need.
#[track_caller]
pub fn change(device: &mut dyn Device, format: TextFormat, before: &RuleSet, after: &RuleSet, name: &str) -> String {
    let text = text_between(before, after, format, &named(name)).unwrap();
    let (was, is) = (required(before, format), required(after, format));
    load(device, &text, name, &both(&was, &is));
    assert_eq!(device.permitted(name), is, "{format:?}");
    text
}
