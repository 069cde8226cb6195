//! Domain rules as targets read them: each name once for its protocol and port.
//!
//! In: domain rules, of one data source or of several, or the user's own. Out:
//! the same, where what was given twice is one: requirements are joined, and so
//! are paths, unless one of both allows every path; page and status of the first
//! win. Ordered by domain, then by protocol and port.

use super::DomainRule;
use crate::model::{IpProtocol, PortRange};
use std::collections::{BTreeMap, btree_map::Entry};

/// Domain rules without repetition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DomainRuleSet {
    rules: BTreeMap<(String, IpProtocol, PortRange), DomainRule>,
}

impl DomainRuleSet {
    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// The rules, by domain, protocol and port.
    pub fn iter(&self) -> impl Iterator<Item = &DomainRule> {
        self.rules.values()
    }
}

impl FromIterator<DomainRule> for DomainRuleSet {
    fn from_iter<I: IntoIterator<Item = DomainRule>>(rules: I) -> Self {
        let mut set = Self::default();
        for rule in rules {
            match set.rules.entry((rule.domain.clone(), rule.ip_protocol, rule.ports)) {
                Entry::Vacant(place) => {
                    place.insert(rule);
                }
                Entry::Occupied(mut known) => known.get_mut().join(rule),
            }
        }
        set
    }
}
