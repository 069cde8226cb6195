//! What a device's format says of itself, and the text that is made of it: a
//! header for people, without dates, and the statements.

use super::{
    TextOptions,
    names::Names,
    statement::{Statement, difference, written},
};
use crate::{
    model::{Direction, IpVersion, joined},
    render::RenderError,
    rules::{Permission, RuleSet, digest},
};
use std::collections::BTreeSet;

/// A kind of device.
pub(super) trait Device {
    /// The name of its format.
    fn format(&self) -> &'static str;

    /// The options that it has a use for, `name` aside.
    fn places(&self) -> &'static [&'static str] {
        &[]
    }

    /// What lines for people start with.
    fn comment(&self) -> &'static str {
        "#"
    }

    /// Whether it lets replies through by itself, so that return rules are left out.
    fn knows_sessions(&self) -> bool;

    /// Characters of a name at most.
    fn longest_name(&self) -> usize;

    /// For people: which direction is which, how the text is loaded, how it is
    /// removed, and what happens to all other traffic. One line each.
    fn guide(&self, rules: &RuleSet, names: &Names<'_>) -> Vec<String>;

    /// For people: what the lines from one text to another leave to them.
    fn change_guide(&self, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String>;

    /// What the device is told, in an order in which each statement finds what it
    /// refers to.
    fn statements(&self, rules: &RuleSet, names: &Names<'_>, options: &TextOptions) -> Result<Vec<Statement>, RenderError>;

    /// Lines that take away what an earlier text left, before all statements are
    /// given again: for devices that apply a text as a whole.
    fn cleared(&self, _rules: &RuleSet, _names: &Names<'_>) -> String {
        String::new()
    }

    /// Lines that make room for the new statements where they were not before.
    ///
    /// # Errors
    /// `Refused` for statements that cannot be on the device together.
    fn room(&self, _before: &[Statement], _after: &[Statement]) -> Result<String, RenderError> {
        Ok(String::new())
    }

    /// What stands around the statements.
    fn frame(&self, _options: &TextOptions) -> (String, String) {
        (String::new(), String::new())
    }
}

/// The whole text: nothing for no rules.
pub(super) fn render(device: &dyn Device, rules: &RuleSet, options: &TextOptions) -> Result<String, RenderError> {
    options.check(device.format(), device.places())?;
    let wanted = wanted(device, rules);
    if wanted.is_empty() {
        return Ok(String::new());
    }
    let names = Names::new(&options.name);
    let (open, close) = device.frame(options);
    let statements = device.statements(&wanted, &names, options)?;
    names.check(device.format(), device.longest_name())?;
    let before = device.cleared(&wanted, &names) + &device.room(&[], &statements)?;
    Ok(header(device, rules, &wanted, &names, options) + &open + &before + &written(&statements) + &close)
}

/// The lines for going from one text to another: nothing if both are the same.
pub(super) fn change(
    device: &dyn Device,
    before: &RuleSet,
    after: &RuleSet,
    options: &TextOptions,
) -> Result<String, RenderError> {
    options.check(device.format(), device.places())?;
    let names = Names::new(&options.name);
    let (was, is) = (wanted(device, before), wanted(device, after));
    let old = device.statements(&was, &names, options)?;
    let new = device.statements(&is, &names, options)?;
    names.check(device.format(), device.longest_name())?;
    let body = difference(&old, &new);
    if body.is_empty() {
        return Ok(body);
    }
    let (open, close) = device.frame(options);
    let of = |rules: &RuleSet| digest(&rules.rules());
    let mut about = vec![format!("{}: lines for a device with the text of digest {}.", names.prefix(), of(before))];
    about.extend(regions(options));
    about.extend([
        format!("Afterwards it has the text of digest {}.", of(after)),
        "What is new comes first, then what is superseded goes: load them in this order, to the end.".to_owned(),
        "What goes and is named in policies of your own must leave those first.".to_owned(),
    ]);
    about.extend(device.change_guide(&was, &is, &names));
    Ok(for_people(device, about) + &open + &device.room(&old, &new)? + &body + &close)
}

/// The directions and families that have rules: each has a filter of its own.
pub(super) fn filters(rules: &RuleSet) -> BTreeSet<(Direction, IpVersion)> {
    rules.permissions().map(|(permission, _)| (permission.direction, permission.ip_version)).collect()
}

/// The names of what has come with `after` for whole permissions, after
/// `intro`: nothing if there is none.
pub(super) fn new_names(intro: &str, before: &RuleSet, after: &RuleSet, names: &Names<'_>) -> Vec<String> {
    let known: BTreeSet<Permission> = before.permissions().map(|(permission, _)| permission).collect();
    let new = after.permissions().map(|(permission, _)| permission).filter(|permission| !known.contains(permission));
    listed(intro, new.map(|permission| names.of_permission(permission)))
}

/// `intro` and what it is about, one a line: nothing if there is none.
pub(super) fn listed(intro: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = names.map(|name| format!("  {name}")).collect();
    if lines.is_empty() { lines } else { std::iter::once(intro.to_owned()).chain(lines).collect() }
}

fn wanted(device: &dyn Device, rules: &RuleSet) -> RuleSet {
    if device.knows_sessions() { rules.requests() } else { rules.clone() }
}

/// Which Regions the text is for, if the user said so: rules do not.
fn regions(options: &TextOptions) -> Option<String> {
    options.regions.as_ref().map(|regions| format!("Regions: {}.", joined(regions, ", ")))
}

fn header(device: &dyn Device, rules: &RuleSet, wanted: &RuleSet, names: &Names<'_>, options: &TextOptions) -> String {
    let services: BTreeSet<&str> =
        wanted.iter().flat_map(|rule| rule.label.services.iter().map(|service| service.as_str())).collect();
    let mut about =
        vec![format!("{}: what the network of Amazon Connect's agents must allow ({}).", names.prefix(), device.format())];
    about.extend(regions(options));
    if !services.is_empty() {
        about.push(format!("Services: {}.", joined(services, ", ")));
    }
    about.push("Permitted, egress being from the agents to AWS and ingress from AWS to them:".to_owned());
    about.extend(wanted.permissions().map(|(permission, lines)| match lines.len() {
        1 => format!("  {permission}: 1 prefix"),
        count => format!("  {permission}: {count} prefixes"),
    }));
    about.push(format!("Digest of the rules: {}", digest(&rules.rules())));
    about.extend(device.guide(wanted, names));
    for_people(device, about)
}

fn for_people(device: &dyn Device, lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().map(|line| format!("{} {line}\n", device.comment())).collect()
}
