//! `shard_rules`: rules in parts that each fit a quota.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{list, map},
    rule_arguments::{integer, rendered},
    rules_or_entries::{RulesOrEntries, rules_or_entries_parameter},
};
use crate::{
    provider::{
        attributes::{function, parameter},
        rule_object::{RuleObject, rule_type},
        values::Number,
    },
    render::shard_rules,
    rules::FirewallRule,
};

/// The function.
pub struct ShardRules;

#[async_trait]
impl Function for ShardRules {
    type Input<'a> = (RulesOrEntries, Value<Number>);
    type Output<'a> = Value<BTreeMap<String, Vec<RuleObject>>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Split rules into parts that fit a quota",
            "Gives the rules in parts by key (`00`, `01`, …), each with at most `size` rules in each direction and address family: a \
             security group each, for example. With the `entries` of a ledger a rule is in part `slot / size` for life. With `rules` the \
             parts are the fewest that fit, and rules that come or go move others as little as possible.",
            vec![
                rules_or_entries_parameter(),
                parameter(
                    "size",
                    Type::Number,
                    "How many rules a part may have in each direction and address family, such as 60 for a security group.",
                ),
            ],
            map(list(rule_type())),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules_or_entries, size): (RulesOrEntries, Value<Number>),
    ) -> Option<Value<BTreeMap<String, Vec<RuleObject>>>> {
        if !(rules_or_entries.is_wholly_known() && size.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let entries = rules_or_entries.entries(diags);
        let size = integer(diags, 1, "size", &size);
        rendered(diags, &["rules_or_entries", "size"], shard_rules(&entries?, size?).map(objects))
    }
}

fn objects(shards: BTreeMap<String, Vec<FirewallRule>>) -> BTreeMap<String, Vec<RuleObject>> {
    shards.into_iter().map(|(shard, rules)| (shard, rules.iter().map(RuleObject::from).collect())).collect()
}
