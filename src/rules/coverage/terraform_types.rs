//! Types of attributes as objects of Terraform hold them: text where a module
//! has passed the object on as a map of texts, numbers that are ports.

use crate::declaration::{FromValue, Mistake, Shape, Value};

/// True or false, also as the text that Terraform converts it to.
pub(super) struct Flag(pub bool);

impl FromValue for Flag {
    fn shape() -> Shape {
        Shape::Bool
    }

    fn expected() -> String {
        bool::expected()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        match value {
            Value::Text(text) if &**text == "true" => Ok(Self(true)),
            Value::Text(text) if &**text == "false" => Ok(Self(false)),
            other => bool::from_value(other).map(Self),
        }
    }
}

/// What stands for a port, which may be one that rules do not have.
pub(super) struct PortNumber(pub i64);

impl FromValue for PortNumber {
    fn shape() -> Shape {
        Shape::Number
    }

    fn expected() -> String {
        "a port from 0 to 65535, or -1 for all".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        i64::from_value(value).map(Self).map_err(|_| vec![Mistake::unexpected(value, &Self::expected())])
    }
}
