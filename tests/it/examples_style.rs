//! How examples and pages are written: no function of this provider stands in
//! the expression of a `for_each`, of a resource or of a `dynamic` block; and no
//! `try` catches a file that cannot be read.
//!
//! Terraform evaluates that expression again for every instance, so a call in it
//! makes a plan quadratic, and in a `dynamic` block OpenTofu 1.8 does not find
//! the function at all. A `local` is evaluated once.
//!
//! In: every file with HCL that users read. Out: the expressions that call.

use std::{
    fs,
    path::{Path, PathBuf},
};

const CALL: &str = "provider::amazonconnect::";

/// Files and folders whose text users copy.
const READ_BY_USERS: [&str; 4] = ["README.md", "docs", "examples", "templates"];

/// The expressions of all `for_each = …` in a text, each without comments, to
/// the end of its line or of the brackets that are open there.
fn for_each_expressions(text: &str) -> Vec<String> {
    let starts = text.match_indices("for_each").filter_map(|(at, word)| {
        let follows = text[at + word.len()..].trim_start_matches([' ', '\t']).strip_prefix('=')?;
        let is_word = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
        (is_word && !follows.starts_with('=')).then_some(follows)
    });
    starts.map(expression).collect()
}

/// What stands at the start of `text` up to the end of an expression of HCL.
fn expression(text: &str) -> String {
    let mut found = String::new();
    // What must close before the expression can end: brackets, and quotes of
    // texts, in which `${` opens code again.
    let mut open: Vec<char> = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        if open.last() == Some(&'"') {
            match next {
                '\\' => taken += rest[1..].chars().next().map_or(0, char::len_utf8),
                '"' => drop(open.pop()),
                '$' | '%' if rest[1..].starts_with('{') => {
                    taken = 2;
                    open.push('}');
                }
                _ => {}
            }
        } else {
            let comment = ["#", "//"].iter().any(|start| rest.starts_with(start));
            if comment {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            match next {
                '\n' if open.is_empty() => break,
                '(' => open.push(')'),
                '[' => open.push(']'),
                '{' => open.push('}'),
                '"' => open.push('"'),
                // One that closes what the expression did not open ends it.
                ')' | ']' | '}' if open.pop() != Some(next) => break,
                _ => {}
            }
        }
        found.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    found.trim().to_owned()
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            files(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| ["md", "tf", "hcl"].iter().any(|known| extension == *known)) {
        found.push(path.to_owned());
    }
}

#[test]
fn no_for_each_calls_a_function() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for name in READ_BY_USERS {
        files(&root.join(name), &mut found);
    }
    let (mut expressions, mut calls) = (0, Vec::new());
    for path in found {
        for expression in for_each_expressions(&fs::read_to_string(&path).unwrap()) {
            expressions += 1;
            if expression.contains(CALL) {
                calls.push(format!("{}: {expression}", path.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(expressions > 20, "the scan found {expressions} expressions of for_each alone");
    assert!(calls.is_empty(), "put the call in a local: Terraform evaluates it again for every instance: {calls:#?}");
}

/// What was loaded is damaged: as if nothing had been, lines would only add.
#[test]
fn no_try_swallows_a_damaged_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for name in READ_BY_USERS {
        files(&root.join(name), &mut found);
    }
    let mut reading = 0;
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        reading += text.matches("jsondecode(fileexists(").count();
        assert!(!text.contains("try(jsondecode(") && !text.contains("try(file("), "{}", path.display());
    }
    assert!(reading >= 8, "{reading} examples read what was loaded");
}

#[test]
fn the_scan_sees_calls_wherever_they_stand() {
    let calling = [
        "for_each = provider::amazonconnect::rules_by_key(local.rules)\n",
        "  for_each=provider::amazonconnect::rules_by_key(local.rules)",
        "for_each = {\n  # a }\n  for key, rule in provider::amazonconnect::rules_by_key(local.rules) : key => rule\n}\nname = 1\n",
        "dynamic \"entry\" {\n  for_each = toset(\n    provider::amazonconnect::rules_cidrs(local.rules)\n  )\n}\n",
        "for_each = { \"a } ${join(\"}\", [])}\" = provider::amazonconnect::rules_cidrs(local.rules) }\n",
    ];
    for text in calling {
        let expressions = for_each_expressions(text);
        assert!(expressions.len() == 1 && expressions[0].contains(CALL), "{text:?}: {expressions:?}");
    }
    let innocent = [
        "for_each = local.rules\nvalue = provider::amazonconnect::rules_cidrs(local.rules)\n",
        "dynamic \"entry\" { for_each = local.rules }\nvalue = provider::amazonconnect::rules_cidrs(local.rules)\n",
        "for_each = { a = \"}\" } # provider::amazonconnect::rules_cidrs\n",
        "for_each = {\n  // provider::amazonconnect::rules_cidrs\n  a = 1\n}\nvalue = provider::amazonconnect::rules_cidrs(local.rules)\n",
    ];
    for text in innocent {
        let expressions = for_each_expressions(text);
        assert!(expressions.len() == 1 && !expressions[0].contains(CALL), "{text:?}: {expressions:?}");
    }
    assert!(for_each_expressions("ready for `for_each` of a resource; not_for_each = provider::amazonconnect::x").is_empty());
}
