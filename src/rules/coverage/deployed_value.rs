//! What is in place, as users have it in Terraform: rules, the blocks of a
//! security group or a network ACL, or the objects of a rule each. `element`
//! reads one of them.

use super::{
    deployed::Deployed,
    element::{Element, FilterKind, read_element},
};
use crate::{
    declaration::{FromValue, Mistake, Shape, Value, read_elements},
    model::{Direction, excerpt},
};
use std::collections::BTreeMap;

const EXPECTED: &str = "rules, an object with the egress and ingress blocks of a security group or a network ACL (or several such \
                        groups), or a list or map of their rules";

impl FromValue for Deployed {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        EXPECTED.to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        if is_filter(value) {
            return Ok(join(read_blocks("", value)?)?.for_empty(value));
        }
        let members: Vec<(String, &Value)> = match value {
            Value::List(elements) => elements.iter().enumerate().map(|(index, one)| (format!("[{index}]"), one)).collect(),
            Value::Object(entries) if entries.iter().all(|(_, entry)| matches!(entry, Value::Object(_))) => {
                entries.iter().map(|(key, entry)| (format!("[\"{}\"]", excerpt(key)), entry)).collect()
            }
            Value::Object(_) => {
                let text = format!(" is an object without lists under egress and ingress: expected {EXPECTED}");
                return Err(vec![Mistake { index: None, text }]);
            }
            other => return Err(vec![Mistake::unexpected(other, EXPECTED)]),
        };
        match members.first() {
            Some((_, first)) if is_filter(first) => several_groups(&members),
            // A list is read as one, so that a long one is read no further than it makes sense.
            _ if matches!(value, Value::List(_)) => join(read_list(value, "", EXPECTED, None)?),
            _ => {
                let read = |(place, entry): (String, &Value)| match read_element(entry, None) {
                    Ok(element) => Ok((place, element)),
                    Err(texts) => Err(placed(&place, texts)),
                };
                join(members.into_iter().map(read).collect::<Result<_, _>>()?)
            }
        }
    }
}

/// Whether the value is a whole filter: its lists under egress and ingress.
fn is_filter(value: &Value) -> bool {
    Direction::ALL.iter().any(|way| matches!(value.attribute(way.as_str()), Some(Value::List(_))))
}

/// The groups of one network interface: AWS takes their rules together.
fn several_groups(groups: &[(String, &Value)]) -> Result<Deployed, Vec<Mistake>> {
    let mut elements = Vec::new();
    for (place, group) in groups {
        if !is_filter(group) {
            let first = groups.first().map_or("", |(first, _)| first);
            let text = format!(" is no group, as deployed{first} is: expected lists under egress and ingress");
            return Err(placed(place, vec![text]));
        }
        let blocks = read_blocks(place, group)?;
        if let Some((place, _)) = blocks.iter().find(|(_, element)| element.kind == FilterKind::NetworkAcl) {
            let text = " is one of several network ACLs: a subnet has one, so ask for each in a call of its own".to_owned();
            return Err(placed(place, vec![text]));
        }
        elements.extend(blocks);
    }
    Ok(Deployed { knows_sessions: true, ..join(elements)? })
}

/// The blocks of a whole filter.
fn read_blocks(place: &str, filter: &Value) -> Result<Vec<(String, Element)>, Vec<Mistake>> {
    let mut blocks = Vec::new();
    for direction in Direction::ALL {
        if let Some(list) = filter.attribute(direction.as_str()).filter(|list| !list.is_null()) {
            blocks.extend(read_list(list, &format!("{place}.{direction}"), "a list of blocks", Some(direction))?);
        }
    }
    Ok(blocks)
}

impl Deployed {
    /// A filter without blocks says by its other attributes what it is: a
    /// network ACL has subnets.
    fn for_empty(self, filter: &Value) -> Self {
        let is_empty = self.lines.is_empty() && self.unresolved.is_empty();
        Self { knows_sessions: self.knows_sessions || is_empty && filter.attribute("subnet_ids").is_none(), ..self }
    }
}

/// The elements of a list, each with its place.
fn read_list(
    list: &Value,
    place: &str,
    expected: &str,
    direction: Option<Direction>,
) -> Result<Vec<(String, Element)>, Vec<Mistake>> {
    let elements = read_elements(list, expected, |element| read_element(element, direction)).map_err(|mistakes| {
        let within = |mistake: Mistake| Mistake { index: None, text: mistake.of(place).text };
        mistakes.into_iter().map(within).collect::<Vec<_>>()
    })?;
    Ok(elements.into_iter().enumerate().map(|(index, element)| (format!("{place}[{index}]"), element)).collect())
}

fn placed(place: &str, texts: Vec<String>) -> Vec<Mistake> {
    texts.into_iter().map(|text| Mistake { index: None, text: format!("{place}{text}") }).collect()
}

/// The filter of these elements, which must be of one kind.
fn join(elements: Vec<(String, Element)>) -> Result<Deployed, Vec<Mistake>> {
    let kind = elements.first().map(|(_, element)| element.kind);
    if let (Some(kind), Some((place, other))) = (kind, elements.iter().find(|(_, element)| Some(element.kind) != kind)) {
        let text = format!(
            " is one of the {}, after {}: a packet must pass both filters, so ask for each in a call of its own",
            other.kind.name(),
            kind.name()
        );
        return Err(placed(place, vec![text]));
    }
    of_one_network_acl(&elements)?;
    let (mut lines, mut unresolved, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (place, element) in elements {
        for line in element.lines.iter().filter(|_| element.number.is_some()) {
            let (first, other) = numbers.entry((line.direction, element.number)).or_insert_with(|| (place.clone(), line.clone()));
            if other != line {
                let text = format!(
                    " has the number of deployed{first}: a network ACL has each once, so ask for each ACL in a call of its own"
                );
                return Err(placed(&place, vec![text]));
            }
        }
        unresolved.extend(element.unresolved.into_iter().map(|text| format!("{}{text}", place.trim_start_matches('.'))));
        lines.extend(element.lines.into_iter().map(|line| (element.number, line)));
    }
    // A security group has no numbers, and the order of what only allows makes
    // no difference.
    lines.sort_by_key(|(number, _)| *number);
    Ok(Deployed {
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        knows_sessions: kind == Some(FilterKind::SecurityGroup),
        unresolved,
    })
}

/// Refuses entries of several network ACLs: no packet is asked of both in the
/// order of their numbers.
fn of_one_network_acl(elements: &[(String, Element)]) -> Result<(), Vec<Mistake>> {
    let mut named = elements.iter().filter_map(|(place, element)| element.network_acl.as_ref().map(|id| (place, id)));
    let Some((first, known)) = named.next() else { return Ok(()) };
    match named.find(|(_, id)| *id != known) {
        None => Ok(()),
        Some((place, other)) => {
            let text = format!(
                ".network_acl_id is \"{}\" and that of deployed{first} is \"{}\": a subnet has one network ACL, so ask for each in a \
                 call of its own",
                excerpt(other),
                excerpt(known)
            );
            Err(placed(place, vec![text]))
        }
    }
}
