//! The few hundred usages that all rows share, and the names in them. Each name
//! is allocated once, and so is each usage, unless it was out of use for long.

use super::{
    entries::Usage,
    slots::{Slots, mix},
};
use crate::model::{NetworkBorderGroup, Region, Service};
use std::{borrow::Borrow, collections::BTreeSet, sync::Arc};

/// Every name seen so far, and the usages that came last.
#[derive(Default)]
pub(super) struct Usages {
    pub(super) services: BTreeSet<Service>,
    pub(super) regions: BTreeSet<Region>,
    pub(super) network_border_groups: BTreeSet<NetworkBorderGroup>,
    recent: Slots<Arc<Usage>>,
}

impl Usages {
    /// The usage of these names, if one of the last rows had it.
    pub(super) fn known(&self, service: &str, region: &str, group: Option<&str>) -> Option<Arc<Usage>> {
        let is_meant = |usage: &Arc<Usage>| {
            let known_group = usage.network_border_group.as_ref().map(NetworkBorderGroup::as_str);
            usage.service.as_str() == service && usage.region.as_str() == region && known_group == group
        };
        self.recent.find(number_of(service, region, group), is_meant).cloned()
    }

    /// The usage of these names.
    pub(super) fn get(&mut self, service: &str, region: &str, group: Option<&str>) -> Arc<Usage> {
        if let Some(known) = self.known(service, region, group) {
            return known;
        }
        let usage = Arc::new(Usage {
            service: shared(&mut self.services, service),
            region: shared(&mut self.regions, region),
            network_border_group: group.map(|group| shared(&mut self.network_border_groups, group)),
        });
        self.recent.put(number_of(service, region, group), Arc::clone(&usage));
        usage
    }
}

/// The one name of this text.
fn shared<T: Ord + Clone + Borrow<str> + for<'a> From<&'a str>>(all: &mut BTreeSet<T>, name: &str) -> T {
    match all.get(name) {
        Some(known) => known.clone(),
        None => {
            let name = T::from(name);
            all.insert(name.clone());
            name
        }
    }
}

fn number_of(service: &str, region: &str, group: Option<&str>) -> u64 {
    [service, region, group.unwrap_or_default()].into_iter().map(str::as_bytes).fold(0, mix)
}

#[cfg(test)]
mod tests {
    use super::Usages;
    use std::{ptr, sync::Arc};

    #[test]
    fn shares_usages_and_lists_names_in_order() {
        let mut usages = Usages::default();
        assert!(usages.known("EC2", "us-east-1", None).is_none());
        let first = usages.get("EC2", "us-east-1", None);
        let elsewhere = usages.get("EC2", "us-east-1", Some("us-east-1"));
        assert_ne!(first, elsewhere);
        assert!(Arc::ptr_eq(&first, &usages.get("EC2", "us-east-1", None)), "one allocation");
        let numbered = (0..10_000).map(|number| usages.get("EC2", &format!("r{number}"), None)).collect::<Vec<_>>();
        let again = usages.get("EC2", "us-east-1", None);
        assert_eq!((&first, numbered[77].region.as_str()), (&again, "r77"));
        assert!(ptr::eq(first.region.as_str(), again.region.as_str()), "names are shared also where usages are not");
        assert_eq!((usages.regions.len(), usages.regions.last()), (10_001, Some(&first.region)));
        assert_eq!((usages.services.len(), usages.network_border_groups.len()), (1, 1));
    }
}
