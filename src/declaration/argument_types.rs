//! The types that an argument may have, and how each is read from a value.

use std::{collections::BTreeSet, num::NonZeroUsize};

use super::{Mistake, Number, Shape, Value, read_elements};
use crate::model::{
    Moment, Named, NetworkBorderGroup, PortRange, Prefix, PrefixSet, Region, Service, alternatives, nearest_names,
};

/// A type that an argument may have.
pub trait FromValue: Sized {
    /// Whether it is a number without a fraction.
    const IS_INTEGER: bool = false;

    /// Terraform's type of it.
    fn shape() -> Shape;

    /// What a message says was expected: `a string`, `an integer`.
    fn expected() -> String;

    /// What it says where a list of them was: `a list of integers`.
    fn expected_list() -> String {
        format!("a list, each element {}", Self::expected())
    }

    /// The argument, from a value that is not null and wholly known.
    ///
    /// # Errors
    /// Every mistake found.
    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>>;
}

fn unexpected<T: FromValue>(value: &Value) -> Vec<Mistake> {
    vec![Mistake::unexpected(value, &T::expected())]
}

impl Number {
    /// The number that a value is, also one that came as text.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Text(text) if text.parse::<f64>().is_ok() => Some(Self::decimal(text.to_string())),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn shape() -> Shape {
        Shape::Bool
    }

    fn expected() -> String {
        "true or false".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        match value {
            Value::Bool(value) => Ok(*value),
            _ => Err(unexpected::<Self>(value)),
        }
    }
}

impl FromValue for f64 {
    fn shape() -> Shape {
        Shape::Number
    }

    fn expected() -> String {
        "a number".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        Number::of(value).and_then(|number| number.as_float()).ok_or_else(|| unexpected::<Self>(value))
    }
}

macro_rules! integers {
    ($($type:ty),+) => {
        $(impl FromValue for $type {
            const IS_INTEGER: bool = true;

            fn shape() -> Shape {
                Shape::Number
            }

            fn expected() -> String {
                "an integer".to_owned()
            }

            fn expected_list() -> String {
                "a list of integers".to_owned()
            }

            fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
                let integer = Number::of(value).and_then(|number| number.as_integer());
                integer.and_then(|integer| Self::try_from(integer).ok()).ok_or_else(|| {
                    let expected = format!("an integer from {} to {}", Self::MIN, Self::MAX);
                    vec![Mistake::unexpected(value, &expected)]
                })
            }
        })+
    };
}

integers!(u16, u32, i64, usize);

impl FromValue for NonZeroUsize {
    const IS_INTEGER: bool = true;

    fn shape() -> Shape {
        Shape::Number
    }

    fn expected() -> String {
        "an integer of 1 or more".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let integer = Number::of(value).and_then(|number| number.as_integer());
        let positive = integer.and_then(|integer| usize::try_from(integer).ok()).and_then(Self::new);
        positive.ok_or_else(|| unexpected::<Self>(value))
    }
}

impl FromValue for String {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "a string".to_owned()
    }

    fn expected_list() -> String {
        "a list of strings".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        text::<Self>(value).map(str::to_owned)
    }
}

/// The text that a value is.
fn text<T: FromValue>(value: &Value) -> Result<&str, Vec<Mistake>> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(unexpected::<T>(value)),
    }
}

/// A word out of a fixed set.
impl<T: Named> FromValue for T {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        alternatives(&T::ALL.iter().map(|choice| choice.as_str()).collect::<Vec<_>>())
    }

    fn expected_list() -> String {
        format!("a list of {}", T::expected())
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let found = text::<T>(value)?;
        T::ALL.iter().copied().find(|choice| choice.as_str() == found).ok_or_else(|| {
            let mut mistakes = unexpected::<T>(value);
            if let Some(best) = nearest_names(found, T::ALL.iter().map(|choice| choice.as_str())).first() {
                mistakes.iter_mut().for_each(|mistake| mistake.text.push_str(&format!(". Did you mean {best:?}?")));
            }
            mistakes
        })
    }
}

macro_rules! names {
    ($($type:ty = $one:literal, $many:literal, $example:literal);+ $(;)?) => {
        $(impl FromValue for $type {
            fn shape() -> Shape {
                Shape::Text
            }

            fn expected() -> String {
                format!("{} such as {:?}", $one, $example)
            }

            fn expected_list() -> String {
                format!("a list of {} such as [{:?}]", $many, $example)
            }

            fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
                match text::<Self>(value)? {
                    "" => Err(vec![Mistake { index: None, text: format!(" is an empty string: expected {}", Self::expected()) }]),
                    name if name.trim().is_empty() => Err(unexpected::<Self>(value)),
                    name => Ok(Self::from(name)),
                }
            }
        })+
    };
}

names! {
    Region = "a Region", "Regions", "us-east-1";
    Service = "a service code", "service codes", "AMAZON_CONNECT";
    NetworkBorderGroup = "a network border group", "network border groups", "us-east-1";
}

macro_rules! parsed {
    ($($type:ty = $expected:literal, $list:literal);+ $(;)?) => {
        $(impl FromValue for $type {
            fn shape() -> Shape {
                Shape::Text
            }

            fn expected() -> String {
                $expected.to_owned()
            }

            fn expected_list() -> String {
                $list.to_owned()
            }

            fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
                text::<Self>(value)?.parse().map_err(|error| vec![Mistake { index: None, text: format!(": {error}") }])
            }
        })+
    };
}

parsed! {
    Prefix = "a CIDR prefix", "a list of CIDR prefixes";
    PortRange = "a port or a range of ports, such as \"49152-65535\"", "a list of ports and ranges of ports";
}

impl FromValue for Moment {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "a date and time (RFC 3339) such as \"2026-08-22T15:17:05Z\"".to_owned()
    }

    fn expected_list() -> String {
        "a list of dates with times (RFC 3339)".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        Self::parse(text::<Self>(value)?).ok_or_else(|| unexpected::<Self>(value))
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const IS_INTEGER: bool = T::IS_INTEGER;

    fn shape() -> Shape {
        T::shape()
    }

    fn expected() -> String {
        T::expected()
    }

    fn expected_list() -> String {
        T::expected_list()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        T::from_value(value).map(Some)
    }
}

/// A list, which may be empty.
impl<T: FromValue> FromValue for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn expected() -> String {
        T::expected_list()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_elements(value, &Self::expected(), |element| {
            let read = match element {
                Value::Null => Err(unexpected::<T>(element)),
                element => T::from_value(element),
            };
            read.map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.text).collect())
        })
    }
}

/// A list with at least one element; an element given twice counts once.
impl<T: FromValue + Ord> FromValue for BTreeSet<T> {
    fn shape() -> Shape {
        <Vec<T>>::shape()
    }

    fn expected() -> String {
        <Vec<T>>::expected()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        if *value == Value::List(Vec::new()) {
            return Err(vec![Mistake { index: None, text: " is an empty list: expected at least one element".to_owned() }]);
        }
        <Vec<T>>::from_value(value).map(|elements| elements.into_iter().collect())
    }
}

/// A list of prefixes, merged.
impl FromValue for PrefixSet {
    fn shape() -> Shape {
        <Vec<Prefix>>::shape()
    }

    fn expected() -> String {
        Prefix::expected_list()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        <Vec<Prefix>>::from_value(value).map(|prefixes| prefixes.into_iter().collect())
    }
}
