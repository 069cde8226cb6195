//! `review_markdown`: what a change board has to know, as a comment of a pull
//! request.
//!
//! In: the rules, and what is known beside them. Out: Markdown of at most 60,000
//! characters: GitHub takes 65,536
//! (<https://github.com/orgs/community/discussions/27190>, read 2026-11-24).

use super::{
    page::{Section, escape, page},
    subject::{Found, Subject},
};
use crate::{
    declaration::{Declare, Function, parameter},
    ledger::{HeldPrefixes, Notice},
    model::{AddressCount, Moment, Prefix, PrefixSet, Service, cut, joined},
    rules::{Permission, Permitted, RuleDiff, RuleSet},
};
use std::{collections::BTreeSet, convert::Infallible};

/// The longest text.
const MOST_CHARACTERS: usize = 60_000;

/// How many prefixes stand in a cell.
const IN_A_CELL: usize = 3;

pub(super) fn function() -> Function {
    Declare {
        name: "review_markdown",
        summary: "Write what has to be reviewed, as Markdown",
        description: "Gives a text for a pull request, an issue or a job's summary, of at most 60,000 characters, so that it fits a \
                      comment on GitHub: what does not fit is folded, and beyond that counted. It says what is new, between which two dates \
                      it must be allowed, how many addresses each permission opens, what differs from the approved rules, what will be \
                      dropped, and what the deployed filter lacks or opens beyond. The same arguments give the same text. Words of \
                      yours are shown as they are: nothing in them becomes markup or calls anybody.\n\n\
                      `review` is an object of which only `rules` is needed:\n\n\
                      - `rules`: the rules that hold from now on, such as the `rules` of `amazonconnect_network_rules` or a ledger's \
                      `effective_rules`;\n\
                      - `approved`: those that were approved before, such as `jsondecode(file(\"approved.json\")).rules`;\n\
                      - `notices`: a ledger's `notices`, or the result of `recent_notices`;\n\
                      - `held`: a ledger's `held`;\n\
                      - `coverage`: what the function `coverage` gives;\n\
                      - `title`: the heading.\n\n\
                      Call it in a root of its own: an output with `now` in it changes every plan.",
    }
    .function(
        (
            parameter::<Subject>("review", "What is reviewed: an object with `rules`, and `approved`, `notices`, `held`, `coverage` or `title`."),
            parameter::<Moment>("now", "The present moment (RFC 3339), such as `plantimestamp()`."),
        ),
        |(subject, now)| Ok::<_, Infallible>(review(&subject, now)),
    )
}

fn review(subject: &Subject, now: Moment) -> String {
    let open = subject.notices.open(now);
    let mut facts = vec![match open.first() {
        None => "No space is new.".to_owned(),
        Some(first) => format!(
            "**{}; the first must be allowed by {}.**",
            counted(open.len(), "notice is open", "notices are open"),
            first.allow_by
        ),
    }];
    let mut sections = vec![new_space(&open, subject.approved.as_ref(), now)];
    if let Some(approved) = &subject.approved {
        let diff = RuleDiff::between(approved, &subject.rules);
        facts.push(match (diff.added.is_empty(), diff.removed.is_empty()) {
            (true, true) => "The rules open what is approved.".to_owned(),
            _ => "The rules differ from what is approved.".to_owned(),
        });
        sections.push(against_approved(&diff));
    }
    if let Some(found) = &subject.coverage {
        facts.push(
            if found.covered {
                "The deployed filter lets all of it through."
            } else {
                "**The deployed filter lacks something.**"
            }
            .to_owned(),
        );
        sections.push(deployed(found));
    }
    if !subject.held.0.is_empty() {
        sections.push(held(&subject.held.0));
    }
    sections.push(permissions(&subject.rules));
    let head = format!("## {}\n\n{} (At {now}.)\n", escape(&cut(&subject.title, 200)), facts.join(" "));
    page(&head, &sections, MOST_CHARACTERS)
}

fn new_space(open: &[Notice], approved: Option<&RuleSet>, now: Moment) -> Section {
    let approved = approved.map(Permitted::from);
    let lead = match open.is_empty() {
        true => "AWS has published nothing new whose traffic is still to come.".to_owned(),
        false => "AWS publishes new space before it uses it. Its traffic begins at the first date at the earliest, and all of it may come at \
                  the second: it must be allowed in between, best before the first."
            .to_owned(),
    };
    let row = |notice: &Notice| {
        let state = if notice.allow_by <= now { "**now**" } else { "open" };
        let seen = notice.appearance;
        let published = match seen.not_seen_at == seen.first_seen {
            true => seen.first_seen.date(),
            false => format!("{} to {}", seen.not_seen_at.date(), seen.first_seen.date()),
        };
        let approved = approved.as_ref().map(|approved| share(approved, notice).to_owned());
        let cells = [
            notice.allow_by.date(),
            notice.full_traffic_at.date(),
            state.to_owned(),
            notice.permission.to_string(),
            notice.address_count().to_string(),
            named(&notice.services),
            in_a_cell(&notice.cidrs),
            published,
        ];
        cells.into_iter().chain(approved).collect()
    };
    let lines = open
        .iter()
        .flat_map(|notice| notice.cidrs.iter().map(|prefix| format!("{} {} {prefix}", notice.allow_by, notice.permission)));
    Section {
        heading: "New space",
        lead,
        columns: if approved.is_some() { NEW_AND_APPROVED } else { NEW },
        rows: open.iter().map(row).collect(),
        folded: folded("new", lines.collect()),
    }
}

