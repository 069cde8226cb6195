//! One element of what is in place: a rule, a block of a security group or a
//! network ACL, an object of one of their rules, or a prefix list with its ports.
//!
//! Attribute names are those of hashicorp/aws (its pages of `aws_security_group`,
//! `aws_security_group_rule`, `aws_vpc_security_group_rule`, `aws_network_acl`,
//! `aws_network_acl_rule` and `aws_ec2_managed_prefix_list`, read on 2026-11-24).
//! Attributes that say nothing of the traffic are passed over, so whole resources
//! can be given.

use super::{
    deployed::{Deployed, DeployedLine, Reach},
    terraform_types::{Flag, PortNumber},
};
use crate::{
    declaration::{FromValue, Mistake, Shape, Value},
    model::{Direction, IpProtocol, PortRange, Prefix, excerpt},
    rules::RuleSet,
};

/// Where a prefix may stand alone, and where a list of them.
const ONE_PREFIX: [&str; 4] = ["cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6"];
const PREFIXES: [&str; 2] = ["cidr_blocks", "ipv6_cidr_blocks"];

/// What stands in place of prefixes: the attribute, and what it names.
const REFERENCES: [(&str, &str); 6] = [
    ("prefix_list_ids", "prefix list"),
    ("prefix_list_id", "prefix list"),
    ("security_groups", "security group"),
    ("source_security_group_id", "security group"),
    ("referenced_security_group_id", "security group"),
    ("self", "security group itself"),
];

/// One entry of a managed prefix list.
struct PrefixListEntry(Prefix);

impl FromValue for PrefixListEntry {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        "an entry of a prefix list, an object with cidr".to_owned()
    }

    fn expected_list() -> String {
        "a list of entries of a prefix list".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        match first::<Prefix>(value, &["cidr"]) {
            Ok(Some(prefix)) => Ok(Self(prefix)),
            Ok(None) => Err(vec![Mistake::unexpected(value, &Self::expected())]),
            Err(text) => Err(vec![Mistake { index: None, text }]),
        }
    }
}

/// A filter's kind: lines of two kinds are two filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterKind {
    Rules,
    SecurityGroup,
    NetworkAcl,
}

impl FilterKind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::SecurityGroup => "rules of a security group",
            Self::NetworkAcl => "entries of a network ACL",
        }
    }
}

/// One element, read.
pub(super) struct Element {
    pub kind: FilterKind,
    /// The number by which a network ACL orders its entries.
    pub number: Option<u16>,
    /// The network ACL that the entry names as its own.
    pub network_acl: Option<String>,
    pub lines: Vec<DeployedLine>,
    /// What could not be looked into: each follows the element's place.
    pub unresolved: Vec<String>,
}

/// One element; each text of an error follows its place.
pub(super) fn read_element(element: &Value, direction: Option<Direction>) -> Result<Element, Vec<String>> {
    if !matches!(element, Value::Object(_)) {
        return Err(vec![format!(" is {}: expected an object", element.shown())]);
    }
    if ["cidrs", "cidr"].iter().any(|name| element.attribute(name).is_some_and(|value| !value.is_null())) {
        return read_rule(element);
    }
    read_line(element, direction).map_err(|text| vec![text])
}

fn read_rule(element: &Value) -> Result<Element, Vec<String>> {
    let rules = RuleSet::from_value(&Value::List(vec![element.clone()]))
        .map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.text).collect::<Vec<_>>())?;
    let lines = Deployed::from(&rules).lines;
    Ok(Element { kind: FilterKind::Rules, number: None, network_acl: None, lines, unresolved: Vec::new() })
}

fn read_line(element: &Value, direction: Option<Direction>) -> Result<Element, String> {
    let number = first::<u16>(element, &["rule_no", "rule_number"])?;
    let kind = if number.is_some() { FilterKind::NetworkAcl } else { FilterKind::SecurityGroup };
    let network_acl = if number.is_some() { first(element, &["network_acl_id"])? } else { None };
    let direction = match direction {
        Some(direction) => direction,
        None => read_direction(element)?,
    };
    let allows = match (first::<String>(element, &["action", "rule_action"])?.as_deref(), number) {
        (None, _) | (Some("allow"), Some(_)) => true,
        (Some("deny"), Some(_)) => false,
        // Without it nobody knows which entry is asked first.
        (Some("allow" | "deny"), None) => return Err(" has an action and no number: expected rule_number or rule_no".to_owned()),
        (Some(other), _) => return Err(format!(": action is \"{}\": expected \"allow\" or \"deny\"", excerpt(other))),
    };
    let mut prefixes = Vec::new();
    for name in ONE_PREFIX {
        prefixes.extend(first::<Prefix>(element, &[name])?);
    }
    for name in PREFIXES {
        prefixes.extend(first::<Vec<Prefix>>(element, &[name])?.into_iter().flatten());
    }
    // A prefix list with its entries: it may be empty for now.
    let entries = first::<Vec<PrefixListEntry>>(element, &["entries"])?;
    let has_entries = entries.is_some();
    prefixes.extend(entries.into_iter().flatten().map(|entry| entry.0));
    let mut unresolved = references(element)?;
    if prefixes.is_empty() && unresolved.is_empty() && !has_entries {
        let known: Vec<&str> = PREFIXES.into_iter().chain(ONE_PREFIX).chain(["cidrs", "entries"]).collect();
        return Err(format!(" names no prefix: expected one of {}", known.join(", ")));
    }
    let protocol = word(element, &["ip_protocol", "protocol"])
        .ok_or_else(|| " names no protocol: expected ip_protocol or protocol".to_owned())?;
    // Numbers: IANA's "Assigned Internet Protocol Numbers".
    let (ip_protocols, any_port) = match protocol.to_ascii_lowercase().as_str() {
        "tcp" | "6" => (vec![IpProtocol::Tcp], false),
        "udp" | "17" => (vec![IpProtocol::Udp], false),
        "-1" | "all" => {
            if allows {
                unresolved.push(" is about every protocol: only tcp and udp are compared".to_owned());
            }
            (IpProtocol::ALL.to_vec(), true)
        }
        other => {
            unresolved.push(format!(" is about protocol \"{}\": only tcp and udp are compared", excerpt(other)));
            (Vec::new(), true)
        }
    };
    let ports = if any_port { Some(PortRange::constant(1, u16::MAX)) } else { read_ports(element)? };
    let reach = if kind == FilterKind::NetworkAcl { Reach::Both } else { Reach::Requests };
    let prefixes = prefixes.into_iter().collect();
    let line = ports.map(|ports| DeployedLine { direction, ip_protocols, ports, reach, prefixes, allows });
    Ok(Element { kind, number, network_acl, lines: line.into_iter().collect(), unresolved })
}

