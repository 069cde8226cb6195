//! Rules as targets read them: each prefix of each permission once.
//!
//! In: rules, of one data source or of several, or the user's own. Out: the
//! same traffic, where what was given twice is one. Of two descriptions the
//! first wins; requirements and services are joined. Every prefix has one slot,
//! or none has any. Ordered by permission, then by prefix: by family and number.

use super::{Label, Permission, Rule, SlotError};
use crate::model::{Prefix, PrefixSet};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// Rules without repetition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleSet {
    permissions: BTreeMap<Permission, BTreeMap<Prefix, Line>>,
}

/// What is known of one prefix of a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What explains it, shared by all prefixes of a rule.
    pub label: Arc<Label>,
    /// The number that a ledger keeps for it for life.
    pub slot: Option<u32>,
}

/// One prefix of a permission.
#[derive(Debug, Clone, Copy)]
pub struct PrefixRule<'a> {
    /// What is permitted.
    pub permission: Permission,
    /// With whom.
    pub prefix: Prefix,
    /// What explains it.
    pub label: &'a Label,
    /// Its number, if a ledger gave one.
    pub slot: Option<u32>,
}

impl PrefixRule<'_> {
    /// Its identity: see [`Permission::key`].
    pub fn key(&self) -> String {
        self.permission.key(self.prefix)
    }
}

impl RuleSet {
    /// Whether nothing is permitted.
    pub fn is_empty(&self) -> bool {
        self.permissions.is_empty()
    }

    /// How many prefixes there are, each counted once a permission.
    pub fn len(&self) -> usize {
        self.permissions.values().map(BTreeMap::len).sum()
    }

    /// The permissions with their prefixes, at least one each.
    pub fn permissions(&self) -> impl Iterator<Item = (Permission, &BTreeMap<Prefix, Line>)> {
        self.permissions.iter().map(|(permission, lines)| (*permission, lines))
    }

    /// The prefixes of a permission, in order.
    pub fn lines(&self, permission: &Permission) -> impl Iterator<Item = (&Prefix, &Line)> {
        self.permissions.get(permission).into_iter().flatten()
    }

