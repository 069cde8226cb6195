//! A document that the guards look at: rules are resolved from no other.

use super::{GuardDefect, absences, judge};
use crate::{ip_ranges::IpRanges, model::joined};
use std::sync::OnceLock;

/// How many absences a text lists.
const MAX_ABSENCES: usize = 6;

/// A document with what the guards say of it.
#[derive(Debug, Clone)]
pub struct Examined {
    ranges: IpRanges,
    /// Made when it is first asked for, or beside other work before.
    defects: OnceLock<Vec<GuardDefect>>,
    accepted: bool,
}

impl Examined {
    /// `accepted`: the user takes this very document as it is.
    pub const fn new(ranges: IpRanges, accepted: bool) -> Self {
        Self { ranges, defects: OnceLock::new(), accepted }
    }

    /// A document that no guard looks at, for tests of what comes after them.
    #[cfg(test)]
    pub fn unjudged(ranges: IpRanges) -> Self {
        Self { ranges, defects: OnceLock::from(Vec::new()), accepted: false }
    }

    /// The document.
    pub const fn ranges(&self) -> &IpRanges {
        &self.ranges
    }

    /// What makes it unbelievable, for any of the services that rules use.
    pub fn defects(&self) -> &[GuardDefect] {
        self.defects.get_or_init(|| judge(&self.ranges))
    }

    /// The defects of the services that `is_used` names.
    pub fn defects_of(&self, is_used: impl Fn(&str) -> bool) -> Vec<GuardDefect> {
        self.defects().iter().filter(|defect| is_used(defect.service)).cloned().collect()
    }

    /// Why an earlier document is better than this one, whatever either is used
    /// for; `None` for a document that nothing speaks against, or that the user
    /// takes as it is.
    pub fn doubt(&self) -> Option<String> {
        if self.accepted {
            return None;
        }
        let absent = absences(&self.ranges);
        match (self.defects(), absent.len().checked_sub(MAX_ABSENCES)) {
            ([], _) if absent.is_empty() => None,
            ([], Some(more)) if more > 0 => Some(format!("{}; and {more} more", joined(absent.iter().take(MAX_ABSENCES), "; "))),
            ([], _) => Some(joined(&absent, "; ")),
            (defects, _) => Some(GuardDefect::list(defects)),
        }
    }

    /// Whether the user takes it as it is.
    pub const fn is_accepted(&self) -> bool {
        self.accepted
    }
}
