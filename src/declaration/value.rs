//! A value as a host sends it, freed of its wire form: objects and maps are
//! attributes by name, lists, sets and tuples are elements.
//!
//! Numbers may come as text, and text may look like a number: which of both is
//! wanted is for the argument that reads it.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, IgnoredAny},
    ser::{SerializeMap, SerializeSeq},
};

use super::Number;

/// One value. Attributes keep the order in which they came.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// Not known before apply.
    Unknown,
    /// True or false.
    Bool(bool),
    /// A number that came as one.
    Number(Number),
    /// Text, which may stand for a number.
    Text(Box<str>),
    /// The elements of a list, set or tuple.
    List(Vec<Value>),
    /// The attributes of an object, or the elements of a map.
    Object(Vec<(Box<str>, Value)>),
}

impl Value {
    /// Whether no part of it is unknown.
    pub fn is_wholly_known(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::List(elements) => elements.iter().all(Self::is_wholly_known),
            Self::Object(attributes) => attributes.iter().all(|(_, value)| value.is_wholly_known()),
            _ => true,
        }
    }

    /// Whether it is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The attribute `name` of an object, if it has one.
    pub fn attribute(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(attributes) => attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What a message calls it: `"text"`, `7`, `null`, `a list`, `an object`.
    pub fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Bool(value) => value.to_string(),
            // Decimal text may have any number of digits.
            Self::Number(number) => crate::model::excerpt(&number.to_string()),
            Self::Text(text) => format!("\"{}\"", crate::model::excerpt(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

/// What rmp-serde calls a MessagePack extension.
const EXTENSION: &str = "_ExtStruct";

/// The one byte that hosts send for unknown, in an extension of type 0.
struct UnknownMark;

impl Serialize for UnknownMark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&[0])
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Unknown => serializer.serialize_newtype_struct(EXTENSION, &(0_i8, UnknownMark)),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(elements) => {
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                elements.iter().try_for_each(|element| list.serialize_element(element))?;
                list.end()
            }
            Self::Object(attributes) => {
                let mut map = serializer.serialize_map(Some(attributes.len()))?;
                attributes.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

/// Room for as many parts as are announced, so that a short list takes no more
/// than it needs; for no more than a few, since an announcement costs nothing.
fn expected(parts: Option<usize>) -> usize {
    parts.unwrap_or_default().min(16)
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Bool(value))
            }

            fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Value, E> {
                Ok(Value::Number(Number::Integer(integer)))
            }

            fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Value, E> {
                let number = i64::try_from(integer).map_or_else(|_| Number::Text(integer.to_string()), Number::Integer);
                Ok(Value::Number(number))
            }

            fn visit_f64<E: de::Error>(self, float: f64) -> Result<Value, E> {
                Ok(Value::Number(Number::Float(float)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.into()))
            }

            /// The type that a host sends before a value of any type: JSON.
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
                let text = std::str::from_utf8(bytes).map_err(|_| E::invalid_value(de::Unexpected::Bytes(bytes), &self))?;
                Ok(Value::Text(text.into()))
            }

            /// MessagePack's extensions, which hosts use for unknown alone.
            fn visit_newtype_struct<D: Deserializer<'de>>(self, extension: D) -> Result<Value, D::Error> {
                IgnoredAny::deserialize(extension)?;
                Ok(Value::Unknown)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
                let mut elements = Vec::with_capacity(expected(list.size_hint()));
                while let Some(element) = list.next_element()? {
                    elements.push(element);
                }
                Ok(Value::List(elements))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut attributes = Vec::with_capacity(expected(map.size_hint()));
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    attributes.push((name.into_boxed_str(), value));
                }
                Ok(Value::Object(attributes))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_host_sends_is_told_apart() {
        // {"a": unknown, "b": ["x", nil], "c": 1.5, "d": true, "e": refined unknown}
        let mut object = vec![0x85, 0xa1, b'a', 0xd4, 0, 0, 0xa1, b'b', 0x92, 0xa1, b'x', 0xc0];
        object.extend([0xa1, b'c', 0xca, 0x3f, 0xc0, 0, 0, 0xa1, b'd', 0xc3]);
        object.extend([0xa1, b'e', 0xc7, 3, 12, 0x81, 1, 0xc2]);
        let value: Value = rmp_serde::from_slice(&object).unwrap();
        assert_eq!(value.attribute("a"), Some(&Value::Unknown));
        assert_eq!(value.attribute("b"), Some(&Value::List(vec![Value::Text("x".into()), Value::Null])));
        assert_eq!(value.attribute("c"), Some(&Value::Number(Number::Float(1.5))));
        assert_eq!(value.attribute("d"), Some(&Value::Bool(true)));
        assert_eq!(value.attribute("e"), Some(&Value::Unknown));
        assert_eq!(value.attribute("f"), None);
        assert!(!value.is_wholly_known() && value.attribute("b").unwrap().is_wholly_known());
    }

    #[test]
    fn what_is_unknown_is_sent_as_it_came() {
        let value = Value::List(vec![Value::Unknown, Value::Null]);
        let bytes = rmp_serde::to_vec_named(&value).unwrap();
        assert_eq!(bytes, [0x92, 0xd4, 0, 0, 0xc0]);
        assert_eq!(rmp_serde::from_slice::<Value>(&bytes).unwrap(), value);
    }

    #[test]
    fn a_type_before_a_value_is_text() {
        // ["\"bool\"" as bytes, true]: a dynamic argument.
        let dynamic = [0x92, 0xc4, 6, b'"', b'b', b'o', b'o', b'l', b'"', 0xc3];
        let value: Value = rmp_serde::from_slice(&dynamic).unwrap();
        assert_eq!(value, Value::List(vec![Value::Text("\"bool\"".into()), Value::Bool(true)]));
        rmp_serde::from_slice::<Value>(&[0xc4, 1, 0xff]).unwrap_err();
    }

    #[test]
    fn a_value_is_small() {
        assert!(size_of::<Value>() <= 32, "{}", size_of::<Value>());
    }
}
