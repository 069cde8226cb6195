//! Which space is new, and since when.
//!
//! In: what was required, what was effective, what is required now, and what is
//! known of first publications. Out: notices of newly covered space, by address
//! and not by row: a /24 inside a known /19 is no news. Space that is required
//! on keeps its dates, and so does space that comes back while it is held.

use super::{Appearance, LedgerArguments, Memory, Notice, NoticePeriod, clock::Clock, memory::Held};
use crate::{
    model::{Moment, Prefix, PrefixSet, Service},
    publications::Publications,
    rules::{Permission, RuleSet},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// New space that is old, beside the space that a permission had: from this share
/// on somebody asks for more, such as another Region. AWS's own moves are less.
const JOINED_SHARE: f64 = 0.1;

/// Space by what its notice says besides.
type Space = BTreeMap<(Permission, Appearance, Vec<Service>), PrefixSet>;

/// The notices of whoever remembers nothing: of what of `rules` is young at the
/// date of their document, by the table of publications alone.
pub fn first_notices(rules: &RuleSet, document: Moment, period: NoticePeriod, publications: &Publications) -> Vec<Notice> {
    let mut space = Space::new();
    let sight = Sight { document, without: None, asks_for_more: true, period, publications };
    for permission in requests(rules) {
        sight.look(rules, permission, &rules.prefixes(&permission), &mut space);
    }
    notices(space, period)
}

/// The notices from now on.
pub fn next_notices(memory: &Memory, arguments: &LedgerArguments, clock: Clock, publications: &Publications) -> Vec<Notice> {
    let period = arguments.period();
    let is_recorded = arguments.document.sha256 == memory.arguments.document.sha256;
    let is_another = !is_recorded || clock.document != memory.next_not_seen_at;
    let mut space = Space::new();
    for permission in requests(arguments.required()) {
        let required = arguments.required().prefixes(&permission);
        let was_required = memory.arguments.required().prefixes(&permission);
        let was_effective = memory.effective.prefixes(&permission);
        let new = required.subtract(&was_effective);
        let mut sight = Sight { document: clock.document, without: None, asks_for_more: false, period, publications };
        // Space that is new because somebody asks for more may have stood in that document.
        sight.without = (is_another && !was_required.is_empty()).then_some(memory.next_not_seen_at);
        let older = sight.older(arguments.required(), permission, &new, memory.next_not_seen_at);
        sight.asks_for_more = older.address_count().to_f64() >= JOINED_SHARE * was_required.address_count().to_f64();
        for notice in memory.notices.iter().filter(|notice| notice.permission == permission) {
            let stays = notice.space().intersect(&required);
            sight.note(permission, notice.appearance, notice.services.clone(), &stays, &mut space);
        }
        let returned = required.subtract(&was_required).intersect(&was_effective);
        recall(memory, &sight, permission, returned, &mut space);
        sight.look(arguments.required(), permission, &new, &mut space);
    }
    notices(space, period)
}

/// Gives each held prefix the dates of the space in it that is no longer
/// required: of several the interval in which all of it appeared, so that what
/// comes back is allowed in time and noticed to the end. Those of a notice that
/// has ended are forgotten.
pub fn date_held(held: &mut Held, memory: &Memory, arguments: &LedgerArguments, clock: Clock) {
    let mut required: BTreeMap<Permission, PrefixSet> = BTreeMap::new();
    let mut gone: BTreeMap<Permission, Vec<(Appearance, PrefixSet)>> = BTreeMap::new();
    for notice in &memory.notices {
        let of = notice.permission;
        let required = required.entry(of).or_insert_with(|| arguments.required().prefixes(&of));
        gone.entry(of).or_default().push((notice.appearance, notice.space().subtract(required)));
    }
    for ((permission, prefix), hold) in held {
        let noticed = gone.get(permission).into_iter().flatten().filter(|(_, space)| !space.part_in(*prefix).is_empty());
        let appearances = hold.appearance.into_iter().chain(noticed.map(|(appearance, _)| *appearance));
        let all = appearances.reduce(|one, other| Appearance {
            not_seen_at: one.not_seen_at.min(other.not_seen_at),
            first_seen: one.first_seen.max(other.first_seen),
        });
        hold.appearance = all.filter(|appearance| appearance.full_traffic_at(arguments.period()) > clock.document);
    }
}

/// Replies go to the addresses of requests, whose notice tells of them.
fn requests(rules: &RuleSet) -> impl Iterator<Item = Permission> {
    rules.permissions().map(|(permission, _)| permission).filter(|permission| permission.is_request())
}

fn notices(space: Space, period: NoticePeriod) -> Vec<Notice> {
    let notice = |((permission, appearance, services), set): ((Permission, Appearance, Vec<Service>), PrefixSet)| {
        Notice::new(appearance, period, permission, services, set.as_slice().to_vec())
    };
    space.into_iter().map(notice).collect()
}

/// Space that was held and is required again has the dates that it had. The
/// narrowest held prefix knows best.
fn recall(memory: &Memory, sight: &Sight<'_>, permission: Permission, returned: PrefixSet, space: &mut Space) {
    let mut left = returned;
    let mut held: Vec<_> = memory.held.iter().filter(|((of, _), _)| *of == permission).collect();
    held.sort_by_key(|((_, prefix), _)| Reverse(prefix.len()));
    for ((_, prefix), hold) in held {
        let part = left.part_in(*prefix);
        if let Some(appearance) = hold.appearance.filter(|_| !part.is_empty()) {
            let services = memory.effective.line(&permission, *prefix).map(|line| line.label.services.clone());
            sight.note(permission, appearance, services.unwrap_or_default(), &part, space);
        }
        left = left.subtract(&part);
    }
}

/// The parts of `space` in the rules of a permission, by the services that these
/// name: all of them where rules overlap.
fn by_services(rules: &RuleSet, permission: Permission, space: &PrefixSet) -> BTreeMap<Vec<Service>, PrefixSet> {
    // Prefixes nest or are disjoint, and one stands before those within it.
    let mut around: Vec<Named<'_>> = Vec::new();
    let mut parts: BTreeMap<Vec<Service>, Vec<Prefix>> = BTreeMap::new();
    let mut keep = |named: Named<'_>| {
        let own = space.part_in(named.prefix).subtract(&named.within.into_iter().collect());
        parts.entry(named.services.into_iter().cloned().collect()).or_default().extend(own.iter());
    };
    for (prefix, line) in rules.lines(&permission) {
        while let Some(ended) = around.pop_if(|outer| !outer.prefix.contains(*prefix)) {
            keep(ended);
        }
        let mut services: BTreeSet<&Service> = line.label.services.iter().collect();
        if let Some(outer) = around.last_mut() {
            outer.within.push(*prefix);
            services.extend(&outer.services);
        }
        around.push(Named { prefix: *prefix, services, within: Vec::new() });
    }
    around.into_iter().for_each(keep);
    let sets = parts.into_iter().map(|(services, own)| (services, own.into_iter().collect::<PrefixSet>()));
    sets.filter(|(_, part)| !part.is_empty()).collect()
}

