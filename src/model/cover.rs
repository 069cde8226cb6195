//! The best superset within a budget of entries.
//!
//! In: a prefix set of one family and the most prefixes that a consumer takes.
//! Out: the superset of at most that many prefixes with the fewest extra
//! addresses. It is the true optimum, found by dynamic programming over the
//! compressed binary tree of the set.
//!
//! An optimal cover consists of narrowest common prefixes of neighbours in the
//! set, so each of its members is a node of that tree. Let `costs(node)[k-1]`
//! be the fewest extra addresses of a cover of the node's leaves by exactly `k`
//! prefixes. A leaf costs nothing. A branch costs its own prefix's size less
//! what is wanted below it for `k = 1`, and otherwise the least sum over the
//! ways to split `k` between its two children. Costs never rise with `k`, as
//! two children are never larger than their parent.
//!
//! Of equally good covers the one with the fewest prefixes is taken; of those,
//! from the broadest branch down, the one that spends the fewest prefixes on
//! the lower half. The same input hence gives the same cover everywhere.
//!
//! For `n` prefixes and a budget of `k`, the time grows with `n × k` at most.
//! The memory is 16 bytes for each cost, of which a branch has as many as leaves
//! but at most `k`: about `16 × n × log2 k` bytes for prefixes spread evenly,
//! never more than `16 × n × 128` (IPv4: `16 × n × 32`), as no path is longer.

use super::{IpVersion, PrefixSet, cover_tree::Node};

/// A superset of a prefix set, within a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The addresses that are allowed: at least those that were wanted.
    pub prefixes: PrefixSet,
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

/// The superset of `wanted` with at most `max_entries` prefixes and the fewest
/// extra addresses. An empty set has an empty cover.
///
/// ```
/// use amazonconnect::model::{Prefix, PrefixSet, cover};
///
/// let wanted: PrefixSet = ["10.0.0.0/24", "10.0.3.0/24", "192.0.2.0/24"]
///     .map(|text| text.parse::<Prefix>().unwrap())
///     .into_iter()
///     .collect();
/// let cover = cover(&wanted, 2).unwrap();
/// let texts: Vec<_> = cover.prefixes.iter().map(|prefix| prefix.to_string()).collect();
/// assert_eq!(texts, ["10.0.0.0/22", "192.0.2.0/24"]);
/// assert_eq!(cover.extra, 512);
/// ```
///
/// # Errors
/// `NoBudget` if `max_entries` is 0, `MixedFamilies` if `wanted` has both.
pub fn cover(wanted: &PrefixSet, max_entries: usize) -> Result<Cover, CoverError> {
    CoverCurve::new(wanted, greatest_in_question(wanted, &[max_entries]))?.cover(max_entries)
}

/// The fewest extra addresses for each of `budgets`, in their order, at the
/// price of one cover with the greatest of them.
///
/// # Errors
/// `NoBudget` if a budget is 0, `MixedFamilies` if `wanted` has both families.
pub fn cover_costs(wanted: &PrefixSet, budgets: &[usize]) -> Result<Vec<u128>, CoverError> {
    let curve = CoverCurve::new(wanted, greatest_in_question(wanted, budgets))?;
    budgets.iter().map(|&budget| curve.extra(budget)).collect()
}

/// The greatest of `budgets` that the whole of `wanted` exceeds, so that a
/// search is needed; without one, the least search there is.
fn greatest_in_question(wanted: &PrefixSet, budgets: &[usize]) -> usize {
    budgets.iter().copied().filter(|budget| *budget < wanted.len()).max().unwrap_or(1)
}

/// The best covers of one set for every budget up to a greatest one.
#[derive(Debug, Clone)]
pub struct CoverCurve<'a> {
    wanted: &'a PrefixSet,
    /// None if the set is empty.
    tree: Option<Node>,
}

impl<'a> CoverCurve<'a> {
    /// Searches the best covers of `wanted` by up to `max_entries` prefixes.
    ///
    /// # Errors
    /// `NoBudget` if `max_entries` is 0, `MixedFamilies` if `wanted` has both.
    pub fn new(wanted: &'a PrefixSet, max_entries: usize) -> Result<Self, CoverError> {
        let [ipv4, ipv6] = IpVersion::ALL.map(|version| wanted.members_of(version).len());
        if ipv4 > 0 && ipv6 > 0 {
            return Err(CoverError::MixedFamilies { ipv4, ipv6 });
        }
        if max_entries == 0 {
            return Err(CoverError::NoBudget);
        }
        Ok(Self { wanted, tree: Node::of(wanted.as_slice(), max_entries) })
    }

    /// The fewest extra addresses of a cover by at most `budget` prefixes. A
    /// budget above `max_entries` counts as that, unless it takes the whole set.
    ///
    /// # Errors
    /// `NoBudget` if `budget` is 0.
    pub fn extra(&self, budget: usize) -> Result<u128, CoverError> {
        Ok(self.best(budget)?.map_or(0, |(_, _, extra)| extra))
    }

    /// The best cover by at most `budget` prefixes. A budget above
    /// `max_entries` counts as that, unless it takes the whole set.
    ///
    /// # Errors
    /// `NoBudget` if `budget` is 0.
    pub fn cover(&self, budget: usize) -> Result<Cover, CoverError> {
        let Some((tree, entries, extra)) = self.best(budget)? else {
            return Ok(Cover { prefixes: self.wanted.clone(), extra: 0 });
        };
        let mut chosen = Vec::with_capacity(entries);
        tree.choose(entries, &mut chosen);
        Ok(Cover { prefixes: chosen.into_iter().collect(), extra })
    }

    /// The tree, how many prefixes of it to take and what they cost; None where
    /// the whole set fits.
    fn best(&self, budget: usize) -> Result<Option<(&Node, usize, u128)>, CoverError> {
        if budget == 0 {
            return Err(CoverError::NoBudget);
        }
        let Some(tree) = self.tree.as_ref().filter(|_| budget < self.wanted.len()) else { return Ok(None) };
        let costs = tree.costs().iter().take(budget);
        // The first of several equal costs takes the fewest prefixes.
        let best = costs.zip(1..).min().map(|(extra, entries)| (tree, entries, *extra));
        Ok(best)
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
        let texts: Vec<_> = cover(&wanted, 3).unwrap().prefixes.iter().map(|prefix| prefix.to_string()).collect();
        assert_eq!(texts, ["10.0.0.0/30", "10.0.0.4/32", "10.0.0.6/32"]);
    }
}
