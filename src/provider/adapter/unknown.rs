//! Which attributes of an encoded object are not wholly known. A host reads a
//! data source only with known arguments; if one did not, an unknown argument
//! must not be taken for one that was left out.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::codec::reader;
use crate::model::excerpt;

/// More names than any data source has: an object of a hostile host may have
/// millions.
const MOST_NAMES: usize = 100;

/// The names of the top-level attributes with an unknown part, in order, at most
/// a hundred. Empty for bytes that are no object: decoding them says why.
pub(super) fn unknown_attributes(object: &[u8]) -> Vec<String> {
    let read = reader(object).ok().and_then(|mut reader| BTreeMap::<String, Knowledge>::deserialize(&mut reader).ok());
    let unknown = read.unwrap_or_default().into_iter().filter(|(_, knowledge)| !knowledge.whole);
    unknown.take(MOST_NAMES).map(|(name, _)| excerpt(&name)).collect()
}

/// Whether a value has no unknown part.
struct Knowledge {
    whole: bool,
}

impl<'de> Deserialize<'de> for Knowledge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = bool;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_str<E>(self, _: &str) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_bytes<E>(self, _: &[u8]) -> Result<bool, E> {
                Ok(true)
            }

            fn visit_unit<E>(self) -> Result<bool, E> {
                Ok(true)
            }

            /// MessagePack's extensions, which Terraform uses for unknown alone.
            fn visit_newtype_struct<D: Deserializer<'de>>(self, extension: D) -> Result<bool, D::Error> {
                IgnoredAny::deserialize(extension)?;
                Ok(false)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
                let mut whole = true;
                while let Some(part) = list.next_element::<Knowledge>()? {
                    whole &= part.whole;
                }
                Ok(whole)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
                let mut whole = true;
                while let Some((_, part)) = map.next_entry::<IgnoredAny, Knowledge>()? {
                    whole &= part.whole;
                }
                Ok(whole)
            }
        }
        Ok(Self { whole: deserializer.deserialize_any(Parts)? })
    }
}

#[cfg(test)]
mod tests {
    use super::unknown_attributes;

    #[test]
    fn unknown_parts_are_found_at_any_depth() {
        // {"a": unknown, "b": ["x", unknown], "c": {"d": refined unknown}, "e": [1, 1.5, true, nil, "x"]}
        let mut object = vec![0x84, 0xa1, b'a', 0xd4, 0, 0];
        object.extend([0xa1, b'b', 0x92, 0xa1, b'x', 0xd4, 0, 0]);
        object.extend([0xa1, b'c', 0x81, 0xa1, b'd', 0xc7, 3, 12, 0x81, 1, 0xc2]);
        object.extend([0xa1, b'e', 0x95, 1, 0xca, 0x3f, 0xc0, 0, 0, 0xc3, 0xc0, 0xa1, b'x']);
        assert_eq!(unknown_attributes(&object), ["a", "b", "c"]);
    }

    #[test]
    fn other_bytes_have_none() {
        for bytes in [&[][..], &[0xc0], &[0x81, 0xa1], &[0xff; 9]] {
            assert!(unknown_attributes(bytes).is_empty(), "{bytes:?}");
        }
    }
}
