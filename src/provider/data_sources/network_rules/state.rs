//! The state of `data "amazonconnect_network_rules"`: arguments and results.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tf_provider::value::Value;

use crate::{
    model::{Direction, IpVersion, Prefix},
    provider::{
        document_output::DocumentOutput,
        documents::Document,
        rule_object::RuleObject,
        values::{Number, StringList},
    },
    requirements,
    rules::{NetworkRules, Overshoot},
};

/// Arguments and results, by attribute.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct NetworkRulesState {
    pub(super) regions: StringList,
    pub(super) ip_versions: StringList,
    pub(super) softphone: Value<bool>,
    pub(super) sign_in: Value<String>,
    pub(super) video_calling: Value<bool>,
    pub(super) external_voice: Value<bool>,
    pub(super) s3_uploads: Value<bool>,
    pub(super) services: StringList,
    pub(super) ec2_global: Value<bool>,
    pub(super) firewall: Value<String>,
    pub(super) client_os: StringList,
    pub(super) ephemeral_ports: Value<String>,
    pub(super) merge: Value<String>,
    pub(super) vdi_role: Value<String>,
    pub(super) max_cidrs: Value<Number>,
    pub(super) max_overshoot_ratio: Value<Number>,
    rules: Value<Vec<RuleObject>>,
    cidr_blocks: Value<Vec<String>>,
    ipv6_cidr_blocks: Value<Vec<String>>,
    rule_counts: Value<BTreeMap<String, Number>>,
    overshoot: Value<Vec<OvershootObject>>,
    digest: Value<String>,
    document: Value<DocumentOutput>,
    requirements_version: Value<String>,
}

/// What the budget cost one group.
#[derive(Debug, Serialize, Deserialize)]
struct OvershootObject {
    direction: String,
    ip_protocol: String,
    from_port: u16,
    to_port: u16,
    ip_version: String,
    exact_cidrs: Number,
    cidrs: Number,
    extra_addresses: Number,
    ratio: f64,
}

impl From<&Overshoot> for OvershootObject {
    fn from(overshoot: &Overshoot) -> Self {
        let group = &overshoot.group;
        Self {
            direction: group.direction.to_string(),
            ip_protocol: group.transport.protocol.to_string(),
            from_port: group.transport.ports.first(),
            to_port: group.transport.ports.last(),
            ip_version: group.ip_version.to_string(),
            exact_cidrs: Number::count(overshoot.exact_cidrs),
            cidrs: Number::count(overshoot.cidrs),
            extra_addresses: Number::decimal(overshoot.extra_addresses.to_string()),
            ratio: overshoot.ratio,
        }
    }
}

impl NetworkRulesState {
    /// The arguments as they are, with the results beside them.
    pub(super) fn with_results(self, resolved: &NetworkRules, document: &Document) -> Self {
        let mut prefixes: Vec<Prefix> = resolved.rules.iter().map(|rule| rule.prefix).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        let cidrs = |version| {
            let of_version = prefixes.iter().filter(|prefix| prefix.version() == version);
            Value::Value(of_version.map(ToString::to_string).collect())
        };
        let counts = Direction::ALL.into_iter().flat_map(|direction| IpVersion::ALL.map(|version| (direction, version)));
        let counts = counts.map(|(direction, version)| {
            let count = resolved.rule_counts.get(&(direction, version)).copied().unwrap_or_default();
            (format!("{direction}_{version}"), Number::count(count))
        });
        Self {
            rules: Value::Value(resolved.rules.iter().map(RuleObject::from).collect()),
            cidr_blocks: cidrs(IpVersion::V4),
            ipv6_cidr_blocks: cidrs(IpVersion::V6),
            rule_counts: Value::Value(counts.collect()),
            overshoot: Value::Value(resolved.overshoot.iter().map(OvershootObject::from).collect()),
            digest: Value::Value(resolved.digest.clone()),
            document: Value::Value(DocumentOutput::new(document)),
            requirements_version: Value::Value(requirements::version().to_owned()),
            ..self
        }
    }
}
