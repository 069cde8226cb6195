//! `rules_by_key`: one entry a prefix, for `for_each` over resources that have
//! no function of their own.
//!
//! In: rules. Out: a map whose keys are content alone, so that an instance
//! never moves. Nothing is lost: `values(…)` of it is the same rules.

use crate::{
    declaration::{Declare, Function, Record},
    rules::{PrefixRule, RuleSet, TrafficRecord, rules_parameter},
};
use serde::Serialize;
use std::{collections::BTreeMap, convert::Infallible};

/// One prefix of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
struct KeyedRuleRecord {
    /// Its identity, which is its key in the map, such as `egress-udp-3478-15.193.0.0/19`.
    key: String,
    /// What it may, and what for.
    #[serde(flatten)]
    traffic: TrafficRecord,
    /// The remote prefix.
    cidr: String,
    /// The number that a ledger keeps for it; null without a ledger.
    slot: Option<u32>,
}

impl From<PrefixRule<'_>> for KeyedRuleRecord {
    fn from(rule: PrefixRule<'_>) -> Self {
        Self {
            key: rule.key(),
            traffic: TrafficRecord::new(rule.permission, rule.label),
            cidr: rule.prefix.to_string(),
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
