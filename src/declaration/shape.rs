//! The types of Terraform, as far as this provider uses them, and those of the
//! Rust types that stand for them.

use std::collections::{BTreeMap, BTreeSet};

use super::Number;

/// A type of Terraform
/// (<https://developer.hashicorp.com/terraform/language/expressions/type-constraints>, read 2026-11-24).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    Text,
    /// `list(…)`
    List(Box<Shape>),
    /// `set(…)`
    Set(Box<Shape>),
    /// `map(…)`
    Map(Box<Shape>),
    /// `object({…})`
    Object(Vec<Field>),
    /// An object that configuration writes: what it does not need may be absent.
    Nested(Vec<Argument>),
    /// Any type: the value comes with its own.
    Dynamic,
}

/// An attribute of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub text: &'static str,
    /// Its type.
    pub shape: Shape,
}

/// One argument as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What it means, in Markdown: the registry page says it in these words.
    pub text: &'static str,
    /// Its type.
    pub shape: Shape,
    /// Whether null is refused.
    pub required: bool,
    /// Whether hosts hide its value.
    pub sensitive: bool,
}

/// A Rust type that stands for one of Terraform's. An `Option` may be null.
pub trait Shaped {
    /// Terraform's type.
    fn shape() -> Shape;
}

/// A struct whose fields are the attributes of an object. Derived.
pub trait Record: Shaped {
    /// The attributes, in the order of the fields.
    fn fields() -> Vec<Field>;
}

macro_rules! shaped {
    ($($type:ty => $shape:ident),+ $(,)?) => {
        $(impl Shaped for $type {
            fn shape() -> Shape {
                Shape::$shape
            }
        })+
    };
}

shaped! {
    bool => Bool, Number => Number, String => Text, &'static str => Text,
    u8 => Number, u16 => Number, u32 => Number, usize => Number, f64 => Number,
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Shaped> Shaped for BTreeSet<T> {
    fn shape() -> Shape {
        Shape::Set(Box::new(T::shape()))
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize, crate::declaration::Record)]
    struct Example {
        /// The first,
        /// in two lines.
        r#type: &'static str,
        /// The second.
        #[serde(rename = "self")]
        itself: Option<Vec<u16>>,
    }

    #[test]
    fn a_struct_is_an_object_with_its_own_words() {
        let _fields = (Example { r#type: "", itself: None }.r#type, Example { r#type: "", itself: None }.itself);
        let field = |name, text, shape| Field { name, text, shape };
        assert_eq!(
            Example::fields(),
            [
                field("type", "The first, in two lines.", Shape::Text),
                field("self", "The second.", Shape::List(Box::new(Shape::Number))),
            ]
        );
        assert_eq!(<BTreeMap<String, Example>>::shape(), Shape::Map(Box::new(Example::shape())));
    }
}
