//! JSON → MessagePack, element by element: no tree of values is made between,
//! which would take up to a hundred bytes of memory for one of JSON.

use std::fmt;

use serde::{
    Deserializer, Serialize,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use thiserror::Error;

/// From this size on, a binary fraction does not hold every integer.
const MAX_EXACT_FLOAT: f64 = 9_007_199_254_740_992.0;

/// Why a value from the host cannot be read.
#[derive(Debug, Error)]
pub(super) enum ValueError {
    #[error("the host sent a value that is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the host sent the number {0} in JSON, which is too large to be read exactly")]
    InexactNumber(f64),
}

/// The same value in MessagePack, each part in its shortest form.
///
/// # Errors
/// It is no JSON, is nested beyond serde_json's limit, or holds an integer that
/// became a float on the way and lost digits.
pub(super) fn messagepack_of_json(json: &[u8]) -> Result<Vec<u8>, ValueError> {
    let mut writer = Writer { bytes: Vec::new(), inexact: None };
    let mut reader = serde_json::Deserializer::from_slice(json);
    let read = writer.deserialize(&mut reader).and_then(|()| reader.end());
    match (writer.inexact, read) {
        (Some(number), _) => Err(ValueError::InexactNumber(number)),
        (None, read) => Ok(read.map(|()| writer.bytes)?),
    }
}

struct Writer {
    bytes: Vec<u8>,
    /// The number at which writing ended.
    inexact: Option<f64>,
}

impl Writer {
    fn scalar<E: de::Error>(&mut self, value: impl Serialize) -> Result<(), E> {
        rmp_serde::encode::write(&mut self.bytes, &value).map_err(E::custom)
    }

    /// Puts the head of `len` parts before what was written since `start`: JSON
    /// says how many there are only at their end.
    fn head(&mut self, start: usize, len: usize, [fixed, short, long]: [u8; 3]) {
        let head = match (u8::try_from(len), u16::try_from(len)) {
            (Ok(len @ ..16), _) => vec![fixed | len],
            (_, Ok(len)) => [&[short][..], &len.to_be_bytes()].concat(),
            // What is longer does not fit a message.
            _ => [&[long][..], &u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes()].concat(),
        };
        self.bytes.splice(start..start, head);
    }
}

impl<'de> DeserializeSeed<'de> for &mut Writer {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Writer {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.scalar(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        if value.abs() >= MAX_EXACT_FLOAT {
            self.inexact = Some(value);
            return Err(E::custom("a number too large to be read exactly"));
        }
        self.scalar(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let (start, mut len) = (self.bytes.len(), 0);
        while list.next_element_seed(&mut *self)?.is_some() {
            len += 1;
        }
        self.head(start, len, [0x90, 0xdc, 0xdd]);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (start, mut len) = (self.bytes.len(), 0);
        while map.next_key_seed(&mut *self)?.is_some() {
            map.next_value_seed(&mut *self)?;
            len += 1;
        }
        self.head(start, len, [0x80, 0xde, 0xdf]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn it_is_what_a_tree_of_values_would_be() {
        let object = |count: usize| (0..count).map(|key| (format!("{key:06}"), json!([key]))).collect::<Value>();
        for value in [
            json!(null),
            json!([true, 0, 1.5, u64::MAX, i64::MIN, "", "\u{e4}\n"]),
            json!({}),
            json!([[], [[{}]]]),
            json!(vec![-1; 15]),
            json!(vec![-1; 16]),
            json!(vec![-1; 65_535]),
            json!(vec![-1; 65_536]),
            object(15),
            object(16),
            object(65_536),
        ] {
            assert_eq!(messagepack_of_json(value.to_string().as_bytes()).unwrap(), rmp_serde::to_vec(&value).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused() {
        let error = |json: &str| messagepack_of_json(json.as_bytes()).unwrap_err();
        assert!(matches!(error("[18446744073709551616]"), ValueError::InexactNumber(_)));
        assert!(matches!(error(r#"{"a":1e300}"#), ValueError::InexactNumber(_)));
        for json in ["{", "1 2", "{1:2}", "", "[1,]", &"[".repeat(100_000)] {
            assert!(matches!(error(json), ValueError::Json(_)), "{json:.9}");
        }
    }
}
