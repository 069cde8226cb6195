//! What is known of the past beside a ledger's own memory: when services first
//! published space.

use crate::model::{IpVersion, Moment, PrefixSet, Service};

/// A table of first publications.
pub trait Publications {
    /// The date up to which it knows all.
    fn date(&self) -> Moment;

    /// What it knows of `prefixes`, which are of one family: whatever is told of
    /// no part of them was published by one of `services` before `since`.
    fn published_since(&self, services: &[Service], ip_version: IpVersion, prefixes: &PrefixSet, since: Moment) -> Published;
}

/// When space was first published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// The parts with the date of their first publication, by date.
    pub dated: Vec<(Moment, PrefixSet)>,
    /// The part that was never published up to the table's date.
    pub unknown: PrefixSet,
}
