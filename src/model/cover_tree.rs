//! The compressed binary tree of a prefix set, with the least cost of every
//! cover of every branch. `cover` says what the costs mean.
//!
//! The leaves are the members of the set; a branch is the narrowest prefix that
//! holds two neighbours, so its two children lie in its two halves. A path
//! lengthens its prefix at each step: recursion is at most 128 deep.

use super::Prefix;

/// The cost of a cover that does not exist. Of those that do, none costs as
/// much: a branch wants at least two addresses of at most 2^128.
pub(super) const IMPOSSIBLE: u128 = u128::MAX;

/// A member of the set, or the narrowest prefix that holds several.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Leaf(Prefix),
    Branch(Box<Branch>),
}

#[derive(Debug, Clone)]
pub(super) struct Branch {
    prefix: Prefix,
    /// How many addresses of `prefix` are in the set. Below 2^128: a set that
    /// has them all is one member, not a branch.
    wanted: u128,
    lower: Node,
    upper: Node,
    /// `costs[k - 1]`: the fewest extra addresses of a cover by `k` prefixes.
    /// `IMPOSSIBLE` while there is none, then never rises; at most as long as
    /// there are leaves and budget.
    costs: Vec<u128>,
}

impl Node {
    /// The tree of `members`, which are sorted, disjoint, minimal and of one
    /// family, with costs for up to `budget` prefixes that are members or that
    /// `permits` lets pass. None without members.
    pub(super) fn of(members: &[Prefix], budget: usize, permits: &impl Fn(Prefix) -> bool) -> Option<Self> {
        let mut members = members.iter().copied().peekable();
        // The subtrees left of the current member, each with the length of the
        // prefix that it shares with what follows. The lengths rise: a longer
        // shared prefix is joined before a shorter one is opened.
        let mut open: Vec<(Self, u8)> = Vec::new();
        while let Some(member) = members.next() {
            let mut node = Self::Leaf(member);
            let shared = members.peek().map(|next| member.common(*next).len());
            while let Some((lower, _)) = open.pop_if(|(_, joint)| shared.is_none_or(|shared| *joint > shared)) {
                node = Self::join(lower, node, budget, permits);
            }
            match shared {
                Some(shared) => open.push((node, shared)),
                None => return Some(node),
            }
        }
        None
    }

    fn join(lower: Self, upper: Self, budget: usize, permits: &impl Fn(Prefix) -> bool) -> Self {
        let prefix = lower.prefix().common(upper.prefix());
        let wanted = lower.wanted() + upper.wanted();
        let whole = if permits(prefix) { prefix.host_mask() - (wanted - 1) } else { IMPOSSIBLE };
        let costs = costs_of_splits(whole, lower.costs(), upper.costs(), budget);
        Self::Branch(Box::new(Branch { prefix, wanted, lower, upper, costs }))
    }

    const fn prefix(&self) -> Prefix {
        match self {
            Self::Leaf(prefix) => *prefix,
            Self::Branch(branch) => branch.prefix,
        }
    }

    /// How many addresses are wanted. Not for a lone `::/0`, which has 2^128.
    const fn wanted(&self) -> u128 {
        match self {
            Self::Leaf(prefix) => prefix.host_mask() + 1,
            Self::Branch(branch) => branch.wanted,
        }
    }

    /// The fewest extra addresses of a cover by 1, 2, 3 ... prefixes.
    pub(super) fn costs(&self) -> &[u128] {
        match self {
            Self::Leaf(_) => &[0],
            Self::Branch(branch) => &branch.costs,
        }
    }

    /// Appends the members of the cover by exactly `entries` prefixes, which
    /// must be possible, in order.
    pub(super) fn choose(&self, entries: usize, chosen: &mut Vec<Prefix>) {
        match self {
            Self::Branch(branch) if entries > 1 => {
                let for_lower = branch.entries_for_lower(entries);
                branch.lower.choose(for_lower, chosen);
                branch.upper.choose(entries - for_lower, chosen);
            }
            _ => chosen.push(self.prefix()),
        }
    }
}

impl Branch {
    /// How many of `entries >= 2` prefixes the best cover spends on the lower
    /// half; the fewest of several answers.
    fn entries_for_lower(&self, entries: usize) -> usize {
        let (lower, upper) = (self.lower.costs(), self.upper.costs());
        let cost = |for_lower: usize| Some(lower.get(for_lower - 1)?.saturating_add(*upper.get(entries - for_lower - 1)?));
        let possible = (1..entries).filter_map(|for_lower| cost(for_lower).map(|cost| (cost, for_lower)));
        possible.min().map_or(1, |(_, for_lower)| for_lower)
    }
}

/// The costs of a branch: `whole` for its own prefix, then for each number of
/// prefixes the cheapest way to split them between its children. Saturates for
/// `IMPOSSIBLE` alone: what two halves cost is less than what they hold.
fn costs_of_splits(whole: u128, lower: &[u128], upper: &[u128], budget: usize) -> Vec<u128> {
    let mut costs = vec![IMPOSSIBLE; budget.min(lower.len() + upper.len())];
    if let Some((by_one, by_several)) = costs.split_first_mut() {
        *by_one = whole;
        for (already, below) in lower.iter().enumerate() {
            let Some(slots) = by_several.get_mut(already..) else { break };
            for (cost, above) in slots.iter_mut().zip(upper) {
                *cost = (*cost).min(below.saturating_add(*above));
            }
        }
    }
    costs
}
