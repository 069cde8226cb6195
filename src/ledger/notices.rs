//! Notices as functions take them: a ledger's `notices` or `held`, or what
//! `recent_notices` gives.

use super::{Notice, held_value::HeldPrefixes};
use crate::{
    declaration::{FromValue, Mistake, Shape, Value, read_elements},
    model::{AddressCount, Moment, Prefix, PrefixSet, Service},
};
use std::collections::{BTreeMap, BTreeSet};

/// Notices as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notices(pub Vec<Notice>);

impl Notices {
    /// Those whose ramp has not ended at `now`, by the moment by which they must be
    /// allowed, then by permission. Of the same permission and dates there is one,
    /// with the prefixes and services of all.
    pub fn open(&self, now: Moment) -> Vec<Notice> {
        let mut alike: BTreeMap<_, (BTreeSet<&Service>, BTreeSet<Prefix>)> = BTreeMap::new();
        for notice in self.0.iter().filter(|notice| notice.full_traffic_at > now) {
            let key = (notice.allow_by, notice.permission, notice.appearance, notice.full_traffic_at);
            let (services, cidrs) = alike.entry(key).or_default();
            services.extend(&notice.services);
            cidrs.extend(&notice.cidrs);
        }
        let joined = alike.into_iter().map(|((allow_by, permission, appearance, full_traffic_at), (services, cidrs))| Notice {
            appearance,
            allow_by,
            full_traffic_at,
            permission,
            services: services.into_iter().cloned().collect(),
            cidrs: cidrs.into_iter().collect(),
        });
        joined.collect()
    }
}

impl Notice {
    /// What is new.
    pub fn space(&self) -> PrefixSet {
        self.cidrs.iter().copied().collect()
    }

    /// How many addresses are new.
    pub fn address_count(&self) -> AddressCount {
        self.space().address_count()
    }
}

/// Prefixes that a ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldNotices(pub Vec<HeldPrefixes>);

/// The element, or what is wrong with it behind its place.
fn element<T: FromValue>(value: &Value) -> Result<T, Vec<String>> {
    T::from_value(value).map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.text).collect())
}

macro_rules! list {
    ($list:ident, $expected:literal) => {
        impl FromValue for $list {
            fn shape() -> Shape {
                Shape::Dynamic
            }

            fn expected() -> String {
                $expected.to_owned()
            }

            fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
                read_elements(value, $expected, element).map(Self)
            }
        }
    };
}

list!(Notices, "a list of notices, such as the `notices` of amazonconnect_range_ledger or the result of recent_notices");
list!(HeldNotices, "a list of held prefixes, the `held` of amazonconnect_range_ledger");
