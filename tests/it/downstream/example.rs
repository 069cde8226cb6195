//! An example folder, as it stands, made to run on loopback.
//! In: the folder's name and its variables → out: a case with an override file
//! and a document server beside it.

use std::collections::BTreeSet;

use amazonconnect::fetch::sha256_hex;
use serde_json::{Value, json};

use super::cloud::Cloud;
use crate::support::document_server::DocumentServer;
use crate::support::documents::{Row, before_and_after};
use crate::support::mirror;
use crate::support::skip::skip;
use crate::support::terraform::{Case, Install, Plan};

/// A CloudFront change: six prefixes came, three went.
pub const EVENT: &str = "2025-11-17-21-58-25";
/// What the change means after merging, worked out with Python's `ipaddress`.
pub const REMOVED: [&str; 4] = ["23.228.220.0/23", "23.228.222.0/24", "23.228.226.0/23", "23.228.237.0/24"];
pub const ADDED: [&str; 4] = ["23.228.216.0/23", "23.228.218.0/24", "23.228.220.0/22", "23.228.224.0/23"];
/// What hashicorp/aws before version 5 needs on loopback.
pub const OLD_ARGUMENT: &str = "skip_get_ec2_platforms = true";
/// Prefixes of the selection before and after it: Connect's three and 12 of CloudFront.
pub const IPV4_PREFIXES: usize = 15;

/// The part of CloudFront that fits one network ACL: AWS's rows, chosen by
/// address. So thin a document is accepted by its digest alone.
fn kept([prefix, service, ..]: &Row) -> bool {
    let part = ["23.", "205.251.", "2600:"].iter().any(|start| prefix.starts_with(start));
    service == "AMAZON_CONNECT" || (service == "CLOUDFRONT" && part)
}

/// The document of the event, and the one before it.
pub fn documents() -> Option<(Vec<u8>, Vec<u8>)> {
    before_and_after(EVENT, kept)
}

/// A block for an override file that has our provider read this document there.
pub fn provider_block(url: &str, document: &[u8]) -> String {
    format!(
        "provider \"amazonconnect\" {{\n  ip_ranges_url = \"{url}\"\n  accept_document_sha256 = \"{}\"\n}}\n",
        sha256_hex(document)
    )
}

/// A running example.
pub struct Example {
    pub case: Case,
    pub cloud: Cloud,
    server: DocumentServer,
    after: Vec<u8>,
    aws_argument: &'static str,
}

/// The example in `examples/{name}`, or `None` and a printed reason.
pub fn example(name: &str, variables: Value) -> Option<Example> {
    example_at(EVENT, kept, name, variables)
}

/// The same at another event, with the rows that `keep` wants.
pub fn example_at(event: &str, keep: impl Fn(&Row) -> bool, name: &str, variables: Value) -> Option<Example> {
    if mirror::aws_mirror().is_none() {
        skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
        return None;
    }
    prepare(before_and_after(event, keep)?, name, Install::UnpackedMirror, OLD_ARGUMENT, variables)
}

/// The same with the newer hashicorp/aws that some machines hold.
pub fn example_with_newer_aws(name: &str, variables: Value) -> Option<Example> {
    if mirror::newer_aws_mirror().is_none() {
        // Never a failure: a newer one is not to be had as a package.
        eprintln!("skipped: no hashicorp/aws 5 or newer on this machine (.venv/newer-mirror)");
        return None;
    }
    prepare(documents()?, name, Install::WithNewerAws, "", variables)
}

fn prepare(
    (before, after): (Vec<u8>, Vec<u8>),
    name: &str,
    install: Install,
    aws_argument: &'static str,
    mut variables: Value,
) -> Option<Example> {
    let case = Case::new(install)?;
    let cloud = Cloud::start()?;
    let server = DocumentServer::serving(before.clone());
    case.copy(&format!("examples/{name}"));
    if variables.get("vpc_id").is_some() {
        variables["vpc_id"] = json!(cloud.vpc_id());
    }
    case.write("terraform.tfvars.json", variables.to_string());
    let example = Example { case, cloud, server, after, aws_argument };
    example.configure(&before);
    example.case.init();
    Some(example)
}

impl Example {
    /// Have both providers work on loopback, with this document.
    fn configure(&self, document: &[u8]) {
        let own = provider_block(&self.server.url(), document);
        self.case.write("loopback_override.tf", self.cloud.provider_block(self.aws_argument) + &own);
    }

    /// Apply the example as it is before the event.
    pub fn apply_before(&self) -> Plan {
        self.case.converge()
    }

    /// Let the event happen, and plan.
    pub fn plan_event(&self) -> Plan {
        self.publish(&self.after);
        self.case.plan()
    }

    /// AWS serves another document.
    pub fn publish(&self, document: &[u8]) {
        self.server.serve(document.to_vec());
        self.configure(document);
    }

    /// Apply the event's plan, see that nothing is left, and destroy.
    pub fn finish(self, plan: &Plan) {
        self.case.apply(plan);
        self.case.assert_settled();
        self.case.destroy();
    }
}

/// The addresses of `resource` for the given prefixes, with keys of `egress`
/// rules to CloudFront.
pub fn instances(resource: &str, prefixes: &[&str], key: &str) -> BTreeSet<String> {
    prefixes.iter().map(|prefix| format!("{resource}[\"{key}-{prefix}\"]")).collect()
}

/// The changed addresses of a plan whose actions are exactly `actions`.
pub fn with_actions(plan: &Plan, actions: &[&str]) -> BTreeSet<String> {
    plan.changes().into_iter().filter(|(_, found)| found == actions).map(|(address, _)| address).collect()
}

/// All strings of a JSON list.
pub fn strings(list: &Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// What went and what came between two sets, which must be the event's.
#[track_caller]
pub fn assert_event(before: &BTreeSet<String>, after: &BTreeSet<String>) {
    let gone: Vec<&String> = before.difference(after).collect();
    let come: Vec<&String> = after.difference(before).collect();
    assert_eq!(gone, REMOVED);
    assert_eq!(come, ADDED);
}
