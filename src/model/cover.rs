//! The best superset within a budget of entries.
//!
//! In: a prefix set of one family, the most prefixes that a consumer takes, and
//! which prefixes it may have. Out: the superset of at most that many prefixes
//! with the fewest extra addresses, or that there is none. It is the true
//! optimum, found by dynamic programming over the compressed binary tree of the
//! set.
//!
//! An optimal cover consists of narrowest common prefixes of neighbours in the
//! set, so each of its members is a node of that tree. Let `costs(node)[k-1]`
//! be the fewest extra addresses of a cover of the node's leaves by exactly `k`
//! prefixes. A leaf costs nothing. A branch costs its own prefix's size less
//! what is wanted below it for `k = 1`, and otherwise the least sum over the
//! ways to split `k` between its two children. Costs never rise with `k`, as
//! two children are never larger than their parent.
//!
//! Permission is part of the search, not asked of its result: a branch whose
//! own prefix is not permitted costs infinitely much for `k = 1`. So a greater
//! budget fits wherever a smaller one does. A member of the set is always
//! permitted as it is. What lies in a permitted prefix must be permitted: then
//! no prefix beside the tree's would help, and costs never rise here either.
//!
//! Of equally good covers the one with the fewest prefixes is taken; of those,
//! from the broadest branch down, the one that spends the fewest prefixes on
//! the lower half. The same input hence gives the same cover everywhere.
//!
//! For `n` prefixes and a budget of `k`, the time grows with `n × k` at most.
//! The memory is 16 bytes for each cost, of which a branch has as many as leaves
//! but at most `k`: about `16 × n × log2 k` bytes for prefixes spread evenly,
//! never more than `16 × n × 128` (IPv4: `16 × n × 32`), as no path is longer.

use super::{
    IpVersion, Prefix, PrefixSet,
    cover_tree::{IMPOSSIBLE, Node},
};

/// A superset of a prefix set, within a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The prefixes that are allowed, sorted and disjoint: they hold at least
    /// what was wanted. No set, which would join two halves of a prefix that is
    /// not permitted.
    pub prefixes: Vec<Prefix>,
    /// How many of them were not wanted. Always fits: a set that is not empty
    /// leaves less than 2^128 addresses.
    pub extra: u128,
}

/// Why there is no cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverError {
    /// No entry is allowed.
    #[error("a cover needs room for at least 1 prefix: the budget is 0")]
    NoBudget,
    /// IPv4 and IPv6 share no prefix, so they need a budget each.
    #[error("the {ipv4} IPv4 and {ipv6} IPv6 prefixes cannot share one budget: cover each family on its own")]
    MixedFamilies {
        /// How many IPv4 prefixes the set has.
        ipv4: usize,
        /// How many IPv6 prefixes the set has.
        ipv6: usize,
    },
}

/// The superset of `wanted` with at most `max_entries` prefixes of any kind and
/// the fewest extra addresses. An empty set has an empty cover.
///
/// ```
/// use amazonconnect::model::{Prefix, PrefixSet, cover};
///
/// let wanted: PrefixSet = ["10.0.0.0/24", "10.0.3.0/24", "192.0.2.0/24"]
///     .map(|text| text.parse::<Prefix>().unwrap())
///     .into_iter()
///     .collect();
/// let cover = cover(&wanted, 2).unwrap();
/// let texts: Vec<_> = cover.prefixes.iter().map(ToString::to_string).collect();
/// assert_eq!(texts, ["10.0.0.0/22", "192.0.2.0/24"]);
/// assert_eq!(cover.extra, 512);
/// ```
///
/// # Errors
/// `NoBudget` if `max_entries` is 0, `MixedFamilies` if `wanted` has both.
pub fn cover(wanted: &PrefixSet, max_entries: usize) -> Result<Cover, CoverError> {
    // The whole set needs no search.
    let searched = if max_entries < wanted.len() { max_entries } else { max_entries.min(1) };
    let curve = CoverCurve::new(wanted, searched, |_| true)?;
    curve.cover(max_entries).ok_or(CoverError::NoBudget)
}

/// The best covers of one set for every budget up to a greatest one.
#[derive(Debug, Clone)]
pub struct CoverCurve<'a> {
    wanted: &'a PrefixSet,
    /// None if the set is empty.
    tree: Option<Node>,
}

