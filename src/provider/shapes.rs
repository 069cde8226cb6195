//! Declarations → tf-provider's schema types.

use tf_provider::schema::{
    Attribute, AttributeConstraint, AttributeType, Block, Description, FunctionSchema, Parameter, Schema, Type,
};

use std::collections::HashMap;

use crate::declaration::{Argument, Field, Function, Shape};

/// The name of the variadic parameter that takes optional arguments.
const OPTIONS: &str = "options";

/// A schema of version 0: arguments to set, results to read.
pub fn schema(description: &str, arguments: &[Argument], results: &[Field]) -> Schema {
    let arguments = configured(arguments).into_iter();
    let results =
        results.iter().map(|field| (field.name.to_owned(), attribute(&field.shape, AttributeConstraint::Computed, field.text)));
    Schema {
        version: 0,
        block: Block {
            version: 0,
            attributes: arguments.chain(results).collect(),
            description: Description::markdown(description),
            ..Block::default()
        },
    }
}

/// Attributes that configuration sets.
fn configured(arguments: &[Argument]) -> HashMap<String, Attribute> {
    let one = |argument: &Argument| {
        let constraint = if argument.required { AttributeConstraint::Required } else { AttributeConstraint::Optional };
        let attribute = attribute(&argument.shape, constraint, argument.text);
        (argument.name.to_owned(), Attribute { sensitive: argument.sensitive, ..attribute })
    };
    arguments.iter().map(one).collect()
}

fn attribute(shape: &Shape, constraint: AttributeConstraint, text: &str) -> Attribute {
    Attribute {
        attr_type: attribute_type(shape),
        constraint,
        description: Description::markdown(text),
        sensitive: false,
        deprecated: false,
    }
}

/// Plain types and not nested attributes, which `mock_provider` and
/// `override_data` cannot fill, but for what configuration writes: of a plain
/// object no attribute may be absent.
fn attribute_type(shape: &Shape) -> AttributeType {
    match shape {
        Shape::Nested(arguments) => AttributeType::AttributeSingle(configured(arguments)),
        Shape::Bool => AttributeType::Bool,
        Shape::Number => AttributeType::Number,
        Shape::Text => AttributeType::String,
        Shape::List(of) => match &**of {
            Shape::Nested(arguments) => AttributeType::AttributeList(configured(arguments)),
            of => AttributeType::List(Box::new(attribute_type(of))),
        },
        Shape::Set(of) => AttributeType::Set(Box::new(attribute_type(of))),
        Shape::Map(of) => AttributeType::Map(Box::new(attribute_type(of))),
        Shape::Object(fields) => {
            AttributeType::Object(fields.iter().map(|field| (field.name.to_owned(), attribute_type(&field.shape))).collect())
        }
        Shape::Dynamic => AttributeType::Any,
    }
}

fn function_type(shape: &Shape) -> Type {
    match shape {
        Shape::Bool => Type::Bool,
        Shape::Number => Type::Number,
        Shape::Text => Type::String,
        Shape::List(of) => Type::List(Box::new(function_type(of))),
        Shape::Set(of) => Type::Set(Box::new(function_type(of))),
        Shape::Map(of) => Type::Map(Box::new(function_type(of))),
        Shape::Object(fields) => {
            Type::Object(fields.iter().map(|field| (field.name.to_owned(), function_type(&field.shape))).collect())
        }
        Shape::Nested(arguments) => {
            Type::Object(arguments.iter().map(|argument| (argument.name.to_owned(), function_type(&argument.shape))).collect())
        }
        Shape::Dynamic => Type::Any,
    }
}

/// The signature of a function. An unknown argument makes the result unknown,
/// which the host decides alone: it never passes one.
pub fn signature(function: &Function) -> FunctionSchema {
    let parameter = |argument: &Argument| Parameter {
        name: argument.name.to_owned(),
        param_type: function_type(&argument.shape),
        allow_null: !argument.required,
        allow_unknown: false,
        description: Description::markdown(argument.text),
    };
    FunctionSchema {
        parameters: function.parameters.iter().map(parameter).collect(),
        variadic: function.options.as_deref().map(|options| Parameter {
            name: OPTIONS.to_owned(),
            param_type: Type::Any,
            allow_null: true,
            allow_unknown: false,
            description: Description::markdown(options_text(options)),
        }),
        return_type: function_type(&function.result),
        summary: function.summary.to_owned(),
        description: Description::markdown(function.description),
        deprecated: None,
    }
}

/// What the object of optional arguments may hold.
fn options_text(options: &[Argument]) -> String {
    let each = options.iter().map(|option| format!("`{}`: {}", option.name, option.text)).collect::<Vec<_>>().join(" ");
    format!("An object of optional arguments, or nothing. {each}")
}
