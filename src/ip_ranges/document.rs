//! The document as it stands on the wire, field for field (AWS's page "AWS IP
//! address ranges JSON", read on 2026-11-22): JSON in → each row straight to
//! the [`Collector`], what else there is in a [`Head`]. Unknown fields are
//! skipped.
//!
//! Written by hand where derived code would let an array stand for an object,
//! or `null` for a list, or would keep a second copy of every row. Text is
//! borrowed from the bytes wherever it can be.

use super::{
    collector::Collector,
    row::{Row, list_key, prefix_key},
};
use crate::model::IpVersion;
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt};

/// The top level without the rows. What is missing is `None`; `null` is a
/// wrong type.
#[derive(Default)]
pub(super) struct Head<'a> {
    pub(super) sync_token: Option<Cow<'a, str>>,
    pub(super) create_date: Option<Cow<'a, str>>,
    /// Whether there is the list of IPv4 rows.
    prefixes: Option<ListRead>,
    /// Whether there is the list of IPv6 rows.
    ipv6_prefixes: Option<ListRead>,
    /// The first of these keys that stood twice.
    pub(super) duplicate: Option<&'static str>,
}

impl<'a> Head<'a> {
    /// The head of a document with everything that there is.
    pub(super) fn of_both_lists(sync_token: &'a str, create_date: &'a str) -> Self {
        Self {
            sync_token: Some(sync_token.into()),
            create_date: Some(create_date.into()),
            prefixes: Some(ListRead),
            ipv6_prefixes: Some(ListRead),
            duplicate: None,
        }
    }

    /// Whether there is the list of this family.
    pub(super) const fn has_list(&self, version: IpVersion) -> bool {
        match version {
            IpVersion::V4 => self.prefixes.is_some(),
            IpVersion::V6 => self.ipv6_prefixes.is_some(),
        }
    }
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
    /// Whether this is the prefix of a family; the other family's is not.
    const fn is_prefix(&self, version: IpVersion) -> bool {
        matches!((self, version), (Self::IpPrefix, IpVersion::V4) | (Self::Ipv6Prefix, IpVersion::V6))
    }
}

/// Reads a document; its rows go to the collector.
pub(super) struct DocumentSeed<'r>(pub(super) &'r mut Collector);

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_> {
    type Value = Head<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_> {
    type Value = Head<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with syncToken and prefixes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let rows = self.0;
        let mut head = Head::default();
        while let Some(key) = map.next_key()? {
            let duplicate = match key {
                DocumentKey::SyncToken => set(&mut head.sync_token, map.next_value::<Text<'de>>()?.0, "syncToken"),
                DocumentKey::CreateDate => set(&mut head.create_date, map.next_value::<Text<'de>>()?.0, "createDate"),
                DocumentKey::Prefixes => {
                    let list = map.next_value_seed(ListSeed { version: IpVersion::V4, rows })?;
                    set(&mut head.prefixes, list, list_key(IpVersion::V4))
                }
                DocumentKey::Ipv6Prefixes => {
                    let list = map.next_value_seed(ListSeed { version: IpVersion::V6, rows })?;
                    set(&mut head.ipv6_prefixes, list, list_key(IpVersion::V6))
                }
                DocumentKey::Other => map.next_value::<de::IgnoredAny>().map(|_| None)?,
            };
            head.duplicate = head.duplicate.or(duplicate);
        }
        Ok(head)
    }
}

/// A list was there, and read to its end.
struct ListRead;

/// Reads the list of a family.
struct ListSeed<'r> {
    version: IpVersion,
    rows: &'r mut Collector,
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = ListRead;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = ListRead;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while let Some(row) = list.next_element_seed(RowSeed(self.version))? {
            self.rows.take(self.version, &row);
        }
        Ok(ListRead)
    }
}

/// Reads a row of a family's list.
struct RowSeed(IpVersion);

impl<'de> DeserializeSeed<'de> for RowSeed {
    type Value = Row<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RowSeed {
    type Value = Row<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {}, region and service", prefix_key(self.0))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut prefix, mut service, mut region, mut group) = (None, None, None, None);
        while let Some(key) = map.next_key::<RowKey>()? {
            let duplicate = match key {
                key if key.is_prefix(self.0) => set(&mut prefix, map.next_value::<Text<'de>>()?.0, prefix_key(self.0)),
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
            prefix: prefix.ok_or_else(|| de::Error::missing_field(prefix_key(self.0)))?,
            service: service.ok_or_else(|| de::Error::missing_field("service"))?,
            region: region.ok_or_else(|| de::Error::missing_field("region"))?,
            network_border_group: group,
        })
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
