//! `security_group_blocks`: blocks of `aws_security_group`.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{list, object, strings},
    rule_arguments::{RuleList, direction_of, direction_parameter, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::attributes::function,
    render::{SecurityGroupBlock, security_group_blocks},
};

/// The function.
pub struct SecurityGroupBlocks;

#[async_trait]
impl Function for SecurityGroupBlocks {
    type Input<'a> = (RuleList, Value<String>);
    type Output<'a> = Value<Vec<SecurityGroupBlock>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for egress or ingress of aws_security_group",
            "Gives the rules of one direction as objects with all nine attributes, so that `egress = …` or `ingress = …` of \
             `aws_security_group` is one line. Rules with the same protocol, ports and description share an object; a list for an address \
             family without prefixes is null. The result is empty if no rule has this direction: a stateful deployment needs no ingress.",
            vec![rules_parameter(), direction_parameter()],
            list(object([
                ("description", Type::String),
                ("protocol", Type::String),
                ("from_port", Type::Number),
                ("to_port", Type::Number),
                ("cidr_blocks", strings()),
                ("ipv6_cidr_blocks", strings()),
                ("prefix_list_ids", strings()),
                ("security_groups", Type::Set(Box::new(Type::String))),
                ("self", Type::Bool),
            ])),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules, direction): (RuleList, Value<String>),
    ) -> Option<Value<Vec<SecurityGroupBlock>>> {
        if !(rules.is_wholly_known() && direction.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        let direction = direction_of(diags, 1, &direction);
        rendered(diags, &["rules", "direction"], security_group_blocks(&rules?, direction?))
    }
}