    /// Every prefix of every permission.
    pub fn iter(&self) -> impl Iterator<Item = PrefixRule<'_>> {
        self.permissions().flat_map(|(permission, lines)| {
            lines.iter().map(move |(prefix, line)| PrefixRule {
                permission,
                prefix: *prefix,
                label: &line.label,
                slot: line.slot,
            })
        })
    }

    /// What is known of one prefix of a permission, if it is permitted.
    pub fn line(&self, permission: &Permission, prefix: Prefix) -> Option<&Line> {
        self.permissions.get(permission)?.get(&prefix)
    }

    /// The addresses of one permission.
    pub fn prefixes(&self, permission: &Permission) -> PrefixSet {
        self.lines(permission).map(|(prefix, _)| *prefix).collect()
    }

    /// The addresses to which all of `permission` is permitted, by it or by one
    /// that is wider.
    pub fn permitted(&self, permission: &Permission) -> PrefixSet {
        let as_wide = self.permissions.iter().filter(|(of, _)| of.common(permission) == Some(*permission));
        as_wide.flat_map(|(_, lines)| lines.keys()).copied().collect()
    }

    /// The part whose permission `keep` accepts.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(&Permission) -> bool) -> Self {
        let kept = self.permissions.iter().filter(|(permission, _)| keep(permission));
        Self { permissions: kept.map(|(permission, lines)| (*permission, lines.clone())).collect() }
    }

    /// What a firewall that knows sessions needs: it lets replies through.
    #[must_use]
    pub fn requests(&self) -> Self {
        self.filtered(Permission::is_request)
    }

    /// Whether every prefix has a slot; else none has.
    pub fn has_slots(&self) -> bool {
        self.iter().next().is_some_and(|rule| rule.slot.is_some())
    }

    /// Adds one prefix of a permission.
    ///
    /// # Errors
    /// If it has a slot and others have none, or the other way round, or if the
    /// same prefix has another slot: then the set stays as it is.
    pub fn add(&mut self, permission: Permission, prefix: Prefix, line: Line) -> Result<(), SlotError> {
        let key = || permission.key(prefix);
        let known = self.permissions.get(&permission).and_then(|lines| lines.get(&prefix)).and_then(|line| line.slot);
        match (line.slot, known) {
            (Some(slot), Some(known)) if slot != known => return Err(SlotError::Contradiction { key: key(), known, slot }),
            (Some(slot), _) if !self.is_empty() && !self.has_slots() => return Err(SlotError::Alone { key: key(), slot }),
            (None, _) if self.has_slots() => return Err(SlotError::Missing { key: key() }),
            _ => {}
        }
        self.put(permission, prefix, line);
        Ok(())
    }

    /// Adds what fits, joining labels.
    pub(super) fn put(&mut self, permission: Permission, prefix: Prefix, line: Line) {
        match self.permissions.entry(permission).or_default().entry(prefix) {
            Entry::Vacant(place) => {
                place.insert(line);
            }
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                if known.label != line.label {
                    Arc::make_mut(&mut known.label).join(&line.label);
                }
            }
        }
    }

    /// The part whose prefixes `keep` accepts, with their slots.
    #[must_use]
    pub fn kept(&self, keep: impl Fn(&PrefixRule<'_>) -> bool) -> Self {
        self.parts(self.iter().map(|rule| keep(&rule))).remove(&true).unwrap_or_default()
    }

    /// What either set permits, labels joined. Slots are left out.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let mut set = Self::default();
        for (permission, lines) in self.permissions().chain(other.permissions()) {
            for (prefix, line) in lines {
                set.put(permission, *prefix, Line { label: Arc::clone(&line.label), slot: None });
            }
        }
        set
    }

    /// The same rules with the slots that `slot` gives, asked in the order of
    /// [`RuleSet::iter`].
    #[must_use]
    pub fn numbered(&self, mut slot: impl FnMut(&PrefixRule<'_>) -> u32) -> Self {
        let mut set = self.clone();
        for (permission, lines) in &mut set.permissions {
            for (prefix, line) in lines {
                let rule = PrefixRule { permission: *permission, prefix: *prefix, label: &line.label, slot: line.slot };
                line.slot = Some(slot(&rule));
            }
        }
        set
    }

    /// The parts in which the prefixes are, each by the place that stands at its
    /// own place in the order of [`RuleSet::iter`].
    pub fn parts<P: Ord>(&self, places: impl IntoIterator<Item = P>) -> BTreeMap<P, Self> {
        let mut parts: BTreeMap<P, Self> = BTreeMap::new();
        let lines = self.permissions().flat_map(|(permission, lines)| lines.iter().map(move |line| (permission, line)));
        for ((permission, (prefix, line)), place) in lines.zip(places) {
            parts.entry(place).or_default().put(permission, *prefix, line.clone());
        }
        parts
    }

    /// The same permissions with what `by` gives instead of each prefix, under
    /// its label. Slots belong to prefixes, so what comes instead has none.
    #[must_use]
    pub fn replaced<I: IntoIterator<Item = Prefix>>(&self, by: impl Fn(Permission, Prefix) -> I) -> Self {
        let mut set = Self::default();
        for (permission, lines) in self.permissions() {
            for (prefix, line) in lines {
                for member in by(permission, *prefix) {
                    set.put(permission, member, Line { label: Arc::clone(&line.label), slot: None });
                }
            }
        }
        set
    }

    /// As rules: one for each permission and label, in the order of the set.
    /// Slots stand beside the prefixes: all have one, or none has.
    pub fn rules(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (permission, lines) in self.permissions() {
            let mut by_label: BTreeMap<&Label, Vec<(Prefix, Option<u32>)>> = BTreeMap::new();
            for (prefix, line) in lines {
                by_label.entry(&line.label).or_default().push((*prefix, line.slot));
            }
            for (label, members) in by_label {
                let prefixes = members.iter().map(|(prefix, _)| *prefix).collect();
                let slots = members.iter().map(|(_, slot)| *slot).collect();
                rules.push(Rule { permission, label: label.clone(), prefixes, slots });
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Direction, IpProtocol, IpVersion, PortRange};

    fn add(set: &mut RuleSet, prefix: &str, slot: Option<u32>) -> Result<(), SlotError> {
        let permission = Permission::request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), IpVersion::V4);
        set.add(permission, prefix.parse().unwrap(), Line { label: Arc::default(), slot })
    }

    #[test]
    fn slots_that_do_not_fit_together_are_refused() {
        let key = || "egress-tcp-443-10.0.0.0/8".to_owned();
        let mut slotted = RuleSet::default();
        add(&mut slotted, "10.0.0.0/8", Some(3)).unwrap();
        add(&mut slotted, "10.0.0.0/8", Some(3)).unwrap();
        let before = slotted.clone();
        let contradiction = SlotError::Contradiction { key: key(), known: 3, slot: 4 };
        assert_eq!(add(&mut slotted, "10.0.0.0/8", Some(4)), Err(contradiction));
        assert_eq!(add(&mut slotted, "10.0.0.0/8", None), Err(SlotError::Missing { key: key() }));
        assert!(matches!(add(&mut slotted, "11.0.0.0/8", None), Err(SlotError::Missing { .. })));
        assert_eq!(slotted, before);

        let mut bare = RuleSet::default();
        add(&mut bare, "10.0.0.0/8", None).unwrap();
        add(&mut bare, "10.0.0.0/8", None).unwrap();
        assert_eq!(add(&mut bare, "10.0.0.0/8", Some(3)), Err(SlotError::Alone { key: key(), slot: 3 }));
        assert!(matches!(add(&mut bare, "11.0.0.0/8", Some(3)), Err(SlotError::Alone { .. })));
        assert_eq!(bare.rules()[0].slots, None);
    }

    #[test]
    fn what_is_kept_has_its_slots_and_what_is_replaced_has_none() {
        let mut set = RuleSet::default();
        add(&mut set, "10.0.0.0/8", Some(3)).unwrap();
        add(&mut set, "11.0.0.0/8", Some(4)).unwrap();
        let kept = set.kept(|rule| rule.slot == Some(4));
        assert_eq!(kept.rules()[0].slots, Some(vec![4]));
        let parts = set.parts(["b", "a"]);
        assert_eq!(parts.values().map(|part| part.rules()[0].slots.clone()).collect::<Vec<_>>(), [Some(vec![4]), Some(vec![3])]);
        let replaced = set.replaced(|_, _| ["10.0.0.0/7".parse().unwrap()]);
        assert_eq!((replaced.len(), replaced.has_slots()), (1, false));
    }
}
