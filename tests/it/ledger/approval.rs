//! Approval by a committed file: a ledger watches what AWS publishes, another one
//! enforces a file that lags behind, is renewed, and is reverted. On arbitrary
//! histories, and on two years of AWS's.

use super::{
    Ledger, asks, at, day,
    laws::{Lines, assert_lawful, assert_sound, lines, rules},
    old,
    replay::{empty_table, resolved},
};
use crate::rules::history::replay_when;
use amazonconnect::{
    guard::Examined,
    ledger::{LedgerArguments, Memory, Notice},
    model::{Moment, PrefixSet},
    publications::Publications,
    rules::{Merge, Permission, RuleDiff, RuleSet},
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use std::cell::RefCell;

/// A document, and the rules that follow from it.
type Publication = (Moment, RuleSet);

/// What happens to the committed file between two applies.
#[derive(Debug, Clone)]
enum Commit {
    /// Nothing.
    Nothing,
    /// It becomes what was newest so many days ago.
    Renewal(u32),
    /// It becomes one of the files that it was.
    Revert(prop::sample::Index),
}

fn commits(count: usize) -> impl Strategy<Value = Vec<Commit>> {
    let commit = prop_oneof![
        6 => Just(Commit::Nothing),
        3 => (1_u32..=60).prop_map(Commit::Renewal),
        1 => any::<prop::sample::Index>().prop_map(Commit::Revert),
    ];
    proptest::collection::vec(commit, count)
}

fn arguments((date, rules): &Publication) -> LedgerArguments {
    LedgerArguments { max_shrink_ratio: 1.0, ..asks(rules, *date) }
}

/// Space that was new to the watching ledger, until its notice ends.
type News = Vec<(Permission, PrefixSet, Moment)>;

/// The watching ledger after a publication, and what is still news.
struct Watched {
    memory: Memory,
    news: News,
}

/// Watches every publication. What is new is found without the ledger's notices:
/// space that is required and was not effective.
fn watch(publications: &[Publication], table: Publications) -> Vec<Watched> {
    let (mut ledger, mut news) = (Ledger::new(table), News::new());
    let step = |publication: &Publication| {
        let effective = ledger.memory.as_ref().map(|memory| memory.effective.clone()).unwrap_or_default();
        let memory = ledger.apply(&arguments(publication)).memory;
        let (now, required) = publication;
        // What is no longer effective is news when it is back.
        for (permission, space, _) in &mut news {
            *space = space.intersect(&memory.effective.prefixes(permission));
        }
        news.retain(|(_, space, until)| until > now && !space.is_empty());
        for (permission, _) in required.permissions().filter(|(permission, _)| permission.is_request()) {
            let space = required.prefixes(&permission).subtract(&effective.prefixes(&permission));
            if !space.is_empty() {
                news.push((permission, space, now.plus_days(44)));
            }
        }
        Watched { memory, news: news.clone() }
    };
    publications.iter().map(step).collect()
}

/// What is seen of one run.
#[derive(Default, Debug)]
struct Run {
    renewals: usize,
    reverts: usize,
    older: usize,
    most_held: usize,
    waiting_news: usize,
}

/// Enforces a file that `commits` change, a publication an apply.
fn enforce(publications: &[Publication], watched: &[Watched], table: Publications, commits: &[Commit]) -> Run {
    let (mut ledger, mut files, mut approved, mut ever, mut run) = (Ledger::new(table), vec![0], 0, Lines::new(), Run::default());
    for (number, (commit, Watched { memory: watching, news })) in commits.iter().zip(watched).enumerate() {
        let (now, latest) = &publications[number];
        match commit {
            Commit::Nothing => {}
            Commit::Renewal(lag) => {
                let then = now.minus_days(*lag);
                approved = publications[..number].iter().rposition(|(date, _)| *date <= then).unwrap_or(0);
                files.push(approved);
                run.renewals += 1;
            }
            Commit::Revert(file) => {
                approved = *file.get(&files);
                run.reverts += 1;
            }
        }
        let (date, rules) = &publications[approved];
        ever.extend(lines(rules));
        let before = ledger.memory.clone();
        let after = ledger.apply(&arguments(&publications[approved])).memory;
        // Open is what the file of now says, and what is held; nothing that no file ever said.
        let (effective, required) = (lines(&after.effective), lines(rules));
        let held: Lines = after.held.keys().copied().collect();
        assert_eq!(effective, &required | &held);
        assert!(required.is_disjoint(&held) && effective.is_subset(&ever));
        match &before {
            None => assert_sound(&after),
            Some(before) if *before == after => {}
            Some(before) => {
                assert_lawful(before, &after);
                if *date < before.arguments.document.create_date {
                    assert!(lines(&before.effective).is_subset(&effective), "an older file drops nothing");
                    assert_eq!(after.arguments.document, before.arguments.document);
                    run.older += 1;
                }
            }
        }
        run.most_held = run.most_held.max(held.len());
        // What waits has its dates from who watches, as long as it is young.
        let waiting = RuleDiff::between(rules, latest).added;
        for (permission, space, until) in news {
            let young = space.intersect(&waiting.prefixes(permission));
            let is_open = |notice: &&Notice| notice.permission == *permission && notice.full_traffic_at >= *until;
            let noticed: PrefixSet = watching.notices.iter().filter(is_open).flat_map(|notice| notice.cidrs.clone()).collect();
            assert!(noticed.contains_set(&young), "{young:?} of {permission} waits at {now} without a date");
            run.waiting_news += usize::from(!young.is_empty());
        }
    }
    run
}

/// Any history of days with rules, and what is committed.
fn history() -> impl Strategy<Value = (Vec<Publication>, Vec<Commit>)> {
    let rules = rules().prop_map(with_a_service).prop_filter("no rule is left", |rules| !rules.is_empty());
    proptest::collection::vec((1_u32..20, rules), 2..14).prop_flat_map(|steps| {
        let mut date = 0;
        let dated = steps.into_iter().map(|(days, rules)| {
            date += days;
            (day(date), rules)
        });
        let publications: Vec<Publication> = dated.collect();
        let count = publications.len();
        (Just(publications), commits(count))
    })
}

/// Without the rules that name no service, which have no dates.
fn with_a_service(rules: RuleSet) -> RuleSet {
    rules.kept(|rule| !rule.permission.is_request() || !rule.label.services.is_empty())
}

proptest! {
    #[test]
    fn a_file_that_lags_is_enforced_as_it_is((publications, commits) in history()) {
        let watched = watch(&publications, old(&[]));
        enforce(&publications, &watched, old(&[]), &commits);
    }
}

#[test]
fn two_years_of_approvals_are_lawful() {
    // A publication a day.
    let (last, mut publications) = (RefCell::new(String::new()), Vec::<Publication>::new());
    let is_chosen = |date: &str| {
        let is_new = ("2024".."2026").contains(&date) && !last.borrow().starts_with(&date[..10]);
        if is_new {
            last.replace(date.to_owned());
        }
        is_new
    };
    let replayed = replay_when(
        |date, _, _| is_chosen(date),
        |date, ranges| {
            if let Some(rules) = resolved(&Examined::new(ranges, false), "eu-central-1", Merge::PerPort) {
                publications.push((at(date), rules));
            }
        },
    );
    if replayed.is_none() {
        return;
    }
    let watched = watch(&publications, empty_table());
    let mut runner = TestRunner::deterministic();
    for _ in 0..if cfg!(debug_assertions) { 1 } else { 20 } {
        let commits = commits(publications.len()).new_tree(&mut runner).unwrap().current();
        let run = enforce(&publications, &watched, empty_table(), &commits);
        eprintln!("eu-central-1, {} days: {run:?}", publications.len());
        assert!(run.renewals > 50 && run.reverts > 10 && run.older > 10 && run.most_held > 0 && run.waiting_news > 50);
    }
}
