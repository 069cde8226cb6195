//! `data "amazonconnect_network_rules"`: the firewall rules of a deployment.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::Diagnostics;

use super::document::{DocumentRecord, read_document, report_unbelievable};
use crate::{
    declaration::{Number, Record},
    provider::{
        diagnostics::{report_refusal, sentence},
        document::Document,
        documents::Documents,
        query::Query,
        strictness::Strictness,
    },
    render::FamilyCounts,
    requirements,
    rules::{NetworkDeployment, NetworkRules, Overshoot, ResolveError, RuleRecord, resolve_network_rules},
};

/// The data source.
pub struct NetworkRulesQuery {
    /// Where the document comes from.
    pub documents: Documents,
    /// Which warnings are errors.
    pub strictness: Strictness,
}

/// What is read.
#[derive(Debug, Serialize, Record)]
pub struct NetworkRulesRecord {
    /// The rules, ordered: a few objects, each a permission with its prefixes. `requirements` and `services` say what needs it; `direction`
    /// is `egress` or `ingress`; `flow` is `request`, or `return` for the replies that a stateless filter must let through; `ip_protocol`
    /// is `tcp` or `udp`; `from_port` and `to_port` are the ports that packets go to: AWS's for requests, the client's for replies;
    /// `source_from_port` and `source_to_port` are those that replies come from, null for requests; `ip_version` is `ipv4` or `ipv6`;
    /// `cidrs` are the remote prefixes in numeric order, none twice under one direction, flow, protocol and ports; `description` suits EC2
    /// and never changes for unchanged traffic. Functions of this provider take them as they are, also joined with `concat`;
    /// `recent_notices` tells what of them is young.
    rules: Vec<RuleRecord>,
    /// How many prefixes each direction and family has: to hold against the limits of a security group (60) or network ACL (20) in a
    /// `check` or `precondition`.
    rule_counts: FamilyCounts,
    /// How many IPv4 addresses each direction and port opens, such as `egress-tcp-443`: what an auditor asks. Replies that a stateless
    /// filter must let through stand under the client's ports, such as `ingress-tcp-49152-65535-from-443`.
    address_counts: BTreeMap<String, Number>,
    /// What `max_cidrs` and `max_rules` cost, and how long they will last: for each permission that was covered, how many prefixes an exact
    /// fit would need (`exact_cidrs`), how many it has (`cidrs`), the `extra_addresses` and their `ratio` to the wanted ones, the fewest
    /// prefixes that `max_overshoot_ratio` permits (`fewest_cidrs`), and the `room` that is left: how many prefixes fewer would do. AWS's
    /// ranges grow, so a fixed budget expires: at `room` 0 the next change may end in an error; a `check` can tell you before. Empty when
    /// nothing had to be covered.
    overshoot: Vec<OvershootRecord>,
    /// SHA-256 (hex) of the traffic that the rules allow, prefix by prefix: no date and no explanation changes it. For tags, names and drift
    /// checks.
    digest: String,
    /// The document that was read: `create_date` (RFC 3339), `sync_token`, `sha256` of its bytes and `origin` (its URL, or `bundled`). It
    /// changes about three times a day: leave it out of tags, names and descriptions, use `digest` there.
    document: DocumentRecord,
    /// The newest date (`YYYY-MM-DD`) on which a requirement was read from AWS's pages.
    requirements_version: &'static str,
}

/// What a budget cost one permission.
#[derive(Debug, Serialize, Record)]
pub struct OvershootRecord {
    /// `egress` or `ingress`.
    direction: &'static str,
    /// `request` or `return`.
    flow: &'static str,
    /// `tcp` or `udp`.
    ip_protocol: &'static str,
    /// The first port that packets go to.
    from_port: u16,
    /// The last port that packets go to.
    to_port: u16,
    /// `ipv4` or `ipv6`.
    ip_version: &'static str,
    /// How many prefixes an exact list has.
    exact_cidrs: usize,
    /// How many prefixes the rules have.
    cidrs: usize,
    /// Addresses that are allowed and not needed.
    extra_addresses: Number,
    /// Extra addresses for each wanted one.
    ratio: f64,
    /// The fewest prefixes within `max_overshoot_ratio`.
    fewest_cidrs: usize,
    /// How many prefixes fewer would do: 0 if the budget is used up.
    room: usize,
}

impl From<&Overshoot> for OvershootRecord {
    fn from(overshoot: &Overshoot) -> Self {
        let permission = overshoot.permission;
        Self {
            direction: permission.direction.as_str(),
            flow: permission.flow.as_str(),
            ip_protocol: permission.ip_protocol.as_str(),
            from_port: permission.ports.first(),
            to_port: permission.ports.last(),
            ip_version: permission.ip_version.as_str(),
            exact_cidrs: overshoot.exact_cidrs,
            cidrs: overshoot.cidrs,
            extra_addresses: Number::decimal(overshoot.extra_addresses.to_string()),
            ratio: overshoot.ratio,
            fewest_cidrs: overshoot.fewest_cidrs,
            room: overshoot.room,
        }
    }
}

impl NetworkRulesRecord {
    fn new(resolved: &NetworkRules, document: &Document) -> Self {
        Self {
            rules: resolved.rules.iter().map(RuleRecord::from).collect(),
            rule_counts: FamilyCounts::sums(resolved.rule_counts.iter().map(|((way, version), count)| (*way, *version, *count))),
            address_counts: resolved
                .address_counts
                .iter()
                .map(|(traffic, count)| (traffic.clone(), Number::decimal(count.to_string())))
                .collect(),
            overshoot: resolved.overshoot.iter().map(OvershootRecord::from).collect(),
            digest: resolved.digest.clone(),
            document: document.into(),
            requirements_version: requirements::version(),
        }
    }
}

/// Report why there are no rules. What can be accepted says how.
fn report(diags: &mut Diagnostics, error: &ResolveError, document: &Document) {
    if error.can_be_accepted() {
        report_unbelievable(diags, &sentence(&error.to_string(), None), document);
    } else {
        report_refusal(diags, error);
    }
}

#[async_trait]
impl Query for NetworkRulesQuery {
    type Arguments = NetworkDeployment;
    type Results = NetworkRulesRecord;
    const NAME: &'static str = "amazonconnect_network_rules";
    const DESCRIPTION: &'static str = "Computes the firewall rules that the agents of an Amazon Connect instance need, from AWS's IP ranges and the \
        requirements that AWS documents (the allow-list by IP ranges, \
        [option 2](https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html)). The rules are complete for the deployment \
        described by the arguments, or the read fails: an empty or partial list is never given.";

    fn check(&self, deployment: &NetworkDeployment, diags: &mut Diagnostics) {
        if let Err(error) = deployment.validate() {
            report_refusal(diags, &error);
        }
    }

    async fn answer(&self, deployment: NetworkDeployment, diags: &mut Diagnostics) -> Option<NetworkRulesRecord> {
        let document = read_document(&self.documents, &self.strictness, diags).await?;
        match resolve_network_rules(&document.examined, &deployment) {
            Ok(resolved) => {
                self.strictness.report_all(diags, &resolved.warnings);
                Some(NetworkRulesRecord::new(&resolved, &document))
            }
            Err(error) => {
                report(diags, &error, &document);
                None
            }
        }
    }
}
