//! `security_group_rules`: each rule as an object of its own.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{map, object, strings},
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::attributes::function,
    render::{SecurityGroupRule, security_group_rules},
};

/// The function.
pub struct SecurityGroupRules;

#[async_trait]
impl Function for SecurityGroupRules {
    type Input<'a> = (RuleList,);
    type Output<'a> = Value<BTreeMap<String, SecurityGroupRule>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for security group rule resources",
            "Gives each rule by its key, ready for `for_each` of `aws_vpc_security_group_egress_rule`, \
             `aws_vpc_security_group_ingress_rule` (`cidr_ipv4`, `cidr_ipv6`) or `aws_security_group_rule` (`type`, `cidr_blocks`, \
             `ipv6_cidr_blocks`). Attributes of the other address family are null. A security group holds 60 rules in each direction and \
             address family unless its quota was raised, and never more than 1,000: see `shard_rules`.",
            vec![rules_parameter()],
            map(object([
                ("type", Type::String),
                ("ip_protocol", Type::String),
                ("from_port", Type::Number),
                ("to_port", Type::Number),
                ("cidr_ipv4", Type::String),
                ("cidr_ipv6", Type::String),
                ("cidr_blocks", strings()),
                ("ipv6_cidr_blocks", strings()),
                ("description", Type::String),
            ])),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules,): (RuleList,),
    ) -> Option<Value<BTreeMap<String, SecurityGroupRule>>> {
        if !rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        rendered(diags, &["rules"], security_group_rules(&rules?))
    }
}
