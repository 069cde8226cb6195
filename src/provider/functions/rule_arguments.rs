//! The rules that rendering functions take, and how a refusal is reported: at
//! the argument that is at fault.

use tf_provider::{
    Diagnostics,
    schema::{Parameter, Type},
    value::Value,
};

use super::arguments::{argument_error, argument_errors};
use crate::{
    model::Direction,
    provider::{
        attributes::parameter,
        domain_rule_object::{DomainRuleObject, domain_rule_type},
        rule_object::{RuleObject, name, rule_type},
        values::Number,
    },
    render::RenderError,
    rules::{DomainRule, FirewallRule},
};

/// `list(rule)` as configuration gives it.
pub type RuleList = Value<Vec<Value<RuleObject>>>;

/// `list(domain rule)` as configuration gives it.
pub type DomainRuleList = Value<Vec<Value<DomainRuleObject>>>;

/// The parameter `rules`.
pub fn rules_parameter() -> Parameter {
    parameter("rules", Type::List(Box::new(rule_type())), "The `rules` of `amazonconnect_network_rules`, or a part of them.")
}

/// The parameter `domain_rules`.
pub fn domain_rules_parameter() -> Parameter {
    parameter(
        "domain_rules",
        Type::List(Box::new(domain_rule_type())),
        "The `rules` of `amazonconnect_domain_rules`, or a part of them.",
    )
}

/// The parameter `direction`.
pub fn direction_parameter() -> Parameter {
    parameter("direction", Type::String, "`egress` or `ingress`.")
}

/// The firewall rules of the list, which is argument 0.
pub fn rules_of(diags: &mut Diagnostics, list: &RuleList) -> Option<Vec<FirewallRule>> {
    let elements = elements(diags, "rules", list.as_ref_option())?;
    let rules = elements.iter().map(|element| element.as_ref_option().map(RuleObject::to_rule));
    all(diags, |position| format!("rules[{position}]"), rules)
}

/// The domain rules of the list, which is argument 0.
pub fn domain_rules_of(diags: &mut Diagnostics, list: &DomainRuleList) -> Option<Vec<DomainRule>> {
    let elements = elements(diags, "domain_rules", list.as_ref_option())?;
    let rules = elements.iter().map(|element| element.as_ref_option().map(DomainRuleObject::to_rule));
    all(diags, |position| format!("domain_rules[{position}]"), rules)
}

/// What argument 0 holds, which must not be null.
pub fn elements<T>(diags: &mut Diagnostics, name: &str, argument: Option<T>) -> Option<T> {
    if argument.is_none() {
        argument_error(diags, 0, format!("{name} is null: expected rules"));
    }
    argument
}

/// All elements, or their defects at argument 0, each after the `place` of its
/// element; `None` is a null element.
pub fn all<T>(
    diags: &mut Diagnostics,
    place: impl Fn(usize) -> String,
    elements: impl Iterator<Item = Option<Result<T, String>>>,
) -> Option<Vec<T>> {
    let (mut found, mut defects) = (Vec::new(), Vec::new());
    for (position, element) in elements.enumerate() {
        match element {
            Some(Ok(element)) => found.push(element),
            Some(Err(defect)) => defects.push(format!("{}: {defect}", place(position))),
            None => defects.push(format!("{} is null: expected a rule", place(position))),
        }
    }
    if defects.is_empty() {
        return Some(found);
    }
    argument_errors(diags, 0, &defects);
    None
}

/// The direction that the argument at `index` names.
pub fn direction_of(diags: &mut Diagnostics, index: i64, value: &Value<String>) -> Option<Direction> {
    match name("direction", value, Direction::ALL.map(|direction| (direction.as_str(), direction))) {
        Ok(direction) => Some(direction),
        Err(defect) => {
            argument_error(diags, index, defect);
            None
        }
    }
}

/// The integer at `index`, which the signature calls `name`. Its range is for
/// the rendering to check.
pub fn integer(diags: &mut Diagnostics, index: i64, name: &str, value: &Value<Number>) -> Option<u32> {
    let number = value.as_ref_option();
    let integer = number.and_then(Number::as_integer).and_then(|integer| u32::try_from(integer).ok());
    if integer.is_none() {
        let found = number.map_or("null".to_owned(), Number::to_string);
        argument_error(diags, index, format!("{name} is {found}: expected an integer, 0 or more"));
    }
    integer
}

/// The rendering, or its refusal at the argument of `parameters` that is at
/// fault: the rules, where it is no other.
pub fn rendered<T>(diags: &mut Diagnostics, parameters: &[&str], result: Result<T, RenderError>) -> Option<Value<T>> {
    match result {
        Ok(output) => Some(Value::Value(output)),
        Err(error) => {
            let named = |(_, parameter): &(i64, &&str)| error.argument() == Some(**parameter);
            let index = (0_i64..).zip(parameters).find(named).map_or(0, |(index, _)| index);
            argument_error(diags, index, error.to_string());
            None
        }
    }
}
