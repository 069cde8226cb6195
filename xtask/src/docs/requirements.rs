//! The guide "What Amazon Connect needs, and where AWS says so": one table row
//! for each row of the requirement table.

use amazonconnect::requirements::{Kind, REJECTED, Requirement, Status, rows, version};

use super::page::front_matter;

const TITLE: &str = "What Amazon Connect needs, and where AWS says so";

/// The guide's page.
pub fn page() -> String {
    let mut text =
        front_matter(TITLE, "Every network requirement that the provider knows, with its source page and the day it was read.");
    text.push_str(&format!(
        "\n# {TITLE}\n\nThe provider computes all its rules from this table. It was last read from AWS's pages on {}, which is \
         `requirements_version` in the data sources' outputs. Traffic is seen from the agents' network; `{{region}}` and other words in \
         braces stand for the deployment's own values. A row applies to a deployment that any of the traits in \"needed by\" describes; \"proxy\" is `handling` of \
         the domain rules.\n",
        version()
    ));
    for (heading, explanation, statuses) in SECTIONS {
        let rows: Vec<_> = rows().filter(|row| statuses.contains(&row.status)).collect();
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!("\n## {heading}\n\n{explanation}\n\n"));
        text.push_str(
            "| id | purpose | what | ports | direction | proxy | needed by | source, read on |\n|---|---|---|---|---|---|---|---|\n",
        );
        for row in rows {
            text.push_str(&line(row));
        }
    }
    text.push_str(
        "\n## Never given\n\nSeen in third-party texts; no page of AWS's names it.\n\n| claim | why not |\n|---|---|\n",
    );
    for rejected in REJECTED {
        text.push_str(&format!("| {} | {} |\n", rejected.claim, cell(rejected.reason)));
    }
    text
}

const SECTIONS: [(&str, &str, &[Status]); 4] = [
    ("Current", "AWS's pages say so.", &[Status::Current]),
    (
        "Derived",
        "No page says it, but it follows from what AWS says; the note tells why. Rules made of these rows carry the status `derived`.",
        &[Status::Derived],
    ),
    (
        "Deprecated or unverified",
        "Domains are given by `amazonconnect_domain_rules` only on request, ranges never: AWS names a successor, or names the value for \
         another purpose.",
        &[Status::Deprecated, Status::Unverified],
    ),
    ("Retired", "Gone from AWS's pages: never given.", &[Status::Retired]),
];

/// Text that cannot end a table cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn line(row: &Requirement) -> String {
    let code = |values: Vec<String>| values.iter().map(|value| format!("`{}`", cell(value))).collect::<Vec<_>>().join("<br>");
    let mut what = match row.service() {
        Some(service) if row.values.is_empty() => format!("`{service}`, {}", row.scope.as_str()),
        Some(service) => format!("{} (published as `{service}`)", code(row.values.all().map(str::to_owned).collect())),
        None => code(row.values.all().map(str::to_owned).collect()),
    };
    if what.is_empty() {
        what = row.scope.as_str().to_owned();
    }
    if !row.note.is_empty() {
        what.push_str(&format!("<br>{}", cell(row.note)));
    }
    let mut ports = code(row.transports.iter().map(ToString::to_string).collect());
    if let Some(argument) = row.ports_argument {
        ports.push_str(&format!("<br>and `{argument}`"));
    }
    let proxy = match row.kind {
        Kind::Domain => format!("[{}]({})", row.handling.proxy, row.handling.page),
        _ => String::new(),
    };
    let needed = row.needed_by.iter().map(|deployment| deployment.as_str()).collect::<Vec<_>>().join(", ");
    let sources = row.sources.iter().map(|page| format!("[{}]({page})", page_name(page))).collect::<Vec<_>>().join(", ");
    format!(
        "| `{}` | {} | {what} | {ports} | {} | {proxy} | {needed} | {sources} {} |\n",
        row.id,
        cell(row.purpose),
        row.way.as_str(),
        row.read
    )
}

/// The last part of an address, without its ending.
fn page_name(address: &str) -> &str {
    let file = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
    file.strip_suffix(".html").unwrap_or(file)
}
