//! Rules as the configuration of a resource gives them: typed, so that what is
//! not needed may be absent.
//!
//! In: a list of objects with direction, protocol, ports and prefixes, and what
//! a data source says besides. Out: the set of their traffic.

use super::{RuleSet, rule_value::RuleObject};
use crate::declaration::{Argument, Arguments as _, FromValue, Mistake, Shape, Value};

/// What functions take and a resource does not: there, prefixes stand in a list,
/// and keys and numbers are the resource's own.
const FUNCTIONS_ALONE: [&str; 4] = ["cidr", "key", "slots", "slot"];

/// At least one prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfiguredRules(pub RuleSet);

impl ConfiguredRules {
    fn attributes() -> Vec<Argument> {
        let all = RuleObject::declarations().into_iter().filter(|argument| !FUNCTIONS_ALONE.contains(&argument.name));
        all.map(|argument| Argument { required: argument.required || argument.name == "cidrs", ..argument }).collect()
    }
}

impl FromValue for ConfiguredRules {
    fn shape() -> Shape {
        Shape::List(Box::new(Shape::Nested(Self::attributes())))
    }

    fn expected() -> String {
        RuleSet::expected()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let rules = RuleSet::from_value(value)?;
        if rules.is_empty() {
            let text = " has no prefix: expected at least one, since else nothing would be required";
            return Err(vec![Mistake { index: None, text: text.to_owned() }]);
        }
        Ok(Self(rules))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn five_attributes_are_required_and_those_of_functions_are_none() {
        let attributes = ConfiguredRules::attributes();
        let names = |required| attributes.iter().filter(move |one| one.required == required).map(|one| one.name);
        assert_eq!(names(true).collect::<Vec<_>>(), ["direction", "ip_protocol", "from_port", "to_port", "cidrs"]);
        assert_eq!(
            names(false).collect::<Vec<_>>(),
            ["flow", "source_from_port", "source_to_port", "ip_version", "requirements", "services", "description"]
        );
    }

    #[test]
    fn no_rules_are_refused() {
        let read = |json| ConfiguredRules::from_value(&serde_json::from_value(json).unwrap());
        let rule =
            json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": ["10.0.0.0/8"] });
        assert_eq!(read(json!([rule])).unwrap().0.len(), 1);
        let nothing = json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": [] });
        for empty in [json!([]), json!([nothing])] {
            assert!(read(empty).unwrap_err()[0].text.starts_with(" has no prefix: expected at least one"));
        }
        assert!(read(json!("x")).unwrap_err()[0].text.contains("expected a list of rules"));
    }
}
