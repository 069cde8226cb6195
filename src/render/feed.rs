//! Lists that firewalls fetch by themselves: external dynamic lists of PAN-OS,
//! threat feeds of FortiGate, network feeds of Check Point.
//!
//! In: rules, of which requests alone count, and a name. Out: a file for each
//! permission, one prefix a line and nothing else, which all three take; and an
//! index that says what each is for, so that whoever publishes them can see
//! what changed and which file is of a permission that is gone. A firewall that
//! cannot fetch a file keeps the one it has.
//!
//! Sources: the formatting guidelines of
//! <https://docs.paloaltonetworks.com/pan-os/9-1/pan-os-admin/policy/use-an-external-dynamic-list-in-policy/formatting-guidelines-for-an-external-dynamic-list/ip-address-list.html>
//! and <https://docs.fortinet.com/document/fortigate/7.6.2/administration-guide/9463/external-feeds>,
//! read 2026-11-24.

use super::{
    RenderError,
    text::{ObjectName, list_lines},
};
use crate::{
    declaration::{Declare, Function, parameter},
    rules::{RuleSet, digest, rules_parameter},
};
use serde::Serialize;
use std::collections::BTreeMap;

const TARGET: &str = "feed";

/// What the index says of all files.
#[derive(Serialize)]
struct Index<'a> {
    name: &'a str,
    digest: String,
    files: Vec<Listed>,
}

/// What the index says of one file.
#[derive(Serialize)]
struct Listed {
    file: String,
    direction: &'static str,
    ip_protocol: &'static str,
    from_port: u16,
    to_port: u16,
    ip_version: &'static str,
    prefixes: usize,
    sha256: String,
}

/// Texts by file name: nothing for no requests.
///
/// # Errors
/// `Limit`.
pub fn feed(rules: &RuleSet, name: &ObjectName) -> Result<BTreeMap<String, String>, RenderError> {
    let requests = rules.requests();
    let (mut files, mut listed) = (BTreeMap::new(), Vec::new());
    for (permission, lines) in requests.permissions() {
        let file = format!("{name}-{}.txt", permission.name('-'));
        let text = list_lines(TARGET, lines.keys())?;
        listed.push(Listed {
            file: file.clone(),
            direction: permission.direction.as_str(),
            ip_protocol: permission.ip_protocol.as_str(),
            from_port: permission.ports.first(),
            to_port: permission.ports.last(),
            ip_version: permission.ip_version.as_str(),
            prefixes: lines.len(),
            // The digest ends each line as the file does, so it is the file's own.
            sha256: crate::model::digest(text.lines()),
        });
        files.insert(file, text);
    }
    if !files.is_empty() {
        let index = Index { name: name.as_str(), digest: digest(&requests.rules()), files: listed };
        // No field of it can fail to become JSON.
        let json = serde_json::to_string_pretty(&index).unwrap_or_default();
        files.insert(format!("{name}-index.json"), json + "\n");
    }
    Ok(files)
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let feed_ = Declare {
        name: "feed",
        summary: "Render rules as lists that firewalls fetch",
        description: "Gives files by name, for a web server or a bucket from which firewalls fetch them: external dynamic lists of PAN-OS, \
                      threat feeds of FortiGate (`type address`), network feeds of Check Point (`Flat List`). There is one for each \
                      direction, protocol, port range and address family, such as `amazon-connect-egress-udp-3478-ipv4.txt`, with one \
                      prefix a line; the rule that refers to it names those ports. `<name>-index.json` lists the files with their \
                      ports, how many prefixes each has, and the SHA-256 of its bytes; `digest` in it changes when anything does. \
                      Return rules are left out: these firewalls let replies through by themselves.\n\n\
                      The file of a permission that is gone is no longer among them, but stays where it was published: delete the files \
                      that the index does not list, and the firewall's rules that refer to them, for a firewall goes on with a list \
                      that it can no longer fetch. Without rules there are neither files nor an index: leave those that are published.",
    };
    let name = parameter::<ObjectName>(
        "name",
        "What the names of all files start with, such as `\"amazon-connect\"`: a letter, then letters, digits, `-` and `_`.",
    );
    vec![feed_.function((rules_parameter(), name), |(rules, name)| feed(&rules, &name))]
}
