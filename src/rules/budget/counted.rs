//! Permissions that a budget counts together → what each gets, or what does not
//! fit and what other budgets would cost.

use super::{
    excess::{Price, Scope, Shortfall},
    limit::{Budget, Fitted},
};
use crate::{
    model::{CoverCurve, CoverSplit, Prefix, PrefixSet, SplitPart},
    rules::Permission,
};
use std::ops::RangeInclusive;

/// The budgets whose price an error lists.
const PRICED: [usize; 9] = [20, 40, 60, 80, 100, 120, 150, 200, 300];
/// Of more prefixes only covers within the budget are searched: the time grows
/// with their number times that of the budgets.
const LARGEST_WHOLE_SEARCH: usize = 20_000;

/// The permissions of one direction and family, not all of which fit exactly.
pub(super) struct Counted<'a> {
    budget: &'a Budget,
    members: Vec<Member<'a>>,
    /// `max_rules`, if it asks for fewer than the members may have on their own.
    max_rules: Option<usize>,
}

struct Member<'a> {
    permission: Permission,
    curve: CoverCurve<'a>,
    wanted: f64,
    /// The most prefixes it may have: `max_cidrs`, or an exact list.
    most: usize,
}

impl Member<'_> {
    fn ratio(&self, extra: u128) -> f64 {
        if extra == 0 { 0.0 } else { extra as f64 / self.wanted }
    }

    /// The fewest prefixes within the accepted ratio.
    fn fewest(&self, max_ratio: f64) -> usize {
        self.curve.fewest(|extra| self.ratio(extra) <= max_ratio)
    }
}

