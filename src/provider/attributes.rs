//! Short forms for tf-provider's schema types. Every attribute has a Markdown
//! description in complete sentences: it becomes the registry page.

use tf_provider::schema::{
    Attribute, AttributeConstraint, AttributeType, Block, Description, FunctionSchema, Parameter, Schema, Type,
};

fn attribute(constraint: AttributeConstraint, attr_type: AttributeType, description: &str) -> Attribute {
    Attribute { attr_type, constraint, description: Description::markdown(description), sensitive: false, deprecated: false }
}

/// An attribute that configuration must set.
pub fn required(attr_type: AttributeType, description: &str) -> Attribute {
    attribute(AttributeConstraint::Required, attr_type, description)
}

/// An attribute that configuration may set.
pub fn optional(attr_type: AttributeType, description: &str) -> Attribute {
    attribute(AttributeConstraint::Optional, attr_type, description)
}

/// An attribute that only the provider sets.
pub fn computed(attr_type: AttributeType, description: &str) -> Attribute {
    attribute(AttributeConstraint::Computed, attr_type, description)
}

/// `list(element)`.
pub fn list(element: AttributeType) -> AttributeType {
    AttributeType::List(Box::new(element))
}

/// `map(element)`.
pub fn map(element: AttributeType) -> AttributeType {
    AttributeType::Map(Box::new(element))
}

/// `object({name = type, …})`. A plain type and not a nested attribute, since
/// only plain types can be filled by `mock_provider` and `override_data`.
pub fn object<const N: usize>(attributes: [(&str, AttributeType); N]) -> AttributeType {
    AttributeType::Object(attributes.into_iter().map(|(name, of)| (name.to_owned(), of)).collect())
}

/// A schema of version 0.
pub fn schema<const N: usize>(description: &str, attributes: [(&str, Attribute); N]) -> Schema {
    Schema {
        version: 0,
        block: Block {
            version: 0,
            attributes: attributes.into_iter().map(|(name, attribute)| (name.to_owned(), attribute)).collect(),
            description: Description::markdown(description),
            ..Block::default()
        },
    }
}

/// A parameter that is neither null nor unknown when the function is called.
pub fn parameter(name: &str, param_type: Type, description: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        param_type,
        allow_null: false,
        allow_unknown: false,
        description: Description::markdown(description),
    }
}

/// A parameter for which null means the default that its description names.
pub fn nullable_parameter(name: &str, param_type: Type, description: &str) -> Parameter {
    Parameter { allow_null: true, ..parameter(name, param_type, description) }
}

/// The signature of a function without a variadic parameter.
pub fn function(summary: &str, description: &str, parameters: Vec<Parameter>, return_type: Type) -> FunctionSchema {
    FunctionSchema {
        parameters,
        variadic: None,
        return_type,
        summary: summary.to_owned(),
        description: Description::markdown(description),
        deprecated: None,
    }
}
