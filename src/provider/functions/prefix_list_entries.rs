//! `prefix_list_entries`: managed prefix lists by key.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{list, map, object},
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::attributes::function,
    render::{PrefixList, prefix_list_entries},
};

/// The function.
pub struct PrefixListEntries;

#[async_trait]
impl Function for PrefixListEntries {
    type Input<'a> = (RuleList,);
    type Output<'a> = Value<BTreeMap<String, PrefixList>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for aws_ec2_managed_prefix_list",
            "Gives prefix lists by key, ready for `for_each` of `aws_ec2_managed_prefix_list`: one direction, protocol, port range and \
             address family each, which the rule that refers to the list needs. A list has at most 100 entries, because EC2 takes no more \
             in one request. Which list a prefix is in follows from the prefix, so a new one changes its own list only. Where a list is \
             referred to it weighs `max_entries`, which is rounded up so that it seldom changes.",
            vec![rules_parameter()],
            map(object([
                ("address_family", Type::String),
                ("max_entries", Type::Number),
                ("entries", list(object([("cidr", Type::String), ("description", Type::String)]))),
                ("direction", Type::String),
                ("ip_protocol", Type::String),
                ("from_port", Type::Number),
                ("to_port", Type::Number),
            ])),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (rules,): (RuleList,)) -> Option<Value<BTreeMap<String, PrefixList>>> {
        if !rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        rendered(diags, &["rules"], prefix_list_entries(&rules?))
    }
}
