//! `network_acl_entries`: entries of a network ACL by key.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{map, object},
    rule_arguments::{integer, rendered},
    rules_or_entries::{RulesOrEntries, rules_or_entries_parameter},
};
use crate::{
    provider::{
        attributes::{function, parameter},
        values::Number,
    },
    render::{NetworkAclEntry, network_acl_entries},
};

/// The function.
pub struct NetworkAclEntries;

#[async_trait]
impl Function for NetworkAclEntries {
    type Input<'a> = (RulesOrEntries, Value<Number>);
    type Output<'a> = Value<BTreeMap<String, NetworkAclEntry>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for aws_network_acl_rule",
            "Gives each rule by its key, ready for `for_each` of `aws_network_acl_rule`. Rule numbers are unique in a direction over both \
             address families. With the `entries` of a ledger a number is `first_rule_number` plus the slot, for life; with `rules` it is \
             made of the rule itself, and in rare cases another rule that comes or goes moves it. A network ACL holds 19 rules of yours in \
             each direction and address family by default, and 39 at most.",
            vec![
                rules_or_entries_parameter(),
                parameter(
                    "first_rule_number",
                    Type::Number,
                    "The lowest rule number to use, from 1 to 32766. Leave the numbers below it to rules of your own.",
                ),
            ],
            map(object([
                ("rule_number", Type::Number),
                ("egress", Type::Bool),
                ("protocol", Type::String),
                ("rule_action", Type::String),
                ("cidr_block", Type::String),
                ("ipv6_cidr_block", Type::String),
                ("from_port", Type::Number),
                ("to_port", Type::Number),
            ])),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules_or_entries, first_rule_number): (RulesOrEntries, Value<Number>),
    ) -> Option<Value<BTreeMap<String, NetworkAclEntry>>> {
        if !(rules_or_entries.is_wholly_known() && first_rule_number.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let entries = rules_or_entries.entries(diags);
        let first_rule_number = integer(diags, 1, "first_rule_number", &first_rule_number);
        rendered(diags, &["rules_or_entries", "first_rule_number"], network_acl_entries(&entries?, first_rule_number?))
    }
}
