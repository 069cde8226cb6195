//! `rules_by_key`: one entry a prefix, for `for_each` over resources that have
//! no function of their own.
//!
//! In: rules. Out: a map whose keys are content alone, so that an instance
//! never moves. Nothing is lost: `values(…)` of it is the same rules.

use crate::{
    declaration::{Declare, Function, Record},
    rules::{PrefixRule, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::{collections::BTreeMap, convert::Infallible};

/// One prefix of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
struct KeyedRuleRecord {
    /// Its identity, which is its key in the map, such as `egress-udp-3478-15.193.0.0/19`.
    key: String,
    /// `egress` or `ingress`.
    direction: &'static str,
    /// `request`, or `return` for the replies that a stateless filter must let through.
    flow: &'static str,
    /// `tcp` or `udp`.
    ip_protocol: &'static str,
    /// The first port that packets go to.
    from_port: u16,
    /// The last port that packets go to.
    to_port: u16,
    /// The first port that replies come from; null for requests.
    source_from_port: Option<u16>,
    /// The last port that replies come from; null for requests.
    source_to_port: Option<u16>,
    /// `ipv4` or `ipv6`.
    ip_version: &'static str,
    /// The remote prefix.
    cidr: String,
    /// The services whose ranges it covers.
    services: Vec<String>,
    /// The ids of the requirements that ask for it.
    requirements: Vec<String>,
    /// What it is for; never changes for unchanged traffic.
    description: String,
    /// The number that a ledger keeps for it; null without a ledger.
    slot: Option<u32>,
}

impl From<PrefixRule<'_>> for KeyedRuleRecord {
    fn from(rule: PrefixRule<'_>) -> Self {
        let permission = rule.permission;
        Self {
            key: rule.key(),
            direction: permission.direction.as_str(),
            flow: permission.flow.as_str(),
            ip_protocol: permission.ip_protocol.as_str(),
            from_port: permission.ports.first(),
            to_port: permission.ports.last(),
            source_from_port: permission.source_ports.map(|ports| ports.first()),
            source_to_port: permission.source_ports.map(|ports| ports.last()),
            ip_version: permission.ip_version.as_str(),
            cidr: rule.prefix.to_string(),
            services: rule.label.services.iter().map(ToString::to_string).collect(),
            requirements: rule.label.requirements.clone(),
            description: rule.label.description.clone(),
            slot: rule.slot,
        }
    }
}

pub(super) fn function() -> Function {
    Declare {
        name: "rules_by_key",
        summary: "Give each prefix of rules a key of its own",
        description: "Gives a map with one entry for each prefix of each rule, under a key that is made of its content alone, such as \
                      `egress-udp-3478-15.193.0.0/19`: an instance of `for_each` never moves because another one came or went. For \
                      resources that have no function here. Put it in a `local`: Terraform evaluates the expression of `for_each` again \
                      for every instance. `values(…)` of the map is rules again, which every function takes.",
    }
    .function((rules_parameter(),), by_key)
}

fn by_key((rules,): (RuleSet,)) -> Result<BTreeMap<String, KeyedRuleRecord>, Infallible> {
    Ok(rules.iter().map(|rule| (rule.key(), rule.into())).collect())
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::call;
    use serde_json::json;

    #[test]
    fn an_entry_says_everything() {
        let reply = json!({ "direction": "ingress", "flow": "return", "ip_protocol": "udp", "from_port": 49152, "to_port": 65535,
            "source_from_port": 3478, "source_to_port": 3478, "cidrs": ["2600::/32", "15.193.0.0/19"], "slots": [7, 8],
            "services": ["EC2"], "requirements": ["ipr-ec2"], "description": "Replies" });
        let entries = call("rules_by_key", json!([[reply]])).unwrap();
        let keys: Vec<_> = entries.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["ingress-udp-49152-65535-from-3478-15.193.0.0/19", "ingress-udp-49152-65535-from-3478-2600::/32"]);
        assert_eq!(
            entries[keys[0]],
            json!({ "key": keys[0], "direction": "ingress", "flow": "return", "ip_protocol": "udp", "from_port": 49152,
                "to_port": 65535, "source_from_port": 3478, "source_to_port": 3478, "ip_version": "ipv4",
                "cidr": "15.193.0.0/19", "services": ["EC2"], "requirements": ["ipr-ec2"], "description": "Replies", "slot": 8 })
        );
        assert_eq!(call("rules_by_key", json!([[]])), Ok(json!({})));
    }
}
