//! A set of addresses, written as the fewest prefixes that cover exactly it.
//!
//! In: prefixes in any order, repeated, nested or adjacent. Out: the same
//! addresses, never one more or less, as prefixes that are
//!
//! - sorted: IPv4 before IPv6, then by address;
//! - disjoint;
//! - minimal: no two of them are the halves of a broader prefix. Hence a
//!   prefix that lies in the set lies in one member.
//!
//! Both families may be in one set; nothing ever joins them. Sets that are
//! *larger* than their input, to save entries, are made in `cover`.

use std::iter::Peekable;

use super::{AddressCount, IpVersion, Prefix, address_range::AddressRange};

/// Addresses of one or both families as sorted, disjoint, minimal prefixes.
///
/// ```
/// use amazonconnect::model::{Prefix, PrefixSet};
///
/// let halves = ["15.193.16.0/20", "15.193.0.0/20"].map(|text| text.parse::<Prefix>().unwrap());
/// let merged: PrefixSet = halves.into_iter().collect();
/// assert_eq!(merged.iter().map(|prefix| prefix.to_string()).collect::<Vec<_>>(), ["15.193.0.0/19"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PrefixSet {
    /// Sorted, disjoint, minimal.
    prefixes: Vec<Prefix>,
}

impl PrefixSet {
    /// The prefixes, IPv4 before IPv6, then by address.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Prefix> + ExactSizeIterator + Clone + '_ {
        self.prefixes.iter().copied()
    }

    /// The prefixes in the order of `iter`.
    pub fn as_slice(&self) -> &[Prefix] {
        &self.prefixes
    }

    /// How many prefixes it takes to write the set.
    pub const fn len(&self) -> usize {
        self.prefixes.len()
    }

    /// Whether no address is in the set.
    pub const fn is_empty(&self) -> bool {
        self.prefixes.is_empty()
    }

    /// The part of one family.
    #[must_use]
    pub fn of(&self, version: IpVersion) -> Self {
        Self { prefixes: self.members_of(version).to_vec() }
    }

    /// How many addresses the set has, both families together.
    pub fn address_count(&self) -> AddressCount {
        self.iter().map(Prefix::address_count).sum()
    }

    /// Whether every address of `prefix` is in the set.
    pub fn contains(&self, prefix: Prefix) -> bool {
        // Only the last member that starts at or before `prefix` can hold it.
        let candidates = self.prefixes.partition_point(|member| *member <= prefix);
        candidates.checked_sub(1).and_then(|last| self.prefixes.get(last)).is_some_and(|member| member.contains(prefix))
    }

    /// Whether any address of `prefix` is in the set.
    pub fn overlaps(&self, prefix: Prefix) -> bool {
        // A member that lies in `prefix` follows its place.
        let next = self.prefixes.partition_point(|member| *member < prefix);
        self.contains(prefix) || self.prefixes.get(next).is_some_and(|member| prefix.contains(*member))
    }

    /// The addresses of `prefix` that are in the set.
    #[must_use]
    pub fn part_in(&self, prefix: Prefix) -> Self {
        if self.contains(prefix) {
            return Self { prefixes: vec![prefix] };
        }
        // The members that lie in `prefix` follow its place.
        let from = self.prefixes.partition_point(|member| *member < prefix);
        let within = self.prefixes.iter().skip(from).take_while(|member| prefix.contains(**member));
        Self { prefixes: within.copied().collect() }
    }

    /// Whether every address of `other` is in the set.
    pub fn contains_set(&self, other: &Self) -> bool {
        other.iter().all(|prefix| self.contains(prefix))
    }

    /// The addresses that are in both sets.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        // Two prefixes are nested or disjoint, so each common part is a member
        // of one side. Two halves of one prefix cannot both result: the side
        // that one half comes from would have to hold the other half too.
        let mut common = Vec::new();
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        while let (Some(&our), Some(&their)) = (ours.peek(), theirs.peek()) {
            if our.contains(their) {
                common.push(their);
                theirs.next();
            } else if their.contains(our) {
                common.push(our);
                ours.next();
            } else if our < their {
                ours.next();
            } else {
                theirs.next();
            }
        }
        Self { prefixes: common }
    }

    /// The addresses of this set that are not in `other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut holes = other.iter().peekable();
        for prefix in self.iter() {
            while holes.next_if(|hole| *hole < prefix && !hole.contains(prefix)).is_some() {}
            if !holes.peek().is_some_and(|hole| hole.contains(prefix)) {
                cut(prefix, &mut holes, &mut rest);
            }
        }
        Self { prefixes: rest }
    }

    /// The prefixes of one family, in order.
    pub(super) fn members_of(&self, version: IpVersion) -> &[Prefix] {
        let (v4, v6) = self.prefixes.split_at(self.prefixes.partition_point(|prefix| prefix.version() == IpVersion::V4));
        match version {
            IpVersion::V4 => v4,
            IpVersion::V6 => v6,
        }
    }
}

/// Takes the `holes` that lie in `prefix` and appends what they leave of it.
fn cut(prefix: Prefix, holes: &mut Peekable<impl Iterator<Item = Prefix>>, rest: &mut Vec<Prefix>) {
    let version = prefix.version();
    let mut first = prefix.first();
    while let Some(hole) = holes.next_if(|hole| prefix.contains(*hole)) {
        if let Some(last) = hole.first().checked_sub(1) {
            rest.extend(AddressRange { version, first, last });
        }
        // The last address of the family has no successor.
        let Some(next) = hole.last().checked_add(1) else { return };
        first = next;
    }
    rest.extend(AddressRange { version, first, last: prefix.last() });
}

/// Appends `prefix` to a merged list that has only prefixes before it, and
/// joins halves for as long as there are two.
fn push_merged(merged: &mut Vec<Prefix>, mut prefix: Prefix) {
    if merged.last().is_some_and(|last| last.contains(prefix)) {
        return;
    }
    while let Some(whole) = merged.last().and_then(|last| last.joined_with(prefix)) {
        merged.pop();
        prefix = whole;
    }
    merged.push(prefix);
}

impl FromIterator<Prefix> for PrefixSet {
    /// Merges exactly: the same addresses in the fewest prefixes.
    fn from_iter<I: IntoIterator<Item = Prefix>>(prefixes: I) -> Self {
        // Numbers in the order of prefixes: sorting is most of the work, and takes half the time for them.
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for prefix in prefixes {
            match prefix.version() {
                IpVersion::V4 => v4.push((prefix.first() as u64) << 8 | u64::from(prefix.len())),
                IpVersion::V6 => v6.push((prefix.first(), prefix.len())),
            }
        }
        v4.sort_unstable();
        v6.sort_unstable();
        let v4 = v4.into_iter().map(|number| Prefix::truncate(IpVersion::V4, u128::from(number >> 8), number as u8));
        let v6 = v6.into_iter().map(|(first, len)| Prefix::truncate(IpVersion::V6, first, len));
        let mut merged = Vec::new();
        v4.chain(v6).for_each(|prefix| push_merged(&mut merged, prefix));
        Self { prefixes: merged }
    }
}
