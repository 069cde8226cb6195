//! An object → a struct of arguments.

use super::{Argument, Arguments, Defect, DefectKind, MOST_DEFECTS, Reader, Value};
use crate::model::nearest_names;

/// Why there is no struct: its defects, or none if a part is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    /// What is wrong.
    pub defects: Vec<Defect>,
}

/// The arguments that `object` gives. Attributes that are not declared are
/// defects: nobody would read them.
///
/// # Errors
/// `Incomplete` with every defect; without any if a part is unknown.
pub fn read<A: Arguments>(object: &Value) -> Result<A, Incomplete> {
    read_beside(object, |_| false)
}

/// The arguments that `object` gives beside attributes that are none.
///
/// # Errors
/// Those of [`read`].
pub fn read_beside<A: Arguments>(object: &Value, is_other: impl Fn(&str) -> bool) -> Result<A, Incomplete> {
    let attributes = match object {
        Value::Object(attributes) => attributes.as_slice(),
        Value::Unknown => return Err(Incomplete { defects: Vec::new() }),
        _ => &[],
    };
    let declared = A::declarations();
    let mut reader = Reader::new(attributes);
    let read = A::read(&mut reader);
    let mut defects = reader.defects;
    let unknown_names =
        attributes.iter().filter(|(name, _)| !is_other(name) && declared.iter().all(|argument| *argument.name != **name));
    defects.extend(unknown_names.take(MOST_DEFECTS).map(|(name, _)| undeclared(name, &declared)));
    match read {
        Some(read) if defects.is_empty() => Ok(read),
        _ => Err(Incomplete { defects }),
    }
}

/// The arguments of an element that must be an object: `expected`, such as `a rule`.
///
/// # Errors
/// What is wrong, in texts that follow the element's place.
pub fn read_object<A: Arguments>(element: &Value, expected: &str) -> Result<A, Vec<String>> {
    if !matches!(element, Value::Object(_)) {
        return Err(vec![format!(" is {}: expected {expected}, an object", element.shown())]);
    }
    read(element).map_err(|Incomplete { defects }| defects.iter().map(Defect::after_place).collect())
}

fn undeclared(name: &str, declared: &[Argument]) -> Defect {
    let names = || declared.iter().map(|argument| argument.name);
    let hint = match nearest_names(name, names()).first() {
        Some(best) => format!("did you mean {best:?}?"),
        None => format!("expected {}", names().collect::<Vec<_>>().join(", ")),
    };
    let shown = crate::model::excerpt(name);
    let text = format!("there is no {shown:?}: {hint}");
    Defect { argument: shown, index: None, kind: DefectKind::Undeclared, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IpVersion, Prefix};
    use std::collections::BTreeSet;

    #[derive(Debug, PartialEq, crate::declaration::Arguments)]
    struct Example {
        /// Families.
        #[argument(required)]
        ip_versions: BTreeSet<IpVersion>,
        /// A switch.
        #[argument(default = true)]
        softphone: bool,
        /// A bound.
        #[argument(min = 1, max = 100)]
        max_cidrs: Option<usize>,
        /// A ratio.
        #[argument(default = 0.5, min = 0)]
        ratio: f64,
        /// Prefixes.
        #[argument(default = Vec::new())]
        cidrs: Vec<Prefix>,
    }

    fn object(json: serde_json::Value) -> Value {
        serde_json::from_value(json).unwrap()
    }

    #[track_caller]
    fn defects(json: serde_json::Value) -> Vec<String> {
        read::<Example>(&object(json)).unwrap_err().defects.into_iter().map(|defect| defect.text).collect()
    }

    #[test]
    fn what_is_absent_or_null_has_its_default() {
        let read = read::<Example>(&object(serde_json::json!({ "ip_versions": ["ipv6", "ipv6"], "ratio": null }))).unwrap();
        let ip_versions = BTreeSet::from([IpVersion::V6]);
        assert_eq!(read, Example { ip_versions, softphone: true, max_cidrs: None, ratio: 0.5, cidrs: Vec::new() });
    }

    #[test]
    fn numbers_come_in_any_form() {
        for seven in [serde_json::json!(7), serde_json::json!("7"), serde_json::json!(7.0)] {
            let value = object(serde_json::json!({ "ip_versions": ["ipv4"], "max_cidrs": seven }));
            assert_eq!(read::<Example>(&value).unwrap().max_cidrs, Some(7));
        }
    }

    #[test]
    fn every_defect_is_named_with_what_was_found() {
        let all = serde_json::json!({
            "ip_versions": ["ipv5"], "softphone": "yes", "max_cidrs": 1.5, "ratio": -1, "cidrs": ["10.0.0.0/8", null, "10.0.0.1/8"],
            "softfone": true,
        });
        assert_eq!(
            defects(all),
            [
                "ip_versions[0] is \"ipv5\": expected \"ipv4\" or \"ipv6\". Did you mean \"ipv4\"?",
                "softphone is \"yes\": expected true or false",
                "max_cidrs is 1.5: expected an integer from 1 to 100",
                "ratio is -1: expected a number of 0 or more",
                "cidrs[1] is null: expected a CIDR prefix",
                "cidrs[2]: \"10.0.0.1/8\" has host bits set: expected \"10.0.0.0/8\"",
                "there is no \"softfone\": did you mean \"softphone\"?",
            ]
        );
        assert_eq!(defects(serde_json::json!({})), ["ip_versions is null: expected a list of \"ipv4\" or \"ipv6\""]);
        assert_eq!(
            defects(serde_json::json!({ "ip_versions": [] })),
            ["ip_versions is an empty list: expected at least one element"]
        );
    }

    /// An argument could have any name, and text decides nothing.
    #[test]
    fn a_defect_follows_the_place_of_its_object_by_its_kind() {
        let object = object(serde_json::json!({ "ip_versions": ["there is"], "there is": 1 }));
        let defects = read::<Example>(&object).unwrap_err().defects;
        let after: Vec<String> = defects.iter().map(Defect::after_place).collect();
        assert_eq!(defects.iter().map(|defect| defect.kind).collect::<Vec<_>>(), [DefectKind::Value, DefectKind::Undeclared]);
        assert!(after[0].starts_with(".ip_versions[0] is ") && after[1].starts_with(": there is no "), "{after:?}");
    }

    #[test]
    fn undeclared_attributes_are_named_up_to_a_number() {
        let mut attributes = vec![("ip_versions".into(), Value::List(vec![Value::Text("ipv4".into())]))];
        attributes.extend((0..2 * MOST_DEFECTS).map(|number| (format!("x{number}").into(), Value::Null)));
        assert_eq!(read::<Example>(&Value::Object(attributes)).unwrap_err().defects.len(), MOST_DEFECTS);
    }

    #[test]
    fn what_is_unknown_is_no_defect() {
        let value = Value::Object(vec![("ip_versions".into(), Value::List(vec![Value::Unknown]))]);
        assert_eq!(read::<Example>(&value), Err(Incomplete { defects: Vec::new() }));
    }
}
