//! The few names that thousands of rows share, each allocated once.

use crate::model::{NetworkBorderGroup, Region, Service};
use std::{borrow::Borrow, collections::BTreeSet};

/// Every name seen so far, by kind, in alphabetical order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    services: BTreeSet<Service>,
    regions: BTreeSet<Region>,
    network_border_groups: BTreeSet<NetworkBorderGroup>,
}

impl Names {
    /// The shared service of this name.
    pub(super) fn service(&mut self, name: &str) -> Service {
        shared(&mut self.services, name)
    }

    /// The shared region of this name.
    pub(super) fn region(&mut self, name: &str) -> Region {
        shared(&mut self.regions, name)
    }

    /// The shared network border group of this name.
    pub(super) fn network_border_group(&mut self, name: &str) -> NetworkBorderGroup {
        shared(&mut self.network_border_groups, name)
    }

    pub(super) const fn services(&self) -> &BTreeSet<Service> {
        &self.services
    }

    pub(super) const fn regions(&self) -> &BTreeSet<Region> {
        &self.regions
    }

    pub(super) const fn network_border_groups(&self) -> &BTreeSet<NetworkBorderGroup> {
        &self.network_border_groups
    }
}

fn shared<T: Ord + Clone + Borrow<str> + for<'a> From<&'a str>>(names: &mut BTreeSet<T>, name: &str) -> T {
    if let Some(known) = names.get(name) {
        return known.clone();
    }
    let new = T::from(name);
    names.insert(new.clone());
    new
}