/// A prefix of a rule.
struct Named<'a> {
    prefix: Prefix,
    /// Those of its rule and of what it lies in.
    services: BTreeSet<&'a Service>,
    /// The prefixes right within it, which have more services.
    within: Vec<Prefix>,
}

/// What can be known of new space from where the ledger stands. Notices end by
/// the date of the document at hand: a recorded date that is wrong must not
/// silence them.
struct Sight<'a> {
    /// The date of the document that has it.
    document: Moment,
    /// The date of a document that did not have it, if there is one.
    without: Option<Moment>,
    /// Whether that document may have had what nobody asked for then.
    asks_for_more: bool,
    period: NoticePeriod,
    publications: &'a Publications,
}

impl Sight<'_> {
    /// Notes the parts of `new` that are young.
    fn look(&self, rules: &RuleSet, permission: Permission, new: &PrefixSet, space: &mut Space) {
        for (services, part) in by_services(rules, permission, new) {
            // An older document had what the table dates later, in a row that the table knows nothing of: no more can be
            // said of it than of what is unknown.
            let dates = self.oldest()..=self.document;
            let published = self.publications.published_within(&services, permission.ip_version, &part, dates);
            for (date, set) in &published.dated {
                self.note(permission, Appearance { not_seen_at: *date, first_seen: *date }, services.clone(), set, space);
            }
            // Without a date at which it was not there, nothing says that it is young.
            if let Some(not_seen_at) = self.last_without(&services) {
                let appearance = Appearance { not_seen_at, first_seen: self.document };
                self.note(permission, appearance, services, &published.unknown, space);
            }
        }
    }

    /// The part of `new` that the table knows to be older than `date`.
    fn older(&self, rules: &RuleSet, permission: Permission, new: &PrefixSet, date: Moment) -> PrefixSet {
        let parts = by_services(rules, permission, new).into_iter().map(|(services, part)| {
            let at_date = self.publications.published_within(&services, permission.ip_version, &part, date..=date);
            let later = at_date.dated.iter().flat_map(|(_, set)| set.iter()).chain(at_date.unknown.iter()).collect();
            part.subtract(&later)
        });
        parts.flat_map(|part| part.as_slice().to_vec()).collect()
    }

    /// The last date at which space that the table does not know was not there:
    /// that of a document without it or of the table, but not of one that is no
    /// older than the document that has it. What a table lacks says nothing of
    /// services that it is not about.
    fn last_without(&self, services: &[Service]) -> Option<Moment> {
        let is_older = |date: &Moment| *date < self.document;
        let table = self.publications.is_about(services).then(|| self.publications.date()).filter(is_older);
        let recorded = self.without.filter(is_older).filter(|_| table.is_none() || !self.asks_for_more);
        recorded.max(table)
    }

    /// Space that was published before has seen the whole ramp.
    fn oldest(&self) -> Moment {
        let days = self.period.notice_days + self.period.ramp_days;
        self.document.minus_days(days)
    }

    /// Adds space whose notice has not ended.
    fn note(&self, permission: Permission, appearance: Appearance, services: Vec<Service>, part: &PrefixSet, space: &mut Space) {
        if part.is_empty() || appearance.full_traffic_at(self.period) <= self.document {
            return;
        }
        let noted = space.entry((permission, appearance, services)).or_default();
        *noted = noted.iter().chain(part.iter()).collect();
    }
}