const NEW: &[&str] = &["Allow by", "All traffic", "State", "Permission", "Addresses", "Services", "Prefixes", "Published"];

const NEW_AND_APPROVED: &[&str] =
    &["Allow by", "All traffic", "State", "Permission", "Addresses", "Services", "Prefixes", "Published", "Approved"];

/// How much of what a notice is about is permitted by what is approved, in the same
/// words or in wider ones.
fn share(approved: &Permitted, notice: &Notice) -> &'static str {
    let asked: PrefixSet = notice.cidrs.iter().copied().collect();
    let lacking = approved.lacking(notice.permission, &asked);
    match (lacking.is_empty(), lacking == asked) {
        (true, _) => "yes",
        (false, true) => "**no**",
        (false, false) => "**in part**",
    }
}

fn against_approved(diff: &RuleDiff) -> Section {
    let (rows, lines) = of_sets(&[("opens", &diff.added), ("closes", &diff.removed)]);
    let lead =
        if rows.is_empty() { "They open the same addresses.".to_owned() } else { "By address and port, not by row.".to_owned() };
    Section { heading: "Against what is approved", lead, columns: CHANGED, rows, folded: folded("changed", lines) }
}

fn deployed(found: &Found) -> Section {
    let (rows, lines) =
        of_sets(&[("missing", &found.missing), ("beyond", &found.excess), ("left out on purpose", &found.excepted)]);
    let mut lead = match (found.missing.is_empty(), found.excess.is_empty()) {
        (true, true) => "It lets through what is required, and no more.".to_owned(),
        (true, false) => "It lets through what is required, and more.".to_owned(),
        (false, _) => "It does not let through all that is required.".to_owned(),
    };
    if !found.unresolved.is_empty() {
        let shown = found.unresolved.iter().take(IN_A_CELL).map(|text| escape(&cut(text, 200)));
        lead.push_str(&format!(" Not looked into: {} ({}).", found.unresolved.len(), joined(shown, "; ")));
    }
    Section { heading: "The deployed filter", lead, columns: CHANGED, rows, folded: folded("missing or beyond", lines) }
}

fn held(held: &[HeldPrefixes]) -> Section {
    let mut ordered: Vec<&HeldPrefixes> = held.iter().collect();
    ordered.sort_by_key(|held| (held.hold.drop_at, held.permission, &held.prefixes));
    let row = |held: &&HeldPrefixes| {
        vec![
            held.hold.drop_at.date(),
            held.hold.removed_at.date(),
            held.permission.to_string(),
            addresses(&held.prefixes).to_string(),
            in_a_cell(&held.prefixes),
        ]
    };
    let lines = ordered
        .iter()
        .flat_map(|held| held.prefixes.iter().map(|prefix| format!("{} {} {prefix}", held.hold.drop_at, held.permission)));
    Section {
        heading: "What will be dropped",
        lead: "No longer required, and still allowed until the first apply after the date.".to_owned(),
        columns: &["From", "Not required since", "Permission", "Addresses", "Prefixes"],
        rows: ordered.iter().map(row).collect(),
        folded: folded("held", lines.collect()),
    }
}

fn permissions(rules: &RuleSet) -> Section {
    let row = |(permission, lines): (Permission, &std::collections::BTreeMap<Prefix, crate::rules::Line>)| {
        let services: BTreeSet<&Service> = lines.values().flat_map(|line| &line.label.services).collect();
        vec![
            permission.to_string(),
            lines.len().to_string(),
            rules.prefixes(&permission).address_count().to_string(),
            named(&services.into_iter().cloned().collect::<Vec<_>>()),
        ]
    };
    let rows: Vec<Vec<String>> = rules.permissions().map(row).collect();
    let lead = if rows.is_empty() { "Nothing is opened." } else { "Between the agents' network and these addresses of AWS." };
    let lines = rules.iter().map(|rule| format!("{} {}", rule.permission, rule.prefix)).collect();
    Section {
        heading: "What each permission opens",
        lead: lead.to_owned(),
        columns: &["Permission", "Prefixes", "Addresses", "Services"],
        rows,
        folded: folded("allowed", lines),
    }
}

const CHANGED: &[&str] = &["What", "Permission", "Addresses", "Prefixes"];

/// A row for each permission of each set, and a line for each prefix.
fn of_sets(sets: &[(&str, &RuleSet)]) -> (Vec<Vec<String>>, Vec<String>) {
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for (what, set) in sets {
        for (permission, _) in set.permissions() {
            let prefixes = set.prefixes(&permission);
            rows.push(vec![
                (*what).to_owned(),
                permission.to_string(),
                prefixes.address_count().to_string(),
                in_a_cell(prefixes.as_slice()),
            ]);
            lines.extend(prefixes.iter().map(|prefix| format!("{what}: {permission} {prefix}")));
        }
    }
    (rows, lines)
}

fn folded(what: &str, lines: Vec<String>) -> Option<(String, Vec<String>)> {
    (!lines.is_empty()).then(|| (format!("{} {what}", counted(lines.len(), "prefix", "prefixes")), lines))
}

fn addresses(prefixes: &[Prefix]) -> AddressCount {
    prefixes.iter().copied().collect::<PrefixSet>().address_count()
}

fn in_a_cell(prefixes: &[Prefix]) -> String {
    let shown = joined(prefixes.iter().take(IN_A_CELL).map(|prefix| format!("`{prefix}`")), ", ");
    match prefixes.len().saturating_sub(IN_A_CELL) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Names that may be anybody's: a rule of the user's own has what he wrote.
fn named(services: &[Service]) -> String {
    escape(&cut(&joined(services, ", "), 120))
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