impl<'a> CoverCurve<'a> {
    /// Searches the best covers of `wanted` by up to `max_entries` prefixes, each
    /// a member of `wanted` or one that `permits` lets pass, which permits all
    /// that lies in what it permits.
    ///
    /// # Errors
    /// `NoBudget` if `max_entries` is 0, `MixedFamilies` if `wanted` has both.
    pub fn new(wanted: &'a PrefixSet, max_entries: usize, permits: impl Fn(Prefix) -> bool) -> Result<Self, CoverError> {
        let [ipv4, ipv6] = IpVersion::ALL.map(|version| wanted.members_of(version).len());
        if ipv4 > 0 && ipv6 > 0 {
            return Err(CoverError::MixedFamilies { ipv4, ipv6 });
        }
        if max_entries == 0 {
            return Err(CoverError::NoBudget);
        }
        Ok(Self { wanted, tree: Node::of(wanted.as_slice(), max_entries, &permits) })
    }

    /// The set that is covered.
    pub const fn wanted(&self) -> &'a PrefixSet {
        self.wanted
    }

    /// The fewest extra addresses of a cover by at most `budget` prefixes; None
    /// if there is no such cover. A budget above `max_entries` counts as that,
    /// unless it takes the whole set.
    pub fn extra(&self, budget: usize) -> Option<u128> {
        self.best(budget).map(|(_, extra)| extra)
    }

    /// The best cover by at most `budget` prefixes; None if there is no such
    /// cover. A budget above `max_entries` counts as that, unless it takes the
    /// whole set.
    pub fn cover(&self, budget: usize) -> Option<Cover> {
        let (chosen, extra) = self.best(budget)?;
        let Some((tree, entries)) = chosen else {
            return Some(Cover { prefixes: self.wanted.iter().collect(), extra });
        };
        let mut prefixes = Vec::with_capacity(entries);
        tree.choose(entries, &mut prefixes);
        Some(Cover { prefixes, extra })
    }

    /// The smallest budget whose extra addresses `admits` lets pass, which
    /// admits fewer where it admits more; with `|_| true`, the smallest budget
    /// that is possible at all. The whole set always is admitted.
    pub fn fewest(&self, admits: impl Fn(u128) -> bool) -> usize {
        let mut extras = self.extras().zip(1..);
        let fewest = extras.find(|(extra, _)| *extra != IMPOSSIBLE && admits(*extra));
        fewest.map_or(self.wanted.len(), |(_, budget)| budget)
    }

    /// The fewest extra addresses for each budget from 1 to `max_entries` or to
    /// the whole set; `IMPOSSIBLE` without a cover.
    pub(super) fn extras(&self) -> impl Iterator<Item = u128> {
        let costs = self.tree.iter().flat_map(Node::costs);
        costs.scan(IMPOSSIBLE, |least, cost| {
            *least = (*least).min(*cost);
            Some(*least)
        })
    }

    /// The tree with how many prefixes of it to take, or None for the whole
    /// set, and what that costs.
    fn best(&self, budget: usize) -> Option<(Option<(&Node, usize)>, u128)> {
        let Some(tree) = self.tree.as_ref().filter(|_| budget < self.wanted.len()) else { return Some((None, 0)) };
        let costs = tree.costs().iter().copied().take(budget);
        // The first of several equal costs takes the fewest prefixes.
        let (extra, entries) = costs.zip(1..).min()?;
        (extra != IMPOSSIBLE).then_some((Some((tree, entries)), extra))
    }
}

#[cfg(test)]
mod tests {
    use super::{CoverError, cover};
    use crate::model::{Prefix, PrefixSet};

    #[track_caller]
    fn assert_refused(texts: &[&str], max_entries: usize, message: &str) {
        let wanted: PrefixSet = texts.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
        assert_eq!(cover(&wanted, max_entries).map_err(|error: CoverError| error.to_string()), Err(message.to_owned()));
    }

    #[test]
    fn no_budget_and_two_families_are_named() {
        assert_refused(&["10.0.0.0/8"], 0, "a cover needs room for at least 1 prefix: the budget is 0");
        assert_refused(
            &["10.0.0.0/8", "192.0.2.0/24", "2600::/12"],
            2,
            "the 2 IPv4 and 1 IPv6 prefixes cannot share one budget: cover each family on its own",
        );
    }

    #[test]
    fn of_equal_covers_the_lower_half_gets_fewer_prefixes() {
        let hosts = ["10.0.0.0/32", "10.0.0.2/32", "10.0.0.4/32", "10.0.0.6/32"];
        let wanted: PrefixSet = hosts.map(|text| text.parse::<Prefix>().unwrap()).into_iter().collect();
        let texts: Vec<_> = cover(&wanted, 3).unwrap().prefixes.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["10.0.0.0/30", "10.0.0.4/32", "10.0.0.6/32"]);
    }
}