impl<'a> Counted<'a> {
    /// `None` if an exact list of each member is within the budget.
    ///
    /// # Errors
    /// A member without any cover. None is known: a set is of one family, and
    /// there is room for one prefix.
    pub(super) fn new(members: &[(Permission, &'a PrefixSet)], budget: &'a Budget) -> Result<Option<Self>, Vec<Shortfall>> {
        let most = |set: &PrefixSet| budget.max_cidrs.map_or(set.len(), |max| max.min(set.len()));
        let total: usize = members.iter().map(|(_, set)| most(set)).sum();
        let max_rules = budget.max_rules.filter(|max| *max < total);
        if max_rules.is_none() && members.iter().all(|(_, set)| most(set) == set.len()) {
            return Ok(None);
        }
        let member = |(permission, set): &(Permission, &'a PrefixSet)| {
            let within = most(set).min(max_rules.unwrap_or(usize::MAX));
            let searched = if set.len() > LARGEST_WHOLE_SEARCH { within } else { set.len() };
            match CoverCurve::new(set, searched.max(1), Prefix::may_be_a_rule) {
                Ok(curve) => Ok(Member { permission: *permission, curve, wanted: set.address_count().to_f64(), most: most(set) }),
                Err(_) => Err(vec![Shortfall {
                    scope: Scope::Permission(*permission),
                    budget: most(set),
                    exact: set.len(),
                    prices: Vec::new(),
                    fitting: Price { cidrs: set.len(), extra: None },
                }]),
            }
        };
        let members = members.iter().map(member).collect::<Result<_, _>>()?;
        Ok(Some(Self { budget, members, max_rules }))
    }

    /// What each member gets, in their order.
    pub(super) fn fit(&self, family: Scope) -> Result<Vec<Fitted>, Vec<Shortfall>> {
        let max_ratio = self.budget.max_overshoot_ratio;
        let short = self.members.iter().filter(|member| member.fewest(max_ratio) > member.most);
        let shortfalls: Vec<Shortfall> = short.map(|member| Shortfall::of_permission(member, max_ratio)).collect();
        if !shortfalls.is_empty() {
            return Err(shortfalls);
        }
        let of_family = self.max_rules.and_then(|max| Some(max.saturating_sub(CoverSplit::fewest(&self.within(max_ratio))?)));
        let entries = match self.max_rules {
            None => self.members.iter().map(|member| member.most).collect(),
            Some(max_rules) => match split(&self.within(max_ratio), max_rules) {
                Some((_, entries)) => entries,
                None => return Err(vec![Shortfall::of_family(self, family, max_rules)]),
            },
        };
        let covers = self.members.iter().zip(entries).map(|(member, entries)| {
            let cover = member.curve.cover(entries)?;
            let ratio = member.ratio(cover.extra);
            let fewest = member.fewest(max_ratio);
            let of_member = self.budget.max_cidrs.map(|max| max.saturating_sub(fewest));
            let room = of_member.into_iter().chain(of_family).min();
            Some(Fitted { prefixes: cover.prefixes, extra: cover.extra, ratio, fewest, room })
        });
        // No member has fewer than its curve has a cover for; if one had, it is an excess.
        let all = || self.members.iter().map(|member| Shortfall::of_permission(member, max_ratio)).collect();
        covers.collect::<Option<_>>().ok_or_else(all)
    }

    /// The members with as few prefixes as the ratio accepts.
    fn within(&'a self, max_ratio: f64) -> Vec<SplitPart<'a>> {
        self.members.iter().map(|member| member.part(member.fewest(max_ratio)..=member.most)).collect()
    }

    /// The members with as few prefixes as there are covers with.
    fn at_any_price(&'a self) -> Vec<SplitPart<'a>> {
        self.members.iter().map(|member| member.part(1..=member.most)).collect()
    }
}

impl<'a> Member<'a> {
    const fn part(&'a self, entries: RangeInclusive<usize>) -> SplitPart<'a> {
        SplitPart { curve: &self.curve, entries }
    }
}

/// The extra addresses of the best split of `total`, and what each part gets.
fn split(parts: &[SplitPart<'_>], total: usize) -> Option<(u128, Vec<usize>)> {
    let split = CoverSplit::new(parts, total)?.best(total)?;
    Some((split.extra, split.entries))
}

impl Shortfall {
    fn of_permission(member: &Member<'_>, max_ratio: f64) -> Self {
        let exact = member.curve.wanted().len();
        let price = |cidrs| Price { cidrs, extra: member.curve.extra(cidrs).map(|extra| (extra, member.ratio(extra))) };
        Self {
            scope: Scope::Permission(member.permission),
            budget: member.most,
            exact,
            prices: priced(member.most, exact).map(price).collect(),
            fitting: price(member.fewest(max_ratio)),
        }
    }

    fn of_family(counted: &Counted<'_>, scope: Scope, max_rules: usize) -> Self {
        let (within, at_any_price) = (counted.within(counted.budget.max_overshoot_ratio), counted.at_any_price());
        let most = counted.members.iter().map(|member| member.most).sum();
        let price = |cidrs| {
            let best = split(&within, cidrs).or_else(|| split(&at_any_price, cidrs));
            let extra = best.map(|(extra, entries)| {
                let ratios = counted.members.iter().zip(entries);
                let ratios = ratios.filter_map(|(member, entries)| Some(member.ratio(member.curve.extra(entries)?)));
                (extra, ratios.fold(0.0, f64::max))
            });
            Price { cidrs, extra }
        };
        Self {
            scope,
            budget: max_rules,
            exact: counted.members.iter().map(|member| member.curve.wanted().len()).sum(),
            prices: priced(max_rules, most).map(price).collect(),
            fitting: price(CoverSplit::fewest(&within).unwrap_or(most)),
        }
    }
}

/// The numbers of prefixes to price, ascending.
fn priced(budget: usize, most: usize) -> impl Iterator<Item = usize> {
    let mut priced: Vec<usize> = PRICED.into_iter().filter(|cidrs| *cidrs < most).chain([budget, most]).collect();
    priced.sort_unstable();
    priced.dedup();
    priced.into_iter()
}
