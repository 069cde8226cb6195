//! The fewest objects that must change when AWS publishes, by sets of prefixes and
//! plain intervals: without a word of the ledger under test.

use std::collections::{BTreeMap, BTreeSet};

use amazonconnect::{
    model::{Moment, Prefix},
    rules::Permission,
};

use crate::{
    intervals::{complement, intersection, of_prefix, union},
    ledger::at,
};

/// What a ledger holds by default.
const HOLD_DAYS: u32 = 14;
/// What of a Region is in the network ACL, which holds 39 entries of a direction and
/// family at most: prefixes that start so.
const IN_ACL: [&str; 4] = ["15.193.", "23.", "63.", "2a05:d07a:"];

fn is_in_acl(prefix: &Prefix) -> bool {
    IN_ACL.iter().any(|start| prefix.to_string().starts_with(start))
}

pub type Line = (Permission, Prefix);
pub type Lines = BTreeSet<Line>;

/// What is open, by plain sets: all that is required, and what no longer is, for
/// two weeks and until nothing else lacks in its place.
#[derive(Default)]
pub struct Minimum {
    pub required: Lines,
    pub held: BTreeMap<Line, Moment>,
}

impl Minimum {
    fn open(&self) -> Lines {
        self.required.iter().chain(self.held.keys()).copied().collect()
    }

    /// Takes a publication, and says whether there is anything to do.
    pub fn take(&mut self, required: &Lines, date: &str) -> bool {
        let (now, open) = (at(date), self.open());
        let leaving = open
            .difference(required)
            .map(|line| (*line, self.held.get(line).copied().unwrap_or_else(|| now.plus_days(HOLD_DAYS))));
        let (due, mut held): (BTreeMap<_, _>, BTreeMap<_, _>) = leaving.partition(|(_, drop_at)| *drop_at <= now);
        let has_reason = !due.is_empty() || *required != self.required;
        let staying: Lines = open.iter().filter(|line| !due.contains_key(line)).copied().collect();
        let of = |lines: &Lines, permission: Permission| {
            union(lines.iter().filter(|line| line.0 == permission).map(|line| of_prefix(line.1)))
        };
        for ((permission, prefix), drop_at) in due {
            let needed = intersection(&of(required, permission), &[of_prefix(prefix)]);
            if !intersection(&needed, &complement(&of(&staying, permission))).is_empty() {
                held.insert((permission, prefix), drop_at);
            }
        }
        (self.required, self.held) = (required.clone(), held);
        has_reason
    }

    /// The rules of security groups, the entries of a network ACL, those of prefix lists.
    pub fn texts(&self) -> [BTreeSet<String>; 3] {
        let open = self.open();
        let requests = || open.iter().filter(|(permission, _)| permission.is_request());
        [
            requests().map(|(permission, prefix)| permission.key(*prefix)).collect(),
            open.iter()
                .filter(|(_, prefix)| is_in_acl(prefix))
                .map(|(of, prefix)| Permission { source_ports: None, ..*of }.key(*prefix))
                .collect(),
            requests().map(|(permission, prefix)| format!("{}-{prefix}", permission.describe())).collect(),
        ]
    }
}
