//! Declared types → the words of the registry's pages.

use amazonconnect::declaration::{Argument, Shape};

/// `String`, `List of String`, `Map of Object`, ….
pub fn words(of: &Shape) -> String {
    match of {
        Shape::Bool => "Boolean".to_owned(),
        Shape::Number => "Number".to_owned(),
        Shape::Text => "String".to_owned(),
        Shape::List(element) => format!("List of {}", words(element)),
        Shape::Set(element) => format!("Set of {}", words(element)),
        Shape::Map(element) => format!("Map of {}", words(element)),
        Shape::Object(_) | Shape::Nested(_) => "Object".to_owned(),
        Shape::Dynamic => "Dynamic".to_owned(),
    }
}

/// The type of a parameter. One that takes any type takes most often a list of
/// rules of whatever attributes; what else, its name says.
pub fn of_parameter(parameter: &Argument) -> String {
    match parameter.shape {
        Shape::Dynamic if parameter.name.starts_with("domain_") => "List of domain rules".to_owned(),
        Shape::Dynamic if parameter.name == "deployed" => "Rules, or what a filter has".to_owned(),
        Shape::Dynamic if parameter.name == "notices" => "List of notices".to_owned(),
        Shape::Dynamic if parameter.name == "review" => "Object".to_owned(),
        Shape::Dynamic => "List of rules".to_owned(),
        _ => words(&parameter.shape),
    }
}

/// One attribute of an object.
pub struct Attribute<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub text: &'static str,
    /// Its type.
    pub shape: &'a Shape,
    /// Whether configuration must or may write it; `None` for what is read.
    pub required: Option<bool>,
}

/// The attributes of the object inside a type, however deep in collections.
pub fn object(of: &Shape) -> Option<Vec<Attribute<'_>>> {
    match of {
        Shape::Object(fields) => {
            let attributes =
                fields.iter().map(|field| Attribute { name: field.name, text: field.text, shape: &field.shape, required: None });
            Some(attributes.collect())
        }
        Shape::Nested(arguments) => {
            let attributes = arguments.iter().map(|argument| Attribute {
                name: argument.name,
                text: argument.text,
                shape: &argument.shape,
                required: Some(argument.required),
            });
            Some(attributes.collect())
        }
        Shape::List(element) | Shape::Set(element) | Shape::Map(element) => object(element),
        Shape::Bool | Shape::Number | Shape::Text | Shape::Dynamic => None,
    }
}

/// Whether the attributes of the object inside a type say themselves which of
/// them configuration must write.
pub fn is_configured(of: &Shape) -> bool {
    object(of).is_some_and(|attributes| attributes.iter().any(|attribute| attribute.required.is_some()))
}
