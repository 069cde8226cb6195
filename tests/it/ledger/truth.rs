//! Dates against the truth: a series of publications, of which a ledger sees
//! some, and a table that was made somewhere within it. Now and then it goes back
//! to an older one and holds what that lacks, or nothing of it.

use super::{Ledger, asks, day, https, table};
use amazonconnect::{
    ledger::{LedgerArguments, Notice},
    model::{Moment, Prefix, PrefixSet},
    rules::RuleSet,
};
use proptest::prelude::*;

/// How many addresses there are.
const ADDRESSES: u8 = 16;

#[derive(Debug)]
struct History {
    /// The days of publications, with the space of each.
    publications: Vec<(u32, PrefixSet)>,
    /// Which of them are applied.
    applied: Vec<bool>,
    /// To which earlier one it goes back after each that is applied, and whether it holds then.
    rollbacks: Vec<Option<(prop::sample::Index, bool)>>,
    /// After which of them the table was made.
    table: usize,
}

fn history() -> impl Strategy<Value = History> {
    let publication = (1_u32..20, proptest::collection::btree_set(0..ADDRESSES, 1..12));
    let steps = (any::<bool>(), proptest::option::weighted(0.2, any::<(prop::sample::Index, bool)>()));
    let publications = proptest::collection::vec((publication, steps), 2..16);
    (publications, any::<prop::sample::Index>()).prop_map(|(publications, table)| {
        let (mut date, table) = (0, table.index(publications.len()));
        let (publications, steps): (Vec<_>, Vec<_>) = publications.into_iter().unzip();
        let (applied, rollbacks) = steps.into_iter().unzip();
        let dated = publications.into_iter().map(|(days, addresses)| {
            date += days;
            (date, addresses.into_iter().map(address).collect())
        });
        History { publications: dated.collect(), applied, rollbacks, table }
    })
}

fn address(number: u8) -> Prefix {
    format!("10.0.0.{number}/32").parse().unwrap()
}

fn rules(space: &PrefixSet) -> RuleSet {
    let prefixes: Vec<String> = space.iter().map(|prefix| prefix.to_string()).collect();
    https(&prefixes.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn no_notice_is_later_than_the_truth(history in history()) {
        let dated: Vec<(Moment, PrefixSet)> = history.publications.iter().map(|(date, set)| (day(*date), set.clone())).collect();
        let known = &dated[..=history.table];
        let mut ledger = Ledger::new(table(known.last().unwrap().0, known.iter().map(|(date, set)| (*date, set))));
        let asks = |(date, space): &(Moment, PrefixSet)| LedgerArguments { max_shrink_ratio: 1.0, ..asks(&rules(space), *date) };
        for (index, publication) in dated.iter().enumerate().filter(|(index, _)| history.applied[*index]) {
            let (date, space) = publication;
            let before = ledger.memory.clone();
            let after = ledger.apply(&asks(publication)).memory;
            let covers = |notice: &&Notice, address: Prefix| notice.cidrs.iter().any(|prefix| prefix.contains(address));
            for address in (0..ADDRESSES).map(address).filter(|address| space.contains(*address)) {
                let is_new = before.as_ref().is_none_or(|before| !before.effective.iter().any(|rule| rule.prefix.contains(address)));
                let notice = after.notices.iter().find(|notice| covers(notice, address));
                let has_it = |(_, space): &&(Moment, PrefixSet)| space.contains(address);
                let first = dated.iter().find(has_it).unwrap().0;
                let recorded = before.as_ref().map(|before| before.next_not_seen_at);
                let mut after_recorded = dated.iter().filter(|(date, _)| recorded.is_none_or(|recorded| *date > recorded));
                let first_after_recorded = after_recorded.find(has_it).unwrap().0;
                match notice {
                    Some(notice) if is_new => {
                        let deadline = first_after_recorded.plus_days(30).max(*date);
                        prop_assert!(notice.allow_by <= deadline, "{} of {address}, the truth is {deadline}", notice.allow_by);
                        prop_assert!(notice.allow_by <= notice.appearance.first_seen.plus_days(30));
                    }
                    Some(_) => prop_assert!(before.is_some()),
                    // Silent of new space only where the table knows it old, or where nothing is known before.
                    None if is_new => prop_assert!(
                        first.plus_days(44) <= *date || (recorded.is_none() && *date <= ledger.publications.date()),
                        "{address} is new and nobody says so"
                    ),
                    None => {}
                }
            }
            if let Some((back, holds)) = history.rollbacks[index] {
                let hold_removed_days = if holds { 14 } else { 0 };
                ledger.apply(&LedgerArguments { hold_removed_days, ..asks(back.get(&dated[..=index])) });
            }
        }
    }
}
