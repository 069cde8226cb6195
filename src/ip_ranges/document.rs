//! The document as it stands on the wire, field for field (AWS's page "AWS IP
//! address ranges JSON", read on 2026-11-22). Unknown fields are skipped.
//!
//! Written by hand where derived code would let an array stand for an object,
//! or `null` for a list. Text is borrowed from the bytes wherever it can be.

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// The top level. What is missing is `None`; `null` is a wrong type.
#[derive(Default)]
pub(super) struct Document<'a> {
    pub(super) sync_token: Option<Cow<'a, str>>,
    pub(super) create_date: Option<Cow<'a, str>>,
    pub(super) prefixes: Option<Vec<Row<'a, Ipv4>>>,
    pub(super) ipv6_prefixes: Option<Vec<Row<'a, Ipv6>>>,
    /// The first of these keys that stood twice; its second value is ignored.
    pub(super) duplicate: Option<&'static str>,
}

/// One row of either list.
pub(super) struct Row<'a, F> {
    pub(super) prefix: Cow<'a, str>,
    pub(super) service: Cow<'a, str>,
    pub(super) region: Cow<'a, str>,
    pub(super) network_border_group: Option<Cow<'a, str>>,
    family: PhantomData<F>,
}

/// What the two lists call their prefixes.
pub(super) trait Family {
    const KEY: &'static str;
}

/// Rows of `prefixes`.
pub(super) struct Ipv4;
/// Rows of `ipv6_prefixes`.
pub(super) struct Ipv6;

impl Family for Ipv4 {
    const KEY: &'static str = "ip_prefix";
}

impl Family for Ipv6 {
    const KEY: &'static str = "ipv6_prefix";
}

/// Text that borrows from the bytes unless it holds escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
#[serde(field_identifier)]
enum DocumentKey {
    #[serde(rename = "syncToken")]
    SyncToken,
    #[serde(rename = "createDate")]
    CreateDate,
    #[serde(rename = "prefixes")]
    Prefixes,
    #[serde(rename = "ipv6_prefixes")]
    Ipv6Prefixes,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum RowKey {
    IpPrefix,
    Ipv6Prefix,
    Service,
    Region,
    NetworkBorderGroup,
    #[serde(other)]
    Other,
}

impl RowKey {
    /// Whether this is the prefix of family `F`; the other family's is not.
    fn is_prefix<F: Family>(&self) -> bool {
        match self {
            Self::IpPrefix => F::KEY == Ipv4::KEY,
            Self::Ipv6Prefix => F::KEY == Ipv6::KEY,
            _ => false,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Document<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DocumentVisitor;

        impl<'de> Visitor<'de> for DocumentVisitor {
            type Value = Document<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with syncToken and prefixes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut document = Document::default();
                while let Some(key) = map.next_key()? {
                    let duplicate = match key {
                        DocumentKey::SyncToken => set(&mut document.sync_token, map.next_value::<Text<'de>>()?.0, "syncToken"),
                        DocumentKey::CreateDate => set(&mut document.create_date, map.next_value::<Text<'de>>()?.0, "createDate"),
                        DocumentKey::Prefixes => set(&mut document.prefixes, map.next_value()?, "prefixes"),
                        DocumentKey::Ipv6Prefixes => set(&mut document.ipv6_prefixes, map.next_value()?, "ipv6_prefixes"),
                        DocumentKey::Other => map.next_value::<de::IgnoredAny>().map(|_| None)?,
                    };
                    document.duplicate = document.duplicate.or(duplicate);
                }
                Ok(document)
            }
        }

        deserializer.deserialize_map(DocumentVisitor)
    }
}

impl<'de: 'a, 'a, F: Family> Deserialize<'de> for Row<'a, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowVisitor<F>(PhantomData<F>);

        impl<'de, F: Family> Visitor<'de> for RowVisitor<F> {
            type Value = Row<'de, F>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object with {}, region and service", F::KEY)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut prefix, mut service, mut region, mut group) = (None, None, None, None);
                while let Some(key) = map.next_key()? {
                    let duplicate = match key {
                        key if RowKey::is_prefix::<F>(&key) => set(&mut prefix, map.next_value::<Text<'de>>()?.0, F::KEY),
                        RowKey::Service => set(&mut service, map.next_value::<Text<'de>>()?.0, "service"),
                        RowKey::Region => set(&mut region, map.next_value::<Text<'de>>()?.0, "region"),
                        RowKey::NetworkBorderGroup => set(&mut group, map.next_value::<Text<'de>>()?.0, "network_border_group"),
                        _ => map.next_value::<de::IgnoredAny>().map(|_| None)?,
                    };
                    if let Some(key) = duplicate {
                        return Err(de::Error::duplicate_field(key));
                    }
                }
                Ok(Row {
                    prefix: prefix.ok_or_else(|| de::Error::missing_field(F::KEY))?,
                    service: service.ok_or_else(|| de::Error::missing_field("service"))?,
                    region: region.ok_or_else(|| de::Error::missing_field("region"))?,
                    network_border_group: group,
                    family: PhantomData,
                })
            }
        }

        deserializer.deserialize_map(RowVisitor(PhantomData))
    }
}

/// Fills an empty `slot`; for a full one, the name of the key that came twice.
fn set<T>(slot: &mut Option<T>, value: T, key: &'static str) -> Option<&'static str> {
    if slot.is_some() {
        return Some(key);
    }
    *slot = Some(value);
    None
}
