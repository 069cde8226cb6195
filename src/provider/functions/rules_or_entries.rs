//! An argument that is either the rules of a data source or the entries of a
//! ledger. The two have different types, so the parameter is dynamic: what
//! arrives is the value's type and the value.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{
        self, DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use tf_provider::{
    Diagnostics,
    schema::{Parameter, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    rule_arguments::{all, elements},
};
use crate::{
    provider::{attributes::parameter, rule_object::RuleObject, values::Number},
    render::Entry,
};

const EXPECTED: &str = "the `rules` of amazonconnect_network_rules, or the `entries` of amazonconnect_range_ledger";

/// The argument as configuration gives it.
pub struct RulesOrEntries(Value<ListOrMap>);

/// A rule, with its slot if a ledger gave it.
struct EntryObject {
    rule: RuleObject,
    slot: Value<Number>,
}

/// The parameter `rules_or_entries`.
pub fn rules_or_entries_parameter() -> Parameter {
    parameter(
        "rules_or_entries",
        Type::Any,
        "The `rules` of `amazonconnect_network_rules`, or the `entries` of `amazonconnect_range_ledger`, whose slots keep every \
         unchanged rule in its place for life.",
    )
}

impl RulesOrEntries {
    /// The entries, or their defects at argument 0.
    pub fn entries(&self, diags: &mut Diagnostics) -> Option<Vec<Entry>> {
        let ListOrMap { keys, elements } = elements(diags, "rules_or_entries", self.0.as_ref_option())?;
        let place = |position| match keys.get(position) {
            Some(key) => format!("rules_or_entries[{key:?}]"),
            None => format!("rules_or_entries[{position}]"),
        };
        all(diags, place, elements.iter().map(|element| element.as_ref_option().map(EntryObject::to_entry)))
    }
}

impl EntryObject {
    fn to_entry(&self) -> Result<Entry, String> {
        let slot = match self.slot.as_ref_option() {
            None => None,
            Some(number) => {
                let integer = number.as_integer().and_then(|integer| u32::try_from(integer).ok());
                Some(integer.ok_or_else(|| format!("slot is {number}: expected an integer, 0 or more"))?)
            }
        };
        Ok(Entry { rule: self.rule.to_rule()?, slot })
    }
}

impl WhollyKnown for RulesOrEntries {
    fn is_wholly_known(&self) -> bool {
        self.0.is_wholly_known()
    }
}

impl WhollyKnown for ListOrMap {
    fn is_wholly_known(&self) -> bool {
        self.elements.is_wholly_known()
    }
}

impl WhollyKnown for EntryObject {
    fn is_wholly_known(&self) -> bool {
        self.rule.is_wholly_known() && self.slot.is_wholly_known()
    }
}

impl<'de> Deserialize<'de> for RulesOrEntries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A value behind its type.
        #[derive(Deserialize)]
        struct Typed(IgnoredAny, Value<ListOrMap>);

        let typed = Value::<Typed>::deserialize(deserializer).map_err(|_| de::Error::custom(format!("expected {EXPECTED}")))?;
        Ok(Self(match typed {
            Value::Value(Typed(_, Value::Value(elements))) => Value::Value(elements),
            Value::Value(Typed(_, Value::Null)) | Value::Null => Value::Null,
            Value::Value(Typed(_, Value::Unknown)) | Value::Unknown => Value::Unknown,
        }))
    }
}

/// The elements of a list, or the keys and values of a map. The keys are for
/// messages alone: a rule's key follows from its content.
#[derive(Default)]
struct ListOrMap {
    keys: Vec<String>,
    elements: Vec<Value<EntryObject>>,
}

impl<'de> Deserialize<'de> for ListOrMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = ListOrMap;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<ListOrMap, A::Error> {
                let elements = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(ListOrMap { keys: Vec::new(), elements })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ListOrMap, A::Error> {
                let map: BTreeMap<String, _> = BTreeMap::deserialize(MapAccessDeserializer::new(map))?;
                let (keys, elements) = map.into_iter().unzip();
                Ok(ListOrMap { keys, elements })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl<'de> Deserialize<'de> for EntryObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = EntryObject;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a rule, or an entry of a ledger")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EntryObject, A::Error> {
                let mut slot = Value::Null;
                let rule = RuleObject::deserialize(MapAccessDeserializer::new(WithoutSlot { map, slot: &mut slot }))?;
                Ok(EntryObject { rule, slot })
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// The attributes of an entry without `slot`, which is set aside.
struct WithoutSlot<'a, A> {
    map: A,
    slot: &'a mut Value<Number>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutSlot<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if key != "slot" {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            *self.slot = self.map.next_value()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
