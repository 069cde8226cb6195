//! tf-provider's schema and diagnostic types → the transport's plain ones.
//! Everything that tf-provider keeps in hash maps is sorted by name here.

use std::collections::HashMap;

use tf_provider::{AttributePath, AttributePathStep, Diagnostics, schema};

use crate::plugin;

pub(super) fn schema(from: &schema::Schema) -> plugin::Schema {
    plugin::Schema {
        version: from.version,
        block: plugin::Block {
            attributes: attributes(&from.block.attributes),
            description: from.block.description.content.clone(),
            deprecated: from.block.deprecated,
        },
    }
}

fn attributes(from: &HashMap<String, schema::Attribute>) -> Vec<plugin::Attribute> {
    use schema::AttributeConstraint as Constraint;
    let mut attributes: Vec<_> = from
        .iter()
        .map(|(name, attribute)| plugin::Attribute {
            name: name.clone(),
            kind: kind(&attribute.attr_type),
            description: attribute.description.content.clone(),
            required: attribute.constraint == Constraint::Required,
            optional: matches!(attribute.constraint, Constraint::Optional | Constraint::OptionalComputed),
            computed: matches!(attribute.constraint, Constraint::Computed | Constraint::OptionalComputed),
            sensitive: attribute.sensitive,
            deprecated: attribute.deprecated,
        })
        .collect();
    attributes.sort_by(|a, b| a.name.cmp(&b.name));
    attributes
}

fn kind(from: &schema::AttributeType) -> plugin::AttributeKind {
    use plugin::Nesting;
    use schema::AttributeType as Type;
    let (nesting, nested) = match from {
        Type::AttributeSingle(nested) => (Nesting::Single, nested),
        Type::AttributeList(nested) => (Nesting::List, nested),
        Type::AttributeSet(nested) => (Nesting::Set, nested),
        Type::AttributeMap(nested) => (Nesting::Map, nested),
        plain => return plugin::AttributeKind::Type(type_json(plain)),
    };
    plugin::AttributeKind::Nested(plugin::NestedAttributes { nesting, attributes: attributes(nested) })
}

/// Terraform's JSON notation of a type, with the attributes of objects sorted.
fn type_json(of: &impl serde::Serialize) -> String {
    // A `serde_json::Value` sorts the keys of objects. Types always serialize.
    serde_json::to_value(of).map(|json| json.to_string()).unwrap_or_default()
}

pub(super) fn function(from: &schema::FunctionSchema) -> plugin::Function {
    plugin::Function {
        parameters: from.parameters.iter().map(parameter).collect(),
        variadic: from.variadic.as_ref().map(parameter),
        return_type: type_json(&from.return_type),
        summary: from.summary.clone(),
        description: from.description.content.clone(),
        deprecation_message: from.deprecated.clone().unwrap_or_default(),
    }
}

fn parameter(from: &schema::Parameter) -> plugin::FunctionParameter {
    plugin::FunctionParameter {
        name: from.name.clone(),
        type_json: type_json(&from.param_type),
        allow_null: from.allow_null,
        allow_unknown: from.allow_unknown,
        description: from.description.content.clone(),
    }
}

pub(super) fn path(from: &AttributePath) -> Vec<plugin::PathStep> {
    from.steps
        .iter()
        .map(|step| match step {
            AttributePathStep::Attribute(name) => plugin::PathStep::Attribute(name.to_string()),
            AttributePathStep::Key(key) => plugin::PathStep::Key(key.to_string()),
            AttributePathStep::Index(index) => plugin::PathStep::Index(*index),
        })
        .collect()
}

/// Errors first, then warnings, each in the order in which they were added.
pub(super) fn diagnostics(from: Diagnostics) -> Vec<plugin::Diagnostic> {
    use plugin::Severity;
    let errors = from.errors.into_iter().map(|diagnostic| (Severity::Error, diagnostic));
    let warnings = from.warnings.into_iter().map(|diagnostic| (Severity::Warning, diagnostic));
    errors
        .chain(warnings)
        .map(|(severity, diagnostic)| plugin::Diagnostic {
            severity,
            summary: diagnostic.summary.into_owned(),
            detail: diagnostic.detail.into_owned(),
            path: path(&diagnostic.attribute),
        })
        .collect()
}

/// A function has one error and no warnings: all errors' texts, at their
/// argument if they agree on it.
pub(super) fn function_error(from: Diagnostics) -> plugin::FunctionError {
    let argument_of = |diagnostic: &tf_provider::Diagnostic| match diagnostic.attribute.steps.first() {
        Some(AttributePathStep::Index(index)) => Some(*index),
        _ => None,
    };
    let mut arguments: Vec<_> = from.errors.iter().map(argument_of).collect();
    arguments.dedup();
    let text = |diagnostic: &tf_provider::Diagnostic| match diagnostic.detail.as_ref() {
        "" => diagnostic.summary.to_string(),
        detail => format!("{}: {detail}", diagnostic.summary),
    };
    plugin::FunctionError {
        text: from.errors.iter().map(text).collect::<Vec<_>>().join("\n"),
        argument: match arguments.as_slice() {
            [argument] => *argument,
            _ => None,
        },
    }
}
