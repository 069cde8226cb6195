//! A rule: a permission with its prefixes.

use super::Permission;
use crate::model::{Prefix, Service};

/// A rule that allows traffic between the agents' network and some prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Direction, flow, protocol, ports and family.
    pub permission: Permission,
    /// Who asks for it, and what it is for.
    pub label: Label,
    /// The remote prefixes, all of the permission's family, in numeric order,
    /// none twice.
    pub prefixes: Vec<Prefix>,
    /// The number that a ledger keeps for each prefix for life.
    pub slots: Option<Vec<u32>>,
}

/// What explains a rule and changes nothing that it allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Label {
    /// Ids of the requirements that ask for it, in table order.
    pub requirements: Vec<String>,
    /// The services whose ranges it covers, in alphabetical order.
    pub services: Vec<Service>,
    /// At most 255 characters of the set that EC2 allows.
    pub description: String,
}

impl Label {
    /// A label that says nothing twice, its services in alphabetical order.
    pub fn new(requirements: Vec<String>, services: Vec<Service>, description: String) -> Self {
        let mut label = Self { description, ..Self::default() };
        label.join(&Self { requirements, services, description: String::new() });
        label
    }

    /// Adds what another label of the same traffic says; the description stays.
    pub(super) fn join(&mut self, other: &Self) {
        for requirement in &other.requirements {
            if !self.requirements.contains(requirement) {
                self.requirements.push(requirement.clone());
            }
        }
        self.services.extend(other.services.iter().cloned());
        self.services.sort_unstable();
        self.services.dedup();
    }
}
