//! A number in any of the forms in which a host sends one: integer, float or
//! decimal string
//! (<https://developer.hashicorp.com/terraform/plugin/framework/handling-data/types/number>,
//! read 2026-11-22).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number.
///
/// Any number decodes; whether it is an integer in range is for the argument
/// to say, so that the error can name the argument and the value.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// An integer.
    Integer(i64),
    /// A float, sent where a number has a fraction or an exponent.
    Float(f64),
    /// Decimal text, sent where neither form is exact.
    Text(String),
}

impl Number {
    /// The largest magnitude below which every integer is a float exactly.
    const EXACT_FLOAT: f64 = 9_007_199_254_740_992.0;

    /// A number from decimal text, of any size.
    pub fn decimal(text: String) -> Self {
        text.parse().map_or(Self::Text(text), Self::Integer)
    }

    /// How many there are of something.
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The number as an integer, if it is one of 64 bits.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Float(float) => integer_of(*float),
            Self::Text(text) => text.parse().ok().or_else(|| integer_of(text.parse().ok()?)),
        }
    }

    /// The number as a float, rounded where it has no exact one.
    pub fn as_float(&self) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::Float(float) => Some(*float),
            Self::Text(text) => text.parse().ok(),
        }
        .filter(|float| float.is_finite())
    }
}

fn integer_of(float: f64) -> Option<i64> {
    (float.fract() == 0.0 && float.abs() <= Number::EXACT_FLOAT).then_some(float as i64)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => float.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<u16> for Number {
    fn from(integer: u16) -> Self {
        Self::Integer(integer.into())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(integer) => serializer.serialize_i64(*integer),
            Self::Float(float) => serializer.serialize_f64(*float),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Number, E> {
                Ok(Number::Integer(integer))
            }

            fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Number, E> {
                Ok(i64::try_from(integer).map_or_else(|_| Number::Text(integer.to_string()), Number::Integer))
            }

            fn visit_f64<E: de::Error>(self, float: f64) -> Result<Number, E> {
                Ok(Number::Float(float))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                if text.parse::<f64>().is_ok() {
                    Ok(Number::decimal(text.to_owned()))
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(text), &self))
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn decoded(value: impl Serialize) -> Number {
        rmp_serde::from_slice(&rmp_serde::to_vec(&value).unwrap()).unwrap()
    }

    #[test]
    fn every_form_of_an_integer_decodes() {
        assert_eq!(decoded(1).as_integer(), Some(1));
        assert_eq!(decoded(1.0).as_integer(), Some(1));
        assert_eq!(decoded(-1).as_integer(), Some(-1));
        assert_eq!(decoded((1_u64 << 53) + 1).as_integer(), Some((1 << 53) + 1));
        assert_eq!(decoded("1e3").as_integer(), Some(1000));
        assert_eq!(decoded("18446744073709551616").as_integer(), None, "more than 64 bits");
        assert_eq!(decoded("18446744073709551616").to_string(), "18446744073709551616");
        assert_eq!(decoded(u64::MAX).to_string(), "18446744073709551615");
    }

    #[test]
    fn a_fraction_is_no_integer_but_a_float() {
        for number in [decoded(1.5), decoded("1.5")] {
            assert_eq!(number.as_integer(), None);
            assert_eq!(number.as_float(), Some(1.5));
            assert_eq!(number.to_string(), "1.5");
        }
        assert_eq!(decoded("1e400").as_float(), None, "infinite");
    }

    #[test]
    fn text_that_is_no_number_is_refused() {
        let bytes = rmp_serde::to_vec("twelve").unwrap();
        assert!(rmp_serde::from_slice::<Number>(&bytes).is_err());
    }

    #[test]
    fn large_integers_are_sent_as_decimal_text() {
        let large = Number::decimal("18446744073709551616".to_owned());
        assert_eq!(rmp_serde::to_vec(&large).unwrap(), rmp_serde::to_vec("18446744073709551616").unwrap());
        assert_eq!(rmp_serde::to_vec(&Number::Integer(443)).unwrap(), rmp_serde::to_vec(&443).unwrap());
    }
}