/// The direction, which all attributes that name one must agree on.
fn read_direction(element: &Value) -> Result<Direction, String> {
    let way = |Flag(is_egress)| if is_egress { Direction::Egress } else { Direction::Ingress };
    let mut known: Option<(&str, Direction)> = None;
    for name in ["direction", "type", "is_egress", "egress"] {
        let said = match name {
            "direction" | "type" => first::<Direction>(element, &[name]),
            _ => first::<Flag>(element, &[name]).map(|flag| flag.map(way)),
        };
        known = match (known, said) {
            (None, said) => said?.map(|direction| (name, direction)),
            (Some((first, direction)), Ok(Some(other))) if other != direction => {
                let shown = |name: &str| element.attribute(name).map(Value::shown).unwrap_or_default();
                return Err(format!(
                    ".{first} is {} and {name} is {}: expected one direction, so leave one of them out",
                    shown(first),
                    shown(name)
                ));
            }
            // Beside a direction, an attribute that is none says something else.
            (known, _) => known,
        };
    }
    known.map(|(_, direction)| direction).ok_or_else(|| {
        " names no direction: expected direction, type, is_egress or egress, or a list under egress or ingress".to_owned()
    })
}

/// The ports; `None` if the element is about port 0 alone, which nobody uses.
fn read_ports(element: &Value) -> Result<Option<PortRange>, String> {
    let missing = |name: &str| format!(".{name} is null: expected a port from 0 to 65535");
    let PortNumber(from) = first(element, &["from_port"])?.ok_or_else(|| missing("from_port"))?;
    let PortNumber(to) = first(element, &["to_port"])?.ok_or_else(|| missing("to_port"))?;
    match (u16::try_from(from), u16::try_from(to)) {
        (_, _) if (from, to) == (-1, -1) => Ok(Some(PortRange::constant(1, u16::MAX))),
        (Ok(_), Ok(0)) => Ok(None),
        (Ok(from), Ok(to)) => PortRange::new(from.max(1), to).map(Some).map_err(|error| format!(": from_port, to_port: {error}")),
        _ => Err(format!(": from_port, to_port are {from} and {to}: expected ports from 0 to 65535, or -1 and -1 for all")),
    }
}

/// What the element names in place of prefixes.
fn references(element: &Value) -> Result<Vec<String>, String> {
    let mut unresolved = Vec::new();
    for (name, what) in REFERENCES {
        let Some(value) = element.attribute(name).filter(|value| !value.is_null()) else { continue };
        let named = match (Flag::from_value(value), value) {
            (Ok(Flag(false)), _) => continue,
            (Ok(Flag(true)), _) => vec![String::new()],
            (Err(_), Value::List(_)) => first::<Vec<String>>(element, &[name])?.unwrap_or_default(),
            (Err(_), _) => first::<String>(element, &[name])?.into_iter().filter(|id| !id.is_empty()).collect(),
        };
        unresolved.extend(named.iter().map(|id| {
            let id = if id.is_empty() { String::new() } else { format!(" {}", excerpt(id)) };
            format!(" names the {what}{id}, whose addresses are not known here")
        }));
    }
    Ok(unresolved)
}

/// The first of the attributes `names` that is a name or a number.
fn word(element: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match element.attribute(name) {
        Some(Value::Text(text)) => Some(text.to_string()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    })
}

/// The first of the attributes `names` that is set; an empty text counts as
/// none, since hosts send it for an absent block attribute.
fn first<T: FromValue>(element: &Value, names: &[&str]) -> Result<Option<T>, String> {
    for name in names {
        match element.attribute(name) {
            None | Some(Value::Null) => {}
            Some(Value::Text(text)) if text.is_empty() => {}
            Some(value) => {
                let text = |mistakes: Vec<Mistake>| mistakes.into_iter().next().map(|mistake| mistake.of(name).text);
                return T::from_value(value).map(Some).map_err(|mistakes| format!(".{}", text(mistakes).unwrap_or_default()));
            }
        }
    }
    Ok(None)
}
